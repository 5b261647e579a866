//! What stands beside a name. Only memberships make badges.

use super::store;
use ::store::{Conn, StoreError};
use base::PersonId;
use std::collections::HashMap;

/// The profession and the level in it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Badge {
    pub profession: String,
    pub level: Option<String>,
}

impl std::fmt::Display for Badge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.level {
            Some(level) => write!(f, "{}, {level}", self.profession),
            None => f.write_str(&self.profession),
        }
    }
}

/// The badges of all whom a page names, in words.
#[derive(Clone, Debug, Default)]
pub struct Badges(HashMap<PersonId, String>);

impl Badges {
    /// Asks once for all.
    pub fn of(conn: &mut Conn, people: impl IntoIterator<Item = PersonId>) -> Result<Self, StoreError> {
        let mut people: Vec<PersonId> = people.into_iter().collect();
        people.sort_unstable();
        people.dedup();
        let badges = store::badges(conn, &people)?;
        Ok(Badges(badges.into_iter().map(|(person, badges)| (person, written(&badges))).collect()))
    }

    /// `Product management, senior`; "" for who is in no profession.
    pub fn beside(&self, person: &PersonId) -> &str {
        self.0.get(person).map_or("", String::as_str)
    }

    /// For samples of pages.
    pub fn sample(person: PersonId) -> Self {
        Badges(HashMap::from([(person, "Product management, <senior>".to_owned())]))
    }
}

/// All of a person's, in one line.
fn written(badges: &[Badge]) -> String {
    badges.iter().map(Badge::to_string).collect::<Vec<_>>().join("; ")
}
