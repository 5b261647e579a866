//! `/standards`: what must be true of products, what is coming, what is late.

use super::about;
use crate::assessment::{self, Assessment, Late};
use crate::standard::{self, Make, Point, Scale, Standard, Version, make, may_make, read, starter};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{Day, text};
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

const SHOWN: i64 = 30;

#[derive(Template)]
#[template(path = "standard/list.html")]
struct ListPage {
    frame: Frame,
    today: Day,
    standards: Vec<(Standard, Option<Version>)>,
    coming: Vec<Assessment>,
    late: Vec<Late>,
    /// Whoever looks offered to sit on panels.
    sits: bool,
    may_sit: bool,
    may_make: bool,
    form: Form,
    check: Check,
    once: String,
}

impl ListPage {
    fn scales(&self) -> Vec<(&'static str, &'static str)> {
        Scale::ALL.iter().map(|scale| (scale.word(), scale.label())).collect()
    }

    fn about(&self, version: &Option<Version>, purpose: &str) -> String {
        let version = version.as_ref().map(about).unwrap_or_default();
        format!("{version}. {purpose}")
    }

    fn late_by(&self, it: &Late) -> String {
        let days = text::count(self.today.days_since(it.due_on), "day", "days");
        format!("{}. {}, {days} late", it.product, it.owner.as_deref().unwrap_or("Nobody"))
    }

    fn late_at(&self, it: &Late) -> String {
        format!("{}#actions", assessment::url(it.number))
    }

    fn products(&self, it: &Standard) -> String {
        format!("{}/products", it.url())
    }
}

pub async fn show(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, (Form::default(), Check::new()))?))
}

fn view(app: &App, asker: &Asker, (form, check): (Form, Check)) -> Result<ListPage, Fault> {
    let today = app.today();
    app.read(|conn| {
        let mut standards = Vec::new();
        for it in standard::list(conn)? {
            let newest = standard::newest(conn, it.id)?;
            standards.push((it, newest));
        }
        Ok::<_, Fault>(ListPage {
            frame: asker.frame("Standards"),
            today,
            standards,
            coming: assessment::waiting(conn, SHOWN)?,
            late: assessment::late_actions(conn, today, SHOWN)?,
            sits: asker.person.map(|me| assessment::has_offered(conn, me)).transpose()?.unwrap_or_default(),
            may_sit: asker.person.is_some() && !asker.actor().read_only,
            may_make: may_make(asker.actor()),
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

/// One point a line, with a colon before what it means; or a table with a column `title`.
fn typed_points(typed: &str) -> Result<Vec<Point>, Refusal> {
    let first = typed.trim_start().lines().next().unwrap_or_default();
    if first.contains(',') && first.to_lowercase().split(',').any(|cell| cell.trim() == "title") {
        let told = read::points_of(typed.trim_start()).map_err(|fault| Refusal::field("points", fault))?;
        return Ok(told.into_iter().map(|it| it.point).collect());
    }
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines
        .map(|line| {
            let (title, description) = line.split_once(": ").unwrap_or((line, ""));
            Point {
                number: 0,
                title: title.into(),
                description: description.trim().into(),
                leads: None,
                guidance: String::new(),
            }
        })
        .collect())
}

/// `POST /standards`: a new one, or a new version of one that has this name.
pub async fn send(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "standard.make"), move |tx| {
            let input = Make {
                slug: None,
                title: typed.text("title").into(),
                purpose: typed.text("purpose").into(),
                version_title: typed.text("version_title").into(),
                scale: Scale::from_word(typed.text("scale")).unwrap_or(Scale::Colours),
                points: typed_points(typed.text("points"))?,
                prompts: Vec::new(),
            };
            let made = make(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(format!("/standards/{}", made.slug)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, (form, check)))
}

/// `POST /standards/starter`: the one that ships.
pub async fn begin(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let outcome = app
        .write_once(form.once(&asker, "standard.begin"), move |tx| {
            let made = starter(tx, &act)?;
            Ok::<_, Refusal>(Reply::see(format!("/standards/{}", made.slug)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, (form, check)))
}

/// `POST /standards/panellists`: offers to sit on panels, or no longer.
pub async fn sit(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, offers) = (app.act(asker.actor()), form.text("sits") == "1");
    app.write(move |tx| assessment::offer(tx, &act, offers)).await?;
    Ok(web::see("/standards"))
}

impl Sample for ListPage {
    fn samples() -> Vec<Self> {
        let (standard, version) = super::sample();
        let mut flawed = Check::new();
        flawed.add("points", "Write one point a line");
        let page = |standards: Vec<_>, coming: Vec<_>, check| ListPage {
            frame: Frame::sample("Standards"),
            today: Day::parse("2026-11-27").unwrap_or(base::Moment::default().day()),
            late: coming
                .iter()
                .map(|it: &Assessment| Late {
                    number: it.number,
                    product: it.product_name.clone(),
                    words: "Decide <how long> calls are kept".into(),
                    owner: Some("Noor & Basalt".into()),
                    due_on: base::Moment::default().day(),
                })
                .collect(),
            sits: coming.is_empty(),
            may_sit: true,
            may_make: true,
            standards,
            coming,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        vec![
            page(vec![(standard, Some(version))], vec![Assessment::sample(assessment::State::Asked)], Check::new()),
            page(vec![], vec![], flawed),
        ]
    }
}
web::sample!(ListPage);

#[cfg(test)]
mod tests {
    use super::typed_points;

    #[test]
    fn points_are_typed_as_lines_or_pasted_as_a_table() {
        let lines = typed_points("Start from what is known: look first\n\n  Leave it behind \n").unwrap();
        let told: Vec<_> = lines.iter().map(|it| (it.title.as_str(), it.description.as_str())).collect();
        assert_eq!(told, [("Start from what is known", "look first"), ("Leave it behind", "")]);
        let table = typed_points("point,title,description\n2,Second,\n1,\"First, of all\",so\n").unwrap();
        let told: Vec<_> = table.iter().map(|it| (it.number, it.title.as_str())).collect();
        assert_eq!(told, [(1, "First, of all"), (2, "Second")]);
        assert!(typed_points("point,title\nx,First\n").is_err());
    }
}
