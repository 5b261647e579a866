//! `/search?q=`.

use super::kinds::{self, KINDS};
use super::{Question, WORDS_MOST, ask, store};
use askama::Template;
use axum::extract::{Query, State};
use base::{Viewer, text};
use search::{Found, Hit, Wider};
use serde::Deserialize;
use web::{App, Asker, Fault, Frame, Page, Sample};

const SHOWN: usize = 20;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    q: String,
    kind: String,
    after: String,
}

#[derive(Template)]
#[template(path = "finding/search.html")]
pub struct SearchPage {
    frame: Frame,
    words: String,
    heading: String,
    /// What the vocabulary let stand for these words.
    also: String,
    kinds: Vec<KindLink>,
    results: Vec<ResultLine>,
    shown: String,
    next: String,
    /// The way on when nothing was found, or not the right thing.
    state_it: String,
}

struct KindLink {
    address: String,
    label: &'static str,
    count: u64,
    current: bool,
}

struct ResultLine {
    mark: Option<(&'static str, &'static str)>,
    reference: String,
    kind: &'static str,
    url: String,
    /// Safe HTML: escaped text with `<mark>`.
    title: String,
    excerpt: String,
}

/// Shows what was found; counts what was not.
pub async fn search(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let question = Question {
        words: text::one_line(&text::clean(&asked.q)).chars().take(WORDS_MOST).collect(),
        kind: asked.kind,
        limit: SHOWN,
        after: asked.after.parse().unwrap_or(0),
    };
    let wider = app.read(|conn| knowledge::vocabulary::widen(conn, &question.words))?;
    let found = ask(&app.index, &Viewer::of(&asker), &question, &wider);
    if found.total == 0 && question.kind.is_empty() && !question.words.is_empty() {
        count_in_background(&app, question.words.clone());
    }
    Ok(Page::of(SearchPage { also: also(&wider), ..SearchPage::new(asker.frame(""), &question, found) }))
}

/// Other labels that were looked for too, as a sentence says them.
fn also(wider: &[Wider]) -> String {
    const NAMED: usize = 8;
    let all: Vec<&str> = wider.iter().flat_map(|it| it.others.iter().map(String::as_str)).collect();
    let more = if all.len() > NAMED { " and more" } else { "" };
    format!("{}{more}", all[..all.len().min(NAMED)].join(", "))
}

/// The answer does not wait for the count, and stands when the count fails.
fn count_in_background(app: &App, words: String) {
    let (app, day) = (app.clone(), app.today());
    tokio::spawn(async move {
        if let Err(error) = app.write(move |tx| store::count_fruitless(tx, &words, day)).await {
            tracing::warn!(%error, "a search that found nothing was not counted");
        }
    });
}

impl SearchPage {
    fn new(frame: Frame, question: &Question, found: Found) -> Self {
        let address = |kind: &str, after: Option<usize>| {
            let mut address = format!("/search?q={}", web::words::query(&question.words));
            if !kind.is_empty() {
                address.push_str(&format!("&kind={}", web::words::query(kind)));
            }
            after.iter().for_each(|after| address.push_str(&format!("&after={after}")));
            address
        };
        let shown = match found.hits.len() {
            0 => String::new(),
            shown => format!("Results {} to {} of {}", question.after + 1, question.after + shown, found.total),
        };
        Self {
            frame,
            heading: heading(&question.words, found.total),
            also: String::new(),
            kinds: kind_links(&found, &question.kind, |kind| address(kind, None)),
            next: found.next.map(|next| address(&question.kind, Some(next))).unwrap_or_default(),
            results: found.hits.into_iter().map(ResultLine::of).collect(),
            state_it: format!("/problems/new?q={}", web::words::query(&question.words)),
            shown,
            words: question.words.clone(),
        }
    }
}

fn heading(words: &str, total: u64) -> String {
    match (words.is_empty(), total) {
        (true, _) => "Search everything".into(),
        (false, 0) => format!("Nothing found for “{words}”"),
        (false, 1) => format!("1 result for “{words}”"),
        (false, many) => format!("{many} results for “{words}”"),
    }
}

fn kind_links(found: &Found, current: &str, address: impl Fn(&str) -> String) -> Vec<KindLink> {
    let count = |kind: &str| found.counts.iter().find(|(found, _)| found == kind).map_or(0, |(_, count)| *count);
    let all = KindLink {
        address: address(""),
        label: "Everything",
        count: found.counts.iter().map(|(_, count)| count).sum(),
        current: current.is_empty(),
    };
    let kinds = KINDS.iter().filter(|shown| count(shown.kind) > 0 || shown.kind == current).map(|shown| KindLink {
        address: address(shown.kind),
        label: shown.many,
        count: count(shown.kind),
        current: shown.kind == current,
    });
    std::iter::once(all).chain(kinds).collect()
}

impl ResultLine {
    fn of(hit: Hit) -> Self {
        let kind = match hit.key.kind.as_str() {
            "page" => "Handbook page",
            "question" => "Question",
            "resource" => "From outside",
            "person" => "Person",
            "community" => "Community",
            "product" => "Product",
            _ => "",
        };
        Self {
            mark: kinds::mark(&hit.key.kind, &hit.state),
            reference: hit.reference,
            kind,
            url: hit.url,
            title: web::words::marked(&hit.title, &hit.title_marks),
            excerpt: web::words::marked(&hit.excerpt, &hit.marks),
        }
    }
}

impl Sample for SearchPage {
    fn samples() -> Vec<Self> {
        let line = || ResultLine {
            mark: Some(("done", "Solved")),
            reference: "P 102".into(),
            kind: "",
            url: "/problems/102".into(),
            title: "Officers learn of a <mark>recall</mark> after the person has arrived".into(),
            excerpt: "A short message to reception when a <mark>recall</mark> is signed.".into(),
        };
        let counts = vec![("problem".to_owned(), 1)];
        let found = Found { counts, total: 1, ..Found::default() };
        let asked = Question { words: "recall".into(), ..Question::default() };
        let with = Self {
            results: vec![line()],
            also: "Ruling, <verdict>".into(),
            ..Self::new(Frame::sample(""), &asked, found)
        };
        let nothing = Self::new(Frame::sample(""), &asked, Found::default());
        let unasked = Self::new(Frame::sample(""), &Question::default(), Found::default());
        vec![with, nothing, unasked]
    }
}

web::sample!(SearchPage);
