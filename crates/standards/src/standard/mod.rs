//! What must be true of a product: a named set of points, in versions, with who leads on each and what helps.
//!
//! A standard comes from files ([`read`]), from a table that somebody writes, or is the one that ships ([`starter`]); each
//! time a new version stands beside the old ones ([`make`]). A product that is half-way keeps its version, or moves along
//! the map between two of them ([`map`]).
//!
//! Invariants: a version never changes after it was made; points are numbered from 1 without gaps.

pub mod api;
mod make;
pub mod read;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use make::{Made, Make, MapLine, WHO, make, map, may_make, starter};
pub use store::{find, find_by_id, find_version, map_between, newest, points, prompts, version_by_id, versions};
pub(crate) use store::{list, professions};

use ::base::{CommunityId, Moment};
use ::web::worded;

::base::id!(
    /// A standard.
    StandardId
);
::base::id!(
    /// One version of a standard.
    VersionId
);

/// The kind of its events.
pub const KIND: ::base::Kind = "standard";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    pub id: StandardId,
    pub slug: String,
    pub title: String,
    pub purpose: String,
}

impl Standard {
    pub fn url(&self) -> String {
        format!("/standards/{}", self.slug)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub id: VersionId,
    pub standard: StandardId,
    /// 1, 2, 3
    pub number: i64,
    /// Such as "pre-June 2015"; may be empty.
    pub title: String,
    pub scale: Scale,
    pub stages: Vec<Stage>,
    pub made_at: Moment,
    pub points: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// From 1.
    pub number: i64,
    pub title: String,
    pub description: String,
    /// The profession that leads on it.
    pub leads: Option<(CommunityId, String)>,
    /// Markdown, as its source has it; may be empty.
    pub guidance: String,
}

/// What a team is asked at a phase of one point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    pub point: i64,
    /// `alpha`, `beta`, `live`
    pub phase: String,
    /// `questions`, `evidence`
    pub kind: String,
    pub words: String,
}

worded!(
    /// The outcomes that a version knows.
    pub enum Scale {
        Colours = "colours" as "Green, amber, red",
        Met = "met" as "Met, met with conditions, not met",
    }
);

worded!(
    /// What a panel says of a point, and of the whole.
    pub enum Outcome {
        Met = "met" as "Met",
        WithConditions = "met_with_conditions" as "Met with conditions",
        NotMet = "not_met" as "Not met",
        Green = "green" as "Green",
        Amber = "amber" as "Amber",
        Red = "red" as "Red",
    }
);

impl Scale {
    pub fn outcomes(self) -> [Outcome; 3] {
        match self {
            Scale::Met => [Outcome::Met, Outcome::WithConditions, Outcome::NotMet],
            Scale::Colours => [Outcome::Green, Outcome::Amber, Outcome::Red],
        }
    }

    /// What follows of the points for the whole: the worst of them. `None` while nothing is said.
    pub fn overall(self, points: impl IntoIterator<Item = Outcome>) -> Option<Outcome> {
        let worst = points.into_iter().map(Outcome::rank).max()?;
        self.outcomes().into_iter().find(|outcome| outcome.rank() == worst)
    }
}

impl Outcome {
    /// 0 for what is met, 2 for what is not.
    pub fn rank(self) -> u8 {
        match self {
            Outcome::Met | Outcome::Green => 0,
            Outcome::WithConditions | Outcome::Amber => 1,
            Outcome::NotMet | Outcome::Red => 2,
        }
    }

    /// The mark beside it: `done`, `doing`, `lost`.
    pub fn mark(self) -> &'static str {
        ["done", "doing", "lost"][usize::from(self.rank())]
    }

    /// In the words of the published reports' schema, which has no conditions: what is met with them is met there.
    pub fn in_schema(self) -> &'static str {
        match self {
            Outcome::Met | Outcome::WithConditions => "met",
            Outcome::NotMet => "not-met",
            Outcome::Green => "green",
            Outcome::Amber => "amber",
            Outcome::Red => "red",
        }
    }
}

worded!(
    /// The stages at which a product is assessed: the ten of the published reports.
    pub enum Stage {
        Alpha = "alpha" as "Alpha",
        AlphaAgain = "alpha-reassessment" as "Alpha reassessment",
        AlphaAmber = "alpha-amber-evidence-review" as "Alpha amber evidence review",
        Beta = "beta" as "Beta",
        BetaAgain = "beta-reassessment" as "Beta reassessment",
        BetaAmber = "beta-amber-evidence-review" as "Beta amber evidence review",
        Live = "live" as "Live",
        LiveAgain = "live-reassessment" as "Live reassessment",
        LiveReview = "live-review" as "Live review",
        LiveAmber = "live-amber-evidence-review" as "Live amber evidence review",
    }
);

impl Stage {
    /// `alpha`, `beta` or `live`: under which prompts are kept.
    pub fn phase(self) -> &'static str {
        match self {
            Stage::Alpha | Stage::AlphaAgain | Stage::AlphaAmber => "alpha",
            Stage::Beta | Stage::BetaAgain | Stage::BetaAmber => "beta",
            Stage::Live | Stage::LiveAgain | Stage::LiveReview | Stage::LiveAmber => "live",
        }
    }

    /// At which what was not met is looked at again.
    pub fn again(self, outcome: Outcome) -> Stage {
        match (self.phase(), outcome) {
            ("alpha", Outcome::Amber) => Stage::AlphaAmber,
            ("alpha", _) => Stage::AlphaAgain,
            ("beta", Outcome::Amber) => Stage::BetaAmber,
            ("beta", _) => Stage::BetaAgain,
            (_, Outcome::Amber) => Stage::LiveAmber,
            _ => Stage::LiveAgain,
        }
    }

    /// Those of a scale: an evidence review follows amber alone.
    pub fn of(scale: Scale) -> Vec<Stage> {
        let is_amber = |stage: &Stage| matches!(stage, Stage::AlphaAmber | Stage::BetaAmber | Stage::LiveAmber);
        Self::ALL.iter().copied().filter(|stage| scale == Scale::Colours || !is_amber(stage)).collect()
    }
}
