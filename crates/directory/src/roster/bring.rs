//! Bring a table of people in, or try it out.

use super::places::Places;
use super::{Line, Table, Typed, store};
use crate::community::{self, Community, CommunityKind, FoundCommunity};
use crate::denied::Denied;
use crate::membership::{self, AddMember, Appoint, Route};
use crate::organisation;
use crate::person::{self, AddPerson, ChangePerson, Person, PersonState};
use ::store::{StoreError, Tx};
use base::{Act, CommunityId, Day, Duty, PersonId, Standing, text};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Found professions that the table names and nobody has founded.
    pub found_missing: bool,
    /// Take the good lines although others cannot be taken.
    pub good_lines: bool,
}

/// What happened, or would.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub lines: Vec<Brought>,
    pub added: usize,
    pub changed: usize,
    pub same: usize,
    pub refused: usize,
    /// People who are here and not in the table; nothing happens to them.
    pub not_named: usize,
    pub new_units: Vec<String>,
    pub new_locations: Vec<String>,
    pub founded: Vec<String>,
    pub unknown_columns: Vec<String>,
    /// Nothing was written: it was a try, or a line was refused.
    pub nothing_written: bool,
}

/// What became of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    pub line: usize,
    pub email: String,
    pub is_new: bool,
    /// In words: `unit: Courts`.
    pub changes: Vec<String>,
    /// Why it cannot be taken, and what to do.
    pub refused: Option<String>,
    /// What was left alone.
    pub notes: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work was done and is taken back: this is what it was.
    #[error("nothing was written")]
    TakenBack(Box<Report>),
}

/// All in one transaction. A refused line keeps all out, unless [`Wish::good_lines`]; a try is taken back at the end:
/// then what would happen comes as [`RosterError::TakenBack`], which [`settle`] turns into the report.
pub fn bring(tx: &mut Tx<'_>, act: &Act, table: &Table, wish: Wish, is_try: bool) -> Result<Report, RosterError> {
    let mut report = work(tx, act, table, wish)?;
    if is_try || (report.refused > 0 && !wish.good_lines) {
        report.nothing_written = true;
        return Err(RosterError::TakenBack(Box::new(report)));
    }
    Ok(report)
}

/// The report, whether anything was written or not.
pub fn settle(done: Result<Report, RosterError>) -> Result<Report, RosterError> {
    match done {
        Err(RosterError::TakenBack(report)) => Ok(*report),
        other => other,
    }
}

fn work(tx: &mut Tx<'_>, act: &Act, table: &Table, wish: Wish) -> Result<Report, RosterError> {
    crate::denied::may(
        act.actor.has(Duty::PeopleAdministrator) && !act.actor.read_only,
        "People administrators bring lists of people in",
    )?;
    // A list may be the first that an organisation brings in; its name is changed where it is said.
    if organisation::find(tx)?.is_none() {
        let name = organisation::NameOrganisation { name: "Our organisation".into() };
        organisation::name(tx, act, name).map_err(|_| Denied("People administrators name the organisation"))?;
    }
    let here = store::count_here(tx)?;
    let mut work = Work {
        places: Places::here(tx)?,
        communities: communities(tx)?,
        seen: BTreeMap::new(),
        memberships: BTreeSet::new(),
        founded: Vec::new(),
        begun: begun(table),
        wish,
    };
    let mut lines: Vec<Brought> = Vec::with_capacity(table.lines.len());
    for line in &table.lines {
        let mut brought = Brought { line: line.number, email: line.email.clone(), ..Brought::default() };
        if let Err(words) = work.person(tx, act, line, &mut brought) {
            brought.refused = Some(words);
        }
        lines.push(brought);
    }
    // Managers may stand below those whom they manage.
    for (line, brought) in table.lines.iter().zip(&mut lines).filter(|(_, brought)| brought.refused.is_none()) {
        if let Err(words) = work.reporting(tx, act, line, brought) {
            brought.refused = Some(words);
        }
    }
    for (line, brought) in table.lines.iter().zip(&mut lines).filter(|(_, brought)| brought.refused.is_none()) {
        if let Err(words) = work.membership(tx, act, line, brought) {
            brought.refused = Some(words);
        }
    }
    // Last, because who has left belongs to nothing any more.
    for (line, brought) in table.lines.iter().zip(&mut lines).filter(|(_, brought)| brought.refused.is_none()) {
        if let Err(words) = leaving(tx, act, line, brought) {
            brought.refused = Some(words);
        }
    }
    for (number, words) in &table.broken {
        lines.push(Brought { line: *number, refused: Some(words.clone()), ..Brought::default() });
    }
    lines.sort_by_key(|brought| brought.line);
    let known =
        lines.iter().filter(|it| !it.is_new && work.seen.get(&it.email).is_some_and(|seen| seen.1 == it.line)).count();
    let not_named = here - known as i64;
    let count = |of: fn(&Brought) -> bool| lines.iter().filter(|brought| of(brought)).count();
    Ok(Report {
        added: count(|it| it.refused.is_none() && it.is_new),
        changed: count(|it| it.refused.is_none() && !it.is_new && !it.changes.is_empty()),
        same: count(|it| it.refused.is_none() && !it.is_new && it.changes.is_empty()),
        refused: count(|it| it.refused.is_some()),
        not_named: not_named.max(0) as usize,
        new_units: work.places.new_units,
        new_locations: work.places.new_locations,
        founded: work.founded,
        unknown_columns: table.unknown.clone(),
        nothing_written: false,
        lines,
    })
}

fn communities(tx: &mut Tx<'_>) -> Result<BTreeMap<String, Vec<Community>>, StoreError> {
    let mut known: BTreeMap<String, Vec<Community>> = BTreeMap::new();
    for it in community::list_up_to(tx, usize::MAX)?.iter().filter(|it| it.closed_on.is_none()) {
        if let Some(it) = community::find(tx, it.id)? {
            known.entry(it.slug.clone()).or_default().push(it.clone());
            known.entry(it.name.to_lowercase()).or_default().push(it);
        }
    }
    Ok(known)
}

struct Work {
    places: Places,
    /// By short name and by name in lower case.
    communities: BTreeMap<String, Vec<Community>>,
    /// By address: the person and the line that brought them.
    seen: BTreeMap<String, (PersonId, usize)>,
    memberships: BTreeSet<(PersonId, CommunityId)>,
    founded: Vec<String>,
    /// By community in lower case: the first day on which somebody of the table belonged to it.
    begun: BTreeMap<String, Day>,
    wish: Wish,
}

fn begun(table: &Table) -> BTreeMap<String, Day> {
    let mut begun: BTreeMap<String, Day> = BTreeMap::new();
    for line in &table.lines {
        let day = [&line.member_since, &line.joined].into_iter().find_map(|typed| match typed {
            Typed::On(day) => Some(*day),
            Typed::Nothing | Typed::Wrong(_) => None,
        });
        if let Some(day) = day {
            let known = begun.entry(text::one_line(&line.community).to_lowercase()).or_insert(day);
            *known = day.min(*known);
        }
    }
    begun
}

/// Why a line is not taken, in words.
type Words = String;

fn day_of(typed: &Typed, column: &str) -> Result<Option<Day>, Words> {
    match typed {
        Typed::Nothing => Ok(None),
        Typed::On(day) => Ok(Some(*day)),
        Typed::Wrong(cell) => Err(format!("{column}: {cell} is no day. Write it like 2026-11-26 or 26/11/2026.")),
    }
}

impl Work {
    fn person(&mut self, tx: &mut Tx<'_>, act: &Act, line: &Line, brought: &mut Brought) -> Result<(), Words> {
        let email = person::email(&line.email).ok_or_else(|| {
            format!("email: {} is no address.", if line.email.is_empty() { "it" } else { &line.email })
        })?;
        brought.email = email.clone();
        let joined = day_of(&line.joined, "joined")?;
        let left = day_of(&line.left, "left")?;
        day_of(&line.member_since, "member since")?;
        if joined.zip(left).is_some_and(|(joined, left)| left < joined) {
            return Err("left: this day lies before the day of joining.".into());
        }
        if let Some((_, first)) = self.seen.get(&email) {
            if line.community.trim().is_empty() {
                return Err(format!("email: the same address stands in line {first} already."));
            }
            return self.check(line);
        }
        self.check(line)?;
        let known = person::find_by_email(tx, &email).map_err(|error| error.to_string())?;
        if known.is_none() && line.name.is_empty() {
            return Err("name: somebody new needs a name.".into());
        }
        let unit = self.places.unit(tx, act, &line.unit).map_err(|words| format!("unit: {words}."))?;
        let location = self.places.location(tx, act, &line.location).map_err(|words| format!("location: {words}."))?;
        let id = match known {
            None => {
                let input = AddPerson {
                    name: line.name.clone(),
                    email: email.clone(),
                    joined_on: joined.unwrap_or(act.now.day()),
                    unit,
                    location,
                    line_manager: None,
                    state: PersonState::Active,
                };
                brought.is_new = true;
                person::add(tx, act, input).map_err(|error| format!("{error}."))?
            }
            Some(known) => self.update(tx, act, line, brought, (known, unit, location, joined))?,
        };
        self.seen.insert(email, (id, line.number));
        Ok(())
    }

    /// Whatever can be known before anything is written: a line that is refused leaves nothing behind.
    fn check(&self, line: &Line) -> Result<(), Words> {
        standing(&line.standing)?;
        let wanted = text::one_line(&line.community);
        if wanted.is_empty() {
            return Ok(());
        }
        let known = self.known(&wanted)?;
        route(&line.route, known.map_or(CommunityKind::Practice, |it| it.kind)).map(drop)
    }

    /// `None`: it may be founded.
    fn known(&self, wanted: &str) -> Result<Option<&Community>, Words> {
        match self.communities.get(&wanted.to_lowercase()).map(Vec::as_slice) {
            Some([first, rest @ ..]) if rest.iter().all(|it| it.id == first.id) => Ok(Some(first)),
            Some([_, ..]) => {
                Err(format!("community: several are called {wanted}. Use the name in its address instead."))
            }
            _ if self.wish.found_missing => Ok(None),
            _ => Err(format!(
                "community: there is none called {wanted}. Found it first, or let the import found professions."
            )),
        }
    }

    /// Only where the table says something, and something else.
    fn update(
        &mut self,
        tx: &mut Tx<'_>,
        act: &Act,
        line: &Line,
        brought: &mut Brought,
        (known, unit, location, joined): (
            Person,
            Option<crate::unit::UnitId>,
            Option<crate::location::LocationId>,
            Option<Day>,
        ),
    ) -> Result<PersonId, Words> {
        if known.state == PersonState::Left {
            brought.notes.push("has left: kept as alumni, nothing is changed".into());
            return Ok(known.id);
        }
        if joined.is_some_and(|joined| joined != known.joined_on) {
            brought.notes.push(format!("joined: stays {}, as it is known here", known.joined_on));
        }
        let name = if line.name.is_empty() { known.name.clone() } else { text::one_line(&line.name) };
        let input = ChangePerson {
            person: known.id,
            unit: unit.or(known.unit),
            location: location.or(known.location),
            line_manager: known.line_manager,
            name,
        };
        for (is_other, words) in [
            (input.name != known.name, format!("name: {}", input.name)),
            (input.unit != known.unit, format!("unit: {}", line.unit)),
            (input.location != known.location, format!("location: {}", line.location)),
        ] {
            if is_other {
                brought.changes.push(words);
            }
        }
        if !brought.changes.is_empty() {
            person::change(tx, act, input).map_err(|error| format!("{error}."))?;
        }
        Ok(known.id)
    }

    fn reporting(&mut self, tx: &mut Tx<'_>, act: &Act, line: &Line, brought: &mut Brought) -> Result<(), Words> {
        let wanted = line.manager.trim();
        if wanted.is_empty() {
            return Ok(());
        }
        let Some(email) = address_of(tx, wanted, brought)? else { return Ok(()) };
        let find = |tx: &mut Tx<'_>, email: &str| person::find_by_email(tx, email).map_err(|error| error.to_string());
        let Some(manager) = find(tx, &email)? else {
            brought.notes.push(format!("manager: nobody here has the address {email}; left empty"));
            return Ok(());
        };
        let Some(it) = find(tx, &brought.email)?.filter(|it| it.state != PersonState::Left) else { return Ok(()) };
        if it.line_manager == Some(manager.id) {
            return Ok(());
        }
        if manager.id == it.id {
            brought.notes.push("manager: nobody manages themself; left empty".into());
            return Ok(());
        }
        let input = ChangePerson {
            person: it.id,
            name: it.name,
            unit: it.unit,
            location: it.location,
            line_manager: Some(manager.id),
        };
        person::change(tx, act, input).map_err(|error| format!("manager: {error}."))?;
        brought.changes.push(format!("manager: {}", manager.name));
        Ok(())
    }

    fn membership(&mut self, tx: &mut Tx<'_>, act: &Act, line: &Line, brought: &mut Brought) -> Result<(), Words> {
        let Some((person, _)) = self.seen.get(&brought.email).copied() else { return Ok(()) };
        let wanted = text::one_line(&line.community);
        if wanted.is_empty() {
            return Ok(());
        }
        let since = day_of(&line.member_since, "member since")?;
        let begun = self.begun.get(&wanted.to_lowercase()).copied().unwrap_or(act.now.day());
        let community = self.community(tx, act, &wanted, begun)?;
        if !self.memberships.insert((person, community.id)) {
            return Err(format!("community: this person stands in {} twice.", community.name));
        }
        let alumni = person::find(tx, person).map_err(|error| error.to_string())?;
        if alumni.as_ref().is_some_and(|it| it.state == PersonState::Left) {
            return Ok(());
        }
        let standing = standing(&line.standing)?;
        let held = membership::find_held(tx, person, community.id).map_err(|error| error.to_string())?;
        match held {
            None => {
                let joined = alumni.map(|it| it.joined_on);
                let input = AddMember {
                    person,
                    community: community.id,
                    standing: standing.unwrap_or(Standing::Member),
                    route: route(&line.route, community.kind)?,
                    level: line.level.clone(),
                    from_day: since.or(joined).unwrap_or(act.now.day()),
                    to_day: None,
                    evidence: evidence(line, act),
                };
                membership::add(tx, act, input).map_err(|error| format!("community: {error}."))?;
                brought.changes.push(format!("member of {}", community.name));
            }
            Some(held) => {
                if let Some(standing) = standing.filter(|standing| *standing != held.standing) {
                    let input = Appoint { person, community: community.id, standing, from_day: act.now.day() };
                    membership::appoint(tx, act, input).map_err(|error| format!("standing: {error}."))?;
                    brought.changes.push(format!("{} of {}", standing.word(), community.name));
                }
                let level = text::one_line(&line.level);
                if !level.is_empty() && held.level.as_deref() != Some(level.as_str()) {
                    membership::set_level(tx, act, person, community.id, &level)
                        .map_err(|error| format!("level: {error}."))?;
                    brought.changes.push(format!("level: {level}"));
                }
            }
        }
        Ok(())
    }

    fn community(&mut self, tx: &mut Tx<'_>, act: &Act, wanted: &str, since: Day) -> Result<Community, Words> {
        if let Some(known) = self.known(wanted)? {
            return Ok(known.clone());
        }
        let input = FoundCommunity {
            name: wanted.to_owned(),
            kind: CommunityKind::Practice,
            parent: None,
            segment_by: None,
            purpose: "To be written by those who belong to it.".into(),
            signs: String::new(),
            founded_on: since.min(act.now.day()),
            ends_on: None,
        };
        // Whoever brings a list in does not become the head of what it names.
        let mut as_system = act.clone();
        as_system.actor.system = true;
        let id = community::found(tx, &as_system, input).map_err(|error| format!("community: {error}."))?;
        let made =
            community::find(tx, id).map_err(|error| error.to_string())?.ok_or("community: it was not founded.")?;
        self.founded.push(made.name.clone());
        self.communities.insert(wanted.to_lowercase(), vec![made.clone()]);
        Ok(made)
    }
}

/// An address, or that of the one who is called so; `None` with a note where that is nobody or several.
fn address_of(tx: &mut Tx<'_>, wanted: &str, brought: &mut Brought) -> Result<Option<String>, Words> {
    if let Some(email) = person::email(wanted) {
        return Ok(Some(email));
    }
    let called = store::emails_of_name(tx, wanted).map_err(|error| error.to_string())?;
    match called.as_slice() {
        [one] => return Ok(Some(one.clone())),
        [] => brought.notes.push(format!("manager: nobody here is called {wanted}; left empty")),
        _ => brought.notes.push(format!("manager: several are called {wanted}; left empty, give the address")),
    }
    Ok(None)
}

fn standing(cell: &str) -> Result<Option<Standing>, Words> {
    match text::one_line(cell).to_lowercase().as_str() {
        "" => Ok(None),
        "member" | "no" | "none" => Ok(Some(Standing::Member)),
        "lead" | "leads" | "yes" => Ok(Some(Standing::Lead)),
        "head" | "head of profession" => Ok(Some(Standing::Head)),
        other => Err(format!("standing: {other} is none. Write member, lead or head.")),
    }
}

fn route(cell: &str, kind: CommunityKind) -> Result<Route, Words> {
    let plain = text::one_line(cell).to_lowercase().replace([' ', '-'], "_");
    Ok(match plain.as_str() {
        "" if kind == CommunityKind::Practice => Route::Founding,
        "" => Route::Chosen,
        "founding_member" | "founder" => Route::Founding,
        "recruitment" | "campaign" | "open_campaign" => Route::OpenRecruitment,
        word => Route::from_word(word)
            .ok_or_else(|| format!("route: {cell} is none. Write open recruitment, transfer, founding or chosen."))?,
    })
}

/// A profession asks for evidence; a list that says none is the evidence itself.
fn evidence(line: &Line, act: &Act) -> String {
    match line.evidence.trim() {
        "" => format!("Brought in from a list of people on {}.", act.now.day().long()),
        said => said.to_owned(),
    }
}

fn leaving(tx: &mut Tx<'_>, act: &Act, line: &Line, brought: &mut Brought) -> Result<(), Words> {
    let Some(left) = day_of(&line.left, "left")? else { return Ok(()) };
    if left > act.now.day() {
        brought.notes.push(format!("left: {left} is still to come, nothing is changed yet"));
        return Ok(());
    }
    let it = person::find_by_email(tx, &brought.email).map_err(|error| error.to_string())?;
    let Some(it) = it.filter(|it| it.state != PersonState::Left) else { return Ok(()) };
    person::leave(tx, act, it.id, left).map_err(|error| format!("left: {error}."))?;
    brought.changes.push(format!("left on {}", left.long()));
    Ok(())
}
