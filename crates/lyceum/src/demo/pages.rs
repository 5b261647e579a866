//! The handbook's pages as they grew: who wrote which version, and why.

use super::parse::{self, Leaf};
use super::people::People;
use super::professions;
use super::world::{Page, PersonAt, Revision};
use super::{Plan, calendar};
use base::{Day, SeededChance};

/// The handbook's name; its owner is the librarian.
pub const HANDBOOK: &str = "Handbook of the digital professions";
const OPENED: &str = "2021-06-15";

pub fn make(plan: &Plan, people: &People) -> Vec<Page> {
    let chance = SeededChance::new(plan.seed ^ 0x9A6E5);
    parse::leaves().into_iter().map(|leaf| page(plan, people, &chance, leaf)).collect()
}

fn page(plan: &Plan, people: &People, chance: &SeededChance, leaf: Leaf) -> Page {
    let profession = professions::at(&leaf.owner).unwrap_or(0);
    let reviewed_on = leaf.reviewed_on.min(plan.today);
    let owner = someone(people, chance, profession, (reviewed_on.plus_days(-30), plan.today));
    let days = revision_days(chance, professions::PROFESSIONS[profession].opened(), reviewed_on);
    let bodies = versions(&leaf.body, days.len());
    let mut revisions: Vec<Revision> = Vec::new();
    for (on, body) in days.into_iter().zip(bodies) {
        if let Some(before) = revisions.last().filter(|before| before.body == body) {
            // Nothing new to say on that day; the texts are the same.
            debug_assert_eq!(before.body, body);
            continue;
        }
        let why = why(chance, revisions.last().map(|before| before.body.as_str()), &body);
        let by = author(people, chance, profession, owner, on);
        revisions.push(Revision { by, on, why, body });
    }
    Page {
        path: leaf.path.trim_end_matches(".md").to_owned(),
        title: leaf.title,
        profession,
        owner,
        review_months: leaf.review_months,
        reviewed: (owner, reviewed_on),
        revisions,
    }
}

fn someone(people: &People, chance: &SeededChance, profession: usize, days: (Day, Day)) -> PersonAt {
    people.roll.find(&people.people, chance, profession, days, |_| true).unwrap_or(0)
}

fn author(people: &People, chance: &SeededChance, profession: usize, owner: PersonAt, on: Day) -> PersonAt {
    if people.people[owner].is_here(on) && calendar::likely(chance, 0.5) {
        return owner;
    }
    someone(people, chance, profession, (on, on))
}

/// Two to six days, the first after the handbook opened, the last some time before the review.
fn revision_days(chance: &SeededChance, profession_opened: Day, reviewed_on: Day) -> Vec<Day> {
    let opened = calendar::day(OPENED).max(profession_opened.plus_days(20));
    let last = reviewed_on.plus_days(-(chance.below(25) as i64));
    let latest_first = last.plus_days(-150).max(opened);
    let first = calendar::between(chance, opened, latest_first);
    let between = calendar::some(chance, 0, 4);
    let mut days: Vec<Day> =
        (0..between).map(|_| calendar::between(chance, first.plus_days(10), last.plus_days(-5))).collect();
    days.extend([first, last]);
    days.sort();
    days.dedup();
    days
}

/// `count` versions of a page: each has more of its blocks than the one before, the last all of them.
fn versions(body: &str, count: usize) -> Vec<String> {
    let blocks: Vec<&str> = body.split("\n\n").collect();
    (1..=count)
        .map(|number| {
            let mut kept = (blocks.len() * (number + 1) / (count + 1)).clamp(1, blocks.len());
            // A heading with nothing below it, or a list without its last line, is not how people leave a page.
            while kept > 1 && kept < blocks.len() && blocks[kept - 1].starts_with('#') {
                kept -= 1;
            }
            blocks[..kept].join("\n\n")
        })
        .collect()
}

const REASONS: [&str; 8] = [
    "Say it more plainly",
    "What we learned in the last round",
    "After a question in the meetup",
    "An example from practice",
    "Somebody new did not understand this part",
    "What happened since",
    "Agreed in the profession's hour",
    "The numbers of this year",
];

fn why(chance: &SeededChance, before: Option<&str>, body: &str) -> String {
    let Some(before) = before else { return "First version".to_owned() };
    let added = body.get(before.len()..).unwrap_or_default();
    let heading = added.lines().find_map(|line| line.strip_prefix("## "));
    heading.map_or_else(|| (*chance.pick(&REASONS)).to_owned(), |heading| format!("Added: {heading}"))
}
