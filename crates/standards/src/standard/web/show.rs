//! `/standards/{standard}`: its points, who leads on each, where products missed them.

use super::{Asked, wanted};
use crate::portfolio;
use crate::standard::{self, MapLine, Point, Standard, Version, map, map_between, may_make, points, versions};
use ::store::StoreError;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::text;
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "standard/show.html")]
struct ShowPage {
    frame: Frame,
    standard: Standard,
    version: Version,
    versions: Vec<Version>,
    points: Vec<Point>,
    /// Of each point: how many published reports say it was not met, and how many there are.
    missed: Vec<usize>,
    reports: usize,
    /// The version before this one and how its points stand to these.
    before: Option<(Version, Vec<MapLine>)>,
    may_make: bool,
    form: Form,
    check: Check,
}

impl ShowPage {
    fn about(&self) -> String {
        super::about(&self.version)
    }

    fn is_newest(&self) -> bool {
        self.versions.first().is_some_and(|newest| newest.number == self.version.number)
    }

    fn missed_at(&self, point: &Point) -> String {
        let missed = usize::try_from(point.number - 1).ok().and_then(|at| self.missed.get(at)).copied().unwrap_or(0);
        if missed == 0 { String::new() } else { format!("{missed} of {}", self.reports) }
    }

    fn worst(&self) -> Option<&Point> {
        let worst = self.missed.iter().enumerate().max_by_key(|(at, missed)| (**missed, std::cmp::Reverse(*at)));
        worst.filter(|(_, missed)| **missed > 0).and_then(|(at, _)| self.points.get(at))
    }

    fn most_missed(&self) -> String {
        self.worst().map_or_else(|| "None yet".into(), |point| format!("Point {}", point.number))
    }

    fn most_missed_words(&self) -> &str {
        self.worst().map_or("", |point| point.title.as_str())
    }

    fn map_lines(&self) -> String {
        let typed = self.form.text("map");
        let known = self.before.iter().flat_map(|(_, lines)| lines);
        if typed.is_empty() {
            known.map(|line| format!("{} to {}", line.from, line.to)).collect::<Vec<_>>().join("\n")
        } else {
            typed.to_owned()
        }
    }
}

pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &slug, asked.version, (Form::default(), Check::new()))?))
}

fn view(
    app: &App,
    asker: &Asker,
    slug: &str,
    version: Option<i64>,
    (form, check): (Form, Check),
) -> Result<ShowPage, Fault> {
    app.read(|conn| {
        let (standard, version) = wanted(conn, slug, version)?;
        let versions = versions(conn, standard.id)?;
        let before = match versions.iter().find(|it| it.number < version.number) {
            Some(older) => Some((older.clone(), map_between(conn, older.id, version.id)?)),
            None => None,
        };
        let (missed, reports) = portfolio::missed(conn, version.id, version.points)?;
        Ok(ShowPage {
            frame: asker.frame("Standards"),
            points: points(conn, version.id)?,
            versions,
            missed,
            reports,
            before,
            may_make: may_make(asker.actor()),
            standard,
            version,
            form,
            check,
        })
    })
}

/// `GET /standards/{standard}/points.csv`: as it comes in again.
pub async fn csv(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let table = app.read(|conn| {
        let (_, version) = wanted(conn, &slug, asked.version)?;
        let mut table = String::from("standard version,point,title,description,leads\r\n");
        for it in points(conn, version.id)? {
            let leads = it.leads.map(|(_, name)| name).unwrap_or_default();
            let cells = [it.title, it.description, leads].map(|cell| text::cell(&cell)).join(",");
            table += &format!("{},{},{cells}\r\n", version.number, it.number);
        }
        Ok::<_, Fault>(table)
    })?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], table).into_response())
}

/// Lines such as `3 to 5`: point 3 of the older version is point 5 of the newer.
fn lines(typed: &str) -> Result<Vec<MapLine>, Refusal> {
    let line = |line: &str| {
        let mut numbers = line.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty());
        let both = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        numbers.next().is_none().then_some(MapLine { from: both.0, to: both.1 })
    };
    let wrong = |it: &str| {
        Refusal::field(
            "map",
            format!("Write lines such as \u{201c}3 to 5\u{201d}, not \u{201c}{}\u{201d}", text::shorten(it, 40)),
        )
    };
    typed.lines().map(str::trim).filter(|it| !it.is_empty()).map(|it| line(it).ok_or_else(|| wrong(it))).collect()
}

/// `POST /standards/{standard}/maps`
pub async fn map_points(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let version: Option<i64> = form.parsed("to");
    let ends = app.read(|conn| {
        let Some(it) = standard::find(conn, &slug)? else { return Ok::<_, StoreError>(None) };
        let from = standard::find_version(conn, it.id, form.parsed("from").unwrap_or(0))?;
        let to = standard::find_version(conn, it.id, version.unwrap_or(0))?;
        Ok(from.zip(to))
    })?;
    let (from, to) = ends.ok_or(Fault::NotFound)?;
    let (act, typed, there) =
        (app.act(asker.actor()), form.clone(), format!("/standards/{slug}?version={}", to.number));
    let outcome = app
        .write(move |tx| {
            map(tx, &act, from.id, to.id, &lines(typed.text("map"))?)?;
            Ok::<_, Refusal>(Reply::see(there.clone()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &slug, version, (form, check)))
}

impl Sample for ShowPage {
    fn samples() -> Vec<Self> {
        let (standard, version) = super::sample();
        let older = Version { number: 1, title: String::new(), ..version.clone() };
        let page = |before, may_make, missed: Vec<usize>| ShowPage {
            frame: Frame::sample("Standards"),
            standard: standard.clone(),
            versions: vec![version.clone(), older.clone()],
            version: version.clone(),
            points: super::sample_points(),
            reports: missed.iter().sum(),
            missed,
            before,
            may_make,
            form: Form::default(),
            check: Check::new(),
        };
        vec![
            page(Some((older.clone(), vec![MapLine { from: 1, to: 2 }])), true, vec![0, 3]),
            page(None, false, vec![0, 0]),
        ]
    }
}
web::sample!(ShowPage);
