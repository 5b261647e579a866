//! Ask for an assessment; move it to a newer version of its standard; set it aside.

use super::policy::{self, Relation};
use super::{Assessment, AssessmentId, KIND, State, panel, store};
use crate::standard::{self, Stage, VersionId};
use ::store::{Conn, StoreError, Tx};
use ::web::refusal::{Refusal, may};
use base::{Act, Actor, Audience, Day, Subject, text};
use directory::product::{self, ProductId};

#[derive(Clone, Debug)]
pub struct Ask {
    pub product: ProductId,
    pub version: VersionId,
    pub stage: Stage,
    /// On which it is wished, or was held.
    pub on: Day,
    /// What the team wants looked at; may be empty.
    pub about: String,
}

/// How `actor` stands to an assessment of this product.
pub(crate) fn relation(
    conn: &mut Conn,
    actor: &Actor,
    product: ProductId,
    known: Option<&Assessment>,
) -> Result<Relation, StoreError> {
    let Some(me) = actor.person else { return Ok(Relation::default()) };
    let asked = known.is_some_and(|it| it.asked_by.as_ref().is_some_and(|(by, _)| *by == me));
    let seat = known.map(|it| panel::seat_of(conn, it.id, me)).transpose()?.flatten();
    // Whoever sits on the panel is none of the team, though they joined it later.
    let on_team = seat.is_none() && (asked || product::is_on_team(conn, product, me)?);
    Ok(Relation { on_team, on_panel: seat.is_some(), is_chair: seat == Some(true) })
}

pub fn ask(tx: &mut Tx<'_>, act: &Act, input: &Ask) -> Result<i64, Refusal> {
    let it = relation(tx, &act.actor, input.product, None)?;
    may(policy::allows(&act.actor, policy::Action::Ask, it), policy::who(policy::Action::Ask))?;
    product::find(tx, input.product)?.ok_or(Refusal::Missing("product"))?;
    let version = standard::version_by_id(tx, input.version)?
        .ok_or_else(|| Refusal::field("version", "Choose a standard and its version"))?;
    if !version.stages.contains(&input.stage) {
        return Err(Refusal::field("stage", "Choose a stage that this version knows"));
    }
    if store::is_open(tx, input.product, input.version, input.stage)? {
        return Err(Refusal::field("stage", "This assessment is asked for already"));
    }
    let about = text::optional(&input.about, 2_000).map_err(Refusal::at("about"))?.unwrap_or_default();
    let id = act.new_id::<AssessmentId>();
    let number = tx.next_number("assessment")?;
    store::insert(tx, act, id, number, input, &about)?;
    store::enter(tx, act, id, State::Asked, &about)?;
    record(tx, act, id, "assessment.asked", number)?;
    Ok(number)
}

/// Open to everybody: that it is, of what, when and how far. What stands in it is not in the journal.
pub(super) fn record(
    tx: &mut Tx<'_>,
    act: &Act,
    id: AssessmentId,
    what: &'static str,
    number: i64,
) -> Result<(), Refusal> {
    let facts = serde_json::json!({"number": number});
    Ok(tx.record(&act.event(what, Subject::new(KIND, id)).seen_by(Audience::Everyone).with(facts))?)
}

/// What a verb needs of an assessment that is not closed: itself, and how the actor stands to it.
pub(super) fn open(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(Assessment, Relation), Refusal> {
    let it = store::find(tx, number)?.ok_or(Refusal::Missing("assessment"))?;
    let relation = relation(tx, &act.actor, it.product, Some(&it))?;
    Ok((it, relation))
}

/// It is kept, and says why it ended.
pub fn set_aside(tx: &mut Tx<'_>, act: &Act, number: i64, why: &str) -> Result<(), Refusal> {
    let (it, relation) = open(tx, act, number)?;
    may(policy::allows(&act.actor, policy::Action::SetAside, relation), policy::who(policy::Action::SetAside))?;
    if !it.state.is_open() {
        return Err(Refusal::Already("This assessment is published or set aside already"));
    }
    let why = text::required(why, 1_000).map_err(Refusal::at("why"))?;
    store::enter(tx, act, it.id, State::SetAside, &why)?;
    record(tx, act, it.id, "assessment.set_aside", number)
}

/// To another version of its standard, along the map between the two: evidence goes to the points that it leads to, and
/// stays readable at none where there is no way. What the panel said of the old points is not carried over.
pub fn move_to(tx: &mut Tx<'_>, act: &Act, number: i64, to: VersionId) -> Result<usize, Refusal> {
    let (it, relation) = open(tx, act, number)?;
    may(policy::allows(&act.actor, policy::Action::Prepare, relation), policy::who(policy::Action::Prepare))?;
    if !matches!(it.state, State::Asked | State::Preparing) {
        return Err(Refusal::Already("Only an assessment that is being prepared moves to another version"));
    }
    let known = |it: Option<standard::Version>| it.ok_or_else(|| Refusal::field("version", "Choose a version"));
    let (old, new) = (known(standard::version_by_id(tx, it.version)?)?, known(standard::version_by_id(tx, to)?)?);
    if old.standard != new.standard || old.id == new.id {
        return Err(Refusal::field("version", "Choose another version of the same standard"));
    }
    if !new.stages.contains(&it.stage) {
        return Err(Refusal::field("version", "That version does not know this stage"));
    }
    let lines = standard::map_between(tx, old.id, new.id)?;
    if lines.is_empty() {
        return Err(Refusal::field("version", "Nobody has said yet how the points of the two versions match"));
    }
    let shown = store::evidence(tx, it.id)?;
    let mut lost = 0;
    store::move_version(tx, it.id, new.id)?;
    for evidence in shown {
        let mut there = lines.iter().filter(|line| line.from == evidence.point).map(|line| line.to);
        match there.next() {
            Some(first) => store::move_evidence(tx, evidence.id, first)?,
            None => {
                // At no point: it is listed below them.
                store::move_evidence(tx, evidence.id, 0)?;
                lost += 1;
            }
        }
        for other in there {
            store::copy_evidence(tx, act, evidence.id, act.new_id(), other)?;
        }
    }
    let words = format!("From version {} to version {}", old.number, new.number);
    store::enter(tx, act, it.id, it.state, &words)?;
    record(tx, act, it.id, "assessment.moved", number)?;
    Ok(lost)
}
