//! One problem: where it stands, what works, who used it, and how it was met before.

use super::like_this;
use crate::adoption::{self, Adoption, typical_days};
use crate::concern::concern;
use crate::names::Someone;
use crate::problem::api::find_wanted;
use crate::problem::policy::{Action, allows};
use crate::problem::{self, Decision, Objection, Problem, ProblemId, ProblemState};
use crate::sighting::{self, Sighting};
use crate::solution::{self, Solution};
use crate::work_item::{self, WorkItem, WorkState};
use crate::{Refusal, watch};
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use base::{Day, text};
use directory::membership::Badges;
use knowledge::vocabulary;
use web::words::{linked, paragraphs};
use web::{App, Asker, Fault, Frame, Page, Sample, moved};

#[derive(askama::Template)]
#[template(path = "problem/show.html")]
struct ProblemPage {
    frame: Frame,
    it: Problem,
    decision: Option<Decision>,
    solutions: Vec<Solution>,
    /// Another problem's solution took the place of the newest.
    successor: Option<solution::Successor>,
    adoptions: Vec<Adoption>,
    sightings: Vec<Sighting>,
    work: Vec<WorkItem>,
    objections: Vec<Objection>,
    waiting: i64,
    is_watching: bool,
    may_decide: bool,
    /// What was just done, to be said at the top: "recorded", "watched" or "".
    news: &'static str,
    once: String,
    today: Day,
    badges: Badges,
    /// Words of the vocabulary.
    tags: Vec<vocabulary::Shown>,
}

pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let act = app.act(&asker);
    let page = app.read(|conn| {
        let it = find_wanted(conn, &wanted)?;
        let concern = concern(conn, &act, &it)?;
        let is_watching = asker.person.map(|me| watch::is_watching(conn, it.id, me)).transpose()?;
        let mut page = ProblemPage {
            frame: asker.frame("Problems"),
            decision: problem::latest_decision(conn, it.id)?,
            solutions: solution::of_problem(conn, it.id)?,
            successor: solution::superseded_by(conn, it.id)?,
            adoptions: adoption::of_problem(conn, it.id)?,
            sightings: sighting::of_problem(conn, it.id)?,
            work: work_item::of_problem(conn, it.id)?,
            objections: problem::objections(conn, it.id)?,
            waiting: watch::count(conn, it.id)?,
            is_watching: is_watching.unwrap_or(false),
            may_decide: allows(&asker, Action::SetAside, concern),
            news: news(query.as_deref()),
            once: act.new_secret(),
            today: app.today(),
            badges: Badges::default(),
            tags: words(conn, it.id)?,
            it,
        };
        page.badges = Badges::of(conn, page.knows_best().into_iter().map(|it| it.id))?;
        Ok::<_, Refusal>(page)
    })?;
    // The number of a problem that was merged leads to the one that leads.
    match crate::asked::Name::read(&wanted, 'p') {
        Some(crate::asked::Name::Number(number)) if number != page.it.number => Ok(moved(&page.it.url())),
        _ => Ok(Page::of(page).into_response()),
    }
}

fn words(conn: &mut store::Conn, id: ProblemId) -> Result<Vec<vocabulary::Shown>, store::StoreError> {
    let tags = vocabulary::tags_of(conn, vocabulary::Subject::Problem(id.uuid()))?;
    Ok(tags.into_iter().map(|(it, _)| it).collect())
}

fn news(query: Option<&str>) -> &'static str {
    match query {
        Some("recorded") => "recorded",
        Some("watched") => "watched",
        _ => "",
    }
}

/// `/p/87`
pub async fn followed(Path(wanted): Path<String>) -> Result<Response, Fault> {
    match crate::asked::Name::read(&wanted, 'p') {
        Some(crate::asked::Name::Number(number)) => Ok(moved(&problem::url(number))),
        _ => Err(Fault::NotFound),
    }
}

impl ProblemPage {
    fn body(&self) -> String {
        paragraphs(self.it.body())
    }

    fn works(&self, solution: &Solution) -> String {
        paragraphs(&solution.works)
    }

    fn inline(&self, words: &str) -> String {
        linked(words)
    }

    fn raised(&self) -> String {
        let when = self.it.stated_on.month_and_year();
        match &self.it.raised_by {
            Some(person) => format!("Raised by {}, {when}", person.name),
            None => format!("Stated {when}"),
        }
    }

    fn in_hand(&self) -> Option<&WorkItem> {
        self.work.iter().find(|item| item.state == WorkState::InHand)
    }

    /// Label, value and note of the three facts.
    fn facts(&self) -> [(&'static str, String, String); 3] {
        self.facts_of_state().map(|(label, value, note)| (label, text::capital(&value), note))
    }

    fn facts_of_state(&self) -> [(&'static str, String, String); 3] {
        match self.it.state {
            ProblemState::Solved => [self.in_use(), self.takes(), self.checked()],
            ProblemState::NotNow => [
                ("Decided", self.it.state_on.month_and_year(), self.decided_by()),
                ("Comes back", self.comes_back(), String::new()),
                ("Waiting", text::count(self.waiting, "person", "people"), "are told when it comes back".into()),
            ],
            ProblemState::BeingSolved => [self.met(), self.at_work(), self.since("Being worked on since")],
            ProblemState::Open => [self.met(), self.cost(), self.since("Open since")],
        }
    }

    fn in_use(&self) -> (&'static str, String, String) {
        let note = match self.adoptions.last() {
            Some(last) => format!("last by {}, {}", last.product.name, last.since.month_and_year()),
            None => "be the first to start from it".into(),
        };
        ("In use", text::capital(&text::count(self.adoptions.len() as i64, "product", "products")), note)
    }

    fn takes(&self) -> (&'static str, String, String) {
        let adopted = typical_days(self.adoptions.iter().filter_map(|it| it.days).collect());
        let said = self.solutions.first().and_then(|solution| solution.days);
        match (adopted, said) {
            (Some(days), _) => {
                ("Takes a team", text::count(days, "day", "days"), "half of those who adopted it took no longer".into())
            }
            (None, Some(days)) => {
                ("Takes a team", text::count(days, "day", "days"), "as whoever solved it says".into())
            }
            _ => ("Takes a team", "not known yet".into(), "say it when you have started from it".into()),
        }
    }

    fn checked(&self) -> (&'static str, String, String) {
        let Some(solution) = self.solutions.first() else { return ("Last checked", "never".into(), String::new()) };
        let value = solution.checked_on.map_or_else(|| "never".into(), Day::long);
        let by = solution.checked_by.as_ref().map(|person| format!("by {}; still right", person.name));
        ("Last checked", value, by.unwrap_or_default())
    }

    fn met(&self) -> (&'static str, String, String) {
        let professions = self.professions().len();
        let note =
            if professions > 1 { format!("in {} professions", text::in_words(professions)) } else { String::new() };
        ("Met", text::times(self.sightings.len() as i64 + 1), note)
    }

    fn cost(&self) -> (&'static str, String, String) {
        let days: i64 = self.sightings.iter().filter_map(|it| it.days).sum();
        match days {
            0 => ("Spent on it so far", "not known".into(), "add your case with its days".into()),
            days => ("Spent on it so far", text::count(days, "day", "days"), "by those who said".into()),
        }
    }

    fn at_work(&self) -> (&'static str, String, String) {
        match self.in_hand() {
            Some(item) => ("Being worked on in", item.reference(), item.steps()),
            None => ("Being worked on", "yes".into(), String::new()),
        }
    }

    fn since(&self, label: &'static str) -> (&'static str, String, String) {
        (label, self.it.state_on.month_and_year(), String::new())
    }

    fn decided_by(&self) -> String {
        let by = self.decision.as_ref().and_then(|decision| decision.decided_by.as_ref());
        by.map(|person| format!("by {}", person.name)).unwrap_or_default()
    }

    fn comes_back(&self) -> String {
        match self.decision.as_ref().and_then(|decision| decision.comes_back_on) {
            Some(day) => day.long(),
            None => "on a condition".into(),
        }
    }

    fn professions(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.sightings.iter().filter_map(|it| Some(it.community.as_ref()?.name.as_str())).collect();
        names.extend(self.it.community.as_ref().map(|community| community.name.as_str()));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Those who said what solved it, raised it or worked on it, each once.
    fn knows_best(&self) -> Vec<&Someone> {
        let solved = self.solutions.iter().filter_map(|it| it.solved_by.as_ref());
        let work = self.work.iter().filter_map(|it| it.owner.as_ref());
        let mut people: Vec<&Someone> = Vec::new();
        for person in solved.chain(work).chain(self.it.raised_by.as_ref()) {
            if !people.iter().any(|known| known.id == person.id) {
                people.push(person);
            }
        }
        people.truncate(4);
        people
    }

    fn first_name(&self) -> Option<(String, String)> {
        let person = self.knows_best().into_iter().next()?;
        let name = person.name.split_whitespace().next().unwrap_or("").to_owned();
        Some((format!("/people/{}", person.id), name))
    }

    /// How it was met, as steps of a path: mark, word, heading, words, note.
    fn path(&self) -> Vec<(&'static str, &'static str, String, String)> {
        if self.sightings.is_empty() {
            return Vec::new();
        }
        let solved_on = self.solutions.last().map(|solution| solution.solved_on);
        let mut met: Vec<_> = self
            .sightings
            .iter()
            .map(|it| {
                let place = it.product.as_ref().map(|product| product.name.as_str());
                let place =
                    place.or(it.community.as_ref().map(|community| community.name.as_str())).unwrap_or("Somewhere");
                let days = it
                    .days
                    .map(|days| format!(" {} were spent on it.", text::capital(&text::count(days, "day", "days"))));
                let (mark, word) = match solved_on {
                    Some(day) if it.seen_on > day => ("lost", "Met again after it was solved"),
                    _ => ("open", "Met"),
                };
                (
                    it.seen_on,
                    mark,
                    word,
                    format!("{}, {place}", it.seen_on.year()),
                    format!("{}{}", linked(&it.words), days.unwrap_or_default()),
                )
            })
            .collect();
        if let Some(solution) = self.solutions.last() {
            let place = self.it.product.as_ref().map_or("Here", |product| product.name.as_str());
            let days: i64 =
                self.sightings.iter().filter(|it| it.seen_on <= solution.solved_on).filter_map(|it| it.days).sum();
            let spent = if days > 0 {
                format!("Solved. About {} had been spent on it before.", text::count(days, "day", "days"))
            } else {
                "Solved.".into()
            };
            met.push((solution.solved_on, "done", "Solved", format!("{}, {place}", solution.solved_on.year()), spent));
        }
        met.sort_by_key(|step| step.0);
        met.into_iter().map(|(_, mark, word, heading, words)| (mark, word, heading, words)).collect()
    }

    fn path_heading(&self) -> &'static str {
        match self.solutions.last() {
            Some(first) if self.sightings.iter().any(|it| it.seen_on <= first.solved_on) => "Before it was solved",
            Some(_) => "Met again since it was solved",
            None => "Each time it was met",
        }
    }

    fn successor_address(&self, it: &solution::Successor) -> String {
        problem::url(it.number)
    }

    fn successor_reference(&self, it: &solution::Successor) -> String {
        problem::reference(it.number)
    }

    fn links(&self) -> Vec<&solution::Link> {
        self.solutions.iter().flat_map(|solution| &solution.links).collect()
    }

    fn check_by(&self) -> Option<(&'static str, String)> {
        let day = self.solutions.first()?.check_again_by?;
        let month = text::shorten(day.month_name(), 12).chars().take(3).collect::<String>().to_uppercase();
        let label = if day < self.today { "Check was due by" } else { "Check again by" };
        Some((label, format!("{} {month} {}", day.day_of_month(), day.year())))
    }

    fn like_this(&self) -> String {
        like_this(&self.it.title)
    }
}

impl Sample for ProblemPage {
    fn samples() -> Vec<Self> {
        [ProblemState::Open, ProblemState::BeingSolved, ProblemState::Solved, ProblemState::NotNow].map(sample).into()
    }
}

web::sample!(ProblemPage);

fn sample_word() -> vocabulary::Shown {
    vocabulary::Shown { id: base::Uuid::from_u128(1).into(), number: 1, label: "Video <hearing>".into() }
}

fn sample(state: ProblemState) -> ProblemPage {
    let day = Day::new(2024, 3, 1).unwrap_or(base::Moment::default().day());
    let solution = Solution {
        id: base::Uuid::nil().into(),
        works: "Listen for the move. See W 61.\n\nPrint it at 06:30 <instead>.".into(),
        watch_out: Some("It fails quietly.".into()),
        solved_by: None,
        solved_on: day,
        days: Some(8),
        checked_on: Some(day),
        checked_by: None,
        check_again_by: Some(day),
        links: vec![solution::Link { title: "Listening for events".into(), url: "/handbook/31".into() }],
    };
    ProblemPage {
        frame: Frame::sample("Problems"),
        badges: Badges::default(),
        tags: vec![sample_word()],
        it: Problem { state, ..sample_problem() },
        decision: Some(Decision {
            state,
            on: day,
            decided_by: None,
            reason: Some("Needs W 61 first".into()),
            comes_back_on: Some(day),
            comes_back_when: None,
        }),
        solutions: if state == ProblemState::Solved { vec![solution] } else { vec![] },
        successor: (state == ProblemState::Solved).then(|| solution::Successor {
            number: 64,
            title: "Moves <at once>".into(),
            on: Some(day),
            why: Some("It <tells> courts too".into()),
        }),
        adoptions: vec![],
        sightings: vec![],
        work: vec![],
        objections: vec![Objection {
            person: None,
            product: Some("Jury summons".into()),
            on: day,
            words: "Too late".into(),
        }],
        waiting: 3,
        is_watching: false,
        may_decide: true,
        news: if state == ProblemState::Open { "recorded" } else { "" },
        once: "token".into(),
        today: day,
    }
}

/// A problem for the samples of pages.
pub(crate) fn sample_problem() -> Problem {
    let day = Day::new(2024, 3, 1).unwrap_or(base::Moment::default().day());
    Problem {
        id: ProblemId(base::Uuid::nil()),
        number: 87,
        title: "Court hearings change room overnight & witnesses go astray".into(),
        statement: "Court hearings change room overnight & witnesses go astray. Clerks move them late.".into(),
        hurts: Some("witnesses".into()),
        product: None,
        community: None,
        raised_by: None,
        stated_on: day,
        state: ProblemState::Open,
        state_on: day,
        repeats: 1,
        repeat_days: 12,
        different: Some("Nobody is told.".into()),
    }
}
