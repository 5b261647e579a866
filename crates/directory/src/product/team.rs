//! Join a product's team and leave it.

use super::{ProductError, ProductId, policy, store};
use crate::denied::may;
use crate::{community, person};
use ::store::{StoreError, Tx};
use base::{Act, CommunityId, Day, PersonId, Subject};

pub struct JoinTeam {
    pub product: ProductId,
    pub person: PersonId,
    /// The profession that the person brings.
    pub profession: Option<CommunityId>,
    pub from_day: Day,
    /// For history that is brought in.
    pub to_day: Option<Day>,
}

pub fn join_team(tx: &mut Tx<'_>, act: &Act, input: JoinTeam) -> Result<(), ProductError> {
    check_right(tx, act, input.product, input.person)?;
    store::find(tx, input.product)?.ok_or(ProductError::NoProduct)?;
    person::find(tx, input.person)?.ok_or(ProductError::NoPerson)?;
    if let Some(profession) = input.profession {
        community::find(tx, profession)?.ok_or(ProductError::NoProfession)?;
    }
    if input.to_day.is_some_and(|to| to < input.from_day) {
        return Err(ProductError::Days);
    }
    if input.to_day.is_none() && store::is_on_team(tx, input.product, input.person)? {
        return Err(ProductError::OnTheTeam);
    }
    store::insert_team(tx, act, &input).map_err(taken)?;
    let facts = serde_json::json!({"person": input.person, "from": input.from_day, "to": input.to_day});
    tx.record(&act.event("team.joined", Subject::new("product", input.product)).with(facts))?;
    Ok(())
}

pub fn leave_team(
    tx: &mut Tx<'_>,
    act: &Act,
    product: ProductId,
    person: PersonId,
    on: Day,
) -> Result<(), ProductError> {
    check_right(tx, act, product, person)?;
    if !store::is_on_team(tx, product, person)? {
        return Err(ProductError::NotOnTheTeam);
    }
    store::leave(tx, product, person, on)?;
    let facts = serde_json::json!({"person": person, "on": on});
    tx.record(&act.event("team.left", Subject::new("product", product)).with(facts))?;
    Ok(())
}

/// How much of their time a team has, in hundredths; `None` where it is not said any more.
pub fn give_share(
    tx: &mut Tx<'_>,
    act: &Act,
    product: ProductId,
    person: PersonId,
    share: Option<i64>,
) -> Result<(), ProductError> {
    check_right(tx, act, product, person)?;
    if !store::is_on_team(tx, product, person)? {
        return Err(ProductError::NotOnTheTeam);
    }
    if share.is_some_and(|share| !(1..=100).contains(&share)) {
        return Err(ProductError::Share);
    }
    store::give_share(tx, product, person, share)?;
    let facts = serde_json::json!({"person": person, "share": share});
    tx.record(&act.event("team.share_given", Subject::new("product", product)).with(facts))?;
    Ok(())
}

fn check_right(tx: &mut Tx<'_>, act: &Act, product: ProductId, person: PersonId) -> Result<(), ProductError> {
    let on_it = match act.person() {
        Some(actor) => store::is_on_team(tx, product, actor)?,
        None => false,
    };
    let action = policy::Action::Team { on_it, oneself: act.actor.is(person) };
    Ok(may(policy::allows(&act.actor, action), policy::who(action))?)
}

fn taken(error: StoreError) -> ProductError {
    match error {
        StoreError::Taken { .. } => ProductError::OnTheTeam,
        other => other.into(),
    }
}
