//! `/standards/{standard}/points/{point}`: what it means, what a team is asked, and what meets it already.

use super::{Asked, wanted};
use crate::assessment::{Met, gather};
use crate::standard::{Point, Prompt, Standard, Version, points, prompts};
use askama::Template;
use axum::extract::{Path, Query, State};
use knowledge::markdown::{render, targets::Alone};
use web::{App, Asker, Fault, Frame, Page, Sample};

const PHASES: [(&str, &str); 3] = [("alpha", "Alpha"), ("beta", "Beta"), ("live", "Live")];

#[derive(Template)]
#[template(path = "standard/point.html")]
struct PointPage {
    frame: Frame,
    standard: Standard,
    version: Version,
    point: Point,
    /// Safe: made by the handbook's writer of Markdown.
    guidance: String,
    /// Of each phase that has any.
    prompts: Vec<(&'static str, Vec<Prompt>)>,
    met: Met,
}

impl PointPage {
    fn trail(&self) -> Vec<(String, String)> {
        let address = format!("{}?version={}", self.standard.url(), self.version.number);
        vec![("/standards".into(), "Standards".into()), (address, self.standard.title.clone())]
    }

    fn kinds<'p>(&self, prompts: &'p [Prompt]) -> Vec<(String, Vec<&'p Prompt>)> {
        let mut kinds: Vec<(String, Vec<&Prompt>)> = Vec::new();
        for prompt in prompts {
            let title = match prompt.kind.as_str() {
                "questions" => "You are asked".to_owned(),
                "evidence" => "You can show".to_owned(),
                other => base::text::capital(other),
            };
            match kinds.iter_mut().find(|(known, _)| *known == title) {
                Some((_, all)) => all.push(prompt),
                None => kinds.push((title, vec![prompt])),
            }
        }
        kinds
    }
}

pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path((slug, number)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    let page = app.read(|conn| {
        let (standard, version) = wanted(conn, &slug, asked.version)?;
        let point = points(conn, version.id)?.into_iter().find(|it| it.number == number).ok_or(Fault::NotFound)?;
        let mut asked = Vec::new();
        for (phase, title) in PHASES {
            let mut all = prompts(conn, version.id, phase)?;
            all.retain(|it| it.point == number);
            if !all.is_empty() {
                asked.push((title, all));
            }
        }
        Ok::<_, Fault>(PointPage {
            frame: asker.frame("Standards"),
            met: gather(conn, &app.index, asker.actor(), standard.id, version.id, &point)?,
            guidance: render(&point.guidance, "", &Alone).html,
            prompts: asked,
            point,
            standard,
            version,
        })
    })?;
    Ok(Page::of(page))
}

impl Sample for PointPage {
    fn samples() -> Vec<Self> {
        let (standard, version) = super::sample();
        let near = |reference: &str| crate::assessment::Near {
            reference: reference.into(),
            title: "Ask <early>".into(),
            url: "/handbook/31".into(),
        };
        let met = Met {
            pages: vec![near("H 31")],
            solutions: vec![near("P 87")],
            earlier: vec![(12, "Book & visit".into(), "They <met> eleven visitors".into())],
            people: vec![(base::PersonId(base::Uuid::from_u128(4)), "Ada <Quill>".into())],
        };
        let prompt =
            |kind: &str| Prompt { point: 2, phase: "alpha".into(), kind: kind.into(), words: "Who & why?".into() };
        let page = |met, prompts| PointPage {
            frame: Frame::sample("Standards"),
            standard: standard.clone(),
            version: version.clone(),
            point: super::sample_points().remove(1),
            guidance: "<h2>Why</h2>".into(),
            prompts,
            met,
        };
        vec![
            page(met, vec![("Alpha", vec![prompt("questions"), prompt("evidence"), prompt("about usability")])]),
            page(Met::default(), vec![]),
        ]
    }
}
web::sample!(PointPage);
