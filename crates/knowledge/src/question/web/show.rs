//! `/handbook/questions/{question}`: the question, its answers, and what one may do with them.

use crate::markdown::{render, targets::Alone};
use crate::page::web::number_of;
use crate::question::{
    self, Answer, AnswerId, Given, Question, QuestionId, QuestionState, accept, answer, answers, ask_too,
    find_by_number, keep_as_page, withdraw,
};
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{Moment, PersonId};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "question/show.html")]
struct QuestionPage {
    frame: Frame,
    it: Question,
    answers: Vec<Given>,
    may_write: bool,
    may_settle: bool,
    is_mine: bool,
    /// As typed.
    answer: String,
    check: Check,
    once: String,
}

impl QuestionPage {
    fn is_open(&self) -> bool {
        self.it.state == QuestionState::Open
    }

    fn is_gone(&self) -> bool {
        self.it.state == QuestionState::Withdrawn
    }

    fn asked(&self) -> String {
        let by = self.it.asked_by.as_ref().map(|(_, name)| name.clone());
        by.unwrap_or_else(|| "Somebody who is not here any more".into())
    }

    fn asked_on(&self) -> String {
        self.it.asked_at.day().long()
    }

    fn whom(&self) -> String {
        self.it.community.as_ref().map_or_else(|| "Everybody".into(), |(_, name)| name.clone())
    }

    /// People's Markdown, made safe.
    fn html(&self, text: &str) -> String {
        render(text, "", &Alone).html
    }

    fn by(&self, it: &Given) -> String {
        it.by.as_ref().map_or_else(|| "Somebody".into(), |(_, name)| name.clone())
    }

    /// What is asked again belongs on a page.
    fn belongs_on_a_page(&self) -> bool {
        self.it.page.is_none() && !self.is_gone() && (self.it.again > 0 || self.it.wants_page)
    }
}

fn view(app: &App, asker: &Asker, segment: &str, (form, check): (Form, Check)) -> Result<QuestionPage, Fault> {
    app.read(|conn| {
        let it = find_by_number(conn, number_of(segment)?)?.ok_or(Fault::NotFound)?;
        Ok(QuestionPage {
            frame: asker.frame("Handbook"),
            answers: answers(conn, it.id)?,
            may_write: asker.person.is_some() && !asker.actor().read_only,
            may_settle: it.may_settle(asker.actor()),
            is_mine: it.asked_by.as_ref().is_some_and(|(person, _)| asker.person == Some(*person)),
            answer: form.text("answer").to_owned(),
            once: app.act(asker.actor()).new_secret(),
            it,
            check,
        })
    })
}

/// `GET /handbook/questions/{question}`
pub async fn show(State(app): State<App>, asker: Asker, Path(segment): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &segment, (Form::default(), Check::new()))?))
}

/// `GET /q/{question}`
pub async fn short(Path(segment): Path<String>) -> Result<Response, Fault> {
    Ok(web::moved(&question::url(number_of(&segment)?)))
}

fn id_of(app: &App, segment: &str) -> Result<(QuestionId, String), Fault> {
    let number = number_of(segment)?;
    let it = app.read(|conn| find_by_number(conn, number))?.ok_or(Fault::NotFound)?;
    Ok((it.id, it.url()))
}

/// `POST /handbook/questions/{question}/answers`
pub async fn answer_it(
    State(app): State<App>,
    asker: Asker,
    Path(segment): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let (question, url) = id_of(&app, &segment)?;
    let (act, body) = (app.act(asker.actor()), form.text("answer").to_owned());
    let outcome = app
        .write_once(form.once(&asker, "question.answer"), move |tx| {
            answer(tx, &act, &Answer { question, body: body.clone() })?;
            Ok::<_, Refusal>(Reply::see(&url))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &segment, (form, check)))
}

/// `POST /handbook/questions/{question}/acceptances`
pub async fn accept_it(
    State(app): State<App>,
    asker: Asker,
    Path(segment): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let (question, url) = id_of(&app, &segment)?;
    let chosen: AnswerId = form.parsed("answer").ok_or(Fault::NotFound)?;
    let act = app.act(asker.actor());
    app.write(move |tx| accept(tx, &act, question, chosen)).await?;
    Ok(web::see(&url))
}

/// `POST /handbook/questions/{question}/again`
pub async fn ask_it_too(State(app): State<App>, asker: Asker, Path(segment): Path<String>) -> Result<Response, Fault> {
    let (question, url) = id_of(&app, &segment)?;
    let act = app.act(asker.actor());
    app.write(move |tx| ask_too(tx, &act, question)).await?;
    Ok(web::see(&url))
}

/// `POST /handbook/questions/{question}/page`: a draft with the answer, or an empty one.
pub async fn keep_it(
    State(app): State<App>,
    asker: Asker,
    Path(segment): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let (question, _) = id_of(&app, &segment)?;
    let (act, chosen) = (app.act(asker.actor()), form.parsed::<AnswerId>("answer"));
    let draft = app.write(move |tx| keep_as_page(tx, &act, question, chosen)).await?;
    Ok(web::see(&format!("/handbook/drafts/{draft}")).into_response())
}

/// `POST /handbook/questions/{question}/withdrawal`
pub async fn take_it_back(
    State(app): State<App>,
    asker: Asker,
    Path(segment): Path<String>,
) -> Result<Response, Fault> {
    let (question, _) = id_of(&app, &segment)?;
    let act = app.act(asker.actor());
    app.write(move |tx| withdraw(tx, &act, question)).await?;
    Ok(web::see("/handbook/questions"))
}

impl Question {
    pub(crate) fn sample() -> Self {
        Self {
            id: base::Uuid::from_u128(3).into(),
            number: 3,
            wants_page: false,
            title: "Who decides when a <discovery> ends?".into(),
            body: "We looked in H 31 & found nothing.".into(),
            community: Some((base::CommunityId(base::Uuid::from_u128(4)), "User research".into())),
            asked_at: Moment::default(),
            asked_by: Some((PersonId(base::Uuid::from_u128(7)), "Juno Marchbanks".into())),
            state: QuestionState::Open,
            again: 2,
            answers: 1,
            page: None,
        }
    }
}

impl Sample for QuestionPage {
    fn samples() -> Vec<Self> {
        let given = |is_accepted| Given {
            id: base::Uuid::from_u128(9).into(),
            body: "The product manager does, **after** two weeks & <a talk>.".into(),
            at: Moment::default(),
            by: Some((PersonId(base::Uuid::from_u128(8)), "Efua Tallow".into())),
            is_accepted,
        };
        let view = |state, answers, may_settle| QuestionPage {
            frame: Frame::sample("Handbook"),
            it: Question { state, ..Question::sample() },
            answers,
            may_write: true,
            may_settle,
            is_mine: may_settle,
            answer: String::new(),
            check: Check::new(),
            once: "once".into(),
        };
        let mut held = view(QuestionState::Answered, vec![given(true)], true);
        held.it.page = Some((base::Uuid::from_u128(31).into(), 31, "Ask <early>".into()));
        let mut wrong = view(QuestionState::Open, vec![], false);
        wrong.check.add("answer", "Say it in a few words");
        vec![
            view(QuestionState::Open, vec![given(false)], true),
            held,
            QuestionPage { may_write: false, ..view(QuestionState::Withdrawn, vec![], false) },
            wrong,
        ]
    }
}
web::sample!(QuestionPage);
