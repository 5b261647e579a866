//! The written problems as they happened: who raised each, who met it again, what came of it.

use super::parse::{Retold, SetAside, Story, Taken};
use super::people::People;
use super::places::Places;
use super::professions::{self, PROFESSIONS};
use super::world::{Adoption, Outcome, PersonAt, Problem, ProductAt, Sighting, Solution};
use super::{Plan, calendar, parse};
use base::{Day, SeededChance};

/// A problem that the pictures and the guide call by its number.
struct Pinned {
    number: usize,
    title: &'static str,
    raised_by: &'static str,
    solved_by: &'static str,
    /// The day on which it was solved or set aside.
    settled_on: &'static str,
}

const PINNED: [Pinned; 3] = [
    Pinned {
        number: 87,
        title: "Court hearings change room overnight and witnesses go to the wrong one",
        raised_by: "Fenn Hawthorne",
        solved_by: "Cosima Vellum",
        settled_on: "2024-03-14",
    },
    Pinned {
        number: 118,
        title: "Rebook cancelled visits automatically",
        raised_by: "Idris Farthing",
        solved_by: "Ada Quillfeather",
        settled_on: "2026-03-12",
    },
    Pinned {
        number: 141,
        title: "Probation appointments vanish when someone changes area",
        raised_by: "Bram Osterley",
        solved_by: "Bram Osterley",
        settled_on: "2025-06-05",
    },
];

/// What the makers of one story share.
pub(super) struct Teller<'a> {
    pub(super) plan: &'a Plan,
    pub(super) people: &'a People,
    pub(super) places: &'a Places,
    pub(super) chance: SeededChance,
}

pub fn make(plan: &Plan, people: &People, places: &Places) -> Vec<Problem> {
    let chance = SeededChance::new(plan.seed ^ 0x570_21E5);
    let teller = Teller { plan, people, places, chance };
    let mut raised: Vec<(Day, Story)> =
        parse::stories().into_iter().map(|story| (teller.raising_day(&story), story)).collect();
    raised.sort_by_key(|(day, story)| (*day, story.title));
    pin(&mut raised);
    raised.into_iter().map(|(day, story)| teller.tell(day, &story)).collect()
}

/// Moves the pinned ones to their numbers; they are raised on the day of whom they push down.
fn pin(raised: &mut Vec<(Day, Story)>) {
    for pinned in &PINNED {
        let at = raised.iter().position(|(_, story)| story.title == pinned.title);
        if let (Some(at), true) = (at, raised.len() >= pinned.number) {
            let (_, story) = raised.remove(at);
            let day = raised.get(pinned.number - 1).map_or(raised[at - 1].0, |(day, _)| *day);
            raised.insert(pinned.number - 1, (day, story));
        }
    }
}

fn pinned(story: &Story) -> Option<&'static Pinned> {
    PINNED.iter().find(|pinned| pinned.title == story.title)
}

impl Teller<'_> {
    fn raising_day(&self, story: &Story) -> Day {
        let profession = professions::at(story.profession).unwrap_or(0);
        // What was taken up in the year it was raised was raised early in it.
        let soon = story.adoptions.iter().any(|taken| taken.year <= story.year);
        let (from, to) = self.year(profession, story.year);
        calendar::between(&self.chance, from, if soon { from.plus_days(120).min(to) } else { to })
    }

    /// The days of a year on which somebody of a profession could do something.
    fn year(&self, profession: usize, year: i16) -> (Day, Day) {
        let opened = PROFESSIONS[profession].opened().plus_days(8);
        let year = year.max(professions::FIRST_YEAR);
        let yesterday = self.plan.today.plus_days(-1);
        let from = calendar::first_of(year).max(opened).min(yesterday.plus_days(-20));
        (from, calendar::last_of(year).max(from.plus_days(20)).min(yesterday))
    }

    fn tell(&self, raised_on: Day, story: &Story) -> Problem {
        let profession = professions::at(story.profession).unwrap_or(0);
        let product = story.product.and_then(|slug| self.places.product(slug));
        let raised_by = self
            .cast(pinned(story).map(|it| it.raised_by), raised_on)
            .unwrap_or_else(|| self.someone(profession, product, (raised_on, raised_on)));
        let mut sightings: Vec<Sighting> =
            story.retold.iter().map(|retold| self.meet(raised_on, product, raised_by, retold)).collect();
        sightings.sort_by_key(|sighting| sighting.recorded_on);
        let outcome = self.outcome(raised_on, story, raised_by, profession);
        let (title, body) = (story.title.to_owned(), story.body.to_owned());
        Problem { title, body, hurts: story.hurts, profession, product, raised_by, raised_on, sightings, outcome }
    }

    fn cast(&self, name: Option<&str>, day: Day) -> Option<PersonAt> {
        name.and_then(|name| self.people.named(name)).filter(|at| self.people.people[*at].is_here(day))
    }

    /// Somebody of a profession who was here on both days; from the product's unit where there is one.
    pub(super) fn someone(&self, profession: usize, product: Option<ProductAt>, days: (Day, Day)) -> PersonAt {
        let people = &self.people.people;
        let unit = product.map(|at| self.places.products[at].unit);
        let find = |fits: &dyn Fn(&super::world::Person) -> bool, profession| {
            self.people.roll.find(people, &self.chance, profession, days, fits)
        };
        find(&|person| Some(person.unit) == unit, profession)
            .or_else(|| find(&|_| true, profession))
            .or_else(|| find(&|_| true, professions::at("software-engineering").unwrap_or(0)))
            .or_else(|| self.people.named(super::cast::HEAD))
            .unwrap_or(0)
    }

    /// What was met before the problem was stated is put down soon after; what was met later, on the day.
    fn meet(&self, raised_on: Day, product: Option<ProductAt>, raised_by: PersonAt, retold: &Retold) -> Sighting {
        let profession = professions::at(retold.profession).unwrap_or(0);
        let (from, to) = self.year(profession, retold.year);
        let latest = self.plan.today.plus_days(-1);
        let (mut seen_on, recorded_on) = if from < raised_on && retold.year < raised_on.year() {
            let soon = raised_on.plus_days(1 + self.chance.below(40) as i64).min(latest);
            (calendar::between(&self.chance, from, to.min(raised_on)), soon)
        } else {
            let day = calendar::between(
                &self.chance,
                from.max(raised_on.plus_days(1)).min(latest),
                to.max(raised_on).min(latest),
            );
            (day, day)
        };
        let people = &self.people.people;
        let both = |person: &super::world::Person| person.is_here(seen_on);
        let find = |fits: &dyn Fn(&super::world::Person) -> bool| {
            self.people.roll.find(people, &self.chance, profession, (recorded_on, recorded_on), fits)
        };
        let by =
            find(&|person| both(person) && person.joined_on < seen_on).or_else(|| find(&|_| true)).unwrap_or(raised_by);
        let product = if calendar::likely(&self.chance, 0.55) { product } else { self.neighbour(product, recorded_on) };
        // Nobody has seen anything before they were here.
        seen_on = seen_on.max(people[by].joined_on).min(recorded_on);
        Sighting {
            words: retold.words.to_owned(),
            profession,
            product,
            by,
            seen_on,
            recorded_on,
            days_spent: retold.days,
        }
    }

    /// Another product of the same body.
    fn neighbour(&self, product: Option<ProductAt>, day: Day) -> Option<ProductAt> {
        let body = self.places.body(self.places.products[product?].unit);
        let near: Vec<ProductAt> = (0..self.places.products.len())
            .filter(|at| Some(*at) != product && self.places.has_begun(*at, day))
            .filter(|at| self.places.body(self.places.products[*at].unit) == body)
            .collect();
        if near.is_empty() { product } else { Some(*self.chance.pick(&near)) }
    }

    fn outcome(&self, raised_on: Day, story: &Story, raised_by: PersonAt, profession: usize) -> Outcome {
        match (story.state, story.solution, &story.not_now) {
            ("solved", Some(words), _) => self.solved(raised_on, story, words, raised_by, profession),
            ("not_now", _, Some(aside)) => self.set_aside(raised_on, story, aside, profession),
            ("being_solved", ..) if story.work.is_some() => Outcome::BeingSolved,
            _ => Outcome::Open,
        }
    }

    fn solved(
        &self,
        raised_on: Day,
        story: &Story,
        words: &'static str,
        raised_by: PersonAt,
        profession: usize,
    ) -> Outcome {
        let latest = self.plan.today.plus_days(-3);
        let first_taken = story.adoptions.iter().map(|taken| taken.year.max(raised_on.year())).min();
        let until = first_taken.map_or(latest, |year| calendar::last_of(year).plus_days(-60)).min(latest);
        let pinned = pinned(story);
        let drawn = calendar::between(&self.chance, raised_on.plus_days(10), until.max(raised_on.plus_days(20)));
        let on = pinned.map_or(drawn, |it| calendar::day(it.settled_on)).min(latest).max(raised_on);
        let same_person = self.people.people[raised_by].is_here(on) && calendar::likely(&self.chance, 0.4);
        let product = story.product.and_then(|slug| self.places.product(slug));
        let by = self
            .cast(pinned.map(|it| it.solved_by), on)
            .or(same_person.then_some(raised_by))
            .unwrap_or_else(|| self.someone(profession, product, (on, on)));
        let mut adoptions: Vec<Adoption> = story.adoptions.iter().filter_map(|taken| self.adopt(on, taken)).collect();
        adoptions.sort_by_key(|adoption| (adoption.product, adoption.on));
        // A product starts from a solution once.
        adoptions.dedup_by_key(|adoption| adoption.product);
        adoptions.sort_by_key(|adoption| adoption.on);
        Outcome::Solved { solution: Solution { words, by, on, checked: self.check(on, by) }, adoptions }
    }

    /// Two in three solutions were looked at again by whoever knows them, or by a successor.
    fn check(&self, on: Day, by: PersonAt) -> Option<(PersonAt, Day)> {
        let last = self.plan.today.plus_days(-10);
        if on.plus_days(120) > last || calendar::likely(&self.chance, 0.33) {
            return None;
        }
        let day = calendar::between(&self.chance, on.plus_days(90).max(last.plus_days(-420)), last);
        let person = &self.people.people[by];
        let who = if person.is_here(day) { by } else { self.someone(person.profession, None, (day, day)) };
        Some((who, day))
    }

    fn adopt(&self, solved_on: Day, taken: &Taken) -> Option<Adoption> {
        let product = self.places.product(taken.product)?;
        let latest = self.plan.today.plus_days(-1);
        let year = taken.year.max(solved_on.year());
        let from = calendar::first_of(year).max(solved_on.plus_days(5)).min(latest);
        let on = calendar::between(&self.chance, from, calendar::last_of(year).max(from).min(latest));
        // Mostly product, engineering or delivery people take something up for their product.
        let profession = [0, 3, 0, 4, 2][self.chance.below(5)];
        let by = self.someone(profession, Some(product), (on, on));
        Some(Adoption { product, by, on, days: taken.days, changed: taken.changed })
    }

    fn set_aside(&self, raised_on: Day, story: &Story, aside: &SetAside, profession: usize) -> Outcome {
        let latest = self.plan.today.plus_days(-2);
        let drawn = raised_on.plus_days(calendar::some(&self.chance, 14, 160) as i64);
        let pinned = pinned(story);
        let on = pinned.map_or(drawn, |it| calendar::day(it.settled_on)).min(latest).max(raised_on);
        let head = super::cast::HEADS.iter().find(|(slug, _, from, to)| {
            *slug == story.profession && calendar::day(from) <= on && to.is_none_or(|to| on < calendar::day(to))
        });
        let by =
            self.cast(head.map(|(_, name, ..)| *name), on).unwrap_or_else(|| self.someone(profession, None, (on, on)));
        Outcome::NotNow { reason: aside.reason, until: aside.until, by, on }
    }
}
