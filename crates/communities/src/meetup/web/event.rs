//! `/events/{number}`: one meetup, one time of it.

use super::list::{Shown, sample};
use super::typed::{minutes, time};
use crate::asked::day;
use crate::meetup::{self, Answer, Change, ChangeOne, Item, Meetup, Note, Notes, link, occurrences};
use crate::refusal::Refusal;
use crate::{Above, Worth};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{Day, PersonId, Uuid};
use directory::membership::{self, Badges};
use directory::{community, person};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(serde::Deserialize)]
pub struct On {
    on: Option<String>,
    /// A signed link that was just made, for whom.
    invited: Option<String>,
}

#[derive(Template)]
#[template(path = "meetup/event.html")]
struct EventPage {
    frame: Frame,
    community: String,
    slug: String,
    shown: Shown,
    is_over: bool,
    mine: Option<Answer>,
    answers: Vec<(PersonId, String, Answer)>,
    badges: Badges,
    agenda: Vec<Item>,
    /// What the community puts before those who come.
    worth: Vec<Worth>,
    notes: Option<Notes>,
    came: Vec<(PersonId, String)>,
    members: Vec<(String, String)>,
    /// The next times, to look at another.
    others: Vec<Day>,
    may_keep: bool,
    invitation: String,
    form: Form,
    check: Check,
    once: String,
}

impl EventPage {
    fn trail(&self) -> Vec<(String, String)> {
        let url = format!("/communities/{}", self.slug);
        vec![(url.clone(), self.community.clone()), (format!("{url}/meetups"), "Meetups".into())]
    }

    fn rule(&self) -> String {
        let it = &self.shown.meetup;
        it.rule.as_ref().map(|rule| format!("{}.", meetup::rule_words(rule, it.first_on))).unwrap_or_default()
    }

    fn rule_text(&self) -> String {
        self.shown.meetup.rule.as_ref().map(|rule| rule.to_string()).unwrap_or_default()
    }

    fn said(&self, answer: &Answer) -> Vec<&str> {
        self.answers.iter().filter(|(.., said)| said == answer).map(|(_, name, _)| name.as_str()).collect()
    }

    fn yes(&self) -> usize {
        self.said(&Answer::Yes).len()
    }

    fn maybe(&self) -> String {
        format!("{} perhaps, {} not", self.said(&Answer::Maybe).len(), self.said(&Answer::No).len())
    }

    fn who_comes(&self) -> Vec<&(PersonId, String, Answer)> {
        self.answers.iter().filter(|(.., said)| *said == Answer::Yes).collect()
    }

    fn choices(&self) -> &'static [Answer] {
        Answer::ALL
    }

    fn is_mine(&self, answer: &Answer) -> bool {
        self.mine.as_ref() == Some(answer)
    }

    fn is_cancelled(&self) -> bool {
        self.shown.it.is_cancelled
    }

    fn state(&self) -> &'static str {
        match (self.is_cancelled(), self.is_over) {
            (true, _) => "Cancelled",
            (_, true) => "Over",
            _ => "Coming",
        }
    }

    fn came_words(&self) -> String {
        let visitors = self.notes.as_ref().map_or(0, |notes| notes.visitors);
        let all = self.came.len() as i64 + visitors;
        if all == 0 { String::new() } else { format!("{} came.", web::words::some(all as usize, "person", "people")) }
    }

    fn did_come(&self, id: &str) -> bool {
        self.came.iter().any(|(person, _)| person.to_string() == id)
    }

    fn starts(&self) -> String {
        meetup::clock_of(self.shown.it.minute)
    }

    fn series_starts(&self) -> String {
        meetup::clock_of(self.shown.meetup.starts_minute)
    }

    fn notes_text(&self) -> String {
        self.notes.as_ref().map(|it| it.notes.clone()).unwrap_or_default()
    }

    fn visitors(&self) -> i64 {
        self.notes.as_ref().map_or(0, |it| it.visitors)
    }
}

impl Sample for EventPage {
    fn samples() -> Vec<Self> {
        let ada = PersonId(Uuid::from_u128(7));
        let page = |shown: Shown, is_over, may_keep, check| EventPage {
            frame: Frame::sample("Communities"),
            community: "Product <management>".into(),
            slug: "product-management".into(),
            shown,
            is_over,
            mine: Some(Answer::Yes),
            answers: vec![(ada, "Ada Quillfeather".into(), Answer::Yes)],
            badges: Badges::sample(ada),
            agenda: vec![Item {
                id: Uuid::from_u128(4),
                title: "What <now>?".into(),
                is_accepted: false,
                by: "Kit".into(),
            }],
            worth: vec![Worth { title: "Ask <early>".into(), url: "/handbook/31".into(), why: "It fades.".into() }],
            notes: is_over.then(|| Notes { notes: "We said much.".into(), visitors: 3 }),
            came: vec![(ada, "Ada Quillfeather".into())],
            members: vec![(ada.to_string(), "Ada Quillfeather".into())],
            others: vec![Day::new(2027, 1, 14).unwrap_or(base::Moment::default().day())],
            may_keep,
            invitation: if may_keep { "/rsvp/abc".into() } else { String::new() },
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("reason", "Say why");
        vec![
            page(sample(1, false), false, true, check),
            page(sample(1, false), true, true, Check::new()),
            page(sample(2, true), false, false, Check::new()),
        ]
    }
}

web::sample!(EventPage);

/// `GET /events/9?on=2026-12-10`
pub async fn show(
    above: Above,
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<String>,
    Query(on): Query<On>,
) -> Result<Page, Fault> {
    let invited = on.invited.clone().unwrap_or_default();
    let mut page = page(&app, &asker, &event, on.on.as_deref(), (Form::default(), Check::new()))?;
    if page.may_keep && invited.len() < 120 && invited.chars().all(|it| it.is_ascii_alphanumeric() || "-_".contains(it))
    {
        page.invitation = if invited.is_empty() { String::new() } else { format!("/rsvp/{invited}") };
    }
    if let Some(worth) = above.worth_showing {
        page.worth = app.read(|conn| worth(conn, page.shown.meetup.community, page.shown.it.on))?;
    }
    Ok(Page::of(page))
}

/// Words after the number are ignored.
pub(super) fn number(event: &str) -> Option<i64> {
    event.split('-').next()?.parse().ok()
}

fn page(
    app: &App,
    asker: &Asker,
    event: &str,
    on: Option<&str>,
    (form, check): (Form, Check),
) -> Result<EventPage, Fault> {
    let (today, now) = (app.today(), app.act(asker.actor()).now);
    app.read(|conn| {
        let missing = || Refusal::Missing("meetup");
        let meetup =
            number(event).map(|it| meetup::find_by_number(conn, it)).transpose()?.flatten().ok_or_else(missing)?;
        let community = community::find(conn, meetup.community)?.ok_or_else(missing)?;
        let others = occurrences(conn, &meetup, today, today.plus_days(400), 8)?;
        let wanted = on.and_then(Day::parse).or_else(|| others.iter().find(|it| !it.is_cancelled).map(|it| it.on));
        let on = wanted.unwrap_or(meetup.first_on);
        let it = meetup::one(conn, &meetup, on)?.ok_or_else(missing)?;
        let answers = meetup::answers(conn, meetup.id, on)?;
        let keeps = meetup::keeps(conn, asker.actor(), &meetup)?;
        let members = if keeps {
            membership::members(conn, community.id, None, base::Limit::of(Some(200)))?.items
        } else {
            Vec::new()
        };
        Ok::<_, Refusal>(EventPage {
            frame: asker.frame("Communities"),
            community: community.name,
            slug: community.slug,
            is_over: it.is_over(now),
            mine: answers.iter().find(|(person, ..)| asker.person == Some(*person)).map(|(.., answer)| *answer),
            badges: Badges::of(conn, answers.iter().filter(|it| it.2 == Answer::Yes).map(|it| it.0))?,
            answers,
            agenda: meetup::agenda(conn, meetup.id, on)?,
            worth: Vec::new(),
            notes: meetup::notes_of(conn, meetup.id, on)?,
            came: meetup::attended(conn, meetup.id, on)?,
            members: members.into_iter().map(|it| (it.person.to_string(), it.name)).collect(),
            others: others.iter().map(|it| it.on).filter(|other| *other != on).collect(),
            may_keep: keeps,
            invitation: String::new(),
            shown: Shown { meetup, it, yes: 0, has_notes: false },
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
    .map_err(Fault::from)
}

pub(super) fn find(app: &App, event: &str) -> Result<Meetup, Fault> {
    let found = number(event).map(|it| app.read(|conn| meetup::find_by_number(conn, it))).transpose()?.flatten();
    found.ok_or(Fault::NotFound)
}

/// The time that a form is about; it carries it hidden.
pub(super) fn time_of(form: &Form) -> Result<Day, Refusal> {
    day("on", form.text("on"))
}

/// `POST /events/{number}/answers`
pub async fn answer(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &event)?;
    let me = asker.person.ok_or(Fault::NotFound)?;
    let (act, on) = (app.act(asker.actor()), time_of(&form)?);
    let answer = Answer::from_word(form.text("answer")).ok_or_else(|| Refusal::field("answer", "Choose an answer"))?;
    let id = it.id;
    app.write(move |tx| meetup::say(tx, &act, id, on, me, answer)).await?;
    Ok(web::see(&format!("{}?on={on}", it.url())))
}

/// `POST /events/{number}`: all to come.
pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &event)?;
    let (act, typed, id, url) = (app.act(asker.actor()), form.clone(), it.id, it.url());
    let outcome = app
        .write_once(form.once(&asker, "meetup.change"), move |tx| {
            let input = Change {
                meetup: id,
                title: typed.text("title").into(),
                about: typed.text("about").into(),
                zone: typed.text("zone").into(),
                first_on: day("first_on", typed.text("first_on"))?,
                starts_minute: time("starts", typed.text("starts"))?,
                minutes: minutes(&typed)?,
                rule: typed.text("rule").into(),
                place: typed.text("place").into(),
                link: typed.text("link").into(),
            };
            meetup::change(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(url.clone()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &event, None, (form, check)))
}

/// `POST /events/{number}/changes`: this one only.
pub async fn change_one(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &event)?;
    let (act, typed, id, url) = (app.act(asker.actor()), form.clone(), it.id, it.url());
    let outcome = app
        .write(move |tx| {
            let on = time_of(&typed)?;
            let is_cancelled = typed.text("do") == "cancel";
            let new_on = Some(typed.text("new_on")).filter(|it| !it.trim().is_empty() && !is_cancelled);
            let new_minute = Some(typed.text("new_starts")).filter(|it| !it.trim().is_empty() && !is_cancelled);
            let place = Some(typed.text("new_place")).filter(|it| !it.trim().is_empty() && !is_cancelled);
            let input = ChangeOne {
                meetup: id,
                on,
                is_cancelled,
                new_on: new_on.map(|it| day("new_on", it)).transpose()?,
                new_minute: new_minute.map(|it| time("new_starts", it)).transpose()?,
                place: place.map(str::to_owned),
                link: None,
                reason: typed.text("reason").into(),
            };
            meetup::change_one(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(format!("{url}?on={on}")))
        })
        .await;
    let on = form.text("on").to_owned();
    web::answer(outcome, |check| page(&app, &asker, &event, Some(&on), (form, check)))
}

/// `POST /events/{number}/cancellation`: all of it.
pub async fn cancel(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &event)?;
    let (act, reason, id, url) = (app.act(asker.actor()), form.text("reason").to_owned(), it.id, it.url());
    let outcome = app
        .write(move |tx| {
            meetup::cancel(tx, &act, id, &reason)?;
            Ok::<_, Refusal>(Reply::see(url.clone()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &event, None, (form, check)))
}

/// `POST /events/{number}/agenda`
pub async fn propose(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &event)?;
    let (act, typed, id, url) = (app.act(asker.actor()), form.clone(), it.id, it.url());
    let outcome = app
        .write_once(form.once(&asker, "agenda.propose"), move |tx| {
            let on = time_of(&typed)?;
            meetup::propose(tx, &act, id, on, typed.text("item"))?;
            Ok::<_, Refusal>(Reply::see(format!("{url}?on={on}")))
        })
        .await;
    let on = form.text("on").to_owned();
    web::answer(outcome, |check| page(&app, &asker, &event, Some(&on), (form, check)))
}

/// `POST /events/{number}/agenda/{id}`
pub async fn decide_item(
    State(app): State<App>,
    asker: Asker,
    Path((event, item)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &event)?;
    let (act, accepted, id) = (app.act(asker.actor()), form.text("do") == "accept", it.id);
    app.write(move |tx| meetup::decide_item(tx, &act, id, item, accepted)).await?;
    Ok(web::see(&format!("{}?on={}", it.url(), web::words::query(form.text("on")))))
}

/// `POST /events/{number}/notes`
pub async fn keep_notes(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &event)?;
    let (act, typed, id, url) = (app.act(asker.actor()), form.clone(), it.id, it.url());
    let outcome = app
        .write(move |tx| {
            let on = time_of(&typed)?;
            let input = Note {
                meetup: id,
                on,
                notes: typed.text("notes").into(),
                came: typed.all("came").filter_map(|person| person.parse().ok()).collect(),
                visitors: typed.parsed("visitors").unwrap_or(0),
            };
            meetup::note(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(format!("{url}?on={on}")))
        })
        .await;
    let on = form.text("on").to_owned();
    web::answer(outcome, |check| page(&app, &asker, &event, Some(&on), (form, check)))
}

/// `POST /events/{number}/invitations`: a link by which one person answers without signing in.
pub async fn invite(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &event)?;
    let (act, typed, id, url) = (app.act(asker.actor()), form.clone(), it.id, it.url());
    let outcome = app
        .write(move |tx| {
            let on = time_of(&typed)?;
            let meetup = meetup::find(tx, id)?.ok_or(Refusal::Missing("meetup"))?;
            if !meetup::keeps(tx, &act.actor, &meetup)? {
                return Err(Refusal::Denied("Whoever called a meetup makes links to it"));
            }
            let person: PersonId = typed.text("whom").parse().map_err(|_| Refusal::field("whom", "Choose somebody"))?;
            person::find(tx, person)?.ok_or_else(|| Refusal::field("whom", "Choose somebody"))?;
            let key = link::key(tx, &act)?;
            let token = link::Invited { meetup: id, on, person }.token(&key);
            Ok::<_, Refusal>(Reply::see(format!("{url}?on={on}&invited={token}")))
        })
        .await;
    let on = form.text("on").to_owned();
    web::answer(outcome, |check| page(&app, &asker, &event, Some(&on), (form, check)))
}
