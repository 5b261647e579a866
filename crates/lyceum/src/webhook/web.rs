//! `/settings/webhooks`: which programs are told, and the log of each.

use super::{Add, Delivery, DeliveryState, OPERATORS, Topic, Webhook, WebhookId, add, end, list, log, renew};
use super::{send_again, try_out, url};
use ::store::StoreError;
use ::web::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::Uuid;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Room, Sample, ShownOnce};

pub fn doors(room: Room) -> Room {
    room.get("/settings/webhooks", OPERATORS, list_all)
        .post("/settings/webhooks", OPERATORS, add_one)
        .get("/settings/webhooks/{id}", OPERATORS, show)
        .post("/settings/webhooks/{id}/secret", OPERATORS, renew_one)
        .post("/settings/webhooks/{id}/trial", OPERATORS, try_one)
        .post("/settings/webhooks/{id}/end", OPERATORS, end_one)
        .post("/settings/webhooks/{id}/deliveries/{delivery}", OPERATORS, send_one_again)
}

#[derive(Template)]
#[template(path = "webhook/list.html")]
struct WebhooksPage {
    frame: Frame,
    hooks: Vec<Webhook>,
    form: Form,
    check: Check,
    once: String,
}

impl WebhooksPage {
    fn topics(&self) -> &'static [Topic] {
        Topic::ALL
    }

    fn is_ticked(&self, topic: &Topic) -> bool {
        self.form.all("topic").any(|word| word == topic.word())
    }
}

#[derive(Template)]
#[template(path = "webhook/show.html")]
struct WebhookPage {
    frame: Frame,
    it: Webhook,
    log: Vec<Delivery>,
    /// Shown this once.
    secret: Option<String>,
    once: String,
}

/// Of the log, so many stand on the page.
const SHOWN: i64 = 100;

impl WebhookPage {
    fn topics(&self) -> String {
        self.it.topics.iter().map(|it| it.label()).collect::<Vec<_>>().join("; ")
    }

    fn mark(&self, it: &Delivery) -> &'static str {
        match it.state {
            DeliveryState::Sent => "done",
            DeliveryState::Waiting => "doing",
            DeliveryState::Failed => "lost",
        }
    }

    /// `Tried twice, last on 23 November 2026 at 14:05 UTC`
    fn tries(&self, it: &Delivery) -> String {
        let Some(at) = it.tried_at else { return "Not tried yet".into() };
        let time = at.rfc3339();
        let clock = time.get(11..16).unwrap_or_default();
        format!("{}, last on {} at {clock} UTC", base::text::count(it.tries, "try", "tries"), at.day().long())
    }
}

fn list_page(app: &App, asker: &Asker, (form, check): (Form, Check)) -> Result<WebhooksPage, Fault> {
    let once = app.act(asker.actor()).new_secret();
    Ok(WebhooksPage { frame: asker.frame("Settings"), hooks: app.read(list)?, form, check, once })
}

async fn list_all(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    list_page(&app, &asker, (Form::default(), Check::new())).map(Page::of)
}

fn page(app: &App, asker: &Asker, id: WebhookId, secret: Option<String>) -> Result<WebhookPage, Fault> {
    let once = app.act(asker.actor()).new_secret();
    let (hooks, log) = app.read(|conn| Ok::<_, StoreError>((list(conn)?, log(conn, id, SHOWN)?)))?;
    let it = hooks.into_iter().find(|it| it.id == id).ok_or(Fault::NotFound)?;
    Ok(WebhookPage { frame: asker.frame("Settings"), it, log, secret, once })
}

async fn show(State(app): State<App>, asker: Asker, Path(id): Path<WebhookId>) -> Result<Page, Fault> {
    page(&app, &asker, id, None).map(Page::of)
}

/// Of which webhook, and the secret.
type Made = ShownOnce<(WebhookId, String)>;

/// The page with the secret, or without where it was shown before.
fn answer(app: &App, asker: &Asker, made: &Made, reply: Reply) -> Result<Response, Fault> {
    match made.of(&reply) {
        Some((id, secret)) => Ok(Page::of(page(app, asker, id, Some(secret))?).into_response()),
        None => Ok(web::see(reply.location.as_deref().unwrap_or("/settings/webhooks"))),
    }
}

async fn add_one(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed, made) = (app.act(asker.actor()), form.clone(), Made::default());
    let fresh = made.clone();
    let outcome = app
        .write_once(form.once(&asker, "webhook.add"), move |tx| {
            let topics = typed.all("topic").filter_map(Topic::from_word).collect();
            let it = Add { name: typed.text("name").into(), address: typed.text("address").into(), topics };
            let (id, secret) = add(tx, &act, &it)?;
            Ok::<_, Refusal>(fresh.keep(url(id), &secret, (id, secret.clone())))
        })
        .await;
    match outcome {
        Ok(reply) => answer(&app, &asker, &made, reply),
        refused => web::answer(refused, |check| list_page(&app, &asker, (form, check))),
    }
}

async fn renew_one(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<WebhookId>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, made) = (app.act(asker.actor()), Made::default());
    let fresh = made.clone();
    let reply = app
        .write_once(form.once(&asker, "webhook.renew"), move |tx| {
            let secret = renew(tx, &act, id)?;
            Ok::<_, Refusal>(fresh.keep(url(id), &secret, (id, secret.clone())))
        })
        .await?;
    answer(&app, &asker, &made, reply)
}

async fn try_one(State(app): State<App>, asker: Asker, Path(id): Path<WebhookId>) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| try_out(tx, &act, id)).await?;
    Ok(web::see(&url(id)))
}

async fn end_one(State(app): State<App>, asker: Asker, Path(id): Path<WebhookId>) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| end(tx, &act, id)).await?;
    Ok(web::see("/settings/webhooks"))
}

async fn send_one_again(
    State(app): State<App>,
    asker: Asker,
    Path((id, delivery)): Path<(WebhookId, Uuid)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| send_again(tx, &act, id, delivery)).await?;
    Ok(web::see(&url(id)))
}

fn sample_hook(fault: Option<&str>) -> Webhook {
    Webhook {
        id: WebhookId(Uuid::from_u128(3)),
        name: "Ticket <system>".into(),
        host: "hooks.example.org".into(),
        topics: vec![Topic::Problems, Topic::Work],
        added_at: base::Moment::from_micros(1_790_000_000_000_000),
        waiting: 2,
        fault: fault.map(str::to_owned),
    }
}

impl Sample for WebhooksPage {
    fn samples() -> Vec<Self> {
        let page = |hooks: Vec<Webhook>, check| WebhooksPage {
            frame: Frame::sample("Settings"),
            hooks,
            form: Form::of(vec![("topic".into(), "work".into())]),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("address", "Paste the whole address");
        check.add("topics", "Choose at least one");
        vec![page(vec![sample_hook(None), sample_hook(Some("It answered 404"))], Check::new()), page(vec![], check)]
    }
}

impl Sample for WebhookPage {
    fn samples() -> Vec<Self> {
        let at = base::Moment::from_micros(1_790_000_000_000_000);
        let line = |state, tries, fault: Option<&str>| Delivery {
            id: Uuid::from_u128(4),
            position: 12,
            name: "problem.recorded".into(),
            state,
            tries,
            made_at: at,
            tried_at: (tries > 0).then_some(at),
            fault: fault.map(str::to_owned),
        };
        let log = vec![
            line(DeliveryState::Waiting, 0, None),
            line(DeliveryState::Failed, 3, Some("It answered <404>")),
            line(DeliveryState::Sent, 1, None),
        ];
        let page = |log, secret: Option<&str>| WebhookPage {
            frame: Frame::sample("Settings"),
            it: sample_hook(Some("It answered 404")),
            log,
            secret: secret.map(str::to_owned),
            once: "once".into(),
        };
        vec![page(log, None), page(vec![], Some("whsec_abc"))]
    }
}

web::sample!(WebhooksPage);
web::sample!(WebhookPage);
