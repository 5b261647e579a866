//! Brings a table of products in: what is new is added, what is known is brought up to date.

use super::read::{Line, Table};
use super::store;
use crate::denied::{Denied, may};
use crate::product::{self, AddProduct, ChangeProduct, JoinTeam, Phase, Product, ProductError};
use crate::roster::places::Places;
use crate::{community, person};
use ::store::{StoreError, Tx};
use base::{Act, CommunityId, Day, PersonId, text};
use std::collections::HashMap;

/// What happened with a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    pub line: usize,
    pub product: String,
    pub is_new: bool,
    pub changes: Vec<String>,
    /// Why it cannot be taken, and what to do.
    pub refused: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub lines: Vec<Brought>,
    pub added: usize,
    pub changed: usize,
    pub same: usize,
    pub refused: usize,
    pub new_units: Vec<String>,
    pub unknown_columns: Vec<String>,
    pub nothing_written: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work was done and is taken back: this is what it was.
    #[error("nothing was written")]
    TakenBack(Box<Report>),
}

/// All in one transaction, or nothing: a refused line keeps all out, and a try is taken back at the end.
pub fn bring(tx: &mut Tx<'_>, act: &Act, table: &Table, is_try: bool) -> Result<Report, CatalogueError> {
    use crate::product::policy;
    may(policy::allows(&act.actor, policy::Action::Add), policy::who(policy::Action::Add))?;
    let mut report = Report { unknown_columns: table.unknown.clone(), ..Report::default() };
    let mut bringer = Bringer { places: Places::here(tx)?, known: store::by_name(tx)?, act };
    for line in &table.lines {
        let mut brought = Brought { line: line.number, product: line.product.clone(), ..Brought::default() };
        match bringer.line(tx, line, &mut brought) {
            Ok(()) => {}
            Err(Stopped::Line(words)) => brought.refused = Some(words),
            Err(Stopped::Store(error)) => return Err(error.into()),
        }
        match (&brought.refused, brought.is_new, brought.changes.is_empty()) {
            (Some(_), ..) => report.refused += 1,
            (None, true, _) => report.added += 1,
            (None, false, false) => report.changed += 1,
            (None, false, true) => report.same += 1,
        }
        report.lines.push(brought);
    }
    report.new_units = bringer.places.new_units;
    if is_try || report.refused > 0 {
        report.nothing_written = true;
        return Err(CatalogueError::TakenBack(Box::new(report)));
    }
    Ok(report)
}

/// What was taken back is a report as well.
pub fn settle(done: Result<Report, CatalogueError>) -> Result<Report, CatalogueError> {
    match done {
        Err(CatalogueError::TakenBack(report)) => Ok(*report),
        other => other,
    }
}

enum Stopped {
    Line(String),
    Store(StoreError),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Stopped::Store(error)
    }
}

impl From<ProductError> for Stopped {
    fn from(error: ProductError) -> Self {
        match error {
            ProductError::Store(error) => Stopped::Store(error),
            other => Stopped::Line(format!("{other}.")),
        }
    }
}

fn line_of(words: impl Into<String>) -> Stopped {
    Stopped::Line(words.into())
}

struct Bringer<'a> {
    places: Places,
    /// By name in small letters.
    known: HashMap<String, Product>,
    act: &'a Act,
}

impl Bringer<'_> {
    fn line(&mut self, tx: &mut Tx<'_>, line: &Line, brought: &mut Brought) -> Result<(), Stopped> {
        if line.product.is_empty() {
            return Err(line_of("The column product is empty."));
        }
        let phase = match line.phase.as_str() {
            "" => None,
            word => Some(Phase::from_word(word).ok_or_else(|| {
                line_of(format!("phase: {word} is none; it is discovery, alpha, beta, live or retired."))
            })?),
        };
        let since = day(&line.since, "since")?.unwrap_or(self.act.now.day());
        let key = text::one_line(&line.product).to_lowercase();
        let unit = match line.unit.as_str() {
            "" => None,
            path => self.places.unit(tx, self.act, path).map_err(|words| line_of(format!("unit: {words}.")))?,
        };
        let product = match self.known.get(&key).cloned() {
            None => {
                let purpose = if line.purpose.is_empty() { line.product.clone() } else { line.purpose.clone() };
                let input =
                    AddProduct { name: line.product.clone(), phase: phase.unwrap_or(Phase::Discovery), unit, purpose };
                let id = product::add(tx, self.act, input)?;
                brought.is_new = true;
                let added = product::find(tx, id)?.ok_or(ProductError::NoProduct)?;
                store::begin_phase(tx, id, since)?;
                added
            }
            Some(known) => self.change(tx, known, line, (phase, since, unit), brought)?,
        };
        self.known.insert(key, product.clone());
        self.team(tx, &product, line, brought)
    }

    fn change(
        &self,
        tx: &mut Tx<'_>,
        mut known: Product,
        line: &Line,
        (phase, since, unit): (Option<Phase>, Day, Option<crate::unit::UnitId>),
        brought: &mut Brought,
    ) -> Result<Product, Stopped> {
        let purpose = if line.purpose.is_empty() { known.purpose.clone() } else { text::clean(&line.purpose) };
        let unit = unit.or(known.unit);
        if purpose != known.purpose || unit != known.unit {
            let input = ChangeProduct { product: known.id, name: known.name.clone(), unit, purpose: purpose.clone() };
            product::change(tx, self.act, input)?;
            if purpose != known.purpose {
                brought.changes.push("what it is for".into());
            }
            if unit != known.unit {
                brought.changes.push(format!("unit: {}", line.unit));
            }
            (known.purpose, known.unit) = (purpose, unit);
        }
        if let Some(phase) = phase.filter(|phase| *phase != known.phase) {
            product::set_phase(tx, self.act, known.id, phase, since)?;
            brought.changes.push(format!("phase: {} since {since}", phase.word()));
            known.phase = phase;
        }
        Ok(known)
    }

    fn team(&self, tx: &mut Tx<'_>, product: &Product, line: &Line, brought: &mut Brought) -> Result<(), Stopped> {
        if line.email.is_empty() {
            return Ok(());
        }
        let found = person::find_by_email(tx, &line.email.to_lowercase())?;
        let person = found.ok_or_else(|| line_of(format!("email: nobody here has the address {}.", line.email)))?;
        let share = match line.share.as_str() {
            "" => None,
            word => {
                let share = word.parse::<i64>().ok().filter(|share| (1..=100).contains(share));
                Some(share.ok_or_else(|| line_of("share: give hundredths of their time, from 1 to 100."))?)
            }
        };
        let profession = self.profession(tx, &line.profession)?;
        let from_day = day(&line.from, "from")?.unwrap_or(self.act.now.day());
        let on_it = product::team(tx, product.id)?.into_iter().find(|it| it.person == person.id);
        match &on_it {
            None => {
                let input = JoinTeam { product: product.id, person: person.id, profession, from_day, to_day: None };
                product::join_team(tx, self.act, input)?;
                brought.changes.push(format!("{} is on the team", person.name));
            }
            Some(_) if share.is_none() => return Ok(()),
            Some(_) => {}
        }
        if share.is_some() && on_it.as_ref().is_none_or(|it| it.share != share) {
            self.give(tx, product, person.id, share)?;
            if on_it.is_some() {
                brought.changes.push(format!("{}: {} % of their time", person.name, line.share));
            }
        }
        Ok(())
    }

    fn give(&self, tx: &mut Tx<'_>, product: &Product, person: PersonId, share: Option<i64>) -> Result<(), Stopped> {
        Ok(product::give_share(tx, self.act, product.id, person, share)?)
    }

    fn profession(&self, tx: &mut Tx<'_>, typed: &str) -> Result<Option<CommunityId>, Stopped> {
        if typed.is_empty() {
            return Ok(None);
        }
        let found = store::profession(tx, typed)?.or(community::find_by_slug(tx, typed)?.map(|it| it.id));
        match found {
            Some(id) => Ok(Some(id)),
            None => Err(line_of(format!("profession: there is none called {typed}."))),
        }
    }
}

fn day(typed: &Option<Result<Day, String>>, column: &str) -> Result<Option<Day>, Stopped> {
    match typed {
        None => Ok(None),
        Some(Ok(day)) => Ok(Some(*day)),
        Some(Err(word)) => Err(line_of(format!("{column}: {word} is no day; write it as 2026-11-23."))),
    }
}
