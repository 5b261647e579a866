//! What to do about a load, in a sentence, and where.

use super::read::Load;
use super::rule::{Advice, written};
use base::text;

impl Load {
    /// `Split off a local community of 14 in Leeds.`
    pub fn advice_words(&self) -> Option<String> {
        let people = |number: i64| text::count(number, "person", "people");
        Some(match self.advice? {
            Advice::NameLeader => format!("Name a lead: {} have nobody nearer.", people(self.people)),
            Advice::Split { people: about } => match &self.place {
                Some((place, number)) => format!("Split off a local community of {number} in {place}."),
                None => format!("Split into {}: about {about} each.", text::count(self.groups, "group", "groups")),
            },
            Advice::NameDeputy { share } => {
                format!("Name a deputy for {} of a post, or give more time.", written(share))
            }
            Advice::MoreTime { share } => format!("Give {} of a post more time.", written(share)),
            Advice::Outgrowing => "Outgrowing one lead: nobody can know more than twenty.".to_owned(),
        })
    }

    /// Where it is done.
    pub fn advice_url(&self) -> String {
        match self.advice {
            Some(Advice::NameLeader) => format!("/communities/{}/members", self.slug),
            Some(Advice::Split { .. } | Advice::Outgrowing) => format!("/settings/communities?parent={}", self.slug),
            Some(Advice::NameDeputy { .. }) => format!("/communities/{}/leadership#activities", self.slug),
            _ => format!("/communities/{}/leadership#time", self.slug),
        }
    }

    /// `Short by 0.4`
    pub fn state_words(&self) -> String {
        match self.need - self.given {
            short if short > 200 => format!("Short by {}", written(short)),
            _ if self.people > super::rule::SPLIT_FROM => "Outgrowing one lead".into(),
            _ => "Enough".into(),
        }
    }

    pub fn mark(&self) -> &'static str {
        match self.need - self.given {
            short if short > 200 => "lost",
            _ if self.people > super::rule::SPLIT_FROM => "doing",
            _ => "done",
        }
    }

    /// `1.0, then split`
    pub fn need_words(&self) -> String {
        let then = if self.groups > 1 { ", then split" } else { "" };
        format!("{}{then}", written(self.need))
    }

    pub fn given_words(&self) -> String {
        written(self.given)
    }

    pub fn led_by(&self) -> String {
        let names: Vec<&str> = self.leaders.iter().map(|leader| leader.name.as_str()).collect();
        if names.is_empty() { "Nobody".into() } else { names.join(", ") }
    }
}
