//! Who led, as stretches of the axis. Pure.

use base::{Day, PersonId, Standing};

/// An appointment in a community or in a local one of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointed {
    pub person: PersonId,
    pub name: String,
    pub standing: Standing,
    /// The local community's name; `None`: the community itself.
    pub local: Option<String>,
    pub from: Day,
    pub to: Option<Day>,
}

/// A stretch in which the same heads led with equally many leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Led {
    pub from: Day,
    /// The first day of the next stretch; `None`: to this day.
    pub to: Option<Day>,
    /// The heads' names; empty when nobody led.
    pub heads: Vec<String>,
    pub leads: usize,
}

impl Appointed {
    fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    fn heads_all(&self) -> bool {
        self.local.is_none() && self.standing == Standing::Head
    }
}

/// Stretches from `from` to `today`; shorter ones than `least_days` are joined to the one before, so that a week between
/// two leaders is not drawn.
pub fn stretches(appointed: &[Appointed], from: Day, today: Day, least_days: i64) -> Vec<Led> {
    let mut days: Vec<Day> = appointed.iter().flat_map(|it| std::iter::once(it.from).chain(it.to)).collect();
    days.push(from);
    days.retain(|day| (from..=today).contains(day));
    days.sort();
    days.dedup();
    let mut all: Vec<Led> = Vec::new();
    for (at, day) in days.iter().enumerate() {
        let until = days.get(at + 1).copied().unwrap_or(today);
        let last = at + 1 == days.len();
        if !last && until.days_since(*day) < least_days && !all.is_empty() {
            continue;
        }
        let led = on(appointed, *day);
        match all.last_mut() {
            Some(before) if before.heads == led.heads && before.leads == led.leads => {}
            Some(before) => {
                before.to = Some(*day);
                all.push(led);
            }
            None => all.push(led),
        }
    }
    all
}

fn on(appointed: &[Appointed], day: Day) -> Led {
    let mut heads: Vec<&Appointed> = appointed.iter().filter(|it| it.heads_all() && it.holds(day)).collect();
    heads.sort_by_key(|it| (it.from, it.name.as_str()));
    let mut leads: Vec<PersonId> =
        appointed.iter().filter(|it| !it.heads_all() && it.holds(day)).map(|it| it.person).collect();
    leads.retain(|lead| heads.iter().all(|head| head.person != *lead));
    leads.sort();
    leads.dedup();
    Led { from: day, to: None, heads: heads.iter().map(|it| it.name.clone()).collect(), leads: leads.len() }
}

/// The first three times that somebody became a lead beside the heads: the day, which time it was, of what.
pub fn first_leads(appointed: &[Appointed]) -> Vec<(Day, usize, Option<String>)> {
    let mut firsts: Vec<&Appointed> = Vec::new();
    let mut sorted: Vec<&Appointed> = appointed.iter().filter(|it| !it.heads_all()).collect();
    sorted.sort_by_key(|it| (it.from, it.person));
    for it in sorted {
        let headed = appointed.iter().any(|head| head.heads_all() && head.person == it.person && head.holds(it.from));
        if !headed && firsts.iter().all(|known| known.person != it.person) {
            firsts.push(it);
        }
    }
    firsts.into_iter().take(3).enumerate().map(|(at, it)| (it.from, at + 1, it.local.clone())).collect()
}
