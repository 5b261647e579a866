//! The groups that matches are shown in, in their fixed order. Pure.

use super::Match;
use crate::not_the_same::Said;
use ::web::worded;

worded!(
    /// A group of matches on the page.
    pub enum Group {
        Solved = "solved" as "Solved already",
        BeingSolved = "being_solved" as "Being worked on",
        NotNow = "not_now" as "Decided: not now",
        MetBefore = "met_before" as "Met before",
        Elsewhere = "elsewhere" as "In the handbook and elsewhere",
        /// What the one who asks said is another problem; folded.
        SaidBefore = "said_before" as "Said before: not the same",
    }
);

impl Group {
    pub fn of(it: &Match) -> Self {
        if it.said == Some(Said::ByYou) {
            return Group::SaidBefore;
        }
        match (it.kind.as_str(), it.state.as_str()) {
            ("problem", "solved") | ("work_item", "done") => Group::Solved,
            ("problem", "being_solved") | ("work_item", "in_hand") => Group::BeingSolved,
            ("problem", "not_now") | ("work_item", "set_aside") => Group::NotNow,
            ("problem", _) => Group::MetBefore,
            _ => Group::Elsewhere,
        }
    }

    pub fn mark(self) -> &'static str {
        match self {
            Group::Solved => "done",
            Group::BeingSolved => "doing",
            Group::NotNow | Group::SaidBefore => "rest",
            Group::MetBefore | Group::Elsewhere => "open",
        }
    }

    /// What the mark says to who cannot see it.
    pub fn mark_word(self) -> &'static str {
        match self {
            Group::Solved => "Solved",
            Group::BeingSolved => "Being worked on",
            Group::NotNow => "Not now",
            Group::MetBefore => "Open",
            Group::Elsewhere => "Handbook page",
            Group::SaidBefore => "Said before: not the same",
        }
    }
}

/// In the fixed order; only groups that have something, each with its matches nearest first.
pub fn grouped(matches: &[Match]) -> Vec<(Group, Vec<&Match>)> {
    let with = |group: Group| matches.iter().filter(move |it| Group::of(it) == group).collect::<Vec<_>>();
    Group::ALL.iter().map(|group| (*group, with(*group))).filter(|(_, those)| !those.is_empty()).collect()
}
