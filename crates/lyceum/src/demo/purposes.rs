//! What communities want, do on purpose and where they talk, from the demo's texts.

use super::{parse, professions, texts};
use crate::demo::world::CommunityAt;
use base::Day;

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Purposes {
    pub goals: Vec<Goal>,
    pub practices: Vec<Practice>,
    pub channels: Vec<Channel>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Goal {
    pub community: CommunityAt,
    pub opened_on: Day,
    pub due_on: Day,
    pub title: &'static str,
    pub measure: &'static str,
    pub target: &'static str,
    /// The first stands for the start.
    pub figures: Vec<(Day, &'static str)>,
    pub ended: Option<Told>,
}

/// What was decided on a day, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    pub word: &'static str,
    pub on: Day,
    pub reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Practice {
    pub community: CommunityAt,
    pub started_on: Day,
    /// When it is looked at next.
    pub review_on: Day,
    pub name: &'static str,
    pub intent: &'static str,
    pub signal: &'static str,
    pub reviews: Vec<Told>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Channel {
    pub community: CommunityAt,
    pub name: &'static str,
    pub about: &'static str,
}

pub fn make(slugs: &[&'static str]) -> Purposes {
    let at = |slug: &str| professions::at(slug).or_else(|| slugs.iter().position(|known| *known == slug));
    Purposes {
        goals: lines(texts::GOALS).filter_map(|fields| goal(&at, &fields)).collect(),
        practices: lines(texts::PRACTICES).filter_map(|fields| practice(&at, &fields)).collect(),
        channels: parse::table(texts::CHANNELS)
            .into_iter()
            .filter_map(|[slug, name, about]: [&'static str; 3]| Some(Channel { community: at(slug)?, name, about }))
            .collect(),
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| line.split(" | ").map(str::trim).collect())
}

fn goal(at: &impl Fn(&str) -> Option<CommunityAt>, fields: &[&'static str]) -> Option<Goal> {
    let [slug, opened, due, title, measure, target, figures, rest @ ..] = fields else { return None };
    let figures = figures.split("; ").filter_map(|figure| {
        let (day, figure) = figure.split_once(' ')?;
        Some((Day::parse(day)?, figure))
    });
    Some(Goal {
        community: at(slug)?,
        opened_on: Day::parse(opened)?,
        due_on: Day::parse(due)?,
        title,
        measure,
        target,
        figures: figures.collect(),
        ended: rest.first().and_then(|ended| told(ended)),
    })
}

/// `kept 2022-03-04 Sixteen people came.`
fn told(text: &'static str) -> Option<Told> {
    let (word, rest) = text.split_once(' ')?;
    let (on, reason) = rest.split_once(' ')?;
    Some(Told { word, on: Day::parse(on)?, reason })
}

fn practice(at: &impl Fn(&str) -> Option<CommunityAt>, fields: &[&'static str]) -> Option<Practice> {
    let [slug, started, review, name, intent, signal, rest @ ..] = fields else { return None };
    let reviews = rest.first().into_iter().flat_map(|all| all.split("; ")).filter_map(told).collect();
    Some(Practice {
        community: at(slug)?,
        started_on: Day::parse(started)?,
        review_on: Day::parse(review)?,
        name,
        intent,
        signal,
        reviews,
    })
}
