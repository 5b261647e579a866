//! How roles work together: what the heads agreed on, and what three teams say of themselves.

use super::FillError;
use super::writer::Writer;
use base::{CommunityId, Moment};
use standards::teamwork::{Kind, Part, Profession, Said, begin, lines, professions, say};
use store::Tx;

/// Before today the heads agreed, and the teams said theirs.
pub(super) const SINCE_DAYS: i64 = 240;
pub(super) const TEAMS_DAYS: i64 = 95;

/// What, who leads, who takes part; by the professions' short names.
const SHARED: [(Kind, &str, &str, &[&str]); 10] = [
    (Kind::Decision, "What the team works on next", "product-management", &["user-research", "delivery-management"]),
    (Kind::Decision, "What the service does for whom", "product-management", &["user-research", "design"]),
    (Kind::Decision, "How it looks and what it says", "design", &["user-research", "product-management"]),
    (Kind::Decision, "How it is built and what it is built on", "software-engineering", &["data"]),
    (
        Kind::Decision,
        "When something is good enough to go out",
        "product-management",
        &["software-engineering", "design"],
    ),
    (Kind::Decision, "What is measured, and what the figures mean", "data", &["product-management"]),
    (Kind::Activity, "Finding out what people need", "user-research", &["design", "product-management"]),
    (Kind::Activity, "Trying a change out with people who use it", "user-research", &["design"]),
    (
        Kind::Activity,
        "Watching the service and mending it when it breaks",
        "software-engineering",
        &["delivery-management"],
    ),
    (Kind::Activity, "Bringing the team together and unblocking it", "delivery-management", &["product-management"]),
];

/// What a team says otherwise: of whose line, who leads, who takes part.
const OTHERWISE: [&[(&str, &[&str], &[&str])]; 3] = [
    &[
        ("When something is good enough to go out", &["product-management", "software-engineering"], &["design"]),
        ("What is measured, and what the figures mean", &[], &["product-management"]),
        ("Who is on call at weekends", &["software-engineering"], &[]),
    ],
    &[
        ("What the team works on next", &["delivery-management"], &["product-management"]),
        ("When something is good enough to go out", &["product-management", "delivery-management"], &[]),
    ],
    &[("How it looks and what it says", &["product-management"], &[])],
];

fn unkept(refusal: impl std::fmt::Display) -> FillError {
    FillError::Refused { step: "how roles work together".into(), words: refusal.to_string() }
}

fn parts(known: &[Profession], leads: &[&str], takes_part: &[&str]) -> Vec<(CommunityId, Part)> {
    let of = |slugs: &[&str], part| {
        let ids = known.iter().filter(|it| slugs.contains(&it.slug.as_str())).map(|it| (it.id, part));
        ids.collect::<Vec<_>>()
    };
    let mut all = of(leads, Part::Leads);
    all.extend(of(takes_part, Part::TakesPart));
    all
}

impl Writer<'_> {
    /// The heads, once.
    pub(super) fn teamwork(&mut self, tx: &mut Tx<'_>, now: Moment) -> Result<(), FillError> {
        let (act, known) = (self.by_head(0, now), professions(tx)?);
        SHARED.iter().try_for_each(|(kind, title, leads, others)| {
            let parts = parts(&known, &[leads], others);
            let said = Said { product: None, line: None, title: (*title).into(), kind: *kind, parts };
            say(tx, &act, said).map(drop).map_err(unkept)
        })
    }

    /// The first teams that have somebody; one of them is a visitor's.
    pub(super) fn teams_teamwork(&mut self, tx: &mut Tx<'_>, now: Moment) -> Result<(), FillError> {
        let (act, known, shared) = (self.by_head(0, now), professions(tx)?, lines(tx, None)?);
        for (product, otherwise) in self.ids.products.clone().into_iter().zip(OTHERWISE) {
            begin(tx, &act, product).map_err(unkept)?;
            for (title, leads, others) in otherwise {
                let kind = shared.iter().find(|it| it.title == *title).map_or(Kind::Activity, |it| it.kind);
                let parts = parts(&known, leads, others);
                let said = Said { product: Some(product), line: None, title: (*title).into(), kind, parts };
                say(tx, &act, said).map_err(unkept)?;
            }
        }
        Ok(())
    }
}
