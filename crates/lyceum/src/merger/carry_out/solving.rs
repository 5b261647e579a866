//! Problems with their states, sightings, solutions and adoptions.

use super::{Work, not_here};
use crate::merger::theirs::{Problem, Solution};
use crate::merger::{Decision, Kind, Refusal};
use ::store::Tx;
use base::{CommunityId, Uuid};
use directory::product::ProductId;
use std::collections::{BTreeMap, HashMap, HashSet};
use work::brought::{self, BringAdoption, BringProblem, BringSighting, BringSolution, BringState};
use work::problem::ProblemId;
use work::solution::{Link, SolutionId};

impl Work<'_> {
    /// Ours by their number.
    pub(super) fn problems(&mut self, tx: &mut Tx<'_>) -> Result<BTreeMap<i64, ProblemId>, Refusal> {
        // By their number: ours, and whether something new was said of it.
        let mut here: BTreeMap<i64, ProblemId> = BTreeMap::new();
        let mut again: HashSet<ProblemId> = HashSet::new();
        for it in &self.theirs.problems {
            if let Some(known) = self.came("problem", it.number) {
                here.insert(it.number, known.into());
                continue;
            }
            let decided = self.decided(Kind::Problem, &it.key());
            match decided.decision {
                Decision::Leave => self.count("problems left out"),
                Decision::New => {
                    here.insert(it.number, self.problem(tx, it)?);
                }
                Decision::Same => {
                    let ours =
                        self.ours.problems.iter().find(|our| work::problem::reference(our.number) == decided.ours);
                    let id = ours.map(|our| our.id).ok_or_else(|| not_here(Kind::Problem, &decided))?.into();
                    self.same_problem(tx, it, id)?;
                    here.insert(it.number, id);
                    again.insert(id);
                }
            }
        }
        self.sightings(tx, &here, &mut again)?;
        self.solutions(tx, &here, &mut again)?;
        let mut again: Vec<ProblemId> = again.into_iter().collect();
        again.sort();
        for id in again {
            brought::count_again(tx, self.act, id).map_err(of_work)?;
        }
        Ok(here)
    }

    fn problem(&mut self, tx: &mut Tx<'_>, it: &Problem) -> Result<ProblemId, Refusal> {
        let states = it.states.iter().map(|state| BringState {
            state: state.state,
            on: state.on,
            decided_by: self.person(state.decided_by),
            reason: state.reason.clone(),
            comes_back_on: state.comes_back_on,
            comes_back_when: state.comes_back_when.clone(),
        });
        let input = BringProblem {
            title: it.title.clone(),
            statement: it.statement.clone(),
            hurts: it.hurts.clone(),
            different: it.different.clone(),
            product: self.product(&it.product),
            community: self.community_called(&it.community),
            raised_by: self.person(it.raised_by),
            stated_on: it.stated_on,
            state: it.state,
            state_on: it.state_on,
            states: states.collect(),
            source: self.source(&it.key()),
        };
        let id = brought::problem(tx, self.act, input).map_err(of_work)?;
        self.made("problem", it.number, id);
        self.count("problems new");
        Ok(id)
    }

    /// Ours stays ours; that they had it is a sighting.
    fn same_problem(&mut self, tx: &mut Tx<'_>, it: &Problem, id: ProblemId) -> Result<(), Refusal> {
        let input = BringSighting {
            problem: id,
            person: self.person(it.raised_by),
            product: self.product(&it.product),
            community: self.community_called(&it.community),
            seen_on: it.stated_on,
            days: None,
            words: it.statement.clone(),
            source: self.source(&it.key()),
        };
        let sighting = brought::sighting(tx, self.act, input).map_err(of_work)?;
        self.paired("problem", it.number, id);
        self.made("case", it.number, sighting);
        self.count("problems the same");
        Ok(())
    }

    fn sightings(
        &mut self,
        tx: &mut Tx<'_>,
        here: &BTreeMap<i64, ProblemId>,
        again: &mut HashSet<ProblemId>,
    ) -> Result<(), Refusal> {
        for it in &self.theirs.sightings {
            let Some(problem) = here.get(&it.problem).copied() else { continue };
            if self.came("sighting", it.id).is_some() {
                continue;
            }
            let input = BringSighting {
                problem,
                person: self.person(it.person),
                product: self.product(&it.product),
                community: self.community_called(&it.community),
                seen_on: it.seen_on,
                days: it.days,
                words: it.words.clone(),
                source: self.source(&it.id.to_string()),
            };
            let id = brought::sighting(tx, self.act, input).map_err(of_work)?;
            self.made("sighting", it.id, id);
            self.count("sightings");
            again.insert(problem);
        }
        Ok(())
    }

    fn solutions(
        &mut self,
        tx: &mut Tx<'_>,
        here: &BTreeMap<i64, ProblemId>,
        again: &mut HashSet<ProblemId>,
    ) -> Result<(), Refusal> {
        let mut solved: HashMap<Uuid, SolutionId> = HashMap::new();
        for it in &self.theirs.solutions {
            let Some(problem) = here.get(&it.problem).copied() else { continue };
            if let Some(known) = self.came("solution", it.id) {
                solved.insert(it.id, known.into());
                continue;
            }
            let input = BringSolution {
                problem,
                solved_by: self.person(it.solved_by),
                solved_on: it.solved_on,
                days: it.days,
                works: it.works.clone(),
                watch_out: it.watch_out.clone(),
                links: self.links(it),
            };
            let id = brought::solution(tx, self.act, input).map_err(of_work)?;
            self.made("solution", it.id, id);
            self.count("solutions");
            solved.insert(it.id, id);
            again.insert(problem);
        }
        self.adoptions(tx, here, &solved)
    }

    fn adoptions(
        &mut self,
        tx: &mut Tx<'_>,
        here: &BTreeMap<i64, ProblemId>,
        solved: &HashMap<Uuid, SolutionId>,
    ) -> Result<(), Refusal> {
        for it in &self.theirs.adoptions {
            let whole = here.get(&it.problem).zip(solved.get(&it.solution)).zip(self.products.get(&it.product));
            let Some(((problem, solution), product)) = whole else { continue };
            let (problem, solution, product) = (*problem, *solution, *product);
            let is_adopted = crate::merger::store::is_adopted(tx, solution.into(), product.into())?;
            if is_adopted || self.came("adoption", it.id).is_some() {
                continue;
            }
            let input = BringAdoption {
                solution,
                problem,
                product,
                adopted_by: self.person(it.adopted_by),
                since: it.since,
                days: it.days,
                changes: it.changes.clone(),
            };
            let id = brought::adoption(tx, self.act, input).map_err(of_work)?;
            self.made("adoption", it.id, id);
            self.count("adoptions");
        }
        Ok(())
    }

    /// To the web as they were, to their pages where those are now; others lead nowhere here.
    fn links(&self, it: &Solution) -> Vec<Link> {
        let link = |(_, title, url): &(i64, String, String)| {
            let number = url.strip_prefix("/handbook/").or_else(|| url.strip_prefix("/h/"));
            let page = number.and_then(|number| number.parse().ok()).and_then(|number: i64| self.pages.get(&number));
            let is_web = url.starts_with("https://") || url.starts_with("http://");
            let url = match page {
                Some(number) => knowledge::page::url(*number),
                None if is_web && !url.contains(char::is_whitespace) => url.clone(),
                None => return None,
            };
            Some(Link { title: title.clone(), url })
        };
        it.links.iter().filter_map(link).collect()
    }

    fn product(&self, slug: &Option<String>) -> Option<ProductId> {
        self.products.get(slug.as_deref()?).copied()
    }

    pub(super) fn community_called(&self, slug: &Option<String>) -> Option<CommunityId> {
        let slug = slug.as_deref()?;
        let theirs = self.theirs.communities.iter().find(|it| it.slug == slug)?;
        self.into.get(&theirs.id).copied()
    }

    fn source(&self, name: &str) -> String {
        format!("merger {} {name}", self.theirs.organisation)
    }
}

pub(super) fn of_work(refusal: work::Refusal) -> Refusal {
    match refusal {
        work::Refusal::Store(error) => error.into(),
        work::Refusal::Denied(words) => Refusal::Denied(words.into()),
        other => Refusal::said(format!("a problem cannot come in: {other}")),
    }
}
