//! Which product everybody works on, and before it another; their unit is the last one's.

use super::people::Draft;
use super::places::Places;
use super::professions;
use super::world::{ProductAt, TeamPlace};
use super::{Plan, calendar};
use base::{Day, SeededChance};

/// Of product managers today: in which segment how many of 78 are, as their community's page counts them.
const SHARES: [(&str, usize); 4] = [("Courts", 24), ("Prisons", 21), ("Probation", 19), ("Legal aid", 14)];

pub(super) fn make(plan: &Plan, places: &Places, chance: &SeededChance, drafts: &mut [Draft]) -> Vec<TeamPlace> {
    share_out(plan, places, chance, drafts);
    let mut teams = Vec::with_capacity(drafts.len() * 5 / 4);
    for (at, draft) in drafts.iter_mut().enumerate() {
        let last = draft.product.unwrap_or_else(|| chance.below(places.products.len()));
        draft.person.unit = places.products[last].unit;
        let (mut from, to) = (draft.person.joined_on, draft.person.left_on);
        if let Some(turn) = turn(plan, places, chance, last, (from, to)) {
            let product = sister(places, chance, last, from);
            teams.push(TeamPlace { product, person: at, from, to: to.filter(|to| *to <= turn).or(Some(turn)) });
            from = turn;
        }
        if to.is_none_or(|to| from < to) {
            teams.push(TeamPlace { product: last, person: at, from, to });
        }
    }
    teams
}

/// The day on which somebody comes from another product to their last one: because it begins only then, or by choice.
fn turn(
    plan: &Plan,
    places: &Places,
    chance: &SeededChance,
    last: ProductAt,
    (from, to): (Day, Option<Day>),
) -> Option<Day> {
    if !places.has_begun(last, from) {
        return Some(places.products[last].phases[0].0);
    }
    let days = to.unwrap_or(plan.today).days_since(from);
    let moves = days > 500 && calendar::likely(chance, 0.35);
    moves.then(|| from.plus_days(200 + chance.below(days as usize - 400) as i64))
}

/// Another product of the same segment that has begun, so that people stay in their segment where they can.
fn sister(places: &Places, chance: &SeededChance, product: ProductAt, day: Day) -> ProductAt {
    let begun = |at: &ProductAt| *at != product && places.has_begun(*at, day);
    let same = |at: &ProductAt| segment(places, *at) == segment(places, product);
    let near: Vec<ProductAt> = (0..places.products.len()).filter(begun).filter(same).collect();
    let any: Vec<ProductAt> = (0..places.products.len()).filter(begun).collect();
    *chance.pick(if near.is_empty() { &any } else { &near })
}

/// The segment of product management that a product belongs to. Tribunals go with Courts, what is shared with Probation.
pub(super) fn segment(places: &Places, product: ProductAt) -> &'static str {
    match places.body_name(places.products[product].unit) {
        "Tribunals" => "Courts",
        "Courts" => "Courts",
        "Prisons" => "Prisons",
        "Legal aid" => "Legal aid",
        _ => "Probation",
    }
}

/// Gives product managers a product so that the segments have their sizes.
fn share_out(plan: &Plan, places: &Places, chance: &SeededChance, drafts: &mut [Draft]) {
    let managers = professions::at("product-management").unwrap_or(0);
    let now =
        drafts.iter().filter(|draft| draft.person.profession == managers && draft.person.is_here(plan.today)).count();
    let mut open = seats(places, now, managers, plan, drafts);
    calendar::shuffle(chance, &mut open);
    for draft in drafts.iter_mut().filter(|draft| draft.person.profession == managers && draft.product.is_none()) {
        let segment = match draft.person.is_here(plan.today) {
            true => open.pop().unwrap_or("Courts"),
            false => SHARES[[0, 0, 1, 1, 2, 2, 3][chance.below(7)]].0,
        };
        let fitting: Vec<ProductAt> =
            (0..places.products.len()).filter(|at| self::segment(places, *at) == segment).collect();
        draft.product = Some(*chance.pick(&fitting));
    }
}

/// One entry for each place in a segment that nobody of the cast has.
fn seats(places: &Places, now: usize, managers: usize, plan: &Plan, drafts: &[Draft]) -> Vec<&'static str> {
    let mut open = Vec::with_capacity(now);
    let mut told = 0;
    let mut given = 0;
    for (name, share) in SHARES {
        told += share;
        let until = (now * told + 39) / 78;
        let cast = drafts.iter().filter(|draft| {
            draft.person.profession == managers
                && draft.person.is_here(plan.today)
                && draft.product.is_some_and(|product| segment(places, product) == name)
        });
        open.extend(std::iter::repeat_n(name, (until - given).saturating_sub(cast.count())));
        given = until;
    }
    open
}
