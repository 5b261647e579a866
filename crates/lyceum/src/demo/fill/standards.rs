//! Products before panels: the standard that ships, who sits on panels, two years of reports, three that are on their way,
//! a track.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use crate::demo::world::{Outcome as Came, PersonAt, ProductAt, World};
use ::standards::assessment::{
    self, AddAction, AddEvidence, Ask, NamePanel, Publish, Say, add_action, add_evidence, ask, close_action,
    name_panel, offer, publish, say, tell_team,
};
use ::standards::portfolio::{self, Lay};
use ::standards::reuse::{SayWhy, say_why};
use ::standards::standard::{self, Outcome, Stage, Version};
use base::{Act, Day, Moment};
use directory::product::Phase;
use store::Tx;

/// Whom a visitor can be.
const MEMBER: &str = "member@demo.example";
/// So many offered to sit on panels.
const PANELLISTS: usize = 40;
/// Before today the standard was made.
const SINCE_DAYS: i64 = 700;

/// What panels saw, by how it was. `{}` is the product.
const MET: [&str; 6] = [
    "The team showed it with examples from this month, and everybody could say why.",
    "Seen on site: people who use it told the same story as the team.",
    "Written down where the next team will find it, and kept up to date.",
    "Better than most that we saw this year. Others should start from it.",
    "It was not so at alpha. The team said what changed and what it cost.",
    "Two people of other professions explained it without looking it up.",
];
const IN_PART: [&str; 4] = [
    "Begun, and the next step is clear. It is not yet true for everybody who uses it.",
    "The risk is known and nobody has decided about it.",
    "Figures are kept, and not published yet.",
    "One person knows how. The team has a plan to share it.",
];
const NOT_MET: [&str; 2] = [
    "Nothing is agreed yet. Three other teams have done it and would help.",
    "The team tells itself that it is so; we could not see it.",
];
const SHOWN: [&str; 5] = [
    "Eleven rounds of research with the people who use it, and what changed after each",
    "The list of what we started from, and what we changed in each",
    "Two rehearsals; the second took half as long",
    "Weekly notes since alpha, open to everybody",
    "Tested with nine people who use assistive technology",
];
/// Why a product builds its own.
const WHY_AGAIN: [&str; 4] = [
    "Ours runs where there is no network for hours; theirs asks a server at each step.",
    "It took theirs four months to open it to others, and our contract ends before.",
    "The words of the law are other ones here, and half of the screens would change.",
    "We tried it for two weeks: people on the wings could not use it with gloves on.",
];
const SUMMARIES: [&str; 3] = [
    "A team that knows the people it works for, and has written down why it does what it does.\n\nWhat is open has somebody and a day.",
    "The service does what it promises. It hangs on fewer people than it did, and still on too few.",
    "Much of it started from what others had solved. The panel learned from it, and says so.",
];

/// What happens with an assessment, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Ask,
    Name,
    Show,
    Say,
    Tell,
    Publish,
    Close,
}

/// An assessment of the story.
pub(super) struct Case {
    product: ProductAt,
    /// Of its team.
    person: PersonAt,
    /// The chair first.
    panel: Vec<PersonAt>,
    parts: Vec<(Day, Part)>,
}

/// Leads first, then others, from all professions.
fn panellists(world: &World) -> Vec<PersonAt> {
    let since = world.today.plus_days(-SINCE_DAYS);
    let is_there = |person: PersonAt| world.people[person].is_here(since) && world.people[person].is_here(world.today);
    let leads = world.appointments.iter().map(|it| it.person);
    let others = (0..world.people.len()).step_by(world.people.len() / 97 + 1);
    let mut chosen: Vec<PersonAt> = Vec::new();
    for person in leads.chain(others) {
        if is_there(person) && !chosen.contains(&person) && chosen.len() < PANELLISTS {
            chosen.push(person);
        }
    }
    chosen
}

/// Somebody on its team from a day until today; whom a visitor can be first.
fn somebody_on(world: &World, product: ProductAt, from: Day) -> Option<PersonAt> {
    let here = world.teams.iter().filter(|it| it.product == product && it.from <= from && it.to.is_none());
    let here = here.map(|it| it.person).filter(|person| world.people[*person].is_here(world.today));
    here.min_by_key(|person| (world.people[*person].email != MEMBER, *person))
}

/// Three of other units who never worked on it, the next in turn.
fn panel(world: &World, sitting: &[PersonAt], product: ProductAt, person: PersonAt, nth: usize) -> Vec<PersonAt> {
    let own = world.products[product].unit;
    let worked = |it: &PersonAt| world.teams.iter().any(|team| team.product == product && team.person == *it);
    let turn = sitting.iter().cycle().skip(nth * 3).take(sitting.len()).copied();
    turn.filter(|it| world.people[*it].unit != own && *it != person && !worked(it)).take(3).collect()
}

/// All of them; the same for the same world.
pub(super) fn cases(world: &World) -> Vec<Case> {
    let (today, sitting) = (world.today, panellists(world));
    let mut cases = Vec::new();
    let mut add = |product: ProductAt, nth: usize, asked: i64, parts: &[(i64, Part)]| {
        let asked_on = today.plus_days(-asked);
        let is_begun = world.products[product].phases.first().is_some_and(|(day, _)| *day < asked_on);
        let Some(person) = somebody_on(world, product, asked_on).filter(|_| is_begun) else { return false };
        let panel = panel(world, &sitting, product, person, nth);
        let parts: Vec<_> = parts.iter().map(|(ago, part)| (today.plus_days(-ago), *part)).collect();
        let is_able = panel.len() == 3;
        if is_able {
            cases.push(Case { product, person, panel, parts });
        }
        is_able
    };
    for product in 0..world.products.len() {
        let held = 40 + (product as i64 * 67) % 560;
        if product % 7 == 3 {
            continue;
        }
        let mut parts = vec![
            (held + 50, Part::Ask),
            (held + 20, Part::Name),
            (held + 10, Part::Show),
            (held, Part::Say),
            (held, Part::Tell),
            (held - 6, Part::Publish),
        ];
        if product % 5 != 1 || held > 120 {
            parts.push((held - 30, Part::Close));
        }
        add(product, product, held + 50, &parts);
    }
    // On their way: what the member of the story works on is being prepared, one is checked, one waits for its panel.
    let is_members = |it: &ProductAt| somebody_on(world, *it, today).is_some_and(|it| world.people[it].email == MEMBER);
    let is_beta = |it: &ProductAt| world.products[*it].phases.last().is_some_and(|(_, word)| *word == "beta");
    let all = 0..world.products.len();
    let next = all.clone().filter(is_members).chain(all.filter(|it| is_beta(it) && !is_members(it)));
    let ways: [&[(i64, Part)]; 3] = [
        &[(24, Part::Ask), (15, Part::Name), (8, Part::Show)],
        &[(26, Part::Ask), (16, Part::Name), (9, Part::Show), (3, Part::Say), (2, Part::Tell)],
        &[(5, Part::Ask)],
    ];
    let mut ways = ways.iter();
    let mut way = ways.next();
    for (nth, product) in next.enumerate() {
        let Some(parts) = way else { break };
        if add(product, nth + 5, parts[0].0, parts) {
            way = ways.next();
        }
    }
    cases
}

/// On which days what happens.
pub(super) fn days(world: &World, days: &mut Vec<(Day, Step)>) {
    let since = world.today.plus_days(-SINCE_DAYS);
    if world.communities[0].founded_on > since {
        return;
    }
    days.push((since, Step::SetStandard));
    days.extend(panellists(world).into_iter().map(|person| (since.plus_days(1), Step::OfferToSit(person))));
    for (at, case) in cases(world).iter().enumerate() {
        days.extend(case.parts.iter().map(|(day, part)| (*day, Step::Assess(at, *part))));
    }
    days.push((world.today.plus_days(-30), Step::LayTrack));
}

impl Writer<'_> {
    pub(super) fn standard(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        match step {
            Step::SetStandard => standard::starter(tx, &self.by_head(0, at)).map(drop).map_err(refused(step)),
            Step::OfferToSit(person) => offer(tx, &self.by(person, at), true).map_err(refused(step)),
            Step::Assess(case, part) => self.assess(tx, at, step, (case, part)),
            Step::LayTrack => {
                let Some((it, _)) = newest(tx)? else { return Ok(()) };
                let title = "All live services publish what they measure".into();
                let by = at.day().plus_days(180);
                let input = Lay { standard: it, title, point: Some(10), phase: Phase::Live, by };
                portfolio::lay(tx, &self.by_head(0, at), &input).map(drop).map_err(refused(step))
            }
            _ => Ok(()),
        }
    }

    fn assess(
        &mut self,
        tx: &mut Tx<'_>,
        at: Moment,
        step: Step,
        (place, part): (usize, Part),
    ) -> Result<(), FillError> {
        let Some((_, version)) = newest(tx)? else { return Ok(()) };
        let case = &self.cases[place];
        let number = self.ids.assessments[place];
        let (team, chair) = (self.by(case.person, at), self.by(case.panel[0], at));
        match part {
            Part::Ask => {
                let input = Ask {
                    product: self.ids.products[case.product],
                    version: version.id,
                    stage: self.stage(case.product, at.day()),
                    on: at.day().plus_days(50),
                    about: String::new(),
                };
                self.ids.assessments[place] = ask(tx, &team, &input).map_err(refused(step))?;
                Ok(())
            }
            Part::Name => {
                self.build_again(tx, &team, step, case.product)?;
                let people = case.panel.iter().map(|it| (self.ids.people[*it], None)).collect();
                let input = NamePanel { number, people, chair: self.ids.people[case.panel[0]] };
                name_panel(tx, &chair, &input).map_err(refused(step))
            }
            Part::Show => [1, 2, 4, 8].into_iter().try_for_each(|point| {
                let words = SHOWN[(place + point as usize) % SHOWN.len()].to_owned();
                let input = AddEvidence { number, point, words, url: String::new() };
                add_evidence(tx, &team, &input).map(drop).map_err(refused(step))
            }),
            Part::Say => (1..=version.points).try_for_each(|point| {
                let who = self.by(case.panel[point as usize % case.panel.len()], at);
                say(tx, &who, &seen(number, place, point)).map(drop).map_err(refused(step))
            }),
            Part::Tell => tell_team(tx, &chair, number).map_err(refused(step)),
            Part::Publish => {
                let summary = SUMMARIES[place % SUMMARIES.len()].to_owned();
                let input = Publish { number, held_on: at.day().plus_days(-6), summary, outcome: None };
                publish(tx, &chair, &input).map_err(refused(step))?;
                let words = "Say by when the rest is decided, and by whom".to_owned();
                let (owner, due_on) = (self.ids.people[case.person], at.day().plus_days(30));
                let input = AddAction { number, point: None, words, owner, due_on };
                add_action(tx, &chair, &input).map(drop).map_err(refused(step))
            }
            Part::Close => {
                let Some(it) = assessment::find(tx, number)? else { return Ok(()) };
                assessment::actions(tx, it.id)?.into_iter().try_for_each(|action| {
                    let came = "Decided, and written down with the reasons";
                    close_action(tx, &team, number, action.id, came).map_err(refused(step))
                })
            }
        }
    }

    /// One product in four says of something solved why it builds its own.
    fn build_again(&self, tx: &mut Tx<'_>, team: &Act, step: Step, product: ProductAt) -> Result<(), FillError> {
        let on = team.now.day();
        if product % 4 != 1 {
            return Ok(());
        }
        let problems = self.world.problems.iter().enumerate().skip(product * 7);
        let elsewhere = problems.filter(|(_, it)| match &it.outcome {
            Came::Solved { solution, adoptions } => {
                it.product != Some(product)
                    && solution.on < on
                    && adoptions.iter().all(|adopted| adopted.product != product)
            }
            _ => false,
        });
        for (nth, (at, _)) in elsewhere.take(2).enumerate() {
            let why = WHY_AGAIN[(product + nth) % WHY_AGAIN.len()].to_owned();
            let input = SayWhy { product: self.ids.products[product], problem: self.ids.problems[at], why };
            say_why(tx, team, &input).map_err(refused(step))?;
        }
        Ok(())
    }

    fn stage(&self, product: ProductAt, day: Day) -> Stage {
        let phases = self.world.products[product].phases.iter();
        match phases.rev().find(|(from, _)| *from <= day).map(|(_, word)| *word) {
            Some("live") => Stage::Live,
            Some("beta") => Stage::Beta,
            _ => Stage::Alpha,
        }
    }
}

fn newest(tx: &mut Tx<'_>) -> Result<Option<(standard::StandardId, Version)>, FillError> {
    let Some(it) = standard::find(tx, "starting-well")? else { return Ok(None) };
    Ok(standard::newest(tx, it.id)?.map(|version| (it.id, version)))
}

/// What the panel says of a point.
fn seen(number: i64, place: usize, point: i64) -> Say {
    // One product in four has met everything, two have nothing that is red.
    let (outcome, all): (Outcome, &[&str]) = match ((place as i64 * 31 + point * 17) % 23, place % 4) {
        (_, 0) | (0..=15, _) => (Outcome::Green, &MET),
        (21.., 3) => (Outcome::Red, &NOT_MET),
        _ => (Outcome::Amber, &IN_PART),
    };
    let reason = all[(place + point as usize) % all.len()].to_owned();
    Say { number, point, outcome, reason, on: 0 }
}
