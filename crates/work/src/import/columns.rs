//! Which column is which, whatever it is called, and what a row says.

/// A row as it was read; everything as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Of the file, counted from 1; where the row begins.
    pub line: u64,
    /// The file's own name for the row: `P 12`, `12`, `INC-7`. Others name it by this in `same_as`.
    pub reference: String,
    pub statement: String,
    pub title: String,
    pub who: String,
    pub product: String,
    pub community: String,
    pub stated_on: String,
    pub state: String,
    pub solution: String,
    pub same_as: String,
    pub days: String,
    pub reason: String,
}

/// The names that a column may have, in the writing of [`plain`].
const NAMES: &[(&str, &[&str])] = &[
    ("reference", &["reference", "ref", "id", "number", "no", "key"]),
    ("statement", &["statement", "problem", "problemstatement", "description", "words", "text", "body"]),
    ("title", &["title", "summary", "name"]),
    ("who", &["who", "whohasit", "whohasthis", "hurts", "whoithurts", "affected", "users"]),
    ("product", &["product", "service", "productname", "team"]),
    ("community", &["community", "profession"]),
    (
        "stated_on",
        &["statedon", "stated", "date", "day", "on", "raisedon", "raised", "created", "createdon", "createdat"],
    ),
    ("state", &["state", "status"]),
    ("solution", &["solution", "solved", "resolution", "whatworks", "fix", "answer"]),
    ("same_as", &["sameas", "duplicateof", "duplicate", "same", "sightingof"]),
    ("days", &["days", "daysspent", "effort"]),
    ("reason", &["reason", "notnow", "why", "whynotnow"]),
];

/// Which field a header means; `None` for a column that is not ours.
pub(super) fn field_of(header: &str) -> Option<&'static str> {
    let plain = plain(header);
    NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(field, _)| *field)
}

/// Small letters and figures only: `Who has it?` is `whohasit`.
fn plain(header: &str) -> String {
    header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Row {
    /// Puts a cell where it belongs. A second column of the same meaning fills only what is empty.
    pub(super) fn put(&mut self, field: &str, value: &str) {
        let place = match field {
            "reference" => &mut self.reference,
            "statement" => &mut self.statement,
            "title" => &mut self.title,
            "who" => &mut self.who,
            "product" => &mut self.product,
            "community" => &mut self.community,
            "stated_on" => &mut self.stated_on,
            "state" => &mut self.state,
            "solution" => &mut self.solution,
            "same_as" => &mut self.same_as,
            "days" => &mut self.days,
            "reason" => &mut self.reason,
            _ => return,
        };
        if place.is_empty() {
            value.trim().clone_into(place);
        }
    }
}
