//! The duties of [`base::Duty`] as words, in tables and for people.

use base::Duty;

pub const ALL: [Duty; 3] = [Duty::PeopleAdministrator, Duty::Operator, Duty::Librarian];

/// The word in tables and the API, as serde writes it.
pub fn word(duty: Duty) -> &'static str {
    match duty {
        Duty::Operator => "operator",
        Duty::PeopleAdministrator => "people_administrator",
        Duty::Librarian => "librarian",
    }
}

pub fn from_word(word: &str) -> Option<Duty> {
    ALL.into_iter().find(|duty| self::word(*duty) == word)
}

/// As pages say it.
pub fn name(duty: Duty) -> &'static str {
    match duty {
        Duty::Operator => "Operator",
        Duty::PeopleAdministrator => "People administrator",
        Duty::Librarian => "Librarian",
    }
}
