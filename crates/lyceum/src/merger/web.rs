//! `/settings/merger`: the pairs that wait, a decision on each, then all of it; and taking back within the hour.

use super::store::{Merger, WaitingPair};
use super::waiting::Decide;
use super::{Decision, Kind, Pair, Papers, Refusal, Theirs, undo as taking_back, waiting};
use axum::extract::{Multipart, Query, State};
use axum::response::{IntoResponse, Response};
use base::Moment;
use serde::Deserialize;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample, upload};

/// So many pairs stand on a page.
const SHOWN: usize = 50;

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Asked {
    kind: String,
    /// Not empty: those too that are certain or have no counterpart.
    all: String,
    after: String,
}

#[derive(askama::Template)]
#[template(path = "merger/merger.html")]
struct MergerPage {
    frame: Frame,
    now: Moment,
    /// The newest merger, while it can be taken back.
    newest: Option<Merger>,
    shelf: Option<Shelf>,
    mergers: Vec<Merger>,
    check: Check,
    once: String,
}

/// What waits, as far as one page shows it.
struct Shelf {
    name: String,
    to_look_at: usize,
    same: usize,
    new: usize,
    left: usize,
    kinds: Vec<KindLink>,
    rows: Vec<WaitingPair>,
    shows_all: bool,
    all_address: String,
    next: String,
    /// Where to go on after these decisions.
    back: String,
}

struct KindLink {
    address: String,
    label: &'static str,
    count: usize,
    current: bool,
}

impl MergerPage {
    fn minutes_left(&self) -> String {
        let left = self
            .newest
            .as_ref()
            .map_or(0, |it| (taking_back::until(it).micros() - self.now.micros()).max(0) / 60_000_000);
        base::text::count(left, "minute", "minutes").replace("no minutes", "few seconds")
    }

    fn choices(&self) -> Vec<(&'static str, &'static str)> {
        Decision::ALL.iter().map(|choice| (choice.word(), choice.label())).collect()
    }

    /// How ours are called, for whoever names another.
    fn as_called(&self, it: &WaitingPair) -> &'static str {
        match it.pair.kind {
            Kind::Person => "Work address",
            Kind::Page => "H 31",
            Kind::Problem => "P 87",
            _ => "Its name",
        }
    }

    fn is_chosen(&self, it: &WaitingPair, word: &str) -> bool {
        it.pair.decision.word() == word
    }

    fn counts(&self, it: &Merger) -> String {
        it.counts.iter().map(|(what, count)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
    }
}

impl Shelf {
    fn of(name: String, pairs: Vec<WaitingPair>, asked: &Asked) -> Self {
        let kind = Kind::from_word(&asked.kind).unwrap_or(Kind::Person);
        let shows_all = !asked.all.is_empty();
        let decided = |decision| pairs.iter().filter(|it| it.pair.decision == decision).count();
        let open = |it: &&WaitingPair| it.pair.needs_a_look();
        let kinds = Kind::ALL.iter().map(|it| KindLink {
            address: address(*it, shows_all, None),
            label: it.label(),
            count: pairs.iter().filter(|pair| pair.pair.kind == *it).filter(open).count(),
            current: *it == kind,
        });
        let (kinds, to_look_at) = (kinds.collect(), pairs.iter().filter(open).count());
        let (same, new, left) = (decided(Decision::Same), decided(Decision::New), decided(Decision::Leave));
        let after: i64 = asked.after.parse().unwrap_or(-1);
        let shown = pairs.into_iter().filter(|it| it.pair.kind == kind && (shows_all || it.pair.needs_a_look()));
        let mut rows: Vec<WaitingPair> = shown.filter(|it| it.place > after).take(SHOWN + 1).collect();
        let more = rows.len() > SHOWN;
        rows.truncate(SHOWN);
        let next = rows.last().filter(|_| more).map(|last| address(kind, shows_all, Some(last.place)));
        Self {
            back: next.clone().unwrap_or_else(|| address(kind, shows_all, None)),
            next: next.unwrap_or_default(),
            all_address: address(kind, true, None),
            name,
            to_look_at,
            same,
            new,
            left,
            kinds,
            rows,
            shows_all,
        }
    }
}

fn address(kind: Kind, shows_all: bool, after: Option<i64>) -> String {
    let mut address = format!("/settings/merger?kind={}", kind.word());
    if shows_all {
        address.push_str("&all=1");
    }
    if let Some(after) = after {
        address.push_str(&format!("&after={after}"));
    }
    address
}

fn page(app: &App, asker: &Asker, asked: &Asked, check: Check) -> Result<MergerPage, Fault> {
    let now = app.now();
    app.read(|conn| {
        let mergers = super::list(conn)?;
        let newest = mergers.iter().find(|it| it.undone_at.is_none()).filter(|it| now <= taking_back::until(it));
        let found = waiting::find(conn)?;
        Ok(MergerPage {
            frame: asker.frame(""),
            now,
            newest: newest.cloned(),
            shelf: found.map(|(waiting, pairs)| Shelf::of(waiting.name, pairs, asked)),
            mergers,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

pub async fn show(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    page(&app, &asker, &asked, Check::new()).map(Page::of)
}

/// Keeps decisions, goes through with them, or puts the export away: `do` says which.
pub async fn decide(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let key = form.once(&asker, "merger.decide");
    let done = match form.text("do") {
        "go" => match prepared(&app).await {
            Ok(ready) => {
                let see = || Reply::see("/settings/merger");
                app.write_once(key, move |tx| waiting::go(tx, &act, &ready).map(|_| see()).map_err(Said)).await
            }
            Err(refusal) => Err(Said(refusal)),
        },
        "put_away" => {
            let see = || Reply::see("/settings/merger");
            app.write_once(key, move |tx| waiting::put_away(tx, &act).map(|()| see()).map_err(Said)).await
        }
        _ => {
            let (back, decided) = (back(&form), decisions(&form));
            let see = move || Reply::see(back.clone());
            app.write_once(key, move |tx| waiting::decide(tx, &act, &decided).map(|()| see()).map_err(Said)).await
        }
    };
    answer(&app, &asker, done)
}

/// Reading the export and rendering its pages takes a while, and no transaction.
async fn prepared(app: &App) -> Result<waiting::Ready, Refusal> {
    let app = app.clone();
    let ready = tokio::task::spawn_blocking(move || app.read(waiting::ready)).await;
    ready.unwrap_or_else(|_| Err(Refusal::said("the export could not be read")))
}

/// The CSV files of an export, chosen in a browser: then it waits for decisions.
pub async fn upload(State(app): State<App>, asker: Asker, sent: Multipart) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let files = upload::parts(sent, super::api::MOST_BYTES).await?;
    let done = match looked(&app, files).await {
        Ok((papers, theirs, pairs)) => {
            let see = || Reply::see("/settings/merger");
            app.write(move |tx| waiting::put(tx, &act, &papers, &theirs, &pairs).map(|_| see()).map_err(Said)).await
        }
        Err(refusal) => Err(Said(refusal)),
    };
    answer(&app, &asker, done)
}

/// Away from the threads that answer: it reads everything that is here.
async fn looked(app: &App, files: Vec<upload::Part>) -> Result<(Papers, Theirs, Vec<Pair>), Refusal> {
    let app = app.clone();
    let looked = tokio::task::spawn_blocking(move || {
        let mut texts = Vec::new();
        for part in files {
            let Some(file) = part.file.filter(|file| file.ends_with(".csv")) else { continue };
            let text = String::from_utf8(part.bytes);
            texts.push((file.clone(), text.map_err(|_| Refusal::said(format!("{file} is no UTF-8 text")))?));
        }
        let papers = Papers::of_texts(texts)?;
        let (theirs, pairs) = app.read(|conn| waiting::look(conn, &papers))?;
        Ok((papers, theirs, pairs))
    });
    looked.await.unwrap_or_else(|_| Err(Refusal::said("the export could not be read")))
}

pub async fn undo(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let key = form.once(&asker, "merger.undo");
    let see = || Reply::see("/settings/merger");
    let done = app.write_once(key, move |tx| super::undo(tx, &act).map(|_| see()).map_err(Said)).await;
    answer(&app, &asker, done)
}

fn answer(app: &App, asker: &Asker, done: Result<Reply, Said>) -> Result<Response, Fault> {
    match done {
        Ok(reply) => Ok(reply.into_response()),
        Err(Said(Refusal::Store(error))) => Err(error.into()),
        Err(Said(Refusal::Denied(words))) => Err(Fault::NotAllowed(format!("{words}."))),
        Err(Said(other)) => {
            let mut check = Check::new();
            check.add("merger", other.sentence());
            Ok(Page::flawed(page(app, asker, &Asked::default(), check)?).into_response())
        }
    }
}

/// A refusal on its way through a transaction.
struct Said(Refusal);

impl From<::store::StoreError> for Said {
    fn from(error: ::store::StoreError) -> Self {
        Self(error.into())
    }
}

/// Only to a page of ours.
fn back(form: &Form) -> String {
    let back = form.text("back");
    let fine = back.starts_with("/settings/merger?") && back.len() < 200 && back.is_ascii();
    if fine && !back.contains(['\r', '\n']) { back.to_owned() } else { "/settings/merger".to_owned() }
}

fn decisions(form: &Form) -> Vec<Decide> {
    let of = |(name, value): (&str, &str)| {
        let place: i64 = name.strip_prefix("d-")?.parse().ok()?;
        let ours = base::text::one_line(&base::text::clean(form.text(&format!("o-{place}"))));
        Some(Decide { place, decision: Decision::from_word(value)?, ours })
    };
    form.pairs().filter_map(of).collect()
}

impl Sample for MergerPage {
    fn samples() -> Vec<Self> {
        let pair = |place, ours: &str, sure| WaitingPair {
            place,
            pair: Pair {
                kind: Kind::Person,
                theirs: "kit@north.example".into(),
                their_name: "Kit <Alderman>".into(),
                ours: ours.into(),
                our_name: "Kit Alderman".into(),
                sure,
                why: "the same name".into(),
                decision: if ours.is_empty() { Decision::New } else { Decision::Same },
            },
            is_decided: sure == 75,
        };
        let merger = Merger {
            id: base::Uuid::from_u128(1).into(),
            organisation: base::Uuid::from_u128(2),
            name: "Northshire Council".into(),
            on: base::Day::parse("2026-11-23").unwrap_or(Moment::default().day()),
            done_at: Moment::default(),
            done_by: None,
            last_position: 9,
            undone_at: None,
            counts: vec![("people new".into(), 61)],
        };
        let pairs = vec![pair(1, "kit@example.org", 75), pair(2, "k@example.org", 40), pair(3, "", 0)];
        let all = Asked { all: "1".into(), ..Asked::default() };
        let page = |shelf, mergers: Vec<Merger>, check| MergerPage {
            frame: Frame::sample(""),
            now: Moment::default(),
            newest: mergers.first().cloned(),
            shelf,
            mergers,
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("merger", "There is no merger to take back");
        let taken_back = Merger { undone_at: Some(Moment::default()), ..merger.clone() };
        vec![
            page(None, vec![], check),
            page(Some(Shelf::of("Northshire".into(), pairs, &all)), vec![merger, taken_back], Check::new()),
            page(Some(Shelf::of("Northshire".into(), vec![], &Asked::default())), vec![], Check::new()),
        ]
    }
}

web::sample!(MergerPage);
