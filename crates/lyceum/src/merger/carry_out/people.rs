//! People. Those who are the same stay as we know them; the others come with their days, and with no way to sign in.

use super::{Work, not_here, of_thing};
use crate::merger::theirs::Person;
use crate::merger::{Decision, Kind, Refusal};
use ::store::Tx;
use directory::brought::{self, BringPerson};
use std::collections::HashSet;

impl Work<'_> {
    pub(super) fn people(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let mut new = HashSet::new();
        for it in &self.theirs.people {
            if let Some(known) = self.came("person", it.id) {
                self.people.insert(it.id, known.into());
                continue;
            }
            let decided = self.decided(Kind::Person, &it.key());
            match decided.decision {
                Decision::Leave => self.count("people left out"),
                Decision::Same => {
                    let email = decided.ours.to_lowercase();
                    let ours = self.ours.people.iter().find(|our| our.email == email);
                    let id = ours.map(|our| our.id).ok_or_else(|| not_here(Kind::Person, &decided))?;
                    self.paired("person", it.id, id);
                    self.people.insert(it.id, id);
                    self.count("people the same");
                }
                Decision::New => {
                    self.new_person(tx, it, decided.line)?;
                    new.insert(it.id);
                }
            }
        }
        for it in self.theirs.people.iter().filter(|it| new.contains(&it.id)) {
            if let Some((person, manager)) = self.person(Some(it.id)).zip(self.person(it.manager))
                && person != manager
            {
                brought::reports_to(tx, self.act, person, manager).map_err(of_thing(Kind::Person, &it.name))?;
            }
        }
        Ok(())
    }

    fn new_person(&mut self, tx: &mut Tx<'_>, it: &Person, line: u64) -> Result<(), Refusal> {
        if self.ours.people.iter().any(|our| our.email == it.email) {
            let words = format!("{} is somebody's address here: decide same or leave.", it.email);
            return Err(Refusal::Decision { line, words });
        }
        let input = BringPerson {
            name: it.name.clone(),
            email: it.email.clone(),
            state: it.state,
            joined_on: it.joined_on,
            left_on: it.left_on,
            unit: it.unit.and_then(|id| self.units.get(&id)).copied(),
            location: it.location.and_then(|id| self.locations.get(&id)).copied(),
        };
        let id = brought::person(tx, self.act, input).map_err(of_thing(Kind::Person, &it.name))?;
        self.made("person", it.id, id);
        self.people.insert(it.id, id);
        self.count("people new");
        Ok(())
    }
}
