//! State a problem: the page of matches, the fragment that script asks for while one types, and "not the same".

mod dismissal;
mod samples;

pub(crate) use dismissal::shown;
pub use dismissal::{ask_dismissal, ask_work_dismissal, dismiss_problem, dismiss_work};

use super::{Group, Look, Match, Wanted, grouped, verdict};
use crate::adoption::products_of_person;
use crate::{matching, sighting};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{Uuid, text};
use store::Conn;
use web::words::marked;
use web::{App, Asker, Fault, Form, Frame, Page, see};

/// So many are shown, and none that is very far off beyond the nearest five.
const SHOWN: usize = 8;
const NEAREST: usize = 5;
const WORTH_SHOWING: f64 = 0.25;
/// Below it no match is offered as the page's one black button.
const LIKELY_ENOUGH: f64 = 0.5;
/// Addresses beyond this are cut by some browsers and proxies.
const ADDRESS_MOST: usize = 6_000;
/// How much of the statement travels in the links of matches.
const CARRIED: usize = 1_200;

#[derive(Default, serde::Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
    #[serde(default)]
    product: String,
    #[serde(default)]
    p: Option<f64>,
}

/// A match as the page shows it.
struct Shelf {
    kind: String,
    id: Uuid,
    reference: String,
    title: String,
    address: String,
    mark: &'static str,
    mark_word: &'static str,
    about: String,
    why: String,
    meta: String,
    steps: Option<(usize, usize)>,
    probability: f64,
    acts: Acts,
}

/// What one can do with a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Acts {
    Start,
    Join,
    Work,
    Wait,
    Read,
    Look,
}

impl Shelf {
    fn done(&self) -> usize {
        self.steps.map_or(0, |steps| steps.0)
    }

    fn all_steps(&self) -> usize {
        self.steps.map_or(1, |steps| steps.1)
    }
}

struct Shelves {
    group: Group,
    count: String,
    matches: Vec<Shelf>,
}

/// What both the page and the fragment show.
struct Found {
    statement: String,
    /// Of the statement, for links.
    carried: String,
    sentence: String,
    groups: Vec<Shelves>,
    /// Folded: the one who asks said that these are other problems.
    said: Vec<Shelf>,
    count: usize,
    /// The nearest that one can start from: its button is the page's black one.
    best: Option<Uuid>,
    products: Vec<(String, String)>,
    product: String,
    once: String,
    /// Recording asks what is different.
    asks: bool,
}

impl Found {
    fn primary(&self, it: &Shelf) -> &'static str {
        if self.best == Some(it.id) { "btn btn--s" } else { "btn btn--s btn--2" }
    }

    fn probability(&self, it: &Shelf) -> String {
        format!("{:.4}", it.probability)
    }

    fn all(&self) -> impl Iterator<Item = &Shelf> {
        self.groups.iter().flat_map(|group| &group.matches).chain(&self.said)
    }
}

#[derive(askama::Template)]
#[template(path = "matching/new.html")]
struct NewPage {
    frame: Frame,
    heading: String,
    lead: String,
    /// The story of the best match: how often it was met and what that cost.
    told: String,
    told_more: String,
    found: Option<Found>,
    statement: String,
}

#[derive(askama::Template)]
#[template(path = "matching/fragment.html")]
struct Fragment {
    found: Found,
}

/// `GET /problems/new?q=`.
pub async fn new(State(app): State<App>, asker: Asker, Query(params): Query<Params>) -> Result<Page, Fault> {
    page(&app, &asker, &params.q, &params.product)
}

/// Looks without recording; a short statement gets an address of its own, so that one can go back to it.
pub async fn look_again(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let statement = form.text("q");
    let address = address_of(statement, form.text("product"));
    if address.len() <= ADDRESS_MOST {
        return Ok(see(&address));
    }
    Ok(page(&app, &asker, statement, form.text("product"))?.into_response())
}

fn address_of(statement: &str, product: &str) -> String {
    let product = if product.is_empty() { String::new() } else { format!("&product={}", encode(product)) };
    format!("/problems/new?q={}{product}", encode(statement))
}

/// For a query's value.
pub(crate) fn encode(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => safe.push(byte.into()),
            other => safe.push_str(&format!("%{other:02X}")),
        }
    }
    safe
}

fn page(app: &App, asker: &Asker, statement: &str, product: &str) -> Result<Page, Fault> {
    let frame = asker.frame("Problems");
    let cleaned = text::clean(statement);
    if cleaned.is_empty() {
        let heading = "What are you trying to solve?".to_owned();
        let lead =
            "Say it as you would to a colleague. Nothing is recorded until you have seen what is like it.".to_owned();
        let (told, told_more) = Default::default();
        return Ok(Page::of(NewPage { frame, heading, lead, told, told_more, found: None, statement: String::new() }));
    }
    let (found, told) = app.read(|conn| {
        let look = look(app, asker, conn, &cleaned)?;
        let told = told(conn, &look)?;
        Ok::<_, Fault>((found(app, asker, conn, &cleaned, product, look)?, told))
    })?;
    Ok(Page::of(NewPage {
        frame,
        heading: heading(found.count),
        lead: found.sentence.clone(),
        told: told.0,
        told_more: told.1,
        found: Some(found),
        statement: cleaned,
    }))
}

/// `GET /problems/matches?q=`: the region beside the card, for script.
pub async fn fragment(State(app): State<App>, asker: Asker, Query(params): Query<Params>) -> Result<Page, Fault> {
    let statement = text::clean(&params.q);
    let found = app.read(|conn| {
        let look = look(&app, &asker, conn, &statement)?;
        found(&app, &asker, conn, &statement, &params.product, look)
    })?;
    Ok(Page::of(Fragment { found }))
}

fn look(app: &App, asker: &Asker, conn: &mut Conn, statement: &str) -> Result<Look, Fault> {
    let wanted = Wanted { statement, limit: SHOWN + 2, exclude: &[] };
    let mut look = matching::look(conn, &app.index, asker.actor(), &wanted)?;
    let mut place = 0;
    look.matches.retain(|it| {
        place += 1;
        place <= NEAREST || (place <= SHOWN && it.probability >= WORTH_SHOWING)
    });
    Ok(look)
}

pub(crate) fn heading(count: usize) -> String {
    match count {
        0 => "Nothing like it yet".into(),
        1 => "One place to look before you start".into(),
        more => format!("{} places to look before you start", text::capital(&text::in_words(more))),
    }
}

fn found(
    app: &App,
    asker: &Asker,
    conn: &mut Conn,
    statement: &str,
    product: &str,
    look: Look,
) -> Result<Found, Fault> {
    let products = match asker.person {
        Some(person) => products_of_person(conn, person)?,
        None => Vec::new(),
    };
    let mut options = vec![(String::new(), "No product in particular".to_owned())];
    options.extend(products.iter().map(|it| (it.id.to_string(), it.name.clone())));
    let mut groups = Vec::new();
    let mut said = Vec::new();
    for (group, matches) in grouped(&look.matches) {
        let shelves: Vec<Shelf> = matches.iter().map(|it| shelf(group, it)).collect();
        match group {
            Group::SaidBefore => said = shelves,
            _ => groups.push(Shelves { group, count: count(group, &matches), matches: shelves }),
        }
    }
    let first = groups
        .iter()
        .flat_map(|group| &group.matches)
        .find(|it| it.acts == Acts::Start && it.probability >= LIKELY_ENOUGH);
    Ok(Found {
        best: first.map(|it| it.id),
        count: groups.iter().map(|group| group.matches.len()).sum(),
        groups,
        said,
        sentence: look.verdict.sentence.clone(),
        carried: encode(&text::shorten(statement, CARRIED)),
        statement: statement.to_owned(),
        products: options,
        product: product.to_owned(),
        once: app.act(asker).new_secret(),
        asks: look.verdict.word != verdict::Word::New,
    })
}

/// "Two close matches", "One, nearly finished", "Two".
fn count(group: Group, matches: &[&Match]) -> String {
    let number = text::capital(&text::in_words(matches.len()));
    let near = matches.iter().filter(|it| it.probability >= verdict::CLAIM).count();
    let nearly = matches.iter().any(|it| it.background.as_ref().is_some_and(|known| known.nearly_there()));
    match group {
        Group::Solved | Group::MetBefore if near == matches.len() && near == 1 => "One close match".into(),
        Group::Solved | Group::MetBefore if near == matches.len() => format!("{number} close matches"),
        Group::Solved | Group::MetBefore if near == 0 => {
            format!("{number}, {}", if matches.len() == 1 { "not close" } else { "none close" })
        }
        Group::Solved | Group::MetBefore => format!("{number}, {} close", text::in_words(near)),
        Group::BeingSolved if nearly && matches.len() == 1 => "One, nearly finished".into(),
        Group::BeingSolved if nearly => format!("{number}, one nearly finished"),
        _ => number,
    }
}

fn shelf(group: Group, it: &Match) -> Shelf {
    let known = it.background.clone().unwrap_or_default();
    let acts = match (group, it.kind.as_str(), it.state.as_str()) {
        (_, "problem", "solved") => Acts::Start,
        (_, "work_item", "in_hand") => Acts::Work,
        (_, "problem", "not_now") => Acts::Wait,
        (_, "problem", _) => Acts::Join,
        (Group::Elsewhere, ..) => Acts::Read,
        _ => Acts::Look,
    };
    let steps = known
        .steps
        .filter(|_| it.state == "in_hand")
        .map(|(done, all)| (done.max(0) as usize, all.clamp(1, 12) as usize));
    Shelf {
        kind: it.kind.clone(),
        id: it.id,
        reference: if it.reference.is_empty() { "Page".into() } else { it.reference.clone() },
        title: it.title.clone(),
        address: it.url.clone(),
        mark: group.mark(),
        mark_word: group.mark_word(),
        about: about(it, &known),
        why: marked(&it.excerpt, &it.marks),
        meta: meta(it, &known),
        steps,
        probability: it.probability,
        acts,
    }
}

/// Whose it is and since when: `Hearings list, solved March 2024`.
fn about(it: &Match, known: &matching::Background) -> String {
    let place = known.product.clone().or(known.community.clone());
    let day = known.state_on.map(base::Day::month_and_year).unwrap_or_default();
    let when = match (it.kind.as_str(), it.state.as_str()) {
        ("problem", "solved") => format!("solved {day}"),
        ("problem", "not_now") => format!("decided {day}"),
        ("problem", _) => known.since.map(|day| format!("stated {}", day.month_and_year())).unwrap_or_default(),
        ("work_item", "in_hand") => {
            known.since.map(|day| format!("since {}", day.month_and_year())).unwrap_or_default()
        }
        ("work_item", "done") => format!("done {day}"),
        ("page", _) => "in the handbook".into(),
        ("question", _) => "a question".into(),
        _ => String::new(),
    };
    let parts: Vec<String> = place.into_iter().chain(Some(when)).filter(|part| !part.is_empty()).collect();
    text::capital(&parts.join(", "))
}

/// What a reader needs to choose, in sentences.
fn meta(it: &Match, known: &matching::Background) -> String {
    let mut said: Vec<String> = Vec::new();
    match (it.kind.as_str(), it.state.as_str()) {
        ("problem", "solved") => {
            said.extend(
                known
                    .superseded_by
                    .map(|number| format!("Superseded by {}: start from that one.", crate::problem::reference(number))),
            );
            said.push(match known.adoptions {
                0 => "Nobody has started from it yet.".into(),
                some => format!("Adopted by {}.", text::count(some, "product", "products")),
            });
            said.extend(known.checked_on.map(|day| format!("Last checked {}.", day.long())));
            said.extend(known.days.map(|days| format!("Takes a team about {}.", text::count(days, "day", "days"))));
            said.extend(known.ask.as_ref().map(|name| format!("{name} knows it best.")));
        }
        ("problem", "not_now") => {
            said.extend(known.reason.as_ref().map(|reason| text::shorten(reason, 200)));
            said.extend(
                known.comes_back_when.as_ref().map(|when| format!("It comes back {}.", when.trim_end_matches('.'))),
            );
            said.extend(known.comes_back_on.map(|day| format!("Looked at again on {}.", day.long())));
            if known.watches > 0 {
                said.push(format!("{} waiting.", text::capital(&people(known.watches))));
            }
        }
        ("problem", _) if known.sightings > 0 => {
            said.push(format!("Met {} since it was stated.", text::times(known.sightings)));
        }
        ("work_item", "in_hand") => {
            said.extend(known.steps.map(|(done, all)| format!("{done} of {all} steps done.")));
            said.extend(known.ask.as_ref().map(|name| format!("{name} leads.")));
            said.extend(known.help_wanted.as_ref().map(|help| format!("Wanted: {help}")));
        }
        _ => {}
    }
    said.join(" ")
}

fn people(count: i64) -> String {
    if count == 1 { "one person is".into() } else { format!("{count} people are") }
}

/// "Raised five times since 2021", and what that cost: of the nearest problem, when it is near enough to be claimed.
fn told(conn: &mut Conn, look: &Look) -> Result<(String, String), Fault> {
    let best = look.matches.iter().find(|it| it.kind == "problem" && it.probability >= verdict::CLAIM);
    let Some((best, known)) = best.and_then(|it| Some((it, it.background.as_ref()?))) else {
        return Ok(Default::default());
    };
    let sightings = sighting::of_problem(conn, best.id.into())?;
    let Some(first) = sightings.iter().map(|it| it.seen_on).chain(known.since).min().filter(|_| !sightings.is_empty())
    else {
        return Ok(Default::default());
    };
    let mut professions: Vec<&str> =
        sightings.iter().filter_map(|it| Some(it.community.as_ref()?.name.as_str())).collect();
    professions.extend(known.community.as_deref());
    professions.sort_unstable();
    professions.dedup();
    let days: i64 = sightings.iter().filter_map(|it| it.days).sum();
    let count = sightings.len() + 1;
    let strong = format!("Raised {} since {}", times_in_words(count), first.year());
    let mut rest = String::new();
    if professions.len() > 1 {
        rest.push_str(&format!(", in {} professions", text::in_words(professions.len())));
    }
    rest.push('.');
    if days > 0 {
        let until =
            if best.state == "solved" { format!(" before {} was solved", best.reference) } else { String::new() };
        rest.push_str(&format!(" Together about {} were spent on it{until}.", text::count(days, "day", "days")));
    }
    Ok((strong, rest))
}

fn times_in_words(count: usize) -> String {
    match count {
        2 => "twice".into(),
        more => format!("{} times", text::in_words(more)),
    }
}
