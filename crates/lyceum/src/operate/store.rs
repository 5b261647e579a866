//! What an export reads: one text a table, each with the columns that anyone signed in may see.

use base::{FromValue, Uuid, Value};
use store::{Conn, Sql, StoreError, sql};

/// A table of the export. Columns of any kind, written as text.
pub struct TableText {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    text: &'static Sql,
}

sql! {
    PEOPLE = "SELECT id, name, email, state, joined_on, left_on FROM person ORDER BY id";
    COMMUNITIES = "SELECT id, slug, kind, name, purpose FROM community ORDER BY id";
    PRODUCTS = "SELECT id, slug, name, phase FROM product ORDER BY id";
    PROBLEMS = "SELECT p.number, p.title, p.statement, p.hurts, d.slug, c.slug, p.stated_on, p.state, p.state_on, p.different \
                FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community ORDER BY p.number";
    SIGHTINGS = "SELECT p.number, s.seen_on, d.slug, c.slug, s.days, s.words FROM sighting s \
                 JOIN problem p ON p.id = s.problem LEFT JOIN product d ON d.id = s.product \
                 LEFT JOIN community c ON c.id = s.community ORDER BY p.number, s.seen_on, s.id";
    SOLUTIONS = "SELECT p.number, s.solved_on, s.days, s.works, s.watch_out FROM solution s \
                 JOIN problem p ON p.id = s.problem ORDER BY p.number, s.solved_on, s.id";
    ADOPTIONS = "SELECT p.number, d.slug, a.since, a.days, a.changes FROM adoption a \
                 JOIN problem p ON p.id = a.problem JOIN product d ON d.id = a.product ORDER BY p.number, a.since, a.id";
    WORK = "SELECT w.number, w.title, w.state, w.state_on, w.steps_done, w.steps_total, \
            w.started_on, w.help_wanted, c.slug FROM work_item w LEFT JOIN community c ON c.id = w.community ORDER BY w.number";
    PAGES = "SELECT h.name, p.path, p.number, p.title, p.owner, p.reviewed_on, p.review_on, p.version, r.body FROM page p \
             JOIN handbook h ON h.id = p.handbook JOIN revision r ON r.page = p.id AND r.version = p.version \
             WHERE p.retired_at IS NULL AND p.audience = 'everyone' ORDER BY p.number";
}

/// In the order in which they are written.
pub static TABLES: [TableText; 8] = [
    TableText { name: "people", columns: &["id", "name", "email", "state", "joined_on", "left_on"], text: &PEOPLE },
    TableText { name: "communities", columns: &["id", "slug", "kind", "name", "purpose"], text: &COMMUNITIES },
    TableText { name: "products", columns: &["id", "slug", "name", "phase"], text: &PRODUCTS },
    TableText {
        name: "problems",
        columns: &[
            "number",
            "title",
            "statement",
            "who_has_it",
            "product",
            "community",
            "stated_on",
            "state",
            "state_on",
            "different",
        ],
        text: &PROBLEMS,
    },
    TableText {
        name: "sightings",
        columns: &["problem", "seen_on", "product", "community", "days", "words"],
        text: &SIGHTINGS,
    },
    TableText { name: "solutions", columns: &["problem", "solved_on", "days", "works", "watch_out"], text: &SOLUTIONS },
    TableText { name: "adoptions", columns: &["problem", "product", "since", "days", "changes"], text: &ADOPTIONS },
    TableText {
        name: "work_items",
        columns: &[
            "number",
            "title",
            "state",
            "state_on",
            "steps_done",
            "steps_total",
            "started_on",
            "help_wanted",
            "community",
        ],
        text: &WORK,
    },
];

/// Calls `visit` with the cells of each row.
pub fn each_row(
    conn: &mut Conn,
    table: &TableText,
    visit: &mut dyn FnMut(&[Option<String>]),
) -> Result<(), StoreError> {
    conn.each(table.text, &[], |row| {
        let cells = (0..table.columns.len()).map(|at| row.get::<Cell>(at).map(|cell| cell.0));
        visit(&cells.collect::<Result<Vec<_>, _>>()?);
        Ok(())
    })
}

/// Any value as text; an engine may keep an id as its 16 bytes.
struct Cell(Option<String>);

impl FromValue for Cell {
    fn from_value(value: Value<'_>) -> Option<Self> {
        Some(Self(match value {
            Value::Null => None,
            Value::Int(it) => Some(it.to_string()),
            Value::Real(it) => Some(it.to_string()),
            Value::Bool(it) => Some(it.to_string()),
            Value::Text(it) => Some(it.into_owned()),
            Value::Uuid(it) => Some(it.to_string()),
            Value::Bytes(it) => Some(Uuid::from_slice(&it).ok()?.to_string()),
        }))
    }
}

/// A page as it is now.
pub struct Page {
    pub handbook: String,
    pub path: String,
    pub number: i64,
    pub title: String,
    pub owner: Option<String>,
    pub reviewed_on: Option<String>,
    pub review_on: Option<String>,
    pub version: i64,
    pub body: String,
}

pub fn each_page(conn: &mut Conn, visit: &mut dyn FnMut(Page)) -> Result<(), StoreError> {
    conn.each(&PAGES, &[], |row| {
        visit(Page {
            handbook: row.get(0)?,
            path: row.get(1)?,
            number: row.get(2)?,
            title: row.get(3)?,
            owner: row.get(4)?,
            reviewed_on: row.get(5)?,
            review_on: row.get(6)?,
            version: row.get(7)?,
            body: row.get(8)?,
        });
        Ok(())
    })
}
