//! The doors to communities: `/communities`, `/communities/{slug}`, its members, joining and leaving.

mod head;

pub use head::{Head, head};

use super::{CommunityKind, Summary};
use crate::asked::Asked;
use crate::membership::{self, AddMember, Badges, Member, Route};
use crate::panels::{self, Fact, Look, Panels};
use crate::{community, faults};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{CommunityId, Limit, Slice, Standing};
use std::collections::HashMap;
use store::StoreError;
use web::{App, Asker, Fault, Form, Frame, Page, Reply, Sample};

pub type BySlug = Path<String>;
pub type Asks = Query<Asked>;

#[derive(askama::Template)]
#[template(path = "community/list.html")]
struct CommunitiesPage {
    frame: Frame,
    kinds: Vec<OfKind>,
}

struct OfKind {
    kind: CommunityKind,
    /// Local ones too.
    count: i64,
    communities: Slice<Summary>,
}

impl OfKind {
    fn heading(&self) -> String {
        let (one, many) = match self.kind {
            CommunityKind::Practice => ("community of practice", "communities of practice"),
            CommunityKind::Interest => ("community of interest", "communities of interest"),
            CommunityKind::Action => ("community of action", "communities of action"),
        };
        base::text::capital(&base::text::count(self.count, one, many))
    }

    fn about(&self) -> &'static str {
        match self.kind {
            CommunityKind::Practice => "Professions. Somebody with the right decides who belongs, on evidence.",
            CommunityKind::Interest => "A shared subject, across professions. Anyone may join.",
            CommunityKind::Action => "One thing to improve, by a day. Anyone may join.",
        }
    }

    fn next(&self) -> String {
        let next = self.communities.next.as_ref();
        next.map(|next| format!("/communities?kind={}&after={next}", self.kind.word())).unwrap_or_default()
    }
}

impl CommunitiesPage {
    fn people_line(&self, it: &Summary) -> String {
        let end = it.ends_on.map(|day| format!(" Ends by {}.", day.long())).unwrap_or_default();
        format!("{}.{end}", base::text::capital(&base::text::count(it.members, "person", "people")))
    }
}

impl Sample for CommunitiesPage {
    fn samples() -> Vec<Self> {
        let it = Summary {
            id: CommunityId(base::Uuid::from_u128(1)),
            slug: "product-management".into(),
            kind: CommunityKind::Practice,
            parent: None,
            name: "Product management".into(),
            purpose: "We find the value where the views of a team meet.".into(),
            ends_on: None,
            closed_on: None,
            members: 78,
            sort_name: "product management".into(),
        };
        let of = |kind, items: Vec<Summary>| OfKind {
            kind,
            count: items.len() as i64,
            communities: Slice { items, next: None },
        };
        let page = |items| CommunitiesPage {
            frame: Frame::sample("Communities"),
            kinds: vec![of(CommunityKind::Practice, items), of(CommunityKind::Action, vec![])],
        };
        vec![page(vec![it]), page(vec![])]
    }
}

web::sample!(CommunitiesPage);

#[derive(serde::Deserialize)]
pub struct OfOneKind {
    kind: Option<String>,
}

pub async fn list(
    State(app): State<App>,
    asker: Asker,
    Query(of): Query<OfOneKind>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    let cursor = asked.cursor()?;
    let only = of.kind.as_deref().and_then(CommunityKind::from_word);
    let kinds = CommunityKind::ALL.iter().copied().filter(|kind| only.is_none_or(|only| only == *kind));
    let kinds = app.read(|conn| {
        kinds
            .map(|kind| {
                let communities = community::list(conn, kind, cursor.as_ref(), Limit::of(Some(100)))?;
                Ok::<_, StoreError>(OfKind { kind, count: community::count(conn, kind)?, communities })
            })
            .collect::<Result<Vec<_>, _>>()
    })?;
    Ok(Page::of(CommunitiesPage { frame: asker.frame("Communities"), kinds }))
}

#[derive(askama::Template)]
#[template(path = "community/show.html")]
struct CommunityPage {
    frame: Frame,
    head: Head,
    leaders: Vec<Member>,
    badges: Badges,
    locals: Vec<Summary>,
    local_leads: HashMap<CommunityId, Vec<String>>,
    is_member: bool,
    may_join: bool,
    may_change: bool,
    may_found: bool,
    facts: Vec<Fact>,
    wide: String,
    panels: String,
    aside: String,
    once: String,
}

impl CommunityPage {
    /// Three in all: what rooms above say of it, and what the directory knows.
    fn facts(&self) -> Vec<Fact> {
        let local = web::words::some(self.locals.len(), "local community", "local communities");
        let first = Fact { label: self.facts_label(), value: self.head.people(), note: local };
        let led = Fact { label: "Led by", value: self.leading(), note: self.with_leads() };
        let began = Fact {
            label: "Began",
            value: self.head.it.founded_on.long(),
            note: self.head.it.ends_on.map(|day| format!("ends by {}", day.long())).unwrap_or_default(),
        };
        std::iter::once(first).chain(self.facts.iter().cloned()).chain([led, began]).take(3).collect()
    }

    fn names(&self, standing: Standing) -> String {
        let names: Vec<&str> =
            self.leaders.iter().filter(|it| it.standing == standing).map(|it| it.name.as_str()).collect();
        names.join(", ")
    }

    fn leading(&self) -> String {
        let heads = self.names(Standing::Head);
        if heads.is_empty() { "Nobody yet".into() } else { heads }
    }

    fn with_leads(&self) -> String {
        match self.leaders.iter().filter(|it| it.standing == Standing::Lead).count() {
            0 => "No leads yet".into(),
            leads => format!("with {}", web::words::some(leads, "lead", "leads")),
        }
    }

    fn leads_of(&self, local: &CommunityId) -> String {
        self.local_leads.get(local).map_or_else(|| "No Lead".into(), |names| names.join(", "))
    }

    fn facts_label(&self) -> &'static str {
        if self.head.it.kind == CommunityKind::Practice { "In the profession" } else { "Members" }
    }
}

impl Sample for CommunityPage {
    fn samples() -> Vec<Self> {
        let page = |is_member, may_join, may_change| CommunityPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            leaders: vec![],
            badges: Badges::default(),
            locals: vec![],
            local_leads: HashMap::new(),
            is_member,
            may_join,
            may_change,
            may_found: may_change,
            facts: vec![],
            wide: String::new(),
            panels: String::new(),
            aside: String::new(),
            once: "once".into(),
        };
        vec![page(false, true, false), page(true, false, true)]
    }
}

web::sample!(CommunityPage);

pub async fn show(
    panels: Panels,
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
) -> Result<Page, Fault> {
    let actor = asker.actor();
    let look = Look { actor, today: app.today() };
    let page = app.read(|conn| {
        let Some(head) = head(conn, &slug, panels.tabs)? else { return Ok::<_, StoreError>(None) };
        let (id, kind, open) = (head.it.id, head.it.kind, head.it.closed_on.is_none());
        let lineage = community::lineage(conn, id)?;
        let is_member = actor.memberships.iter().any(|held| held.community == id);
        let joins = membership::policy::allows(actor, membership::policy::Action::Join, kind, &lineage);
        let changes = community::policy::allows(actor, community::policy::Action::Change, &lineage);
        let (leaders, locals) = (membership::leaders(conn, id)?, community::children(conn, id)?);
        Ok(Some(CommunityPage {
            frame: asker.frame("Communities"),
            badges: Badges::of(conn, leaders.iter().map(|it| it.person))?,
            leaders,
            local_leads: if locals.is_empty() { HashMap::new() } else { membership::leads_below(conn, id)? },
            may_found: open && community::policy::allows(actor, community::policy::Action::FoundBelow, &lineage),
            locals,
            is_member,
            may_join: open && joins && !is_member,
            may_change: open && changes,
            facts: panels
                .community_facts
                .iter()
                .filter_map(|of| of(conn, &look, &head.it).transpose())
                .collect::<Result<_, _>>()?,
            wide: panels::write(&panels.community_wide, conn, &look, id)?,
            panels: panels::write(&panels.community, conn, &look, id)?,
            aside: panels::write(&panels.community_aside, conn, &look, id)?,
            once: app.act(actor).new_secret(),
            head,
        }))
    })?;
    page.map(Page::of).ok_or(Fault::NotFound)
}

/// Join by oneself, where that is how one comes in.
pub async fn join(State(app): State<App>, asker: Asker, Path(slug): Path<String>, form: Form) -> Result<Reply, Fault> {
    let community = app.read(|conn| community::find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?.id;
    let person = asker.person.ok_or(Fault::NotFound)?;
    let (act, today) = (app.act(asker.actor()), app.today());
    app.write_once(form.once(&asker, "community.join"), move |tx| {
        let input = AddMember {
            person,
            community,
            standing: Standing::Member,
            route: Route::Chosen,
            level: String::new(),
            from_day: today,
            to_day: None,
            evidence: String::new(),
        };
        membership::add(tx, &act, input)?;
        Ok(Reply::see(format!("/communities/{slug}")))
    })
    .await
    .map_err(faults::of_membership)
}

/// Leave a community oneself.
pub async fn leave(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Response, Fault> {
    let community = app.read(|conn| community::find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?.id;
    let person = asker.person.ok_or(Fault::NotFound)?;
    let (act, today) = (app.act(asker.actor()), app.today());
    app.write(move |tx| membership::end(tx, &act, person, community, today)).await.map_err(faults::of_membership)?;
    Ok(web::see(&format!("/communities/{slug}")))
}
