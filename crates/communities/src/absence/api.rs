//! Rehearsals in the API.

use super::plan::check_days;
use crate::asked::day;
use crate::leadership::activity::Activity;
use crate::leadership::cover::State as CoverState;
use crate::leadership::crew::{self, Rehearsed};
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, State};
use base::{PersonId, Uuid};
use directory::{community, person};
use utoipa::OpenApi;
use web::{App, Fault, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    // Looks only: a token that reads may ask, though it posts.
    room.post("/api/v1/communities/{community}/rehearsals", Right::SignedIn, rehearse).api(RehearsalApi::openapi)
}

#[derive(OpenApi)]
#[openapi(paths(rehearse), components(schemas(NewRehearsal, RehearsalRead, InCover, LostInCover, Assigned)))]
pub struct RehearsalApi;

/// Who is away, and when.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewRehearsal {
    /// Ids of people.
    #[schema(min_items = 1, max_items = 200)]
    away: Vec<Uuid>,
    /// A day, `2027-03-01`.
    from: String,
    /// The last day, counted.
    to: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct RehearsalRead {
    /// An owner who is there has room.
    covered: Vec<InCover>,
    /// Only a deputy has.
    at_risk: Vec<InCover>,
    /// Nobody has room for all of it.
    lost: Vec<LostInCover>,
    /// Who takes how many hours a month of what, on top of what they do.
    assignments: Vec<Assigned>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct InCover {
    activity_id: Uuid,
    name: String,
    hours_a_month: f64,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct LostInCover {
    activity_id: Uuid,
    name: String,
    hours_a_month: f64,
    /// Of these, what nobody takes.
    missing_hours: f64,
    /// The first day on which it is felt; null when not in this time.
    first_harm: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Assigned {
    activity_id: Uuid,
    person_id: Uuid,
    hours: f64,
    /// As one who owns it already, or as a deputy.
    as_deputy: bool,
}

fn hours(tenths: i64) -> f64 {
    tenths as f64 / 10.0
}

fn in_cover(it: &Activity) -> InCover {
    InCover { activity_id: it.id.into(), name: it.name.clone(), hours_a_month: hours(it.hours) }
}

impl From<Rehearsed> for RehearsalRead {
    fn from(it: Rehearsed) -> Self {
        let state = |state| it.in_state(state).into_iter().map(in_cover).collect();
        let lost = it.cover.touched.iter().filter(|touched| touched.state == CoverState::Lost).map(|touched| {
            let activity = &it.known.activities[touched.activity];
            LostInCover {
                activity_id: activity.id.into(),
                name: activity.name.clone(),
                hours_a_month: hours(activity.hours),
                missing_hours: hours(touched.missing),
                first_harm: it.first_harm(activity).map(|day| day.to_string()),
            }
        });
        let assignments = it.cover.taken.iter().map(|taken| Assigned {
            activity_id: it.known.activities[taken.activity].id.into(),
            person_id: it.known.people[taken.person].0.into(),
            hours: hours(taken.hours),
            as_deputy: taken.as_deputy,
        });
        Self {
            covered: state(CoverState::Covered),
            at_risk: state(CoverState::AtRisk),
            lost: lost.collect(),
            assignments: assignments.collect(),
        }
    }
}

/// What loses cover while people are away, in a community and all below it. Nothing is kept.
#[utoipa::path(post, path = "/api/v1/communities/{community}/rehearsals", tag = "leadership", request_body = NewRehearsal,
    params(("community" = String, Path, description = "Its id or slug")),
    responses((status = 200, body = RehearsalRead), (status = 404), (status = 422, description = "Problem details")))]
async fn rehearse(
    State(app): State<App>,
    Path(wanted): Path<String>,
    sent: Sent<NewRehearsal>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let it = sent.value;
    let rehearsed = app.read(|conn| {
        let community = community::find_wanted(conn, &wanted)?.ok_or(Refusal::Missing("community"))?;
        let (from, to) = (day("from", &it.from)?, day("to", &it.to)?);
        check_days(from, to)?;
        if it.away.is_empty() || it.away.len() > 200 {
            return Err(Refusal::field("away", "Name 1 to 200 people"));
        }
        let away: Vec<PersonId> = it.away.iter().copied().map(PersonId).collect();
        for id in &away {
            if person::find(conn, *id)?.is_none() {
                return Err(Refusal::field("away", format!("There is no person {}", id.uuid())));
            }
        }
        Ok::<_, Refusal>(crew::rehearse(conn, community.id, &away, (from, to), app.today())?)
    })?;
    Ok(Json(RehearsalRead::from(rehearsed)))
}
