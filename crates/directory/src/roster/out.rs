//! Write all people out as a table.

use super::store::{self, Listed};
use crate::unit::{self, Unit, UnitId};
use ::store::{Conn, StoreError};
use base::text;
use std::collections::BTreeMap;

/// Rows in one question.
const TOGETHER: i64 = 2_000;
const HEAD: [&str; 13] = [
    "email",
    "name",
    "joined",
    "left",
    "unit",
    "location",
    "manager",
    "community",
    "level",
    "standing",
    "route",
    "member_since",
    "evidence",
];

/// CSV with a line for each current membership, by address. What comes in again changes nothing.
pub fn write_out(conn: &mut Conn) -> Result<String, StoreError> {
    let units: BTreeMap<UnitId, Unit> = unit::list(conn)?.into_iter().map(|it| (it.id, it)).collect();
    let mut text = HEAD.join(",");
    text.push_str("\r\n");
    let mut after = String::new();
    loop {
        let mut rows = store::out_after(conn, &after, TOGETHER)?;
        let is_last = (rows.len() as i64) < TOGETHER;
        if !is_last {
            // Who has several memberships is not cut in the middle.
            let last = rows.last().map(|row| row.email.clone()).unwrap_or_default();
            rows.retain(|row| row.email != last);
        }
        for row in &rows {
            write_row(&mut text, row, &units);
        }
        match rows.last() {
            Some(row) if !is_last => after = row.email.clone(),
            _ => return Ok(text),
        }
    }
}

fn write_row(table: &mut String, row: &Listed, units: &BTreeMap<UnitId, Unit>) {
    let day = |day: Option<base::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let or_nothing = |text: &Option<String>| text.clone().unwrap_or_default();
    let cells = [
        row.email.clone(),
        row.name.clone(),
        day(Some(row.joined)),
        day(row.left),
        row.unit.map(|id| unit::path::written(&unit::path::names(id, units))).unwrap_or_default(),
        or_nothing(&row.location),
        or_nothing(&row.manager),
        or_nothing(&row.community),
        or_nothing(&row.level),
        or_nothing(&row.standing),
        or_nothing(&row.route),
        day(row.since),
        or_nothing(&row.evidence),
    ];
    let written: Vec<String> = cells.iter().map(|cell| text::cell(cell)).collect();
    table.push_str(&written.join(","));
    table.push_str("\r\n");
}
