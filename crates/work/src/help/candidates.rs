//! Signs that somebody could help with a piece of work, from what they did, say and belong to.

use super::rule::{Candidate, Sign, rank};
use super::{rule, store};
use crate::problem::Summary;
use crate::refusal::{Refusal, may};
use crate::work_item::{self, WorkItem, part, policy};
use ::store::{Conn, StoreError};
use base::{Actor, Day, Uuid, Viewer};
use search::meaning::{Embedder, StaticTable, cosine};
use search::{Index, Key, Statement};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Proposed at most.
const MOST: usize = 8;
/// Looked at, of what is like the work.
const LIKE: usize = 12;
/// Less alike is about something else. Whoever solved something near it may know, though it is not the same.
const LIKELY: f32 = 0.05;
/// From this cosine of the static vectors on, a person's line or a circle's purpose is about the same. Two sentences of
/// this kind about different things lie near 0.2.
const NEAR: f32 = 0.4;
/// A circle says less of one person than their own line.
const CIRCLE: f64 = 0.5;

/// Who could help, the best first, each with why. For whoever leads the work.
pub fn candidates(
    conn: &mut Conn,
    index: &Index,
    actor: &Actor,
    it: &WorkItem,
    today: Day,
) -> Result<Vec<Candidate>, Refusal> {
    let part = part(conn, actor, it)?;
    may(policy::allows(actor, policy::Action::Advance, part), "Whoever leads this work sees who could help")?;
    let text = format!("{}. {}", it.title, it.help_wanted.as_deref().unwrap_or_default());
    let waiting = work_item::problems_of(conn, it.id)?;
    let mut signs = of_problems(conn, &waiting)?;
    signs.extend(of_the_like(conn, index, actor, (it, &waiting), &text)?);
    signs.extend(of_words(conn, &text)?);
    let since = today.plus_days(1 - rule::ASKED_DAYS);
    let mut asked = HashMap::new();
    for sign in &signs {
        if let Entry::Vacant(free) = asked.entry(sign.person) {
            free.insert(store::times_asked(conn, sign.person, since)?);
        }
    }
    let mut found = Vec::new();
    for candidate in rank(signs, &asked, &store::not_to_be_asked(conn, it)?) {
        if !communities::absence::is_away(conn, candidate.person)? {
            found.push(candidate);
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// Who has the problems that wait for it: nobody tests better.
fn of_problems(conn: &mut Conn, waiting: &[Summary]) -> Result<Vec<Sign>, StoreError> {
    let ids: Vec<Uuid> = waiting.iter().map(|it| it.id.uuid()).collect();
    let people = store::of_problems(conn, &ids)?.into_iter();
    let signs = people.filter_map(|(of, (person, name, part))| {
        let problem = waiting.iter().find(|it| it.id.uuid() == of)?;
        let why = format!("{} {}, which waits for this", part.words(), problem.reference());
        Some(Sign { person, name, weight: 0.9 * part.weight(), why })
    });
    Ok(signs.collect())
}

/// What is like it, and who solved it, led it, met it.
fn of_the_like(
    conn: &mut Conn,
    index: &Index,
    actor: &Actor,
    (it, waiting): (&WorkItem, &[Summary]),
    text: &str,
) -> Result<Vec<Sign>, StoreError> {
    let viewer = Viewer::of(actor);
    let mut own = vec![Key { kind: "work_item".into(), id: it.id.uuid() }];
    own.extend(waiting.iter().map(|it| Key { kind: "problem".into(), id: it.id.uuid() }));
    let kinds = ["problem", "work_item"];
    let statement = Statement { limit: LIKE, kinds: &kinds, exclude: &own, ..Statement::new(text, &viewer) };
    let like: Vec<_> = index.matches(&statement).into_iter().filter(|it| it.probability >= LIKELY).collect();
    let of_kind = |kind: &str| like.iter().filter(|it| it.key.kind == kind).map(|it| it.key.id).collect::<Vec<_>>();
    let mut people = store::of_problems(conn, &of_kind("problem"))?;
    people.extend(store::of_work(conn, &of_kind("work_item"))?);
    let signs = people.into_iter().filter_map(|(of, (person, name, part))| {
        let known = like.iter().find(|it| it.key.id == of)?;
        let weight = f64::from(known.probability).sqrt() * part.weight();
        Some(Sign { person, name, weight, why: format!("{} {}, which is like this", part.words(), known.reference) })
    });
    Ok(signs.collect())
}

/// What people say of themselves, and the circles of interest that they belong to.
fn of_words(conn: &mut Conn, text: &str) -> Result<Vec<Sign>, StoreError> {
    let table = StaticTable::builtin();
    let wanted = table.embed(text);
    let near = |words: &str| f64::from(cosine(&wanted, &table.embed(words)));
    let mut signs = Vec::new();
    for (person, name, words) in store::lines(conn)? {
        let weight = near(&words);
        if weight >= f64::from(NEAR) {
            signs.push(Sign { person, name, weight, why: format!("Says they can help with: {words}") });
        }
    }
    for (community, name, purpose) in store::circles(conn)? {
        let weight = near(&format!("{name}. {purpose}")) * CIRCLE;
        if weight >= f64::from(NEAR) * CIRCLE {
            let members = store::members(conn, community)?.into_iter();
            signs.extend(members.map(|(person, who)| Sign {
                person,
                name: who,
                weight,
                why: format!("Belongs to {name}"),
            }));
        }
    }
    Ok(signs)
}
