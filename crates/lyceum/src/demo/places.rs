//! Units, locations and products.

use super::world::{Product, ProductAt, Unit, UnitAt};
use super::{Plan, calendar, parse, texts};
use base::{Day, SeededChance};
use std::collections::HashMap;

pub struct Places {
    pub locations: Vec<&'static str>,
    pub units: Vec<Unit>,
    pub products: Vec<Product>,
}

impl Places {
    pub fn product(&self, slug: &str) -> Option<ProductAt> {
        self.products.iter().position(|product| product.slug == slug)
    }

    /// Whether a product has begun by a day.
    pub fn has_begun(&self, product: ProductAt, day: Day) -> bool {
        self.products[product].phases[0].0 <= day
    }

    /// The body, of those that became one, that a unit belongs to: `Courts (merged)`.
    pub fn body(&self, unit: UnitAt) -> UnitAt {
        match self.units[unit].parent {
            Some(parent) if parent != 0 => self.body(parent),
            _ => unit,
        }
    }

    pub fn body_name(&self, unit: UnitAt) -> &'static str {
        self.units[self.body(unit)].name.trim_end_matches(" (merged)")
    }
}

pub fn make(plan: &Plan) -> Places {
    let mut locations = Vec::new();
    let units = units(&mut locations);
    let products = products(plan, &units);
    Places { locations, units, products }
}

fn units(locations: &mut Vec<&'static str>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    // The top's own name has no parent; the lines stand in order, parents first.
    for [name, parent, location] in parse::table(texts::UNITS) {
        let parent = units.iter().position(|unit| unit.name == parent);
        let location = locations.iter().position(|known| *known == location).unwrap_or_else(|| {
            locations.push(location);
            locations.len() - 1
        });
        units.push(Unit { name, parent, location });
    }
    units
}

const PHASES: [&str; 4] = ["discovery", "alpha", "beta", "live"];

fn products(plan: &Plan, units: &[Unit]) -> Vec<Product> {
    let chance = SeededChance::new(plan.seed ^ 0x70_1ACE5);
    let begun = first_told();
    parse::table(texts::PRODUCTS)
        .into_iter()
        .map(|[slug, name, phase, unit, purpose]| Product {
            slug,
            name,
            unit: units.iter().position(|known| known.name == unit).unwrap_or(0),
            purpose,
            phases: phases(&chance, phase, begun.get(slug).copied()),
        })
        .collect()
}

/// The first year in which the texts tell something of a product.
fn first_told() -> HashMap<&'static str, i16> {
    let mut begun: HashMap<&'static str, i16> = HashMap::new();
    let mut note = |slug, year: i16| {
        begun.entry(slug).and_modify(|known| *known = year.min(*known)).or_insert(year);
    };
    for story in parse::stories() {
        if let Some(product) = story.product {
            note(product, story.year);
            story.retold.iter().for_each(|retold| note(product, retold.year));
        }
        story.adoptions.iter().for_each(|taken| note(taken.product, taken.year));
    }
    begun
}

/// Half of what is live was live before the history begins; the rest came through its phases in front of everybody.
fn phases(chance: &SeededChance, now: &'static str, told: Option<i16>) -> Vec<(Day, &'static str)> {
    let reached = PHASES.iter().position(|phase| *phase == now).unwrap_or(0);
    let opening = calendar::day("2021-01-11");
    if reached == 3 && calendar::likely(chance, 0.5) {
        return vec![(opening, now)];
    }
    let first = calendar::first_of(told.unwrap_or(2023)).max(opening);
    let last = calendar::day("2026-06-30");
    let step = last.days_since(first).min(1_300) / (reached as i64 + 1);
    (0..=reached)
        .map(|at| (first.plus_days(step * at as i64 + if at == 0 { 0 } else { chance.below(60) as i64 }), PHASES[at]))
        .collect()
}
