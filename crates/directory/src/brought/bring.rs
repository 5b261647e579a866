//! Bring one thing in, as it was over there.

use super::{
    BringCommunity, BringMembership, BringPerson, BringProduct, BringTeam, BroughtError, TeamPlaceId, may_bring, store,
};
use crate::membership::MembershipId;
use crate::names::free_slug;
use crate::person;
use crate::product::ProductId;
use ::store::{StoreError, Tx};
use base::text::{self, TextFault};
use base::{Act, CommunityId, PersonId, Subject, Uuid};

const EVENT: &str = "merger.brought";

fn at(field: &'static str) -> impl FnOnce(TextFault) -> BroughtError {
    move |fault| BroughtError::Text { field, fault }
}

pub fn person(tx: &mut Tx<'_>, act: &Act, it: BringPerson) -> Result<PersonId, BroughtError> {
    may_bring(act)?;
    let id: PersonId = act.new_id();
    let email = person::email(&it.email).ok_or(BroughtError::Email)?;
    let name = text::required_line(&it.name, 120).map_err(at("name"))?;
    if it.left_on.is_some_and(|left| left < it.joined_on) {
        return Err(BroughtError::Days);
    }
    if person::find_by_email(tx, &email)?.is_some() {
        return Err(BroughtError::EmailTaken);
    }
    store::insert_person(tx, act, id, &email, &name, &it)?;
    store::note_state(tx, act, id, it.state)?;
    told(tx, act, "person", id, None)?;
    Ok(id)
}

/// Managers come after everybody is here.
pub fn reports_to(tx: &mut Tx<'_>, act: &Act, person: PersonId, manager: PersonId) -> Result<(), BroughtError> {
    may_bring(act)?;
    Ok(store::set_line(tx, person, manager)?)
}

pub fn community(tx: &mut Tx<'_>, act: &Act, it: BringCommunity) -> Result<CommunityId, BroughtError> {
    may_bring(act)?;
    let id: CommunityId = act.new_id();
    let name = text::required_line(&it.name, 120).map_err(at("name"))?;
    let purpose = text::required(&it.purpose, 600).map_err(at("purpose"))?;
    let signs = text::optional(&it.signs, 600).map_err(at("signs"))?;
    let slug = free_slug(&name, "community", |slug| store::is_community_slug_taken(tx, slug))?;
    if it.closed.as_ref().is_some_and(|(day, _)| *day < it.founded_on) {
        return Err(BroughtError::Days);
    }
    store::insert_community(tx, act, id, (&slug, &name, &purpose, signs.as_deref()), &it)?;
    told(tx, act, "community", id, None)?;
    Ok(id)
}

pub fn membership(tx: &mut Tx<'_>, act: &Act, it: BringMembership) -> Result<MembershipId, BroughtError> {
    may_bring(act)?;
    let id: MembershipId = act.new_id();
    let level = text::optional(&text::one_line(&it.level), 60).map_err(at("level"))?;
    let evidence = text::optional(&it.evidence, 8_000).map_err(at("evidence"))?;
    if it.to_day.is_some_and(|to| to < it.from_day) {
        return Err(BroughtError::Days);
    }
    store::insert_membership(tx, act, id, (level.as_deref(), evidence.as_deref()), &it)?;
    for appointment in &it.appointments {
        store::insert_appointment(tx, act, id, it.community, *appointment)?;
    }
    told(tx, act, "community", it.community, Some(it.person))?;
    Ok(id)
}

pub fn product(tx: &mut Tx<'_>, act: &Act, it: BringProduct) -> Result<ProductId, BroughtError> {
    may_bring(act)?;
    let id: ProductId = act.new_id();
    let name = text::required_line(&it.name, 120).map_err(at("name"))?;
    let purpose = text::required(&it.purpose, 600).map_err(at("purpose"))?;
    let slug = free_slug(&name, "product", |slug| store::is_product_slug_taken(tx, slug))?;
    store::insert_product(tx, act, id, (&slug, &name, &purpose), &it)?;
    for (phase, from) in &it.phases {
        store::insert_phase(tx, act, id, *phase, *from)?;
    }
    told(tx, act, "product", id, None)?;
    Ok(id)
}

pub fn team(tx: &mut Tx<'_>, act: &Act, it: BringTeam) -> Result<TeamPlaceId, BroughtError> {
    may_bring(act)?;
    let id: TeamPlaceId = act.new_id();
    if it.to_day.is_some_and(|to| to < it.from_day) {
        return Err(BroughtError::Days);
    }
    store::insert_team(tx, act, id, &it)?;
    told(tx, act, "product", it.product, Some(it.person))?;
    Ok(id)
}

fn told(
    tx: &mut Tx<'_>,
    act: &Act,
    kind: base::event::Kind,
    id: impl Into<Uuid>,
    person: Option<PersonId>,
) -> Result<(), StoreError> {
    let facts = serde_json::json!({"person": person});
    tx.record(&act.event(EVENT, Subject::new(kind, id)).with(facts))
}
