//! The cards that people sort: what a community that works well can say of itself, in areas and stages.
//!
//! One model ships, in our own words. Heads of professions make a new version of it ([`make`]), from a table; sessions
//! keep the version that they began with.

mod make;
mod store;
mod table;

pub use make::make;
pub(in crate::maturity) use store::current_or_shipped;
pub use store::{current, find, shipped};
pub use table::{Flawed, read, write_out};

use ::web::worded;

base::id!(
    /// A version of the model.
    ModelId
);

worded!(
    /// What a card is about.
    pub enum Area {
        People = "people",
        Programme = "programme",
        Place = "place",
    }
);

impl Area {
    pub fn title(self) -> &'static str {
        match self {
            Area::People => "People",
            Area::Programme => "Programme",
            Area::Place => "Place",
        }
    }
}

/// From potential to transformation; a card's stage is its place here, counted from 1.
pub const STAGES: [&str; 5] = ["Potential", "Forming", "Active", "Mature", "Transforming"];

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Card {
    /// Kept from version to version, so that sessions can be compared.
    pub key: String,
    pub area: String,
    /// 1 to 5
    pub stage: i64,
    pub title: String,
    #[serde(default)]
    pub explanation: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub id: ModelId,
    pub version: i64,
    pub cards: Vec<Card>,
}

/// The model that ships.
pub const SHIPPED: &str = include_str!("cards.csv");
