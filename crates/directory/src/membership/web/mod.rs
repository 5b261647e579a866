//! `/communities/{slug}/members`: who belongs, adding, appointing, moving, ending; and beside it [`gone`] and
//! [`managed`].

pub mod gone;
pub mod managed;

use super::{AddMember, Appoint, Badges, Management, Member, Move, Route};
use crate::asked::Asked;
use crate::community::web::{Head, head};
use crate::community::{self, CommunityKind};
use crate::panels::{Panels, Tabs};
use crate::{faults, membership, person, roster};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Cursor, Day, Limit, PersonId, Slice, Standing};
use std::collections::HashMap;
use std::sync::Arc;
use store::{Conn, StoreError};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

pub type OfMember = Path<(String, PersonId)>;

/// So many members are shown at once.
const SHOWN: u32 = 100;

#[derive(askama::Template)]
#[template(path = "membership/members.html")]
struct MembersPage {
    frame: Frame,
    head: Head,
    they: Arc<They>,
    /// The other local communities of the same parent, where this is one.
    siblings: Vec<(String, String)>,
    today: Day,
    may_add: bool,
    may_appoint: bool,
    form: Form,
    check: Check,
    once: String,
}

impl MembersPage {
    fn next(&self) -> String {
        let next = self.they.members.next.as_ref();
        next.map(|next| format!("/communities/{}/members?after={next}", self.head.it.slug)).unwrap_or_default()
    }

    fn routes(&self) -> Vec<(&'static str, &'static str)> {
        let practice = self.head.it.kind == CommunityKind::Practice;
        let routes = Route::ALL.iter().filter(|route| !practice || **route != Route::Chosen);
        routes.map(|route| (route.word(), route.title())).collect()
    }

    fn moved(&self) -> String {
        format!("{} and {}", self.they.moved.0, self.they.moved.1)
    }

    fn locals_of(&self, person: &PersonId) -> String {
        self.they.locals.get(person).map(|names| names.join(", ")).unwrap_or_default()
    }

    fn managed_note(&self, it: &Management) -> String {
        match it.by_nobody {
            0 => format!("{} by somebody outside", it.by_others),
            nobody => format!("{} by somebody outside, {nobody} not written down", it.by_others),
        }
    }
}

impl Sample for MembersPage {
    fn samples() -> Vec<Self> {
        let person = PersonId(base::Uuid::from_u128(7));
        let today = base::Moment::from_micros(1_700_000_000_000_000).day();
        let kit = Member {
            person,
            name: "Kit Alderman".into(),
            standing: Standing::Lead,
            route: Route::OpenRecruitment,
            level: Some("senior".into()),
            from_day: today,
            unit: Some("Courts".into()),
            sort_name: "kit alderman".into(),
        };
        let page = |items: Vec<Member>, may: bool, check| MembersPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            they: Arc::new(They {
                members: Slice { items, next: None },
                badges: Badges::sample(person),
                locals: HashMap::from([(person, vec!["<Leeds>".to_owned()])]),
                moved: (9, 4),
                management: may.then_some(Management { by_own: 70, by_others: 6, by_nobody: 2 }),
            }),
            siblings: if may {
                vec![(CommunityId(base::Uuid::from_u128(2)).to_string(), "York".into())]
            } else {
                vec![]
            },
            today,
            may_add: may,
            may_appoint: may,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("email", "This person is a member already");
        vec![
            page(vec![kit.clone()], false, Check::new()),
            page(vec![kit], true, check),
            page(vec![], true, Check::new()),
        ]
    }
}

web::sample!(MembersPage);

pub async fn members(
    panels: Panels,
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    let cursor = asked.cursor()?;
    page(&app, &asker, (&slug, panels.tabs), cursor.as_ref(), (Form::default(), Check::new())).map(Page::of)
}

fn page(
    app: &App,
    asker: &Asker,
    (slug, tabs): (&str, Tabs),
    cursor: Option<&Cursor>,
    (form, check): (Form, Check),
) -> Result<MembersPage, Fault> {
    use super::policy::{Action, allows};
    let today = app.today();
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, tabs)? else { return Ok::<_, StoreError>(None) };
        let id = head.it.id;
        let lineage = community::lineage(conn, id)?;
        let profession = lineage.last().copied().unwrap_or(id);
        let (open, is_practice) = (head.it.closed_on.is_none(), head.it.kind == CommunityKind::Practice);
        // The first page of them is what people open; who goes on is rare.
        let of = is_practice.then_some(profession);
        let they = match cursor {
            None => conn.kept("members", id.into(), today, |conn| they(conn, (id, of), None, today))?,
            Some(_) => Arc::new(they(conn, (id, of), cursor, today)?),
        };
        let may_add = open && allows(asker.actor(), Action::AddOther, head.it.kind, &lineage);
        Ok(Some(MembersPage {
            frame: asker.frame("Communities"),
            siblings: if may_add { siblings(conn, &head)? } else { Vec::new() },
            today,
            they,
            may_add,
            may_appoint: open && allows(asker.actor(), Action::Appoint(Standing::Lead), head.it.kind, &lineage),
            head,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// What is the same for everybody who looks.
struct They {
    members: Slice<Member>,
    badges: Badges,
    locals: HashMap<PersonId, Vec<String>>,
    /// Joined and left in the twelve months before today.
    moved: (i64, i64),
    /// For professions.
    management: Option<Management>,
}

/// `profession`: the one by which somebody is managed by their own, for professions.
fn they(
    conn: &mut Conn,
    (id, profession): (CommunityId, Option<CommunityId>),
    cursor: Option<&Cursor>,
    today: Day,
) -> Result<They, StoreError> {
    let members = super::members(conn, id, cursor, Limit::of(Some(SHOWN)))?;
    let people: Vec<PersonId> = members.items.iter().map(|it| it.person).collect();
    Ok(They {
        badges: Badges::of(conn, people.iter().copied())?,
        locals: super::local_ones(conn, id, &people)?,
        moved: super::moved_since(conn, id, today.plus_days(-365))?,
        management: profession.map(|of| super::management(conn, (id, of))).transpose()?,
        members,
    })
}

fn siblings(conn: &mut Conn, head: &Head) -> Result<Vec<(String, String)>, StoreError> {
    let Some(parent) = head.it.parent else { return Ok(Vec::new()) };
    let parts = community::children(conn, parent)?.into_iter().filter(|it| it.id != head.it.id);
    Ok(parts.map(|it| (it.id.to_string(), it.name)).collect())
}

/// Add a member on the record: by a lead, a head or a people administrator.
pub async fn add_member(
    panels: Panels,
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = app.read(|conn| community::find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?;
    let email = person::email(form.text("email")).unwrap_or_default();
    let known = app.read(|conn| person::find_by_email(conn, &email))?;
    let Some(known) = known else {
        let mut check = Check::new();
        check.add("email", membership::MembershipError::NoPerson.to_string());
        return Ok(Page::flawed(page(&app, &asker, (&slug, panels.tabs), None, (form, check))?).into_response());
    };
    let (act, today, typed) = (app.act(asker.actor()), app.today(), form.clone());
    let there = format!("/communities/{slug}/members");
    let added = app
        .write_once(form.once(&asker, "member.add"), move |tx| {
            let input = AddMember {
                person: known.id,
                community: community.id,
                standing: Standing::from_word(typed.text("standing")).unwrap_or(Standing::Member),
                route: Route::from_word(typed.text("route")).unwrap_or(Route::Chosen),
                level: typed.text("level").to_owned(),
                from_day: today,
                to_day: None,
                evidence: typed.text("evidence").to_owned(),
            };
            super::add(tx, &act, input)?;
            Ok(Reply::see(there.as_str()))
        })
        .await;
    match added {
        Ok(reply) => Ok(reply.into_response()),
        Err(error) => {
            let check = faults::flaws(faults::of_membership(error))?;
            Ok(Page::flawed(page(&app, &asker, (&slug, panels.tabs), None, (form, check))?).into_response())
        }
    }
}

/// One form a row: appoint a member, move them to another local community, or end their membership. Moving and ending
/// may name the day; without one it is today.
pub async fn change_member(
    panels: Panels,
    State(app): State<App>,
    asker: Asker,
    Path((slug, person)): Path<(String, PersonId)>,
    form: Form,
) -> Result<Response, Fault> {
    let community = app.read(|conn| community::find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?.id;
    let (act, today, typed) = (app.act(asker.actor()), app.today(), form.clone());
    let standing = Standing::from_word(form.text("standing"));
    let done = app
        .write(move |tx| {
            let on = match typed.text("on").trim() {
                "" => today,
                on => roster::read_day(on).ok_or(membership::MembershipError::NoDay)?,
            };
            match standing {
                Some(standing) => super::appoint(tx, &act, Appoint { person, community, standing, from_day: today }),
                None if typed.has("move") => {
                    let to = typed.parsed("to").ok_or(membership::MembershipError::NoSibling)?;
                    super::change_place(tx, &act, Move { person, from: community, to, on }).map(drop)
                }
                None => super::end(tx, &act, person, community, on),
            }
        })
        .await;
    match done {
        Ok(()) => Ok(web::see(&format!("/communities/{slug}/members"))),
        Err(error) => {
            let check = faults::flaws(faults::of_membership(error))?;
            Ok(Page::flawed(page(&app, &asker, (&slug, panels.tabs), None, (Form::default(), check))?).into_response())
        }
    }
}
