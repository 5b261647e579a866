//! `/handbook/vocabulary`: what is at the top, all words in their order, and for librarians what is to decide.

use crate::refusal::Refusal;
use crate::vocabulary::skos::Loss;
use crate::vocabulary::{Brought, Concept, ConceptState, Shown, count_in, list, policy, propose, to_decide, tops};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

const SHOWN: i64 = 100;
const TOPS: i64 = 60;

#[derive(Template)]
#[template(path = "vocabulary/list.html")]
pub(super) struct Words {
    frame: Frame,
    from: String,
    tops: Vec<Shown>,
    words: Vec<Shown>,
    /// The label that the next slice begins with; empty at the end.
    next: String,
    accepted: i64,
    proposed: Vec<(Concept, Option<String>, i64)>,
    may_keep: bool,
    pub(super) brought: Option<Brought>,
    form: Form,
    check: Check,
    once: String,
}

impl Words {
    fn heading(&self) -> String {
        match self.accepted {
            0 => "No word is agreed on yet".into(),
            some => base::text::count(some, "word that we mean alike", "words that we mean alike"),
        }
    }

    fn next_address(&self) -> String {
        if self.next.is_empty() {
            return String::new();
        }
        format!("/handbook/vocabulary?from={}", web::words::query(&self.next))
    }

    fn shown(&self) -> String {
        base::text::count(self.words.len() as i64, "word shown", "words shown")
    }

    fn about(&self, it: &(Concept, Option<String>, i64)) -> String {
        let by = it.1.clone().unwrap_or_else(|| "Somebody".into());
        let used = base::text::count(it.2, "thing has it", "things have it");
        format!("{by} on {}; {used}", it.0.made_at.day().long())
    }

    fn came(&self, it: &Brought) -> String {
        let all = base::text::count(it.concepts as i64, "concept", "concepts");
        format!("{all} read: {} new, {} changed, {} labels.", it.new, it.changed, it.labels)
    }
}

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    from: String,
}

pub(super) fn view(app: &App, asker: &Asker, from: &str, (form, check): (Form, Check)) -> Result<Words, Fault> {
    app.read(|conn| {
        let mut words = list(conn, from, SHOWN + 1)?;
        let next = if words.len() as i64 > SHOWN { words.pop().map(|it| it.label) } else { None };
        Ok(Words {
            frame: asker.frame("Handbook"),
            from: from.to_owned(),
            tops: if from.is_empty() { tops(conn, TOPS)? } else { Vec::new() },
            words,
            next: next.unwrap_or_default(),
            accepted: count_in(conn, ConceptState::Accepted)?,
            proposed: to_decide(conn)?,
            may_keep: policy::may_keep(asker.actor()),
            brought: None,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

/// `GET /handbook/vocabulary?from=house`
pub async fn show(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let from: String = asked.from.chars().take(200).collect();
    Ok(Page::of(view(&app, &asker, &from, (Form::default(), Check::new()))?))
}

/// `POST /handbook/vocabulary`
pub async fn propose_word(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "concept.propose"), move |tx| {
            let concept = propose(tx, &act, typed.text("word"), typed.text("why"))?;
            Ok::<_, Refusal>(Reply::see(concept.url()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, "", (form, check)))
}

impl Sample for Words {
    fn samples() -> Vec<Self> {
        let word = |number, label: &str| Shown {
            id: base::Uuid::from_u128(number as u128).into(),
            number,
            label: label.into(),
        };
        let proposed = Concept {
            id: base::Uuid::from_u128(9).into(),
            number: 9,
            uri: None,
            label: "Service <blueprint>".into(),
            state: ConceptState::Proposed,
            merged_into: None,
            made_at: base::Moment::default(),
            why: "We say it & mean it".into(),
        };
        let view = |words: Vec<Shown>, accepted| Words {
            frame: Frame::sample("Handbook"),
            from: String::new(),
            tops: words.clone(),
            words,
            next: "user research".into(),
            accepted,
            proposed: vec![(proposed.clone(), Some("Efua Tallow".into()), 2)],
            may_keep: true,
            brought: None,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        let loss = Loss { about: "http://x.example/1".into(), what: "an empty prefLabel is left out".into() };
        let brought = Brought { concepts: 3, new: 2, changed: 1, labels: 9, losses: vec![loss] };
        let mut check = Check::new();
        check.add("word", "Say it in a few words");
        vec![
            view(vec![word(1, "House <home>")], 1),
            Words { proposed: vec![], may_keep: false, next: String::new(), check, ..view(vec![], 0) },
            Words { brought: Some(brought), ..view(vec![word(1, "House")], 1) },
        ]
    }
}
web::sample!(Words);
