//! Questions and answers: what people know and nobody wrote down yet, asked for.
//!
//! A question is open until an answer is accepted, a page holds it, or whoever asked takes it back. Who has the same
//! question says so: that is counted once a person, because what is asked again belongs on a page. An answer becomes a
//! page in one step, a draft that credits who asked and who answered. That a page is missing is said in the same way.
//!
//! States: *open*, *answered*, *withdrawn*.

pub mod api;
mod ask;
pub mod index;
mod settle;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use ask::{Answer, Ask, answer, ask, ask_too};
pub(crate) use settle::held_by;
pub use settle::{accept, keep_as_page, withdraw};
pub(crate) use store::of_draft;
pub use store::{answered_since, answers, count_open, find, find_by_number, ids, list};

use crate::page::PageId;
use ::base::{CommunityId, Moment, PersonId};

::base::id!(
    /// A question.
    QuestionId
);
::base::id!(
    /// An answer to a question.
    AnswerId
);

pub const KIND: ::base::Kind = "question";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionState {
    Open,
    Answered,
    Withdrawn,
}

impl QuestionState {
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Open, Self::Answered, Self::Withdrawn].into_iter().find(|it| it.word() == word)
    }

    /// The mark that stands for it, and what it is called.
    pub fn mark(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("open", "Open"),
            Self::Answered => ("done", "Answered"),
            Self::Withdrawn => ("rest", "Taken back"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: QuestionId,
    pub number: i64,
    /// A page is missing.
    pub wants_page: bool,
    pub title: String,
    pub body: String,
    /// Who would know, with its name.
    pub community: Option<(CommunityId, String)>,
    pub asked_at: Moment,
    pub asked_by: Option<(PersonId, String)>,
    pub state: QuestionState,
    /// People who ask it too.
    pub again: i64,
    pub answers: i64,
    /// The page that holds the answer: its id, number and title.
    pub page: Option<(PageId, i64, String)>,
}

impl Question {
    /// `Q 3`
    pub fn reference(&self) -> String {
        format!("Q {}", self.number)
    }

    pub fn url(&self) -> String {
        url(self.number)
    }
}

pub fn url(number: i64) -> String {
    format!("/handbook/questions/{number}")
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub id: AnswerId,
    pub body: String,
    pub at: Moment,
    pub by: Option<(PersonId, String)>,
    pub is_accepted: bool,
}
