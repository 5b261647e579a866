//! `/communities/{slug}/entries`: ask, propose, what waits; `/communities/{slug}/entry/{id}`: one, and its decision.

use super::{Decide, Entry, EntryId};
use crate::community::web::{Head, head};
use crate::community::{self, CommunityKind};
use crate::membership::{Badges, Route};
use crate::panels::Panels;
use crate::{entry, faults, membership, person};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(askama::Template)]
#[template(path = "entry/list.html")]
struct EntriesPage {
    frame: Frame,
    head: Head,
    /// For who may decide.
    waiting: Vec<Entry>,
    badges: Badges,
    may_decide: bool,
    may_ask: bool,
    may_propose: bool,
    own: Option<Entry>,
    form: Form,
    check: Check,
    once: String,
}

#[derive(askama::Template)]
#[template(path = "entry/show.html")]
struct EntryPage {
    frame: Frame,
    it: Entry,
    badges: Badges,
    may_decide: bool,
    may_withdraw: bool,
    form: Form,
    check: Check,
    once: String,
}

impl EntryPage {
    fn routes(&self) -> Vec<(&'static str, &'static str)> {
        Route::ALL.iter().filter(|it| **it != Route::Chosen).map(|it| (it.word(), it.title())).collect()
    }

    fn state(&self) -> &'static str {
        match self.it.decision.as_deref() {
            None => "Waiting",
            Some("accepted") => "Accepted",
            Some("declined") => "Declined",
            Some(_) => "Withdrawn",
        }
    }

    fn how(&self) -> String {
        match &self.it.proposed_by {
            Some((by, name)) if !self.badges.beside(by).is_empty() => {
                format!("Proposed by {name} ({})", self.badges.beside(by))
            }
            Some((_, name)) => format!("Proposed by {name}"),
            None => "Asks themself".into(),
        }
    }

    fn trail(&self) -> Vec<(String, String)> {
        let url = format!("/communities/{}", self.it.community_slug);
        vec![(url.clone(), self.it.community_name.clone()), (format!("{url}/entries"), "Entry".into())]
    }
}

fn sample(decision: Option<&str>) -> Entry {
    Entry {
        id: EntryId(base::Uuid::from_u128(3)),
        community: base::CommunityId(base::Uuid::from_u128(1)),
        community_name: "Product management".into(),
        community_slug: "product-management".into(),
        person: base::PersonId(base::Uuid::from_u128(7)),
        name: "Tamsin Okoro-Bell".into(),
        proposed_by: Some((base::PersonId(base::Uuid::from_u128(8)), "Kit Alderman".into())),
        evidence: "Led <two> products from discovery to live.".into(),
        asked_on: base::Moment::from_micros(1_790_000_000_000_000).day(),
        decision: decision.map(str::to_owned),
        reason: decision.map(|_| "The panel says yes.".into()),
    }
}

impl Sample for EntriesPage {
    fn samples() -> Vec<Self> {
        let page = |waiting, may_decide, own| EntriesPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            waiting,
            badges: Badges::default(),
            may_decide,
            may_ask: !may_decide,
            may_propose: may_decide,
            own,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        vec![page(vec![sample(None)], true, None), page(vec![], false, None), page(vec![], false, Some(sample(None)))]
    }
}

web::sample!(EntriesPage);

impl Sample for EntryPage {
    fn samples() -> Vec<Self> {
        let page = |decision, may, check| EntryPage {
            frame: Frame::sample("Communities"),
            it: sample(decision),
            badges: Badges::sample(base::PersonId(base::Uuid::from_u128(7))),
            may_decide: may,
            may_withdraw: !may,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("reason", "Say why, for the record");
        vec![page(None, true, check), page(None, false, Check::new()), page(Some("accepted"), false, Check::new())]
    }
}

web::sample!(EntryPage);

/// `GET /communities/{slug}/entries`
pub async fn list(
    panels: Panels,
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
) -> Result<Page, Fault> {
    entries(&app, &asker, (&slug, &panels), (Form::default(), Check::new())).map(Page::of)
}

fn entries(
    app: &App,
    asker: &Asker,
    (slug, panels): (&str, &Panels),
    (form, check): (Form, Check),
) -> Result<EntriesPage, Fault> {
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, panels.tabs)? else { return Ok::<_, StoreError>(None) };
        let may_decide = entry::decide::may_decide(conn, asker.actor(), head.it.id)?;
        let lineage = community::lineage(conn, head.it.id)?;
        let belongs = asker.actor().memberships.iter().any(|held| lineage.contains(&held.community));
        let held = match asker.person {
            Some(me) => membership::find_held(conn, me, head.it.id)?.is_some(),
            None => true,
        };
        let own = match asker.person {
            Some(me) => entry::waiting_for(conn, me, head.it.id)?,
            None => None,
        };
        let open = head.it.kind == CommunityKind::Practice && head.it.closed_on.is_none() && !asker.actor().read_only;
        let waiting = if may_decide { entry::waiting_in(conn, head.it.id)? } else { Vec::new() };
        Ok(Some(EntriesPage {
            frame: asker.frame("Communities"),
            badges: Badges::of(conn, waiting.iter().map(|it| it.person))?,
            waiting,
            may_ask: open && !held && own.is_none(),
            may_propose: open && belongs,
            may_decide,
            own,
            head,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `POST /communities/{slug}/entries`: with an address somebody else is proposed, without one asks oneself.
pub async fn ask(
    panels: Panels,
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = app.read(|conn| community::find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?.id;
    let (act, typed, there) = (app.act(asker.actor()), form.clone(), slug.clone());
    let done = app
        .write_once(form.once(&asker, "entry.ask"), move |tx| {
            let id = match typed.text("email").trim() {
                "" if typed.has("email") => return Err(entry::EntryError::NoPerson),
                "" => entry::ask(tx, &act, community, typed.text("evidence"))?,
                email => {
                    let email = person::email(email).ok_or(entry::EntryError::NoPerson)?;
                    let known = person::find_by_email(tx, &email)?.ok_or(entry::EntryError::NoPerson)?;
                    entry::propose(tx, &act, community, known.id, typed.text("evidence"))?
                }
            };
            Ok(Reply::see(format!("/communities/{there}/entry/{id}")))
        })
        .await;
    match done {
        Ok(reply) => Ok(reply.into_response()),
        Err(error) => {
            let check = faults::flaws(faults::of_entry(error))?;
            Ok(Page::flawed(entries(&app, &asker, (&slug, &panels), (form, check))?).into_response())
        }
    }
}

/// `GET /communities/{slug}/entry/{id}`: for those whom it concerns; others find nothing.
pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, EntryId)>,
) -> Result<Response, Fault> {
    let page = page(&app, &asker, id, (Form::default(), Check::new()))?;
    if page.it.community_slug != slug {
        return Ok(web::moved(&page.it.url()));
    }
    Ok(Page::of(page).into_response())
}

fn page(app: &App, asker: &Asker, id: EntryId, (form, check): (Form, Check)) -> Result<EntryPage, Fault> {
    let page = app.read(|conn| {
        let Some(it) = entry::find(conn, id)? else { return Ok::<_, StoreError>(None) };
        if !entry::sees(conn, asker.actor(), &it)? {
            return Ok(None);
        }
        let waits = it.decision.is_none();
        let decides = entry::decide::may_decide(conn, asker.actor(), it.community)? && !asker.actor().is(it.person);
        let own = asker.actor().is(it.person) || it.proposed_by.as_ref().is_some_and(|(by, _)| asker.actor().is(*by));
        Ok(Some(EntryPage {
            frame: asker.frame("Communities"),
            may_decide: waits && decides,
            may_withdraw: waits && own,
            badges: Badges::of(conn, std::iter::once(it.person).chain(it.proposed_by.as_ref().map(|(by, _)| *by)))?,
            it,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `POST /communities/{slug}/entry/{id}/decision`
pub async fn decide(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, EntryId)>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let there = format!("/communities/{slug}/entry/{id}");
    let done = app
        .write_once(form.once(&asker, "entry.decide"), move |tx| {
            let input = Decide {
                entry: id,
                accept: match typed.text("do") {
                    "accept" => true,
                    "decline" => false,
                    _ => return Err(entry::EntryError::Decision),
                },
                route: Route::from_word(typed.text("route")).unwrap_or(Route::OpenRecruitment),
                level: typed.text("level").into(),
                reason: typed.text("reason").into(),
            };
            entry::decide(tx, &act, input)?;
            Ok(Reply::see(there.as_str()))
        })
        .await;
    match done {
        Ok(reply) => Ok(reply.into_response()),
        Err(error) => {
            let check = faults::flaws(faults::of_entry(error))?;
            Ok(Page::flawed(page(&app, &asker, id, (form, check))?).into_response())
        }
    }
}

/// `POST /communities/{slug}/entry/{id}/withdrawal`
pub async fn withdraw(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, EntryId)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| entry::withdraw(tx, &act, id)).await.map_err(faults::of_entry)?;
    Ok(web::see(&format!("/communities/{slug}/entry/{id}")))
}
