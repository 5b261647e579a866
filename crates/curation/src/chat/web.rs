//! `/settings/chat`: which channels are told of a community's weekly update.

use super::{Add, Hook, HookId, Program, add, end, list};
use crate::collection::web::community_of;
use ::store::{Conn, StoreError};
use ::web::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use directory::community;
use std::collections::HashMap;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.get("/settings/chat", Right::Operator, show).post("/settings/chat", Right::Operator, add_one).post(
        "/settings/chat/{id}/end",
        Right::Operator,
        end_one,
    )
}

#[derive(Template)]
#[template(path = "chat/page.html")]
struct ChatPage {
    frame: Frame,
    hooks: Vec<Hook>,
    communities: Vec<(String, String)>,
    form: Form,
    check: Check,
    once: String,
}

impl ChatPage {
    fn programs(&self) -> Vec<(&'static str, &'static str)> {
        Program::ALL.iter().map(|it| (it.word(), it.label())).collect()
    }
}

async fn show(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    page(&app, &asker, (Form::default(), Check::new())).map(Page::of)
}

fn page(app: &App, asker: &Asker, (form, check): (Form, Check)) -> Result<ChatPage, Fault> {
    let once = app.act(asker.actor()).new_secret();
    let (hooks, communities) = app.read(|conn| Ok::<_, StoreError>((list(conn)?, choices(conn)?)))?;
    Ok(ChatPage { frame: asker.frame("Settings"), hooks, communities, form, check, once })
}

/// Nobody chooses from more.
const CHOICES: usize = 3_000;

/// Those that are open, by name; a local one says of what it is a part.
fn choices(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    let all = community::list_up_to(conn, CHOICES)?;
    let names: HashMap<_, _> = all.iter().map(|it| (it.id, it.name.clone())).collect();
    let open = all.iter().filter(|it| it.closed_on.is_none());
    let called = open.map(|it| match it.parent.and_then(|parent| names.get(&parent)) {
        Some(parent) if !it.name.contains(parent.as_str()) => (it.id.to_string(), format!("{}, {parent}", it.name)),
        _ => (it.id.to_string(), it.name.clone()),
    });
    Ok(called.collect())
}

async fn add_one(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "chat_hook.add"), move |tx| {
            let community = community_of(&typed)?.ok_or(Refusal::field("community", "Choose a community"))?;
            let program = Program::from_word(typed.text("program"));
            let program = program.ok_or(Refusal::field("program", "Choose a program"))?;
            add(tx, &act, &Add { community, program, address: typed.text("address").into() })?;
            Ok::<_, Refusal>(Reply::see("/settings/chat"))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, (form, check)))
}

async fn end_one(State(app): State<App>, asker: Asker, Path(id): Path<HookId>) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| end(tx, &act, id)).await?;
    Ok(web::see("/settings/chat"))
}

impl Sample for ChatPage {
    fn samples() -> Vec<Self> {
        let hook = |fault: Option<&str>| Hook {
            id: HookId(base::Uuid::from_u128(3)),
            community: base::CommunityId(base::Uuid::from_u128(1)),
            slug: "design".into(),
            name: "Design <and research>".into(),
            program: Program::Slack,
            host: "hooks.slack.com".into(),
            added_at: base::Moment::from_micros(1_790_000_000_000_000),
            fault: fault.map(str::to_owned),
        };
        let page = |hooks: Vec<Hook>, check| ChatPage {
            frame: Frame::sample("Settings"),
            hooks,
            communities: vec![("1".into(), "Design <and research>".into())],
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("address", "Paste the whole address");
        vec![page(vec![hook(None), hook(Some("It answered 404"))], Check::new()), page(vec![], check)]
    }
}

web::sample!(ChatPage);
