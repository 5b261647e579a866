use super::more::More;
use super::professions::{PROFESSIONS, sizes};
use super::world::{Outcome, Person, PersonAt, Route, World};
use super::{Plan, calendar};
use base::{Day, Standing};
use proptest::prelude::*;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

fn today() -> Day {
    calendar::day("2026-11-23")
}

fn usual() -> World {
    World::make(&Plan::new(350, 1, today()))
}

fn mark(world: &World) -> u64 {
    let mut hasher = DefaultHasher::new();
    world.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn the_usual_demo_has_the_numbers_of_the_story() {
    let world = usual();
    let managers: Vec<&Person> = world.people.iter().filter(|person| person.profession == 0).collect();
    let here = |day: &str| managers.iter().filter(|person| person.is_here(calendar::day(day))).count();
    assert_eq!(here("2021-01-11"), 11);
    assert_eq!(managers.iter().filter(|person| person.is_here(today())).count(), 78);
    assert_eq!(managers.iter().filter(|person| person.joined_on > calendar::day("2021-01-11")).count(), 149);
    assert_eq!(managers.iter().filter(|person| person.left_on.is_some()).count(), 82);
    let quarter = calendar::day("2023-04-03")..=calendar::day("2023-06-30");
    assert_eq!(managers.iter().filter(|person| quarter.contains(&person.joined_on)).count(), 27);
    assert_eq!(world.people.iter().filter(|person| person.is_here(today())).count(), 350);
    for (at, profession) in PROFESSIONS.iter().enumerate() {
        let now = world.people.iter().filter(|person| person.profession == at && person.is_here(today())).count();
        assert_eq!(now, profession.now, "{}", profession.name);
    }
    assert_eq!((world.products.len(), world.problems.len(), world.pages.len()), (45, 400, 53));
}

#[test]
fn product_managers_grow_year_by_year_as_their_page_tells() {
    let world = usual();
    let at_end = |year: i16| {
        let day = Day::new(year, 12, 31).unwrap();
        world.people.iter().filter(|person| person.profession == 0 && person.is_here(day)).count()
    };
    assert_eq!([2021, 2022, 2023, 2024, 2025].map(at_end), [17, 26, 51, 63, 72]);
}

#[test]
fn segments_have_the_sizes_of_the_story() {
    let world = usual();
    let size = |slug: &str| {
        let community = world.communities.iter().position(|community| community.slug == slug).unwrap();
        world.memberships.iter().filter(|it| it.community == community && it.to.is_none()).count()
    };
    let segments = ["courts", "prisons", "probation", "legal-aid"];
    assert_eq!(segments.map(|name| size(&format!("product-management-{name}"))), [24, 21, 19, 14]);
}

#[test]
fn the_seven_who_can_be_signed_in_are_here() {
    let world = usual();
    for name in ["head", "lead", "member", "newcomer", "librarian", "leader", "admin"] {
        let email = format!("{name}@demo.example");
        let person = world.people.iter().find(|person| person.email == email).unwrap();
        assert!(person.is_here(today()), "{name}");
    }
    let newcomer = world.people.iter().find(|person| person.email == "newcomer@demo.example").unwrap();
    assert_eq!(today().days_since(newcomer.joined_on), 14);
}

#[test]
fn problems_and_work_that_pictures_call_by_number_have_it() {
    let world = usual();
    assert!(world.problems[86].title.starts_with("Court hearings change room overnight"));
    assert!(world.problems[117].title.starts_with("Rebook cancelled visits"));
    assert!(world.problems[140].title.starts_with("Probation appointments vanish"));
    assert_eq!(world.works[60].title, "One feed of moves for prisons, courts and probation");
    assert_eq!(world.people[world.works[60].owner].name, "Dov Larkspur");
    assert_eq!(world.works[60].done_on.len(), 4);
    assert_eq!(world.people[world.problems[86].raised_by].name, "Fenn Hawthorne");
}

#[test]
fn the_handbook_has_pages_that_are_fresh_due_and_stale() {
    let world = usual();
    let days_left = |page: &super::world::Page| {
        page.reviewed.1.plus_days(i64::from(page.review_months) * 365 / 12).days_since(today())
    };
    let left: Vec<i64> = world.pages.iter().map(days_left).collect();
    assert!(left.iter().filter(|days| **days > 30).count() >= 20);
    assert!(left.iter().filter(|days| (0..=30).contains(*days)).count() >= 2);
    assert!(left.iter().filter(|days| **days < 0).count() >= 5);
    assert!(world.pages.iter().all(|page| (2..=6).contains(&page.revisions.len())));
}

#[test]
fn the_world_holds_together_on_whatever_day_it_is_made() {
    for later in 0..12 {
        let world = World::make(&Plan::new(350, 1, today().plus_days(later)));
        nobody_acts_while_not_here(&world);
        memberships_hold(&world);
        assert_eq!(world.works[60].title, "One feed of moves for prisons, courts and probation");
    }
}

#[test]
fn a_plan_of_more_problems_tells_as_many_different_ones() {
    let world = World::make(&Plan::new(350, 1, today()).with_problems(3_000));
    let more = More::of(&world);
    assert_eq!(more.count(), 2_600);
    let told: Vec<_> = (0..more.count()).map(|at| more.tell(at)).collect();
    let titles: HashSet<&str> = told.iter().map(|problem| problem.title.as_str()).collect();
    assert_eq!(titles.len(), 2_600);
    assert!(told.is_sorted_by_key(|problem| problem.raised_on));
    told.iter().for_each(|problem| there(&world, problem.raised_by, problem.raised_on, "raises"));
}

fn there(world: &World, person: PersonAt, day: Day, what: &str) {
    let person = &world.people[person];
    assert!(person.is_here(day), "{} {what} on {day}: {:?} to {:?}", person.name, person.joined_on, person.left_on);
    assert!(day <= world.today, "{what} on {day}");
}

fn begun(world: &World, product: Option<usize>, day: Day) {
    assert!(product.is_none_or(|at| world.products[at].phases[0].0 <= day), "{product:?} on {day}");
}

fn nobody_acts_while_not_here(world: &World) {
    assert!(world.problems.is_sorted_by_key(|problem| problem.raised_on), "numbers follow the days");
    assert!(world.works.is_sorted_by_key(|work| work.started_on));
    for problem in &world.problems {
        there(world, problem.raised_by, problem.raised_on, "raises");
        begun(world, problem.product, problem.raised_on);
        for sighting in &problem.sightings {
            begun(world, sighting.product, sighting.recorded_on);
            there(world, sighting.by, sighting.recorded_on, "meets");
            there(world, sighting.by, sighting.seen_on, "sees");
            assert!(problem.raised_on <= sighting.recorded_on);
        }
        match &problem.outcome {
            Outcome::Solved { solution, adoptions } => {
                there(world, solution.by, solution.on, "solves");
                assert!(problem.raised_on <= solution.on);
                solution.checked.iter().for_each(|(by, on)| there(world, *by, *on, "checks"));
                for adoption in adoptions {
                    there(world, adoption.by, adoption.on, "adopts");
                    begun(world, Some(adoption.product), adoption.on);
                    assert!(solution.on <= adoption.on);
                }
            }
            Outcome::NotNow { by, on, .. } => there(world, *by, *on, "sets aside"),
            Outcome::Open | Outcome::BeingSolved => {}
        }
    }
    for work in &world.works {
        for day in work.done_on.iter().chain([&work.started_on]) {
            there(world, work.owner, *day, "works");
            work.helpers.iter().for_each(|helper| there(world, *helper, work.started_on, "helps"));
            assert!(work.started_on <= *day && world.problems[work.problem].raised_on <= *day);
        }
        assert!(work.done_on.len() as u32 <= work.steps);
    }
    for page in &world.pages {
        there(world, page.reviewed.0, page.reviewed.1, "reviews");
        page.revisions.iter().for_each(|revision| there(world, revision.by, revision.on, "writes"));
        assert!(page.revisions.is_sorted_by_key(|revision| revision.on));
    }
}

fn memberships_hold(world: &World) {
    for it in &world.memberships {
        let (person, community) = (&world.people[it.person], &world.communities[it.community]);
        assert!(
            it.from >= person.joined_on && it.from >= community.founded_on,
            "{} in {}",
            person.name,
            community.name
        );
        assert!(it.to.is_none_or(|to| to >= it.from && Some(to) <= person.left_on));
        assert!(it.to.is_some() || person.left_on.is_none() || community.closed.is_some());
        if let Some(by) = it.decided_by {
            there(world, by, it.from, "decides");
            assert_ne!(by, it.person, "nobody makes themself a member");
        }
        assert!(community.kind as usize == 0 || it.route == Route::Chosen);
    }
    for it in &world.appointments {
        there(world, it.person, it.from, "leads");
        assert_ne!(it.standing, Standing::Member);
        assert!(it.to.is_none_or(|to| world.people[it.person].left_on.is_none_or(|left| to <= left)));
        let member = |held: &&super::world::Membership| held.person == it.person && held.community == it.community;
        assert!(world.memberships.iter().find(member).is_some_and(|held| held.from <= it.from));
    }
    for it in &world.reporting {
        there(world, it.person, it.from, "answers to somebody");
        there(world, it.to, it.from, "leads");
        assert_ne!(it.person, it.to);
    }
    let last: std::collections::HashMap<usize, usize> = world.reporting.iter().map(|it| (it.person, it.to)).collect();
    for person in last.keys() {
        let way = std::iter::successors(Some(*person), |at| last.get(at).copied()).take(30).count();
        assert!(way < 30, "{} answers to themself in the end", world.people[*person].name);
    }
    for it in &world.teams {
        there(world, it.person, it.from, "joins a team");
        assert!(it.to.is_none_or(|to| to >= it.from));
        begun(world, Some(it.product), it.from);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn any_world_holds_together(seed in any::<u64>(), people in 60usize..900, later in 0i64..500) {
        let world = World::make(&Plan::new(people, seed, today().plus_days(later)));
        nobody_acts_while_not_here(&world);
        memberships_hold(&world);
        let emails: HashSet<&str> = world.people.iter().map(|person| person.email.as_str()).collect();
        prop_assert_eq!(emails.len(), world.people.len());
        let now = world.people.iter().filter(|person| person.is_here(world.today)).count();
        prop_assert_eq!(now, people);
        prop_assert!(world.people.is_sorted_by_key(|person| person.joined_on));
        prop_assert!(world.units.iter().enumerate().all(|(at, unit)| unit.parent.is_none_or(|parent| parent < at)));
        prop_assert!(world.people.iter().all(|person| person.unit > 0));
    }

    #[test]
    fn the_same_seed_gives_the_same_world_and_another_seed_another(seed in 0u64..u64::MAX) {
        let make = |seed| mark(&World::make(&Plan::new(120, seed, today())));
        prop_assert_eq!(make(seed), make(seed));
        prop_assert_ne!(make(seed), make(seed + 1));
    }

    #[test]
    fn shares_of_the_professions_add_up(people in 60usize..100_000) {
        prop_assert_eq!(sizes(people).iter().sum::<usize>(), people);
    }
}
