//! `/handbook/vocabulary/{concept}`: what it means, what stands around it, what is tagged with it.

use crate::page;
use crate::refusal::Refusal;
use crate::vocabulary::{
    self, Change, Concept, ConceptId, ConceptState, Decision, Label, LabelKind, Note, Shown, Subject, Whole, change,
    decide, find, find_by_number, merge, policy, subjects, tag, untag, whole,
};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use store::Conn;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

const PAGES: i64 = 50;

#[derive(Template)]
#[template(path = "vocabulary/concept.html")]
struct ConceptPage {
    frame: Frame,
    it: Whole,
    /// Where it went, when it was merged.
    into: Option<Concept>,
    /// Number and title of pages that are about it.
    pages: Vec<(i64, String)>,
    page_count: i64,
    problem_count: i64,
    /// The asker cares for it.
    is_mine: bool,
    may_keep: bool,
    form: Form,
    check: Check,
    once: String,
}

impl ConceptPage {
    fn is(&self, word: &str) -> bool {
        self.it.concept.state.word() == word
    }

    fn others(&self) -> Vec<&Label> {
        let shown = |label: &&Label| label.kind != LabelKind::Hidden && label.text != self.it.concept.label;
        self.it.labels.iter().filter(shown).collect()
    }

    fn definitions(&self) -> Vec<&Note> {
        self.it.notes.iter().filter(|it| it.kind == "definition").collect()
    }

    fn notes(&self) -> Vec<(&'static str, &Note)> {
        let named = self.it.notes.iter().filter_map(|it| Some((note_name(&it.kind)?, it)));
        named.collect()
    }

    fn around(&self) -> Vec<(&'static str, &[Shown])> {
        let all = [("Broader", &self.it.broader), ("Narrower", &self.it.narrower), ("Goes with it", &self.it.related)];
        all.into_iter().filter(|(_, all)| !all.is_empty()).map(|(name, all)| (name, all.as_slice())).collect()
    }

    fn search(&self) -> String {
        format!("/search?kind=problem&q={}", web::words::query(&self.it.concept.label))
    }

    /// As typed, else as it is.
    fn typed(&self, field: &str) -> String {
        if self.form.has(field) {
            return self.form.text(field).to_owned();
        }
        let labels = |kind| lines(self.it.labels.iter().filter(|it| it.kind == kind).map(one_label));
        let names = |all: &[Shown]| lines(all.iter().map(|it| it.label.clone()));
        match field {
            "preferred" => labels(LabelKind::Preferred),
            "other" => labels(LabelKind::Other),
            "definition" => self.definitions().first().map(|it| it.text.clone()).unwrap_or_default(),
            "broader" => names(&self.it.broader),
            "related" => names(&self.it.related),
            _ => String::new(),
        }
    }
}

fn one_label(it: &Label) -> String {
    if it.language.is_empty() { it.text.clone() } else { format!("{}: {}", it.language, it.text) }
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}

fn note_name(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "scopeNote" => "What it is used for",
        "note" => "Note",
        "example" => "Example",
        "notation" => "Notation",
        "exactMatch" | "closeMatch" => "Elsewhere",
        "historyNote" | "changeNote" => "How it came about",
        _ => return None,
    })
}

fn number_of(segment: &str) -> Result<i64, Fault> {
    segment.parse().ok().filter(|number| *number > 0).ok_or(Fault::NotFound)
}

fn wanted(conn: &mut Conn, segment: &str) -> Result<Concept, Fault> {
    find_by_number(conn, number_of(segment)?)?.ok_or(Fault::NotFound)
}

fn view(app: &App, asker: &Asker, segment: &str, (form, check): (Form, Check)) -> Result<ConceptPage, Fault> {
    app.read(|conn| {
        let concept = wanted(conn, segment)?;
        let into = concept.merged_into.map(|id| find(conn, id)).transpose()?.flatten();
        let (ids, page_count) = subjects(conn, concept.id, "page", PAGES)?;
        let mut pages = Vec::new();
        for id in ids {
            let found = page::find(conn, id.into())?.map(|it| it.summary);
            let found = found.filter(|it| it.retired_at.is_none() && page::policy::may_read(asker.actor(), it));
            pages.extend(found.map(|it| (it.number, it.title)));
        }
        let is_mine = match asker.person {
            Some(me) => vocabulary::tags_of(conn, Subject::Person(me))?.iter().any(|(it, _)| it.id == concept.id),
            None => false,
        };
        Ok(ConceptPage {
            frame: asker.frame("Handbook"),
            problem_count: subjects(conn, concept.id, "problem", 1)?.1,
            it: whole(conn, concept)?,
            into,
            pages,
            page_count,
            is_mine,
            may_keep: policy::may_keep(asker.actor()),
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

/// `GET /handbook/vocabulary/{concept}`; one that was merged leads to what it became.
pub async fn show(State(app): State<App>, asker: Asker, Path(segment): Path<String>) -> Result<Response, Fault> {
    let page = view(&app, &asker, &segment, (Form::default(), Check::new()))?;
    match &page.into {
        Some(into) => Ok(web::moved(&into.url())),
        None => Ok(Page::of(page).into_response()),
    }
}

fn id_of(app: &App, segment: &str) -> Result<ConceptId, Fault> {
    app.read(|conn| Ok(wanted(conn, segment)?.id))
}

fn named(conn: &mut Conn, label: &str) -> Result<ConceptId, Refusal> {
    let unknown = || Refusal::field("same_as", "There is no such word in the vocabulary");
    let found = vocabulary::list(conn, label.trim(), 1)?.into_iter().next();
    let found = found.filter(|it| vocabulary::key(&it.label) == vocabulary::key(label));
    Ok(found.ok_or_else(unknown)?.id)
}

/// `POST /handbook/vocabulary/{concept}`: new labels and relations; with `same_as`, the two are one.
pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(segment): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let id = id_of(&app, &segment)?;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "concept.change"), move |tx| {
            if typed.has("same_as") {
                let into = named(tx, typed.text("same_as"))?;
                merge(tx, &act, id, into)?;
                let kept = find(tx, into)?.ok_or(Refusal::Missing("word"))?;
                return Ok::<_, Refusal>(Reply::see(kept.url()));
            }
            let text = |name| typed.text(name).to_owned();
            let it = Change {
                preferred: text("preferred"),
                other: text("other"),
                definition: text("definition"),
                broader: text("broader"),
                related: text("related"),
            };
            Ok(Reply::see(change(tx, &act, id, &it)?.url()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &segment, (form, check)))
}

/// `POST /handbook/vocabulary/{concept}/decision`
pub async fn decide_it(
    State(app): State<App>,
    asker: Asker,
    Path(segment): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let id = id_of(&app, &segment)?;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "concept.decide"), move |tx| {
            let decision = match typed.text("do") {
                "same" => Decision::SameAs(named(tx, typed.text("same_as"))?),
                "decline" => Decision::Decline { why: typed.text("why").into() },
                _ => Decision::Accept,
            };
            decide(tx, &act, id, decision)?;
            Ok::<_, Refusal>(Reply::see("/handbook/vocabulary"))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &segment, (form, check)))
}

/// `POST /handbook/vocabulary/{concept}/interest`: one cares for it, or no longer. Nobody else is shown.
pub async fn care(
    State(app): State<App>,
    asker: Asker,
    Path(segment): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let (me, concept) = (asker.person.ok_or(Fault::NotFound)?, app.read(|conn| wanted(conn, &segment))?);
    let (act, ends, url) = (app.act(asker.actor()), form.text("do") == "end", concept.url());
    app.write(move |tx| match ends {
        true => untag(tx, &act, Subject::Person(me), concept.id),
        false => tag(tx, &act, Subject::Person(me), &concept.label).map(drop),
    })
    .await?;
    Ok(web::see(&url))
}

impl Sample for ConceptPage {
    fn samples() -> Vec<Self> {
        let word = |number, label: &str| Shown {
            id: base::Uuid::from_u128(number as u128).into(),
            number,
            label: label.into(),
        };
        let label = |kind, language: &str, text: &str| Label { kind, language: language.into(), text: text.into() };
        let view = |state, broader: Vec<Shown>, may_keep| ConceptPage {
            frame: Frame::sample("Handbook"),
            it: Whole {
                concept: Concept {
                    id: base::Uuid::from_u128(1).into(),
                    number: 1,
                    uri: Some("http://x.example/house".into()),
                    label: "House <home>".into(),
                    state,
                    merged_into: None,
                    made_at: base::Moment::default(),
                    why: "People say it & mean it.".into(),
                },
                labels: vec![label(LabelKind::Preferred, "", "House <home>"), label(LabelKind::Other, "fi", "Talo")],
                notes: vec![Note {
                    kind: "definition".into(),
                    language: String::new(),
                    text: "Where one <lives>.".into(),
                }],
                narrower: broader.clone(),
                related: vec![],
                broader,
            },
            into: None,
            pages: vec![(31, "Running a <discovery>".into())],
            page_count: 1,
            problem_count: 2,
            is_mine: may_keep,
            may_keep,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        let mut wrong = view(ConceptState::Accepted, vec![], true);
        wrong.check.add("preferred", "Write its preferred label");
        vec![
            view(ConceptState::Accepted, vec![word(2, "Building & more")], true),
            ConceptPage {
                pages: vec![],
                page_count: 0,
                problem_count: 0,
                ..view(ConceptState::Accepted, vec![], false)
            },
            view(ConceptState::Proposed, vec![], true),
            view(ConceptState::Declined, vec![], false),
            wrong,
        ]
    }
}
web::sample!(ConceptPage);
