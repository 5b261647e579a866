//! Writes all products and their teams out as a table.

use super::store;
use crate::unit::{self, Unit, UnitId};
use ::store::{Conn, StoreError};
use base::text;
use std::collections::BTreeMap;

/// CSV with a line for each person of a team, by product. What comes in again changes nothing. Addresses of people
/// stand in it for those who keep products alone.
pub fn write_out(conn: &mut Conn, with_addresses: bool) -> Result<String, StoreError> {
    let units: BTreeMap<UnitId, Unit> = unit::list(conn)?.into_iter().map(|it| (it.id, it)).collect();
    let mut table = String::from("product,phase,since,unit,purpose,email,profession,share,from\r\n");
    for it in store::lines(conn)? {
        let unit = it.unit.map(|id| unit::path::written(&unit::path::names(id, &units))).unwrap_or_default();
        let day = |day: Option<base::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let cells = [
            it.name,
            it.phase,
            day(it.since),
            unit,
            it.purpose,
            it.email.filter(|_| with_addresses).unwrap_or_default(),
            it.profession.unwrap_or_default(),
            it.share.map(|share| share.to_string()).unwrap_or_default(),
            day(it.from),
        ];
        table += &cells.map(|cell| text::cell(&cell)).join(",");
        table += "\r\n";
    }
    Ok(table)
}
