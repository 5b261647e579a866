//! `/standards/{standard}/products`: all products by point, with the tracks that are laid over them.

use super::{Exempt, Exemption, Lay, Row, Track, TrackId, end, exempt, exemptions, lay, rows, tracks};
use crate::standard::{self, Point, Standard, may_make};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Day, text};
use directory::product::Phase;
use directory::roster::read_day;
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.get("/standards/{standard}/products", Right::SignedIn, show)
        .get("/standards/{standard}/products.csv", Right::SignedIn, csv)
        .post("/standards/{standard}/tracks", Right::Writes, send)
        .post("/standards/{standard}/exemptions", Right::Writes, send_exemption)
}

#[derive(Clone, Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    phase: String,
    /// `name`, `met` or `day`
    #[serde(default)]
    sort: String,
    #[serde(default)]
    unit: String,
}

#[derive(Template)]
#[template(path = "portfolio/show.html")]
struct PortfolioPage {
    frame: Frame,
    today: Day,
    standard: Standard,
    points: Vec<Point>,
    rows: Vec<Row>,
    units: Vec<String>,
    all: usize,
    tracks: Vec<Track>,
    exemptions: Vec<Exemption>,
    asked: Asked,
    may_make: bool,
    form: Form,
    check: Check,
    once: String,
}

/// A mark of one point: its sign, what is read out.
fn mark(sign: u8) -> (&'static str, &'static str) {
    match sign {
        b'0' => ("done", "met"),
        b'1' => ("doing", "in part"),
        b'2' => ("lost", "not met"),
        _ => ("open", "nothing said"),
    }
}

impl PortfolioPage {
    fn trail(&self) -> Vec<(String, String)> {
        vec![("/standards".into(), "Standards".into()), (self.standard.url(), self.standard.title.clone())]
    }

    fn marks(&self, row: &Row) -> Vec<(&'static str, &'static str)> {
        row.report.iter().flat_map(|report| report.marks.bytes().map(mark)).collect()
    }

    fn is(&self, chosen: &str, value: &str) -> bool {
        chosen == value
    }

    fn of_all(&self) -> String {
        format!("of {}", self.all)
    }

    fn assessed(&self) -> usize {
        self.rows.iter().filter(|row| row.report.is_some()).count()
    }

    fn whole(&self) -> usize {
        self.rows.iter().filter(|row| row.report.as_ref().is_some_and(|it| it.outcome.rank() == 0)).count()
    }

    fn phases(&self) -> Vec<(&'static str, &'static str)> {
        let some = Phase::ALL.iter().filter(|phase| **phase != Phase::Retired);
        std::iter::once(("", "All phases")).chain(some.map(|phase| (phase.word(), phase.title()))).collect()
    }

    fn track_phases(&self) -> Vec<(&'static str, &'static str)> {
        self.phases().into_iter().skip(1).collect()
    }

    fn unit_choices(&self) -> Vec<(&str, &str)> {
        std::iter::once(("", "All units")).chain(self.units.iter().map(|it| (it.as_str(), it.as_str()))).collect()
    }

    fn sorts(&self) -> [(&'static str, &'static str); 3] {
        [("name", "By name"), ("met", "Fewest met first"), ("day", "Longest ago first")]
    }

    fn point_choices(&self) -> Vec<(String, String)> {
        let whole = (String::new(), "The whole standard".to_owned());
        let points = self.points.iter().map(|it| (it.number.to_string(), format!("{}. {}", it.number, it.title)));
        std::iter::once(whole).chain(points).collect()
    }

    fn product_choices(&self) -> Vec<(String, &str)> {
        let choose = (String::new(), "Choose a product");
        std::iter::once(choose)
            .chain(self.rows.iter().map(|row| (row.product.to_string(), row.name.as_str())))
            .collect()
    }

    /// Met, exempt, and of how many, of a track over the products that are shown.
    fn stand(&self, track: &Track) -> (usize, usize, usize) {
        let mut stand = (0, 0, 0);
        for row in &self.rows {
            let Some(is_met) = track.is_met_by(row) else { continue };
            stand.2 += 1;
            if is_met {
                stand.0 += 1;
            } else if self.exemption(track, row).is_some() {
                stand.1 += 1;
            }
        }
        stand
    }

    fn exemption(&self, track: &Track, row: &Row) -> Option<&Exemption> {
        let holds = |it: &&Exemption| it.track == track.id && it.product == row.product && it.until >= self.today;
        self.exemptions.iter().find(holds)
    }

    /// Those that must still move.
    fn open(&self, track: &Track) -> Vec<&Row> {
        let open = |row: &&Row| track.is_met_by(row) == Some(false) && self.exemption(track, row).is_none();
        self.rows.iter().filter(open).collect()
    }

    fn days_left(&self, track: &Track) -> String {
        match track.by.days_since(self.today) {
            0 => "today".into(),
            left if left > 0 => format!("in {}", text::count(left, "day", "days")),
            late => format!("{} late", text::count(-late, "day", "days")),
        }
    }

    fn csv(&self) -> String {
        format!(
            "{}/products.csv?phase={}&unit={}",
            self.standard.url(),
            self.asked.phase,
            web::words::query(&self.asked.unit)
        )
    }
}

/// Those that are asked for, in the order that is asked for.
fn chosen(mut rows: Vec<Row>, asked: &Asked) -> Vec<Row> {
    rows.retain(|row| asked.phase.is_empty() || row.phase.word() == asked.phase);
    rows.retain(|row| asked.unit.is_empty() || row.unit.as_deref() == Some(&asked.unit));
    match asked.sort.as_str() {
        "met" => rows.sort_by_key(|row| row.report.as_ref().map(|it| (it.met() * 1_000) / it.points().max(1))),
        "day" => rows.sort_by_key(|row| row.report.as_ref().map(|it| it.on)),
        _ => {}
    }
    rows
}

async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &slug, asked, (Form::default(), Check::new()))?))
}

fn view(
    app: &App,
    asker: &Asker,
    slug: &str,
    asked: Asked,
    (form, check): (Form, Check),
) -> Result<PortfolioPage, Fault> {
    let today = app.today();
    app.read(|conn| {
        let standard = standard::find(conn, slug)?.ok_or(Fault::NotFound)?;
        let newest = standard::newest(conn, standard.id)?.ok_or(Fault::NotFound)?;
        let all = rows(conn, standard.id)?;
        let mut units: Vec<String> = all.iter().filter_map(|row| row.unit.clone()).collect();
        units.sort();
        units.dedup();
        Ok(PortfolioPage {
            frame: asker.frame("Standards"),
            today,
            points: standard::points(conn, newest.id)?,
            units,
            all: all.len(),
            rows: chosen(all, &asked),
            tracks: tracks(conn, standard.id)?,
            exemptions: exemptions(conn, standard.id)?,
            asked,
            may_make: may_make(asker.actor()),
            standard,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

/// `GET /standards/{standard}/products.csv`
async fn csv(State(app): State<App>, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (points, rows) = app.read(|conn| {
        let standard = standard::find(conn, &slug)?.ok_or(Fault::NotFound)?;
        let newest = standard::newest(conn, standard.id)?.ok_or(Fault::NotFound)?;
        Ok::<_, Fault>((newest.points, chosen(rows(conn, standard.id)?, &asked)))
    })?;
    let most = rows.iter().filter_map(|row| row.report.as_ref()).map(|it| it.points()).max().unwrap_or(0);
    let most = most.max(usize::try_from(points).unwrap_or_default());
    let mut table = String::from("product,phase,unit,report,version,stage,day,outcome");
    (1..=most).for_each(|point| table += &format!(",{point}"));
    table += "\r\n";
    for row in rows {
        let unit = row.unit.as_deref().unwrap_or_default();
        table += &format!("{},{},{}", text::cell(&row.name), row.phase.word(), text::cell(unit));
        let Some(it) = row.report else {
            table += &",".repeat(5 + most);
            table += "\r\n";
            continue;
        };
        table += &format!(",S {},{},{},{},{}", it.number, it.version, it.stage.word(), it.on, it.outcome.word());
        for at in 0..most {
            let words = it.marks.as_bytes().get(at).map_or("", |sign| mark(*sign).1);
            table += &format!(",{words}");
        }
        table += "\r\n";
    }
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], table).into_response())
}

/// `POST /standards/{standard}/tracks`: a new one, or `what` = `end` of one.
async fn send(State(app): State<App>, asker: Asker, Path(slug): Path<String>, form: Form) -> Result<Response, Fault> {
    let it = app.read(|conn| standard::find(conn, &slug))?.ok_or(Fault::NotFound)?;
    let (act, typed, there) = (app.act(asker.actor()), form.clone(), format!("{}/products#tracks", it.url()));
    let outcome = app
        .write_once(form.once(&asker, "standard.track"), move |tx| {
            if let Some(track) = typed.parsed::<TrackId>("ended") {
                end(tx, &act, track)?;
                return Ok::<_, Refusal>(Reply::see(there.clone()));
            }
            let by = read_day(typed.text("by"))
                .ok_or_else(|| Refusal::field("by", "Write a day from today on, such as 30 June 2027"))?;
            let phase = Phase::from_word(typed.text("track_phase"));
            let phase = phase.ok_or_else(|| Refusal::field("track_phase", "Choose a phase"))?;
            let title = typed.text("track_title").into();
            lay(tx, &act, &Lay { standard: it.id, title, point: typed.parsed("point"), phase, by })?;
            Ok(Reply::see(there.clone()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &slug, Asked::default(), (form, check)))
}

/// `POST /standards/{standard}/exemptions`
async fn send_exemption(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| standard::find(conn, &slug))?.ok_or(Fault::NotFound)?;
    let (act, typed, there) = (app.act(asker.actor()), form.clone(), format!("{}/products#tracks", it.url()));
    let outcome = app
        .write_once(form.once(&asker, "standard.exempt"), move |tx| {
            let track = typed.parsed("track").ok_or(Refusal::Missing("track"))?;
            let product = typed.parsed("product").ok_or_else(|| Refusal::field("product", "Choose a product"))?;
            let until = read_day(typed.text("until"))
                .ok_or_else(|| Refusal::field("until", "Write a day from today on, such as 30 June 2027"))?;
            exempt(tx, &act, &Exempt { track, product, until, why: typed.text("why").into() })?;
            Ok::<_, Refusal>(Reply::see(there.clone()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &slug, Asked::default(), (form, check)))
}

impl Sample for PortfolioPage {
    fn samples() -> Vec<Self> {
        let day = base::Moment::default().day();
        let row = |at: u128, report| Row {
            product: base::Uuid::from_u128(at).into(),
            slug: "book-a-visit".into(),
            name: "Book <a> visit".into(),
            phase: Phase::Live,
            unit: Some("Prisons & probation".into()),
            report,
        };
        let report = super::Report {
            number: 12,
            version: 2,
            scale: standard::Scale::Colours,
            stage: standard::Stage::Live,
            on: day,
            outcome: standard::Outcome::Amber,
            marks: "01".into(),
        };
        let track = Track {
            id: base::Uuid::from_u128(5).into(),
            title: "Open <figures>".into(),
            point: Some(2),
            phase: Phase::Live,
            by: day,
        };
        let exemption = Exemption {
            track: track.id,
            product: base::Uuid::from_u128(2).into(),
            until: day,
            why: "It <ends>".into(),
        };
        let page = |rows: Vec<Row>, tracks, may_make| PortfolioPage {
            frame: Frame::sample("Standards"),
            today: day,
            standard: standard::web::sample().0,
            points: standard::web::sample_points(),
            all: rows.len(),
            rows,
            units: vec!["Prisons & probation".into()],
            tracks,
            exemptions: vec![exemption.clone()],
            asked: Asked::default(),
            may_make,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        vec![
            page(vec![row(1, Some(report)), row(2, None), row(3, None)], vec![track], true),
            page(vec![], vec![], false),
        ]
    }
}
web::sample!(PortfolioPage);
