//! The doors of `/settings`, one file for each thing that is kept.

pub mod communities;
pub mod organisation;
pub mod people;
pub mod person;
pub mod products;

use crate::{duties, location, unit};
use store::{Conn, StoreError};

/// A list to choose from: value and label, first "none".
pub(crate) type Choices = Vec<(String, String)>;

pub(crate) fn units(conn: &mut Conn) -> Result<Choices, StoreError> {
    let units = unit::list(conn)?.into_iter().map(|unit| (unit.id.to_string(), unit.name));
    Ok(std::iter::once((String::new(), "No unit".into())).chain(units).collect())
}

pub(crate) fn locations(conn: &mut Conn) -> Result<Choices, StoreError> {
    let locations = location::list(conn)?.into_iter().map(|it| (it.id.to_string(), it.name));
    Ok(std::iter::once((String::new(), "No location".into())).chain(locations).collect())
}

/// As the template's list wants it.
pub(crate) fn lent(choices: &Choices) -> Vec<(&str, &str)> {
    choices.iter().map(|(value, label)| (value.as_str(), label.as_str())).collect()
}

/// Every duty with whether it is held.
pub(crate) fn all_duties(held: &[base::Duty]) -> Vec<(&'static str, &'static str, bool)> {
    duties::ALL.iter().map(|duty| (duties::word(*duty), duties::name(*duty), held.contains(duty))).collect()
}
