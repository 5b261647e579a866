//! `/communities/{slug}/updates/{week}`: the draft beside how it will read, for whoever leads; once sent, for everyone.

use crate::weekly_update::{self, Edit, Item, Part, Sent, Update, copy, draft, save, send};
use ::store::StoreError;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::Day;
use communities::policy::may_keep;
use directory::community;
use directory::community::web::{Head, head};
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "weekly_update/edit.html")]
struct EditPage {
    frame: Frame,
    head: Head,
    update: Update,
    since: Day,
    is_kept: bool,
    last: Option<Sent>,
    form: Form,
    check: Check,
    once: String,
}

#[derive(Template)]
#[template(path = "weekly_update/show.html")]
struct ShowPage {
    frame: Frame,
    head: Head,
    update: Update,
    /// Waiting, sent, failed.
    copies: (i64, i64, i64),
    may_keep: bool,
}

impl EditPage {
    fn heading(&self) -> &'static str {
        if self.is_kept { "This week’s update is being written" } else { "This week’s update is drafted" }
    }

    fn own_line(&self) -> &str {
        if self.form.has("own_line") { self.form.text("own_line") } else { &self.update.own_line }
    }

    fn address(&self) -> String {
        weekly_update::url(&self.head.it.slug, self.update.week)
    }

    fn to(&self) -> String {
        base::text::count(self.head.members, "member", "members")
    }

    fn trail(&self) -> Vec<(String, String)> {
        trail(&self.head)
    }

    fn last_day(&self) -> String {
        self.last.as_ref().map_or_else(|| "Never".into(), |it| it.sent_at.day().long())
    }
}

impl ShowPage {
    fn sent(&self) -> String {
        let by = self.update.by.as_deref().unwrap_or("somebody");
        let on = self.update.sent_at.map_or_else(String::new, |at| at.day().long());
        format!("Sent by {by} on {on}")
    }

    fn trail(&self) -> Vec<(String, String)> {
        trail(&self.head)
    }

    fn mail(&self) -> String {
        let (waiting, sent, failed) = self.copies;
        let mut words = vec![format!("{} by mail", base::text::count(sent, "copy went", "copies went"))];
        if waiting > 0 {
            words.push(format!("{waiting} wait"));
        }
        if failed > 0 {
            words.push(format!("{failed} failed"));
        }
        words.join(", ")
    }
}

fn trail(head: &Head) -> Vec<(String, String)> {
    let community = format!("/communities/{}", head.it.slug);
    let updates = (format!("{community}/updates"), "Weekly updates".to_owned());
    vec![(community, head.it.name.clone()), updates]
}

/// The address of the week, whose name is its Monday.
fn week(segment: &str) -> Result<Day, Fault> {
    Day::parse(segment).filter(|day| crate::remembered::monday(*day) == *day).ok_or(Fault::NotFound)
}

/// `GET /communities/{slug}/updates/{week}`
pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path((slug, monday)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let week = week(&monday)?;
    let shown = app.read(|conn| {
        let Some(head) = head(conn, &slug, communities::tabs)? else { return Ok::<_, StoreError>(None) };
        let sent = weekly_update::find(conn, head.it.id, week)?.filter(|it| it.sent_at.is_some());
        let Some(update) = sent else { return Ok(None) };
        let copies = copy::counts(conn, update.id)?;
        let may_keep = may_keep(asker.actor(), &community::lineage(conn, head.it.id)?);
        Ok(Some(ShowPage { frame: asker.frame("Communities"), head, update, copies, may_keep }))
    })?;
    match shown {
        Some(page) => Ok(Page::of(page).into_response()),
        None => Ok(Page::of(page(&app, &asker, &slug, week, (Form::default(), Check::new()))?).into_response()),
    }
}

/// The draft of the week that runs; anything else is not there.
fn page(app: &App, asker: &Asker, slug: &str, week: Day, (form, check): (Form, Check)) -> Result<EditPage, Fault> {
    let act = app.act(asker.actor());
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, communities::tabs)? else { return Ok::<_, StoreError>(None) };
        let may = may_keep(asker.actor(), &community::lineage(conn, head.it.id)?);
        if !may || head.it.closed_on.is_some() || week != crate::remembered::monday(app.today()) {
            return Ok(None);
        }
        let it = draft(conn, &act, &head.it, week)?;
        Ok(Some(EditPage {
            frame: asker.frame("Communities"),
            last: weekly_update::list_sent(conn, head.it.id, 1)?.into_iter().next(),
            head,
            update: it.update,
            since: it.since,
            is_kept: it.is_kept,
            form,
            check,
            once: act.new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `POST /communities/{slug}/updates/{week}`: `what` is `save` or `send`.
pub async fn keep_or_send(
    State(app): State<App>,
    asker: Asker,
    Path((slug, monday)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let week = week(&monday)?;
    let it = app.read(|conn| community::find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?;
    let edit = Edit {
        community: it.id,
        week,
        own_line: form.text("own_line").into(),
        keep: form.all("keep").map(str::to_owned).collect(),
    };
    let (act, there, sends) = (app.act(asker.actor()), weekly_update::url(&slug, week), form.text("what") == "send");
    let outcome = app
        .write_once(form.once(&asker, "weekly_update.keep"), move |tx| {
            let kept = if sends { send(tx, &act, &edit) } else { save(tx, &act, &edit) };
            kept?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, week, (form, check)))
}

/// Made up, for samples.
pub(super) fn items() -> Vec<Item> {
    let it = |part, key: &str, page| Item {
        part,
        key: key.into(),
        title: format!("About <{key}>"),
        about: "4 of 5 steps done & counting".into(),
        url: "/handbook/31".into(),
        page,
        is_in: key != "P 2",
    };
    vec![
        it(Part::Joined, "a", None),
        it(Part::Solved, "P 1", None),
        it(Part::Solved, "P 2", None),
        it(Part::Again, "H 31", Some(31)),
    ]
}

fn sample(items: Vec<Item>, sent_at: Option<base::Moment>) -> Update {
    Update {
        id: weekly_update::UpdateId(base::Uuid::from_u128(3)),
        community: base::CommunityId(base::Uuid::from_u128(1)),
        week: crate::remembered::monday(base::Moment::default().day()),
        own_line: if items.is_empty() {
            String::new()
        } else {
            "Go & stand at yours, see H 31.\n\nAn hour is enough.".into()
        },
        items,
        by: Some("Ada <Quillfeather>".into()),
        sent_at,
        sent_to: 78,
    }
}

impl Sample for EditPage {
    fn samples() -> Vec<Self> {
        let mut check = Check::new();
        check.add("own_line", "Write a line, or leave something in");
        let view = |items, check, is_kept| EditPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            update: sample(items, None),
            since: base::Moment::default().day(),
            is_kept,
            last: None,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        vec![view(items(), Check::new(), true), view(vec![], check, false)]
    }
}
web::sample!(EditPage);

impl Sample for ShowPage {
    fn samples() -> Vec<Self> {
        let view = |copies, may_keep| ShowPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            update: sample(items(), Some(base::Moment::default())),
            copies,
            may_keep,
        };
        vec![view((3, 70, 1), true), view((0, 74, 0), false)]
    }
}
web::sample!(ShowPage);
