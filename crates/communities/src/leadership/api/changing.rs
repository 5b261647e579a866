//! Changing an activity in the API.

use super::{ActivityRead, read_back};
use crate::leadership::activity::{self, ActivityId, Character, Rhythm};
use crate::meetup::MeetupId;
use axum::extract::{Path, State};
use utoipa::ToSchema;
use web::{App, Asker, Fault, Reply, Sent};

/// What an activity takes from today on.
#[derive(serde::Deserialize, ToSchema)]
pub struct ActivityChange {
    /// 0.1 to 450; kept to a tenth.
    #[schema(minimum = 0.1, maximum = 450.0)]
    hours_a_month: f64,
    character: Character,
    rhythm: Rhythm,
}

/// Changes hours and character from today on; the months before keep theirs. For leads and heads.
#[utoipa::path(post, path = "/api/v1/activities/{activity}/changes", tag = "leadership", request_body = ActivityChange,
    params(("activity" = Uuid, Path)),
    responses((status = 201, body = ActivityRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub(super) async fn change(
    State(app): State<App>,
    asker: Asker,
    Path(activity): Path<ActivityId>,
    sent: Sent<ActivityChange>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.activity.change"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let (character, rhythm) = (it.character, it.rhythm);
        activity::change(tx, &act, activity::Change { activity, hours: it.hours_a_month, character, rhythm })?;
        read_back(tx, activity)
    });
    Ok(reply.await?)
}

/// Which meetup an activity is about.
#[derive(serde::Deserialize, ToSchema)]
pub struct ActivityMeetup {
    /// Null: about none; its rhythm says when it is missed.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    meetup_id: Option<MeetupId>,
}

/// Ties an activity to a meetup, whose calendar says when it is missed first. For leads and heads.
#[utoipa::path(put, path = "/api/v1/activities/{activity}/meetup", tag = "leadership", request_body = ActivityMeetup,
    params(("activity" = Uuid, Path)),
    responses((status = 201, body = ActivityRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub(super) async fn hold(
    State(app): State<App>,
    asker: Asker,
    Path(activity): Path<ActivityId>,
    sent: Sent<ActivityMeetup>,
) -> Result<Reply, Fault> {
    let (once, act, of) = (sent.once(&asker, "api.activity.hold"), app.act(&asker), sent.value.meetup_id);
    let reply = app.write_once(once, move |tx| {
        activity::hold(tx, &act, activity, of)?;
        read_back(tx, activity)
    });
    Ok(reply.await?)
}
