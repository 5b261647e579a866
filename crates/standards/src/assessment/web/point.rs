//! `/assessments/{assessment}/points/{point}`: what is asked, what meets it already, what the team shows, what the
//! panel says.

use super::{known, number_of};
use crate::assessment::policy::{self, Action};
use crate::assessment::{
    self, AddEvidence, Assessment, Evidence, Met, Said, Say, State as Stand, add_evidence, gather, remove_evidence,
};
use crate::standard::{self, Outcome, Point, Prompt};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "assessment/point.html")]
struct PointPage {
    frame: Frame,
    it: Assessment,
    point: Point,
    points: i64,
    prompts: Vec<Prompt>,
    met: Met,
    sees_evidence: bool,
    evidence: Vec<Evidence>,
    said: Option<Said>,
    may_show: bool,
    may_say: bool,
    /// Somebody of the panel saved in between: what is said now, beside what was typed.
    is_overtaken: bool,
    form: Form,
    check: Check,
    once: String,
}

impl PointPage {
    fn trail(&self) -> Vec<(String, String)> {
        vec![("/standards".into(), "Standards".into()), (self.it.url(), self.it.product_name.clone())]
    }

    fn outcomes(&self) -> Vec<(&'static str, &'static str)> {
        let choose = ("", "Choose an outcome");
        let known = self.it.scale.outcomes().into_iter().map(|outcome| (outcome.word(), outcome.label()));
        std::iter::once(choose).chain(known).collect()
    }

    fn outcome(&self) -> &str {
        match self.form.text("outcome") {
            "" => self.said.as_ref().map_or("", |said| said.outcome.word()),
            typed => typed,
        }
    }

    fn reason(&self) -> &str {
        if self.form.has("reason") {
            self.form.text("reason")
        } else {
            self.said.as_ref().map_or("", |said| &said.reason)
        }
    }

    fn written(&self) -> i64 {
        self.said.as_ref().map_or(0, |said| said.written)
    }

    fn asked(&self, kind: &str) -> Vec<&Prompt> {
        self.prompts.iter().filter(|it| (it.kind == "evidence") == (kind == "evidence")).collect()
    }

    fn url(&self) -> String {
        format!("{}/points/{}", self.it.url(), self.point.number)
    }

    fn next(&self) -> Option<i64> {
        Some(self.point.number + 1).filter(|next| *next <= self.points)
    }
}

type At = Path<(String, i64)>;

pub async fn show(State(app): State<App>, asker: Asker, Path((segment, point)): At) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, (&segment, point), (Form::default(), Check::new()))?))
}

fn view(
    app: &App,
    asker: &Asker,
    (segment, number): (&str, i64),
    (form, check): (Form, Check),
) -> Result<PointPage, Fault> {
    app.read(|conn| {
        let (it, relation) = known(conn, asker, segment)?;
        let version = standard::version_by_id(conn, it.version)?.ok_or(Fault::NotFound)?;
        let point = standard::points(conn, version.id)?.into_iter().find(|it| it.number == number);
        let point = point.ok_or(Fault::NotFound)?;
        let (sees_evidence, sees_outcomes) =
            (policy::sees_evidence(it.state, relation), policy::sees_outcomes(it.state, relation));
        let mut prompts = standard::prompts(conn, version.id, it.stage.phase())?;
        prompts.retain(|it| it.point == number);
        let mut evidence = if sees_evidence { assessment::evidence(conn, it.id)? } else { Vec::new() };
        evidence.retain(|it| it.point == number);
        let said = if sees_outcomes { assessment::said(conn, it.id)? } else { Vec::new() };
        let allowed = |action| policy::allows(asker.actor(), action, relation);
        Ok(PointPage {
            frame: asker.frame("Standards"),
            met: gather(conn, &app.index, asker.actor(), version.standard, version.id, &point)?,
            said: said.into_iter().find(|it| it.point == number),
            may_show: allowed(Action::Prepare) && matches!(it.state, Stand::Asked | Stand::Preparing),
            may_say: allowed(Action::Say) && matches!(it.state, Stand::Preparing | Stand::Checking),
            is_overtaken: false,
            points: version.points,
            prompts,
            sees_evidence,
            evidence,
            point,
            it,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

pub async fn add(
    State(app): State<App>,
    asker: Asker,
    Path((segment, point)): At,
    form: Form,
) -> Result<Response, Fault> {
    let (number, act) = (number_of(&segment)?, app.act(asker.actor()));
    let input = AddEvidence { number, point, words: form.text("words").into(), url: form.text("url").into() };
    let there = format!("{}/points/{point}", assessment::url(number));
    let outcome = app
        .write_once(form.once(&asker, "assessment.show"), move |tx| {
            add_evidence(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(there.clone()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, (&segment, point), (form, check)))
}

pub async fn remove(
    State(app): State<App>,
    asker: Asker,
    Path((segment, point)): At,
    form: Form,
) -> Result<Response, Fault> {
    let (number, act) = (number_of(&segment)?, app.act(asker.actor()));
    let evidence = form.parsed("evidence").ok_or(Fault::NotFound)?;
    app.write(move |tx| remove_evidence(tx, &act, number, evidence)).await?;
    Ok(web::see(&format!("{}/points/{point}", assessment::url(number))))
}

pub async fn say(
    State(app): State<App>,
    asker: Asker,
    Path((segment, point)): At,
    form: Form,
) -> Result<Response, Fault> {
    let (number, act, typed) = (number_of(&segment)?, app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "assessment.say"), move |tx| {
            let chosen = Outcome::from_word(typed.text("outcome"));
            let input = Say {
                number,
                point,
                outcome: chosen.ok_or_else(|| Refusal::field("outcome", "Choose an outcome"))?,
                reason: typed.text("reason").into(),
                on: typed.parsed("on").unwrap_or(0),
            };
            assessment::say(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(format!("{}#p{point}", assessment::url(number))))
        })
        .await;
    if let Err(Refusal::Overtaken { .. }) = &outcome {
        let mut check = Check::new();
        check.add("reason", "Somebody of the panel saved while you were writing. Their words stand above yours: save again to put yours in their place.");
        let page = view(&app, &asker, (&segment, point), (form, check))?;
        return Ok(axum::response::IntoResponse::into_response(Page::flawed(PointPage { is_overtaken: true, ..page })));
    }
    web::answer(outcome, |check| view(&app, &asker, (&segment, point), (form, check)))
}

impl Sample for PointPage {
    fn samples() -> Vec<Self> {
        let page = |state, may_show, may_say, is_overtaken| PointPage {
            frame: Frame::sample("Standards"),
            it: Assessment::sample(state),
            point: crate::standard::web::sample_points().remove(1),
            points: 14,
            prompts: vec![
                Prompt {
                    point: 2,
                    phase: "beta".into(),
                    kind: "questions".into(),
                    words: "What <did> you find?".into(),
                },
                Prompt {
                    point: 2,
                    phase: "beta".into(),
                    kind: "evidence".into(),
                    words: "What you & others use".into(),
                },
            ],
            met: Met::default(),
            sees_evidence: true,
            evidence: vec![Evidence::sample()],
            said: Some(Said::sample()),
            may_show,
            may_say,
            is_overtaken,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        vec![
            page(Stand::Preparing, true, false, false),
            page(Stand::Checking, false, true, true),
            PointPage {
                sees_evidence: false,
                evidence: vec![],
                said: None,
                prompts: vec![],
                ..page(Stand::Asked, false, false, false)
            },
        ]
    }
}
web::sample!(PointPage);
