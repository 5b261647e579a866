//! `/settings/communities`: founding one, and changing or closing those that one heads.

use super::lent;
use crate::asked::Asked;
use crate::community::{ChangeCommunity, Community, CommunityKind, FoundCommunity, SegmentBy, Summary};
use crate::{community, faults};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Cursor, Day, Duty, Limit, Slice};
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(askama::Template)]
#[template(path = "settings/communities.html")]
struct CommunitiesPage {
    frame: Frame,
    communities: Slice<Summary>,
    kinds: Vec<(&'static str, &'static str)>,
    parents: super::Choices,
    form: Form,
    check: Check,
    once: String,
}

impl CommunitiesPage {
    fn choices(&self) -> Vec<(&str, &str)> {
        lent(&self.parents)
    }

    fn kind_choices(&self) -> Vec<(&'static str, &'static str)> {
        self.kinds.clone()
    }

    fn segments(&self) -> [(&'static str, &'static str); 5] {
        [
            ("", "Nothing yet, or it stands by itself"),
            ("place", "Place"),
            ("unit", "Unit"),
            ("level", "Level"),
            ("context", "Context: what they work on"),
        ]
    }

    fn next(&self) -> String {
        self.communities.next.as_ref().map(|next| format!("/settings/communities?after={next}")).unwrap_or_default()
    }
}

impl Sample for CommunitiesPage {
    fn samples() -> Vec<Self> {
        let mut check = Check::new();
        check.add("purpose", "Say it in a few words");
        vec![CommunitiesPage {
            frame: Frame::sample("Communities"),
            communities: Slice { items: vec![], next: None },
            kinds: vec![("interest", "Community of interest")],
            parents: vec![(String::new(), "None".into())],
            form: Form::default(),
            check,
            once: "once".into(),
        }]
    }
}

web::sample!(CommunitiesPage);

fn page(
    app: &App,
    asker: &Asker,
    cursor: Option<&Cursor>,
    (form, check): (Form, Check),
) -> Result<CommunitiesPage, Fault> {
    let keeps_people = asker.has(Duty::PeopleAdministrator);
    let kinds = CommunityKind::ALL.iter().filter(|kind| keeps_people || **kind != CommunityKind::Practice);
    let page = app.read(|conn| {
        let communities = community::list_all(conn, cursor, Limit::of(Some(100)))?;
        let open = communities.items.iter().filter(|it| it.closed_on.is_none());
        let open = open.map(|it| (it.id.to_string(), it.name.clone()));
        Ok::<_, StoreError>(CommunitiesPage {
            frame: asker.frame("Communities"),
            kinds: kinds.map(|kind| (kind.word(), kind.title())).collect(),
            parents: std::iter::once((String::new(), "None: it stands by itself".into())).chain(open).collect(),
            communities,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })?;
    Ok(page)
}

#[derive(serde::Deserialize)]
pub struct Below {
    /// The slug of the community whose local one is to be founded.
    parent: Option<String>,
}

pub async fn list(
    State(app): State<App>,
    asker: Asker,
    Query(asked): Query<Asked>,
    Query(below): Query<Below>,
) -> Result<Page, Fault> {
    let cursor = asked.cursor()?;
    let parent = match below.parent {
        Some(slug) => app.read(|conn| community::find_by_slug(conn, &slug))?,
        None => None,
    };
    let form = parent.map_or_else(Form::default, |parent| {
        Form::read(format!("parent={}&kind={}", parent.id, parent.kind.word()).as_bytes())
    });
    page(&app, &asker, cursor.as_ref(), (form, Check::new())).map(Page::of)
}

pub async fn found(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed, today) = (app.act(asker.actor()), form.clone(), app.today());
    let done = app
        .write_once(form.once(&asker, "community.found"), move |tx| {
            let input = FoundCommunity {
                name: typed.text("name").to_owned(),
                kind: CommunityKind::from_word(typed.text("kind")).unwrap_or(CommunityKind::Interest),
                parent: typed.parsed("parent"),
                segment_by: SegmentBy::from_word(typed.text("segment_by")),
                purpose: typed.text("purpose").to_owned(),
                signs: typed.text("signs").to_owned(),
                founded_on: today,
                ends_on: Day::parse(typed.text("ends_on").trim()),
            };
            let id = community::found(tx, &act, input)?;
            let slug = community::find(tx, id)?.map(|it| it.slug).unwrap_or_default();
            Ok::<_, community::CommunityError>(Reply::see(format!("/communities/{slug}")))
        })
        .await;
    match done.map_err(faults::of_community) {
        Ok(reply) => Ok(reply.into_response()),
        Err(fault) => {
            let check = faults::flaws(fault)?;
            Ok(Page::flawed(page(&app, &asker, None, (form, check))?).into_response())
        }
    }
}

#[derive(askama::Template)]
#[template(path = "settings/community.html")]
struct CommunityPage {
    frame: Frame,
    it: Community,
    name: String,
    purpose: String,
    signs: String,
    ends_on: String,
    outcome: String,
    check: Check,
}

impl CommunityPage {
    fn new(frame: Frame, it: Community) -> Self {
        Self {
            frame,
            name: it.name.clone(),
            purpose: it.purpose.clone(),
            signs: it.signs.clone().unwrap_or_default(),
            ends_on: it.ends_on.map(|day| day.to_string()).unwrap_or_default(),
            outcome: String::new(),
            check: Check::new(),
            it,
        }
    }
}

impl Sample for CommunityPage {
    fn samples() -> Vec<Self> {
        let it = Community {
            id: base::CommunityId(base::Uuid::from_u128(1)),
            slug: "shorter-forms".into(),
            kind: CommunityKind::Action,
            parent: None,
            segment_by: None,
            name: "Shorter forms".into(),
            purpose: "Every form on one page.".into(),
            signs: None,
            founded_on: base::Moment::from_micros(0).day(),
            ends_on: None,
            closed_on: None,
            outcome: None,
        };
        vec![CommunityPage::new(Frame::sample("Communities"), it)]
    }
}

web::sample!(CommunityPage);

/// Found and open to this asker's changes, or the fault.
fn find(app: &App, asker: &Asker, slug: &str) -> Result<Community, Fault> {
    use community::policy::{Action, allows, who};
    let found = app.read(|conn| match community::find_by_slug(conn, slug)? {
        Some(it) => Ok::<_, StoreError>(Some((community::lineage(conn, it.id)?, it))),
        None => Ok(None),
    })?;
    let (lineage, it) = found.ok_or(Fault::NotFound)?;
    let allowed = allows(asker.actor(), Action::Change, &lineage);
    if allowed { Ok(it) } else { Err(Fault::NotAllowed(format!("{}.", who(Action::Change)))) }
}

pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    let it = find(&app, &asker, &slug)?;
    Ok(Page::of(CommunityPage::new(asker.frame("Communities"), it)))
}

pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &asker, &slug)?;
    let (act, typed, id) = (app.act(asker.actor()), form.clone(), it.id);
    let done = app
        .write(move |tx| {
            let input = ChangeCommunity {
                community: id,
                name: typed.text("name").to_owned(),
                purpose: typed.text("purpose").to_owned(),
                signs: typed.text("signs").to_owned(),
                ends_on: Day::parse(typed.text("ends_on").trim()),
            };
            community::change(tx, &act, input)
        })
        .await;
    after(&asker, it, &form, done)
}

pub async fn close(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = find(&app, &asker, &slug)?;
    let (act, outcome, id, today) = (app.act(asker.actor()), form.text("outcome").to_owned(), it.id, app.today());
    let done = app.write(move |tx| community::close(tx, &act, id, today, &outcome)).await;
    after(&asker, it, &form, done)
}

/// On to the community's page, or the form again with what was typed.
fn after(
    asker: &Asker,
    it: Community,
    form: &Form,
    done: Result<(), community::CommunityError>,
) -> Result<Response, Fault> {
    let Err(fault) = done.map_err(faults::of_community) else {
        return Ok(web::see(&format!("/communities/{}", it.slug)));
    };
    let check = faults::flaws(fault)?;
    let mut page = CommunityPage { check, ..CommunityPage::new(asker.frame("Communities"), it) };
    let typed = |name: &str, kept: &mut String| {
        if form.has(name) {
            *kept = form.text(name).to_owned();
        }
    };
    typed("name", &mut page.name);
    typed("purpose", &mut page.purpose);
    typed("signs", &mut page.signs);
    typed("ends_on", &mut page.ends_on);
    typed("outcome", &mut page.outcome);
    Ok(Page::flawed(page).into_response())
}
