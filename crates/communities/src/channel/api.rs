//! Channels in the API.

use super::{Add, Channel};
use crate::channel;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, State};
use base::Uuid;
use directory::community;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/communities/{community}/channels", Right::SignedIn, list)
        .post("/api/v1/communities/{community}/channels", Right::Writes, create)
        .api(ChannelApi::openapi)
}

#[derive(OpenApi)]
#[openapi(paths(list, create), components(schemas(ChannelRead, ChannelList, NewChannel)))]
pub struct ChannelApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ChannelRead {
    id: Uuid,
    name: String,
    address: String,
    about: Option<String>,
}

impl From<Channel> for ChannelRead {
    fn from(it: Channel) -> Self {
        Self { id: it.id.into(), name: it.name, address: it.address, about: it.about }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ChannelList {
    items: Vec<ChannelRead>,
    next: Option<String>,
}

/// Where a community talks, by name.
#[utoipa::path(get, path = "/api/v1/communities/{community}/channels", tag = "communities",
    params(("community" = String, Path, description = "Its id or slug")),
    responses((status = 200, body = ChannelList), (status = 404)))]
pub async fn list(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<impl serde::Serialize>, Fault> {
    let channels = app.read(|conn| {
        let it = community::find_wanted(conn, &wanted)?.ok_or(Refusal::Missing("community"))?;
        Ok::<_, Refusal>(channel::list(conn, it.id)?)
    })?;
    Ok(Json(ChannelList { items: channels.into_iter().map(Into::into).collect(), next: None }))
}

/// A link to where a community talks.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewChannel {
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// Begins with http:// or https://.
    address: String,
    #[serde(default)]
    about: String,
}

/// Adds a channel. For leads and heads.
#[utoipa::path(post, path = "/api/v1/communities/{community}/channels", tag = "communities", request_body = NewChannel,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = ChannelRead), (status = 403), (status = 422, description = "Problem details")))]
pub async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewChannel>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.channel.add"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let community = community::find_wanted(tx, &wanted)?.ok_or(Refusal::Missing("community"))?.id;
        let input = Add { community, name: it.name.clone(), address: it.address.clone(), about: it.about.clone() };
        let id = channel::add(tx, &act, input)?;
        let made = channel::list(tx, community)?.into_iter().find(|channel| channel.id == id);
        let made = made.map(ChannelRead::from).ok_or(Refusal::Missing("channel"))?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/communities/{wanted}/channels"), &made))
    });
    Ok(reply.await?)
}
