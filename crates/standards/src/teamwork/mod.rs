//! How roles work together in a team: for each kind of decision or activity, which profession leads and which take part.
//!
//! Heads keep one shared table; a team says its own ([`say`]), line by line. [`compare()`] holds a team's table against
//! the shared one and against who is on the team: what nobody leads, what two lead, who is missing, what differs.
//!
//! Roles are defined by each profession for itself; how they work together belongs to none of them, so it stands here.

mod api;
mod compare;
mod say;
mod store;
#[cfg(test)]
mod tests;
mod usual;
pub mod web;

pub use compare::{Compared, Finding, compare, count, in_no_line};
pub use say::{Said, begin, drop_line, say};
pub use store::{OfTeam, Profession, Tallies, lines, of_team, on_team, professions, tallies};
pub use usual::begin_shared;

use ::web::worded;
use base::CommunityId;

base::id!(
    /// A line of a table.
    LineId
);

worded!(
    /// What a line is about.
    pub enum Kind {
        Decision = "decision" as "Decision",
        Activity = "activity" as "Activity",
    }
);

worded!(
    /// What a profession has in it.
    pub enum Part {
        Leads = "leads" as "Leads",
        TakesPart = "takes_part" as "Takes part",
    }
);

/// A line of the shared table or of a team's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: LineId,
    /// Of a team's own: the shared line that it answers.
    pub shared: Option<LineId>,
    pub title: String,
    pub kind: Kind,
    pub parts: Vec<(CommunityId, Part)>,
}

impl Compared {
    /// A line of the shared table by itself.
    pub fn shared_alone(line: Line) -> Self {
        Self { shared: Some(line), own: None, findings: Vec::new() }
    }
}

impl Line {
    pub fn leads(&self) -> Vec<CommunityId> {
        self.with(Part::Leads)
    }

    pub fn takes_part(&self) -> Vec<CommunityId> {
        self.with(Part::TakesPart)
    }

    pub fn part_of(&self, profession: CommunityId) -> Option<Part> {
        self.parts.iter().find(|(it, _)| *it == profession).map(|(_, part)| *part)
    }

    fn with(&self, wanted: Part) -> Vec<CommunityId> {
        self.parts.iter().filter(|(_, part)| *part == wanted).map(|(it, _)| *it).collect()
    }
}
