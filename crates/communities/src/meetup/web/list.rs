//! `/communities/{slug}/meetups`: what comes, what was, calling one.

use super::typed::{OFTEN, minutes, rule, time};
use crate::asked::{self, day};
use crate::meetup::{self, Make, Meetup, Occurrence, occurrences};
use crate::policy::may_keep;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Day};
use directory::community;
use directory::community::CommunityKind;
use directory::community::web::{Head, head};
use directory::panels::Look;
use store::{Conn, StoreError};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

pub(super) struct Shown {
    pub meetup: Meetup,
    pub it: Occurrence,
    pub yes: usize,
    pub has_notes: bool,
}

impl Shown {
    pub fn url(&self) -> String {
        format!("{}?on={}", self.meetup.url(), self.it.on)
    }

    pub fn where_words(&self) -> String {
        match (self.it.place.as_str(), self.it.link.as_str()) {
            ("", "") => String::new(),
            ("", _) => "online".into(),
            (place, "") => place.into(),
            (place, _) => format!("{place} and online"),
        }
    }
}

#[derive(Template)]
#[template(path = "meetup/list.html")]
struct MeetupsPage {
    frame: Frame,
    head: Head,
    series: Vec<Meetup>,
    coming: Vec<Shown>,
    past: Vec<Shown>,
    may_call: bool,
    form: Form,
    check: Check,
    once: String,
}

impl MeetupsPage {
    fn next(&self) -> String {
        self.coming.iter().find(|it| !it.it.is_cancelled).map_or("None yet".into(), |it| it.it.day.long())
    }

    fn next_title(&self) -> String {
        self.coming.iter().find(|it| !it.it.is_cancelled).map(|it| it.meetup.title.clone()).unwrap_or_default()
    }

    fn yes(&self) -> usize {
        self.coming.iter().find(|it| !it.it.is_cancelled).map_or(0, |it| it.yes)
    }

    fn without_notes(&self) -> usize {
        self.past.iter().filter(|it| !it.it.is_cancelled && !it.has_notes).count()
    }

    fn rule_words(&self, it: &Meetup) -> String {
        it.rule.as_ref().map(|rule| meetup::rule_words(rule, it.first_on)).unwrap_or_default()
    }

    fn often(&self) -> &'static [(&'static str, &'static str)] {
        &OFTEN
    }

    fn repeating(&self) -> Vec<&Meetup> {
        self.series.iter().filter(|it| it.rule.is_some() && it.cancelled.is_none()).collect()
    }

    fn zone(&self) -> &str {
        if self.form.has("zone") { self.form.text("zone") } else { "Europe/London" }
    }
}

pub(super) fn sample(number: i64, cancelled: bool) -> Shown {
    let day = Day::new(2026, 12, 10).unwrap_or(base::Moment::default().day());
    let meetup = Meetup {
        id: meetup::MeetupId(base::Uuid::from_u128(number as u128)),
        number,
        community: CommunityId(base::Uuid::from_u128(1)),
        title: "Whole <profession>".into(),
        about: "What we learned this year.".into(),
        zone: "Europe/London".into(),
        first_on: day,
        starts_minute: 600,
        minutes: 90,
        rule: meetup::rule::Rule::parse("FREQ=MONTHLY;BYDAY=2TH").ok(),
        place: "Harbour House".into(),
        link: "https://meet.example/a?b=1&c=2".into(),
        organiser: None,
        sequence: 0,
        made_at: day.midnight(),
        changed_at: day.midnight(),
        cancelled: cancelled.then(|| "Too few can come.".into()),
    };
    let it = meetup::web_of(&meetup, day);
    Shown { meetup, it, yes: 52, has_notes: !cancelled }
}

impl Sample for MeetupsPage {
    fn samples() -> Vec<Self> {
        let page = |coming: Vec<Shown>, past, may_call, check| MeetupsPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            series: coming.iter().map(|it| it.meetup.clone()).collect(),
            coming,
            past,
            may_call,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("starts", "Give a time such as 10:00");
        vec![
            page(vec![sample(1, false), sample(2, true)], vec![sample(3, false)], true, check),
            page(vec![], vec![], false, Check::new()),
        ]
    }
}

web::sample!(MeetupsPage);

/// `GET /communities/{slug}/meetups`; the slug may be the community's id.
pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Response, Fault> {
    if let Some(there) = asked::web::by_slug(&app, &slug, "meetups")? {
        return Ok(web::moved(&there));
    }
    Ok(Page::of(page(&app, &asker, &slug, (Form::default(), Check::new()))?).into_response())
}

/// Shown ahead and back.
const AHEAD_DAYS: i64 = 200;
const BACK_DAYS: i64 = 120;
const SHOWN: usize = 24;

fn shown(conn: &mut Conn, series: &[Meetup], from: Day, to: Day) -> Result<Vec<Shown>, StoreError> {
    let mut all = Vec::new();
    for meetup in series {
        for it in occurrences(conn, meetup, from, to, SHOWN)? {
            all.push((meetup, it));
        }
    }
    all.sort_by_key(|(meetup, it)| (it.starts, meetup.number));
    let mut shown = Vec::new();
    for (meetup, it) in all {
        let yes = meetup::coming(conn, meetup.id, it.on)?;
        let has_notes = meetup::notes_of(conn, meetup.id, it.on)?.is_some();
        shown.push(Shown { meetup: meetup.clone(), it, yes, has_notes });
        if shown.len() >= 60 {
            break;
        }
    }
    Ok(shown)
}

fn page(app: &App, asker: &Asker, slug: &str, (form, check): (Form, Check)) -> Result<MeetupsPage, Fault> {
    let today = app.today();
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, crate::tabs)? else { return Ok::<_, StoreError>(None) };
        let series = meetup::list(conn, head.it.id, today.plus_days(-BACK_DAYS))?;
        let mut coming = shown(conn, &series, today, today.plus_days(AHEAD_DAYS))?;
        coming.truncate(SHOWN);
        let mut past = shown(conn, &series, today.plus_days(-BACK_DAYS), today.plus_days(-1))?;
        past.reverse();
        past.truncate(SHOWN);
        let leads = may_keep(asker.actor(), &community::lineage(conn, head.it.id)?);
        let member = head.it.kind != CommunityKind::Practice
            && asker.actor().memberships.iter().any(|held| held.community == head.it.id);
        Ok(Some(MeetupsPage {
            frame: asker.frame("Communities"),
            may_call: head.it.closed_on.is_none() && (leads || member),
            head,
            series,
            coming,
            past,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `POST /communities/{slug}/meetups`
pub async fn add(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "meetup.call"), move |tx| {
            let first_on = day("first_on", typed.text("first_on"))?;
            let input = Make {
                community,
                title: typed.text("title").into(),
                about: typed.text("about").into(),
                zone: typed.text("zone").into(),
                first_on,
                starts_minute: time("starts", typed.text("starts"))?,
                minutes: minutes(&typed)?,
                rule: rule(&typed, first_on)?,
                place: typed.text("place").into(),
                link: typed.text("link").into(),
            };
            let it = meetup::make(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(it.url()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

#[derive(Template)]
#[template(path = "meetup/panel.html")]
struct Panel {
    slug: String,
    next: Option<Shown>,
}

/// Beside the community's page: the next time that it meets.
pub fn panel(conn: &mut Conn, look: &Look<'_>, community: CommunityId) -> Result<String, StoreError> {
    let Some(it) = community::find(conn, community)? else { return Ok(String::new()) };
    let next = match meetup::next_of(conn, community, look.today)? {
        Some((meetup, it)) => {
            let yes = meetup::coming(conn, meetup.id, it.on)?;
            Some(Shown { meetup, it, yes, has_notes: false })
        }
        None => None,
    };
    Ok(Panel { slug: it.slug, next }.render().unwrap_or_default())
}
