//! Steps about problems: raised, met again, solved, checked, taken up, set aside.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use crate::demo::world::{Adoption, Outcome, Problem, ProblemAt, Sighting};
use base::Moment;
use store::Tx;
use work::adoption::{self, Adopt};
use work::problem::{self, ProblemId, Record, SetAside};
use work::sighting::{self, Sight};
use work::solution::{self, Link, Solve};

/// Which pages say more about a solution: the problem's number, the page's path.
const READ_MORE: [(usize, &str); 4] = [
    (87, "design/content/telling-people-about-a-change-they-did-not-ask-for"),
    (87, "software-engineering/listening-for-events"),
    (141, "software-engineering/listening-for-events"),
    (141, "delivery-management/handing-work-over"),
];

impl Writer<'_> {
    pub(super) fn problem(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        match step {
            Step::Raise(place) => {
                self.ids.problems[place] = self.raise(tx, at, &self.world.problems[place], step)?;
            }
            Step::Sight(place, which) => {
                let known = &self.world.problems[place].sightings[which];
                let input = self.sighting(place, known);
                sighting::sight(tx, &self.by(known.by, at), input).map_err(refused(step))?;
            }
            Step::Adopt(place, which) => {
                let Outcome::Solved { adoptions, .. } = &self.world.problems[place].outcome else { return Ok(()) };
                let known = &adoptions[which];
                adoption::adopt(tx, &self.by(known.by, at), self.adoption(place, known)).map_err(refused(step))?;
            }
            Step::SetAside(place) => {
                let Outcome::NotNow { reason, until, by, .. } = &self.world.problems[place].outcome else {
                    return Ok(());
                };
                let input = SetAside {
                    problem: self.ids.problems[place],
                    reason: (*reason).to_owned(),
                    comes_back_on: None,
                    comes_back_when: (*until).to_owned(),
                };
                problem::set_aside(tx, &self.by(*by, at), input).map_err(refused(step))?;
            }
            Step::Solve(place) | Step::Check(place) => self.solution(tx, at, step, place)?,
            _ => {}
        }
        Ok(())
    }

    /// Writes the words of a problem; used for the written and for the derived ones.
    pub(super) fn raise(
        &self,
        tx: &mut Tx<'_>,
        at: Moment,
        known: &Problem,
        step: Step,
    ) -> Result<ProblemId, FillError> {
        let stop = if known.title.ends_with(['.', '?', '!']) { "" } else { "." };
        let input = Record {
            statement: format!("{}{stop} {}", known.title, known.body),
            title: known.title.clone(),
            hurts: known.hurts.to_owned(),
            product: known.product.map(|product| self.ids.products[product]),
            community: Some(self.ids.communities[known.profession]),
            ..Record::default()
        };
        problem::record(tx, &self.by(known.raised_by, at), input).map(|it| it.id).map_err(refused(step))
    }

    fn solution(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step, place: ProblemAt) -> Result<(), FillError> {
        let Outcome::Solved { solution, .. } = &self.world.problems[place].outcome else { return Ok(()) };
        match (step, solution.checked) {
            (Step::Check(_), Some((by, _))) => {
                solution::check(tx, &self.by(by, at), self.ids.solutions[place]).map_err(refused(step))
            }
            _ => {
                let act = self.by(solution.by, at);
                let links = self.links(place);
                let input = Solve { links, ..Solve::of(self.ids.problems[place], solution.words) };
                self.ids.solutions[place] = solution::solve(tx, &act, input).map_err(refused(step))?.id;
                Ok(())
            }
        }
    }

    /// The handbook comes into an empty store, so its pages have the numbers of their order.
    fn links(&self, place: ProblemAt) -> Vec<Link> {
        let told = READ_MORE.iter().filter(|(number, _)| *number == place + 1);
        let pages = &self.world.pages;
        told.filter_map(|(_, path)| pages.iter().position(|page| page.path == *path))
            .map(|at| Link { title: pages[at].title.clone(), url: format!("/handbook/{}", at + 1) })
            .collect()
    }

    /// A derived problem, solved at once when it is.
    pub(super) fn tell_more(
        &self,
        tx: &mut Tx<'_>,
        at: Moment,
        known: &Problem,
        place: usize,
    ) -> Result<(), FillError> {
        let step = Step::Raise(place);
        let problem = self.raise(tx, at, known, step)?;
        if let Outcome::Solved { solution, .. } = &known.outcome {
            let input = Solve::of(problem, solution.words);
            solution::solve(tx, &self.by(solution.by, at), input).map_err(refused(step))?;
        }
        Ok(())
    }

    fn sighting(&self, place: ProblemAt, known: &Sighting) -> Sight {
        Sight {
            product: known.product.map(|product| self.ids.products[product]),
            community: Some(self.ids.communities[known.profession]),
            seen_on: Some(known.seen_on),
            days: known.days_spent.map(i64::from),
            ..Sight::of(self.ids.problems[place], &known.words)
        }
    }

    fn adoption(&self, place: ProblemAt, known: &Adoption) -> Adopt {
        Adopt {
            problem: self.ids.problems[place],
            solution: None,
            product: Some(self.ids.products[known.product]),
            changes: known.changed.to_owned(),
            since: None,
            days: known.days.map(i64::from),
        }
    }
}
