//! `/communities/{slug}/timeline`: the picture, its figures, its turning points; and the same on the community's page.

mod doors;
mod lanes;
mod picture;

pub use doors::doors;

use super::read::{LONGEST, Timeline};
use super::{Mark, PointsOf, TurningPoint, TurningPointId, mark, unmark};
use crate::Above;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Day, text};
use directory::community;
use directory::community::web::{Head, head};
use directory::panels::Look;
use picture::{Picture, Session, half_words};
use store::{Conn, StoreError};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

/// Shown when nothing is asked for.
const YEARS: i32 = 6;

/// Picture and table: on the community's page and on its own.
#[derive(Template)]
#[template(path = "timeline/figure.html")]
struct Figure {
    slug: String,
    it: Timeline,
    sessions: Vec<Session>,
    /// The picture as safe SVG.
    svg: String,
    /// On its own page there is no link to it.
    is_whole: bool,
}

impl Figure {
    fn new(slug: &str, it: Timeline, sessions: Vec<Session>, is_whole: bool) -> Self {
        let mut figure = Figure { slug: slug.into(), it, sessions, svg: String::new(), is_whole };
        let title = format!("{} of this community", figure.span());
        figure.svg = Picture::new(&figure.it, &figure.sessions).svg(&title, &figure.about());
        figure
    }

    /// `Six years`
    fn span(&self) -> String {
        let years = (self.it.rows.len() as f64 / 4.0).round() as usize;
        match years {
            0 => "The first months".into(),
            1 => "One year".into(),
            years => format!("{} years", web::words::count(years, true)),
        }
    }

    fn heading(&self) -> String {
        let (from, to) = (self.it.before, self.it.members());
        match from == to {
            true => format!("{}, {} throughout", self.span(), text::count(to, "person", "people")),
            false => format!("{}, from {} to {to}", self.span(), text::count(from, "person", "people")),
        }
    }

    fn movement(&self) -> String {
        format!("{} joined and {} left on the way. Each column is a quarter.", self.it.joined(), self.it.left())
    }

    /// For those who do not see the picture.
    fn about(&self) -> String {
        let lowest = self.it.rows.iter().filter_map(|row| Some((row.quarter, row.energy?)));
        let lowest = lowest.min_by(|one, other| one.1.total_cmp(&other.1));
        let energy =
            lowest.map(|(quarter, _)| format!(" Energy was lowest in {}.", quarter.name())).unwrap_or_default();
        let maturity = match (self.sessions.first(), self.sessions.last()) {
            (Some(first), Some(last)) if self.sessions.len() > 1 => {
                format!(" Maturity went from {} of {} indicators done to {}.", first.done, first.of, last.done)
            }
            _ => String::new(),
        };
        format!(
            "Members went from {} to {}; {} joined and {} left.{energy}{maturity} The figures are in the table below.",
            self.it.before,
            self.it.members(),
            self.it.joined(),
            self.it.left()
        )
    }

    fn half(&self) -> String {
        half_words(self.it.half)
    }

    fn knows_half(&self) -> bool {
        matches!(self.it.half, super::Half::After(_))
    }

    fn has_maturity(&self) -> bool {
        !self.sessions.is_empty()
    }

    /// Of the last session in a year: `18 of 24`.
    fn maturity_of(&self, year: &i32) -> String {
        let last = self.sessions.iter().rev().find(|session| i32::from(session.on.year()) == *year);
        last.map(|session| format!("{} of {}", session.done, session.of)).unwrap_or_default()
    }

    fn energy_of(&self, year: &i32) -> String {
        let known: Vec<f64> =
            self.it.rows.iter().filter(|row| row.quarter.year() == *year).filter_map(|row| row.energy).collect();
        if known.is_empty() {
            return String::new();
        }
        format!("{:.0} %", known.iter().sum::<f64>() / known.len() as f64)
    }

    fn points_of(&self, year: &i32) -> String {
        let of = self.it.points.iter().filter(|point| i32::from(point.on.year()) == *year);
        of.map(|point| format!("{}.", point.sentence().trim_end_matches('.'))).collect::<Vec<_>>().join(" ")
    }

    /// Who led at the end of a year, in words.
    fn led_in(&self, year: &i32) -> String {
        let led = self.it.led.iter().rev().find(|led| i32::from(led.from.year()) <= *year);
        led.map(|led| lanes::led_words(led, false)).unwrap_or_default()
    }

    /// The longest bar of the phone's list is full.
    fn bar(&self, number: &i64) -> i64 {
        let most = self.it.years.iter().map(|year| year.joined.max(year.left)).max().unwrap_or(1).max(1);
        number * 300 / most
    }
}

/// The oldest first.
fn sessions(conn: &mut Conn, community: CommunityId, from: Day) -> Result<Vec<Session>, StoreError> {
    let closed = crate::maturity::list(conn, community)?.into_iter().filter_map(|session| session.closed);
    let mut sessions: Vec<Session> = closed
        .filter(|it| it.on >= from)
        .map(|it| Session { on: it.on, done: it.done, in_progress: it.in_progress, next: it.next, of: it.of() })
        .collect();
    sessions.reverse();
    Ok(sessions)
}

/// On the community's own page.
pub fn panel(
    conn: &mut Conn,
    look: &Look<'_>,
    community: CommunityId,
    points: Option<PointsOf>,
) -> Result<String, StoreError> {
    let kept = conn.kept("timeline", community.into(), look.today, |conn| {
        let Some(it) = community::find(conn, community)? else { return Ok(String::new()) };
        let timeline = super::of(conn, &it, look.today, YEARS, points)?;
        let sessions = sessions(conn, it.id, timeline.first().first_day())?;
        // A panel that cannot be written leaves its page whole.
        Ok(Figure::new(&it.slug, timeline, sessions, false).render().unwrap_or_default())
    })?;
    Ok(kept.to_string())
}

#[derive(Template)]
#[template(path = "timeline/page.html")]
struct TimelinePage {
    frame: Frame,
    head: Head,
    years: i32,
    figure: Figure,
    may_mark: bool,
    form: Form,
    check: Check,
    once: String,
}

impl TimelinePage {
    fn figure_html(&self) -> String {
        self.figure.render().unwrap_or_default()
    }

    fn came_and_went(&self) -> String {
        format!("{} and {}", self.figure.it.joined(), self.figure.it.left())
    }

    fn trail(&self) -> Vec<(String, String)> {
        vec![(self.head.url(), self.head.it.name.clone()), (format!("{}/timeline", self.head.url()), "Timeline".into())]
    }

    fn is_long(&self) -> bool {
        self.years > YEARS
    }

    fn written(&self) -> Vec<(&TurningPoint, TurningPointId)> {
        self.figure.it.points.iter().filter_map(|point| Some((point, point.id?))).collect()
    }

    fn last_figures(&self) -> Vec<&super::Row> {
        self.figure.it.rows.iter().rev().collect()
    }

    fn energy(&self, energy: &Option<f64>) -> String {
        energy.map(|energy| format!("{energy:.0} %")).unwrap_or_default()
    }
}

impl Sample for TimelinePage {
    fn samples() -> Vec<Self> {
        let page = |rows: usize, may_mark, check| TimelinePage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            years: 6,
            figure: Figure::new("product-management", sample_timeline(rows), sample_sessions(rows), true),
            may_mark,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("title", "Say what happened");
        vec![page(24, true, check), page(1, false, Check::new()), page(60, false, Check::new())]
    }
}

web::sample!(TimelinePage);

fn sample_timeline(quarters: usize) -> Timeline {
    use super::{Led, Quarter, Row, reckon};
    let first = Quarter(2021 * 4);
    let row = |at: usize| Row {
        quarter: Quarter(first.0 + at as i32),
        joined: 3 + (at % 5) as i64 * if at == 9 { 6 } else { 1 },
        left: 1 + (at % 3) as i64,
        members: 11 + at as i64,
        energy: (at > 0).then_some(40.0 + (at % 7) as f64 * 4.0),
    };
    let rows: Vec<Row> = (0..quarters).map(row).collect();
    let point = |at: i32, title: &str, detail: &str| TurningPoint {
        id: Some(TurningPointId(base::Uuid::from_u128(at as u128 + 1))),
        on: Quarter(first.0 + at).first_day(),
        title: title.into(),
        detail: detail.into(),
    };
    let led = |at: i32, to: Option<i32>, leads| Led {
        from: Quarter(first.0 + at).first_day(),
        to: to.map(|to| Quarter(first.0 + to).first_day()),
        heads: vec!["Ada Quillfeather".into()],
        leads,
    };
    Timeline {
        before: 11,
        years: reckon::years(11, &rows),
        half: reckon::half_life(11, &rows),
        points: [point(0, "Re-launched", "with 11 people"), point(3, "Handbook <opened>", "")]
            .into_iter()
            .filter(|point| point.on < Quarter(first.0 + quarters as i32).first_day())
            .collect(),
        led: if quarters > 12 { vec![led(0, Some(11), 0), led(11, None, 3)] } else { vec![led(0, None, 0)] },
        today: Quarter(first.0 + quarters as i32).first_day().plus_days(-1),
        is_cut: quarters == 24,
        rows,
    }
}

fn sample_sessions(quarters: usize) -> Vec<Session> {
    let session = |year, done| Session {
        on: Day::new(year, 10, 4).unwrap_or(base::Moment::default().day()),
        done,
        in_progress: 6,
        next: 8,
        of: 24,
    };
    if quarters < 24 { Vec::new() } else { vec![session(2021, 2), session(2026, 10)] }
}

#[derive(serde::Deserialize)]
pub struct Span {
    years: Option<i32>,
}

impl Span {
    fn years(&self) -> i32 {
        self.years.unwrap_or(YEARS).clamp(1, LONGEST)
    }
}

/// `GET /communities/{slug}/timeline?years=15`
pub async fn show(
    above: Above,
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    Query(span): Query<Span>,
) -> Result<Page, Fault> {
    page(&app, &asker, &slug, (span.years(), above), (Form::default(), Check::new())).map(Page::of)
}

fn page(
    app: &App,
    asker: &Asker,
    slug: &str,
    (years, above): (i32, Above),
    (form, check): (Form, Check),
) -> Result<TimelinePage, Fault> {
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, crate::tabs)? else { return Ok::<_, StoreError>(None) };
        let it = super::of(conn, &head.it, app.today(), years, above.points)?;
        let sessions = sessions(conn, head.it.id, it.first().first_day())?;
        let lineage = community::lineage(conn, head.it.id)?;
        Ok(Some(TimelinePage {
            frame: asker.frame("Communities"),
            years,
            figure: Figure::new(slug, it, sessions, true),
            may_mark: crate::policy::may_keep(asker.actor(), &lineage),
            head,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `GET /communities/{slug}/timeline.csv`: a line a quarter, the longest span.
pub async fn figures(above: Above, State(app): State<App>, Path(slug): Path<String>) -> Result<Response, Fault> {
    let it = app.read(|conn| {
        let Some(it) = community::find_by_slug(conn, &slug)? else { return Ok::<_, StoreError>(None) };
        super::of(conn, &it, app.today(), LONGEST, above.points).map(Some)
    })?;
    let it = it.ok_or(Fault::NotFound)?;
    let mut lines = String::from("quarter,joined,left,members,energy_percent\r\n");
    for row in &it.rows {
        let energy = row.energy.map(|energy| format!("{energy:.1}")).unwrap_or_default();
        lines += &format!("{},{},{},{},{energy}\r\n", row.quarter.name(), row.joined, row.left, row.members);
    }
    let name = format!("attachment; filename=\"{slug}-timeline.csv\"");
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, name.as_str())];
    Ok((headers, lines).into_response())
}

/// `POST /communities/{slug}/turning-points`
pub async fn add(
    above: Above,
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = app.read(|conn| community::find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?.id;
    let (act, there) = (app.act(asker.actor()), format!("/communities/{slug}/timeline"));
    let typed = form.clone();
    let outcome = app
        .write_once(form.once(&asker, "community.turn"), move |tx| {
            let on = crate::asked::day("on", typed.text("on"))?;
            let input = Mark { community, on, title: typed.text("title").into(), detail: typed.text("detail").into() };
            mark(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    match outcome.map_err(Fault::from) {
        Ok(reply) => Ok(reply.into_response()),
        Err(Fault::Invalid(check)) => {
            Ok(Page::flawed(page(&app, &asker, &slug, (YEARS, above), (form, check))?).into_response())
        }
        Err(other) => Err(other),
    }
}

/// `POST /communities/{slug}/turning-points/{id}/removal`
pub async fn remove(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, TurningPointId)>,
) -> Result<Response, Fault> {
    let community = app.read(|conn| community::find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?.id;
    let act = app.act(asker.actor());
    app.write(move |tx| unmark(tx, &act, community, id)).await?;
    Ok(web::see(&format!("/communities/{slug}/timeline")))
}
