//! `lyceum rehearse`: what loses cover while somebody is away.

use super::{Place, Trouble};
use base::{Clock, CommunityId, Day, PersonId, SystemClock};
use clap::Args;
use communities::leadership::activity::hours;
use communities::leadership::cover::State;
use communities::leadership::crew::{self, Rehearsed};
use directory::community;
use store::{Conn, StoreError};

/// What loses cover while people are away, who takes what, and when it is felt first.
#[derive(Args)]
pub struct Rehearse {
    /// Who is away: a name, or the beginning of one; several times for several people
    #[arg(long, required = true)]
    away: Vec<String>,
    /// The first day, such as 2027-03-01
    #[arg(long, value_parser = day)]
    from: Day,
    /// The last day, counted
    #[arg(long, value_parser = day)]
    to: Day,
    /// Only this community and those below it, by the name in its address; all when nothing is said
    #[arg(long)]
    community: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

fn day(typed: &str) -> Result<Day, String> {
    Day::parse(typed).ok_or_else(|| "give a day such as 2027-03-01".to_owned())
}

impl Rehearse {
    pub fn run(self) -> Result<(), Trouble> {
        if self.to < self.from {
            return Err(Trouble::said("the last day lies before the first"));
        }
        let store = self.place.existing_store()?;
        let today = SystemClock.now().day();
        let tops = store.read(|conn| tops(conn, self.community.as_deref()))?;
        if tops.is_empty() {
            return Err(Trouble::said("there is no such community"));
        }
        let mut all = Vec::new();
        let mut known_names = 0;
        for top in tops {
            let known = store.read(|conn| crew::known(conn, top, today))?;
            let away = whom(&known.people, &self.away)?;
            known_names += away.len();
            if !away.is_empty() {
                all.push(store.read(|conn| crew::rehearse(conn, top, &away, (self.from, self.to), today))?);
            }
        }
        if known_names == 0 {
            return Err(Trouble::said("nobody of that name carries an activity"));
        }
        if self.json {
            let items: Vec<_> = all.iter().map(as_json).collect();
            println!("{}", serde_json::to_string_pretty(&items).unwrap_or_default());
        } else {
            all.iter().for_each(print);
        }
        Ok(())
    }
}

/// One community, or all that are not below another.
fn tops(conn: &mut Conn, slug: Option<&str>) -> Result<Vec<CommunityId>, StoreError> {
    if let Some(slug) = slug {
        return Ok(community::find_wanted(conn, slug)?.into_iter().map(|it| it.id).collect());
    }
    let all = community::list_all(conn, None, base::Limit::of(Some(200)))?.items;
    Ok(all.into_iter().filter(|it| it.parent.is_none() && it.closed_on.is_none()).map(|it| it.id).collect())
}

/// Those whose names are meant; a beginning that fits several is refused with their names.
fn whom(people: &[(PersonId, String)], wanted: &[String]) -> Result<Vec<PersonId>, Trouble> {
    let mut away = Vec::new();
    for typed in wanted {
        let typed = typed.trim().to_lowercase();
        let exact: Vec<_> = people.iter().filter(|(_, name)| name.to_lowercase() == typed).collect();
        let begins: Vec<_> = people.iter().filter(|(_, name)| name.to_lowercase().starts_with(&typed)).collect();
        match (exact.as_slice(), begins.as_slice()) {
            ([one], _) | ([], [one]) => away.push(one.0),
            ([], []) => {}
            (_, several) => {
                let names: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
                return Err(Trouble::said(format!("several people begin like that: {}", names.join(", "))));
            }
        }
    }
    Ok(away)
}

fn print(it: &Rehearsed) {
    for (state, words) in [(State::Lost, "loses cover"), (State::AtRisk, "at risk"), (State::Covered, "covered")] {
        for activity in it.in_state(state) {
            let takers: Vec<String> =
                it.takers(activity.id).iter().map(|(name, tenths, _)| format!("{name} {} h", hours(*tenths))).collect();
            let harm = it.first_harm(activity).filter(|_| state == State::Lost);
            println!(
                "{words:<12} {:>6} h  {:<44} {:<30} {}",
                hours(activity.hours),
                activity.name,
                if takers.is_empty() { "nobody".to_owned() } else { takers.join(", ") },
                harm.map(|day| format!("first felt {day}")).unwrap_or_default()
            );
        }
    }
    if it.cover.touched.is_empty() {
        println!("nothing hangs on them");
    }
}

fn as_json(it: &Rehearsed) -> serde_json::Value {
    let list = |state| -> Vec<serde_json::Value> {
        it.in_state(state)
            .into_iter()
            .map(|activity| {
                let harm = it.first_harm(activity).filter(|_| state == State::Lost).map(|day| day.to_string());
                serde_json::json!({
                    "activity_id": activity.id, "name": activity.name,
                    "hours_a_month": activity.hours as f64 / 10.0, "first_harm": harm,
                })
            })
            .collect()
    };
    let assignments: Vec<_> = it
        .cover
        .taken
        .iter()
        .map(|taken| {
            serde_json::json!({
                "activity_id": it.known.activities[taken.activity].id,
                "person_id": it.known.people[taken.person].0, "hours": taken.hours as f64 / 10.0,
            })
        })
        .collect();
    serde_json::json!({
        "covered": list(State::Covered), "at_risk": list(State::AtRisk), "lost": list(State::Lost),
        "assignments": assignments,
    })
}
