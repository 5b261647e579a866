//! `/communities/{slug}/channels`, and where we talk on the community's page.

use super::{Add, Channel, ChannelId};
use crate::policy::may_keep;
use crate::refusal::Refusal;
use crate::{asked, channel};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::CommunityId;
use directory::community;
use directory::community::web::{Head, head};
use directory::panels::Look;
use store::{Conn, StoreError};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.get("/communities/{slug}/channels", Right::SignedIn, show)
        .post("/communities/{slug}/channels", Right::Writes, add)
        .post("/communities/{slug}/channels/{channel}/removal", Right::Writes, remove)
}

#[derive(Template)]
#[template(path = "channel/page.html")]
struct ChannelsPage {
    frame: Frame,
    head: Head,
    channels: Vec<Channel>,
    may_keep: bool,
    form: Form,
    check: Check,
    once: String,
}

impl Sample for ChannelsPage {
    fn samples() -> Vec<Self> {
        let it = Channel {
            id: ChannelId(base::Uuid::from_u128(4)),
            community: CommunityId(base::Uuid::from_u128(1)),
            name: "#product-management".into(),
            address: "https://chat.example/product?a=1&b=2".into(),
            about: Some("Everyone".into()),
        };
        let page = |channels, may_keep, check| ChannelsPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            channels,
            may_keep,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("address", "Give an address");
        vec![page(vec![it], true, check), page(vec![], false, Check::new())]
    }
}

web::sample!(ChannelsPage);

/// `GET /communities/{slug}/channels`
pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    page(&app, &asker, &slug, (Form::default(), Check::new())).map(Page::of)
}

fn page(app: &App, asker: &Asker, slug: &str, (form, check): (Form, Check)) -> Result<ChannelsPage, Fault> {
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, crate::tabs)? else { return Ok::<_, StoreError>(None) };
        Ok(Some(ChannelsPage {
            frame: asker.frame("Communities"),
            channels: channel::list(conn, head.it.id)?,
            may_keep: may_keep(asker.actor(), &community::lineage(conn, head.it.id)?),
            head,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `POST /communities/{slug}/channels`
pub async fn add(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    let (act, there, typed) = (app.act(asker.actor()), format!("/communities/{slug}/channels"), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "channel.add"), move |tx| {
            let input = Add {
                community,
                name: typed.text("name").into(),
                address: typed.text("address").into(),
                about: typed.text("about").into(),
            };
            channel::add(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

/// `POST /communities/{slug}/channels/{channel}/removal`
pub async fn remove(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, ChannelId)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| channel::remove(tx, &act, id)).await?;
    Ok(web::see(&format!("/communities/{slug}/channels")))
}

#[derive(Template)]
#[template(path = "channel/panel.html")]
struct Panel {
    slug: String,
    channels: Vec<Channel>,
    may_keep: bool,
}

/// Beside the community's page; "" where nobody says where they talk.
pub fn panel(conn: &mut Conn, look: &Look<'_>, community: CommunityId) -> Result<String, StoreError> {
    let channels = channel::list(conn, community)?;
    let may_keep = may_keep(look.actor, &community::lineage(conn, community)?);
    let Some(it) = community::find(conn, community)?.filter(|_| may_keep || !channels.is_empty()) else {
        return Ok(String::new());
    };
    Ok(Panel { slug: it.slug, channels, may_keep }.render().unwrap_or_default())
}
