//! `lyceum log`: one line about what somebody works on.

use super::{Place, Trouble};
use base::{Act, Actor, Clock, SystemChance, SystemClock};
use clap::Args;
use directory::{membership, person};
use std::sync::Arc;
use store::StoreError;
use work::problem;
use work::work_item::{StartWork, start};

/// Log work in one line, for somebody, so that others see it.
#[derive(Args)]
pub struct Log {
    /// What they work on, in one line
    title: String,
    /// Their work address
    #[arg(long, value_name = "EMAIL")]
    who: String,
    /// The number of the problem that it is towards, such as 87
    #[arg(long, value_name = "NUMBER")]
    problem: Option<i64>,
    #[command(flatten)]
    place: Place,
}

impl Log {
    pub fn run(self) -> Result<(), Trouble> {
        let store = self.place.existing_store()?;
        let Self { title, who, problem: number, .. } = self;
        let found = store.read(|conn| {
            let person = person::find_by_email(conn, &who)?;
            let held = person.as_ref().map(|it| membership::of_person(conn, it.id)).transpose()?.unwrap_or_default();
            let problem = number.map(|number| problem::find(conn, number)).transpose()?;
            Ok::<_, StoreError>((person, held.into_iter().next().map(|it| it.community), problem))
        })?;
        let (person, community, problem) = found;
        let person = person.ok_or_else(|| Trouble::said(format!("nobody here has the address {who}")))?;
        let problems = match problem {
            Some(None) => return Err(Trouble::said("there is no problem of this number")),
            Some(Some(it)) => vec![it.id],
            None => vec![],
        };
        let actor = Actor { person: Some(person.id), name: person.name, ..Actor::system() };
        let act = Act::new(actor, SystemClock.now(), Arc::new(SystemChance));
        let input = StartWork {
            title,
            owner: Some(person.id),
            community,
            problems,
            steps_total: 3,
            steps_done: 0,
            help_wanted: String::new(),
            started_on: None,
        };
        let made = store.write_blocking(move |tx| start(tx, &act, input.clone())).map_err(Trouble::said)?;
        println!("{} {}", made.reference(), made.title);
        Ok(())
    }
}
