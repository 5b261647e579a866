//! Lay a track, say for which product it does not hold, end it.

use super::{Exemption, Track, TrackId, store};
use crate::standard::{self, KIND, StandardId, WHO, may_make};
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::{Act, Day, Subject, text};
use directory::product::{self, Phase, ProductId};

#[derive(Clone, Debug)]
pub struct Lay {
    pub standard: StandardId,
    pub title: String,
    pub point: Option<i64>,
    pub phase: Phase,
    pub by: Day,
}

pub fn lay(tx: &mut Tx<'_>, act: &Act, input: &Lay) -> Result<TrackId, Refusal> {
    may(may_make(&act.actor), WHO)?;
    let newest = standard::newest(tx, input.standard)?.ok_or(Refusal::Missing("standard"))?;
    if input.point.is_some_and(|point| !(1..=newest.points).contains(&point)) {
        return Err(Refusal::field("point", "Choose a point of the standard"));
    }
    if input.by < act.now.day() {
        return Err(Refusal::field("by", "Choose a day from today on"));
    }
    let title = text::required_line(&input.title, 120).map_err(Refusal::at("track_title"))?;
    let track = Track { id: act.new_id(), title, point: input.point, phase: input.phase, by: input.by };
    store::insert(tx, act, input.standard, &track)?;
    let facts = serde_json::json!({"track": track.id, "title": track.title, "by": track.by});
    tx.record(&act.event("standard.track_laid", Subject::new(KIND, input.standard)).with(facts))?;
    Ok(track.id)
}

#[derive(Clone, Debug)]
pub struct Exempt {
    pub track: TrackId,
    pub product: ProductId,
    pub until: Day,
    pub why: String,
}

/// A later one stands in place of the one before.
pub fn exempt(tx: &mut Tx<'_>, act: &Act, input: &Exempt) -> Result<(), Refusal> {
    may(may_make(&act.actor), WHO)?;
    let standard = store::standard_of(tx, input.track)?.ok_or(Refusal::Missing("track"))?;
    product::find(tx, input.product)?.ok_or_else(|| Refusal::field("product", "Choose a product"))?;
    if input.until < act.now.day() {
        return Err(Refusal::field("until", "Choose a day from today on"));
    }
    let why = text::required(&input.why, 1_000).map_err(Refusal::at("why"))?;
    let it = Exemption { track: input.track, product: input.product, until: input.until, why };
    store::exempt(tx, act, &it)?;
    let facts = serde_json::json!({"track": it.track, "product": it.product, "until": it.until});
    Ok(tx.record(&act.event("standard.exempted", Subject::new(KIND, standard)).with(facts))?)
}

/// It holds for nobody any more.
pub fn end(tx: &mut Tx<'_>, act: &Act, track: TrackId) -> Result<(), Refusal> {
    may(may_make(&act.actor), WHO)?;
    let standard = store::standard_of(tx, track)?.ok_or(Refusal::Missing("track"))?;
    store::end(tx, act, track)?;
    let facts = serde_json::json!({"track": track});
    Ok(tx.record(&act.event("standard.track_ended", Subject::new(KIND, standard)).with(facts))?)
}
