//! The handbook, with its history, as the import would read it from a repository.

use super::FillError;
use super::writer::Writer;
use crate::demo::pages::HANDBOOK;
use crate::demo::world::{Page, Revision, World};
use base::{Day, Moment};
use knowledge::adaptation::{self, Source};
use knowledge::handbook::Shelf;
use knowledge::import::{self, Told, ToldPage, ToldVersion, Wish};
use knowledge::page::Begin;
use knowledge::question::{self, Answer, Ask};
use knowledge::vocabulary::{self, Subject, skos};
use store::Tx;

/// Revisions are saved in the afternoon.
const SAVING_SECOND: i64 = 54_000;

/// Reads the pages of a world; nothing is stored yet.
pub fn read(world: &World) -> Result<Told, FillError> {
    let pages: Vec<ToldPage> = world.pages.iter().map(|page| told(world, page)).collect();
    import::told(&pages).map_err(failed)
}

fn failed(error: import::ImportFault) -> FillError {
    FillError::Refused { step: "the handbook".into(), words: error.to_string() }
}

/// Title, what one tried, the answer; without one a page is missing, with an empty one nobody knows yet.
const QUESTIONS: [(&str, &str, Option<&str>); 4] = [
    (
        "Who may sign off a consent form in a language that none of us reads?",
        "The page on consent says “in plain words”, and nothing of translations.",
        Some(
            "The translation office reads it back to you in English, and their note is filed with the form. We have done it so since spring; ask for the read-back when you book the interpreter.",
        ),
    ),
    (
        "How do we show a dashboard to somebody who may not see small numbers?",
        "Counts below ten are hidden for them, and the total gives them away.",
        Some("Hide the next smallest as well, so that nothing can be worked out from the rest."),
    ),
    ("What do we tell a supplier who asks for production data to find a fault?", "", Some("")),
    ("How to take over a service from a team that has left", "Three of us looked for it this month.", None),
];
const VOCABULARY: &str = include_str!("../texts/vocabulary.ttl");
const OURS: &str = "We do it in pairs, and the product team is in the room. Whoever asked for it decides at the end \
                    of the second week whether we go on; if two sessions in a row taught us nothing, we stop before.";

fn not_adapted(refusal: knowledge::Refusal) -> FillError {
    FillError::Refused { step: "a page made from another".into(), words: refusal.to_string() }
}

fn told(world: &World, page: &Page) -> ToldPage {
    let last = page.revisions.len().saturating_sub(1);
    let version = |(at, revision): (usize, &Revision)| ToldVersion {
        at: revision.on.midnight().plus_seconds(SAVING_SECOND),
        who: world.people[revision.by].name.clone(),
        why: revision.why.clone(),
        // Each version was looked at when it was written; only the last one has been looked at since.
        text: text(world, page, if at == last { page.reviewed.1 } else { revision.on }, &revision.body),
    };
    ToldPage { path: format!("{}.md", page.path), versions: page.revisions.iter().enumerate().map(version).collect() }
}

fn text(world: &World, page: &Page, reviewed_on: Day, body: &str) -> String {
    let owner = &world.people[page.owner].name;
    let months = page.review_months;
    format!(
        "---\ntitle: \"{}\"\nowner: {owner}\nlast_reviewed_on: {reviewed_on}\nreview_in: {months} months\n---\n\n{body}\n",
        page.title
    )
}

impl Writer<'_> {
    /// On the last day, by the librarian: until then the pages lived elsewhere.
    pub fn handbook(&self, tx: &mut Tx<'_>, told: &Told) -> Result<(), FillError> {
        let now: Moment = self.world.today.midnight().plus_seconds(SAVING_SECOND);
        let librarian = self.world.people.iter().position(|person| person.email == "librarian@demo.example");
        let act = librarian.map_or_else(|| self.by_admin(now), |librarian| self.by(librarian, now));
        let wish = Wish { name: HANDBOOK.to_owned(), owner: None };
        import::save_told(tx, &act, &wish, told).map_err(failed)?;
        self.adapted(tx, now)?;
        self.words(tx, &act)?;
        self.questions(tx, now)?;
        self.curated(tx, now)
    }

    /// What people want to know: one is answered, one is asked by many, one is for a page that is missing.
    fn questions(&self, tx: &mut Tx<'_>, now: Moment) -> Result<(), FillError> {
        let here: Vec<usize> = (0..self.world.people.len())
            .filter(|at| self.world.people[*at].is_here(self.world.today) && self.world.people[*at].profession < 6)
            .take(QUESTIONS.len() * 6)
            .collect();
        for (at, (title, body, answer)) in QUESTIONS.iter().enumerate() {
            let Some(people) = here.get(at * 6..at * 6 + 6) else { return Ok(()) };
            let community = Some(self.ids.communities[at % 6]);
            let (title, body, wants_page) = ((*title).to_owned(), (*body).to_owned(), answer.is_none());
            let ask = Ask { title, body, community, wants_page };
            let number = question::ask(tx, &self.by_oneself(people[0], now), &ask).map_err(not_adapted)?;
            let id = question::find_by_number(tx, number)?.map(|it| it.id).ok_or(FillError::Taken)?;
            for who in &people[2..2 + at % 4] {
                question::ask_too(tx, &self.by_oneself(*who, now), id).map_err(not_adapted)?;
            }
            if let Some(body) = answer.filter(|body| !body.is_empty()) {
                let it = Answer { question: id, body: body.to_owned() };
                let given = question::answer(tx, &self.by_oneself(people[1], now), &it).map_err(not_adapted)?;
                if at == 0 {
                    question::accept(tx, &self.by_oneself(people[0], now), id, given).map_err(not_adapted)?;
                }
            }
        }
        Ok(())
    }

    /// The vocabulary, and pages tagged with what stands in their titles; one word waits for a librarian.
    fn words(&self, tx: &mut Tx<'_>, act: &base::Act) -> Result<(), FillError> {
        let told = skos::read(VOCABULARY.as_bytes(), skos::Format::Turtle);
        let told =
            told.map_err(|fault| FillError::Refused { step: "the vocabulary".into(), words: fault.to_string() })?;
        vocabulary::bring(tx, act, &told).map_err(not_adapted)?;
        let pages = knowledge::page::list_in_handbook(tx, None, 0, base::Limit::of(Some(200)))?.items;
        for it in &pages {
            let title = search::stems(&it.title).join(" ");
            for concept in &told.concepts {
                let said = concept.labels.iter().any(|label| title.contains(&search::stems(&label.text).join(" ")));
                if let Some(label) = concept.labels.first().filter(|_| said) {
                    vocabulary::tag(tx, act, Subject::Page(it.id), &label.text).map_err(not_adapted)?;
                }
            }
        }
        let member = self.world.people.iter().position(|person| person.email == "member@demo.example");
        if let Some(member) = member {
            let act = self.by_oneself(member, act.now);
            let why = "Two teams say it for the same thing that research calls a discovery.";
            vocabulary::propose(tx, &act, "Problem framing", why).map_err(not_adapted)?;
        }
        Ok(())
    }

    /// One profession made a page of its own from one that has been rewritten since.
    fn adapted(&self, tx: &mut Tx<'_>, now: Moment) -> Result<(), FillError> {
        let pages = self.world.pages.iter().filter(|page| page.revisions.len() > 2);
        let Some(page) = pages.max_by_key(|page| page.revisions.len()) else { return Ok(()) };
        let handbook = knowledge::handbook::find_by_name(tx, HANDBOOK)?;
        let path = format!("/{}.html", page.path);
        let Some((number, _)) =
            handbook.map(|it| knowledge::page::find_by_address(tx, it.id, &path)).transpose()?.flatten()
        else {
            return Ok(());
        };
        let heads = self.world.appointments.iter().filter(|it| {
            it.to.is_none()
                && it.standing == base::Standing::Head
                && it.community < 6
                && it.community != page.profession
        });
        let Some(head) = heads.max_by_key(|it| it.from) else { return Ok(()) };
        let source = knowledge::page::find_by_number(tx, number)?.map(|it| it.summary.id);
        let Some(source) = source else { return Ok(()) };
        let version = page.revisions.len() as i64 - 2;
        let community = self.world.communities[head.community].name;
        let begin = Begin {
            shelf: Shelf::Of(self.ids.communities[head.community]),
            under: None,
            title: format!("{} in {community}", page.title),
            why: format!("What is different in {community}"),
            body: format!("{}\n\n## In {community}\n\n{OURS}", page.revisions[version as usize - 1].body),
        };
        let act = self.by(head.person, now);
        let page = knowledge::page::begin(tx, &act, begin).map_err(not_adapted)?.page;
        let changed = "The part at the end is ours: who decides, and when we stop.".to_owned();
        let source = Source::Page { page: source, version };
        adaptation::name(tx, &act, adaptation::Name { page, source, changed }).map(drop).map_err(not_adapted)
    }
}
