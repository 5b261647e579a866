//! `/assessments/{assessment}`: how far it is, point by point, and its report.

use super::{document, known};
use crate::assessment::policy::{self, Action as Do, Relation};
use crate::assessment::relation_to;
use crate::assessment::{self, Action, Assessment, Entered, Evidence, Said, Seat, State as Stand};
use crate::reuse::Started;
use crate::standard::{self, Outcome, Point};
use ::store::{Conn, StoreError};
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{Actor, Day};
use directory::panels::Look;
use directory::product::ProductId;
use web::{App, Asker, Check, Fault, Form, Frame, Page};

/// A point with what stands at it.
pub(super) struct At {
    pub(super) point: Point,
    pub(super) evidence: Vec<Evidence>,
    pub(super) said: Option<Said>,
}

impl At {
    fn is_met(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.outcome.rank() == 0)
    }

    fn mark(&self) -> &'static str {
        self.said.as_ref().map_or("open", |said| said.outcome.mark())
    }

    fn word(&self) -> &'static str {
        self.said.as_ref().map_or("Nothing said yet", |said| said.outcome.label())
    }
}

/// What whoever looks may do.
#[derive(Default)]
pub(super) struct May {
    pub(super) name_panel: bool,
    pub(super) prepare: bool,
    pub(super) tell: bool,
    pub(super) publish: bool,
    pub(super) add_action: bool,
    pub(super) close_action: bool,
    pub(super) set_aside: bool,
}

impl May {
    fn of(actor: &Actor, relation: Relation, state: Stand) -> Self {
        let may = |action| policy::allows(actor, action, relation);
        let is_early = matches!(state, Stand::Asked | Stand::Preparing);
        Self {
            name_panel: is_early && may(Do::NamePanel),
            prepare: is_early && may(Do::Prepare),
            tell: state == Stand::Preparing && may(Do::Close),
            publish: state == Stand::Checking && may(Do::Close),
            add_action: !matches!(state, Stand::Asked | Stand::SetAside) && may(Do::AddAction),
            close_action: may(Do::CloseAction),
            set_aside: state.is_open() && may(Do::SetAside),
        }
    }
}

#[derive(Template)]
#[template(path = "assessment/show.html")]
pub(super) struct ShowPage {
    pub(super) frame: Frame,
    pub(super) today: Day,
    pub(super) it: Assessment,
    pub(super) panel: Vec<Seat>,
    pub(super) points: Vec<At>,
    /// Evidence that lost its point when the assessment moved to another version.
    pub(super) loose: Vec<Evidence>,
    pub(super) sees_evidence: bool,
    pub(super) sees_outcomes: bool,
    pub(super) started: Vec<Started>,
    pub(super) actions: Vec<Action>,
    pub(super) states: Vec<Entered>,
    /// Newer or older versions that it can move to: number and id.
    pub(super) moves: Vec<(i64, String)>,
    pub(super) people: Vec<(String, String)>,
    pub(super) may: May,
    pub(super) form: Form,
    pub(super) check: Check,
    pub(super) once: String,
}

impl ShowPage {
    fn trail(&self) -> Vec<(String, String)> {
        let standard = format!("/standards/{}?version={}", self.it.standard_slug, self.it.version_number);
        let product = format!("/products/{}", self.it.product_slug);
        vec![
            ("/standards".into(), "Standards".into()),
            (standard, self.it.standard_title.clone()),
            (product, self.it.product_name.clone()),
        ]
    }

    fn panel_words(&self) -> String {
        let name = |seat: &Seat| if seat.is_chair { format!("{} (chair)", seat.name) } else { seat.name.clone() };
        self.panel.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    fn met(&self) -> String {
        let met = self.points.iter().filter(|it| it.is_met()).count();
        format!("{met} of {}", self.points.len())
    }

    fn met_note(&self) -> String {
        let count = |rank: u8| {
            self.points.iter().filter(|it| it.said.as_ref().is_some_and(|said| said.outcome.rank() == rank)).count()
        };
        let open = self.points.iter().filter(|it| it.said.is_none()).count();
        let part = |count: usize, words: &str| (count > 0).then(|| format!("{count} {words}"));
        [part(count(1), "in part"), part(count(2), "not met"), part(open, "not said yet")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn started_words(&self) -> String {
        web::words::some(self.started.iter().filter(|it| it.is_adopted()).count(), "solution", "solutions")
    }

    fn saved(&self) -> String {
        let saved: i64 = self.started.iter().filter_map(Started::saved).sum();
        if saved > 0 { format!("about {saved} days not spent again") } else { String::new() }
    }

    fn again(&self) -> usize {
        self.started.iter().filter(|it| it.is_built_again()).count()
    }

    fn again_note(&self) -> &'static str {
        if self.started.iter().any(|it| it.is_built_again() && it.why.is_none()) { "a reason is missing" } else { "" }
    }

    /// Those to talk about, and those that are met.
    fn to_talk_about(&self) -> Vec<&At> {
        self.points.iter().filter(|it| !it.is_met()).collect()
    }

    fn settled(&self) -> Vec<&At> {
        self.points.iter().filter(|it| it.is_met()).collect()
    }

    fn open_heading(&self) -> String {
        let open = self.to_talk_about().len();
        match (self.sees_outcomes, open) {
            (false, _) => "The points".into(),
            (true, 0) => "Nothing to talk about".into(),
            (true, 1) => "One point to talk about".into(),
            (true, open) => format!("{} points to talk about", web::words::count(open, true)),
        }
    }

    fn met_heading(&self) -> String {
        let met = self.settled().len();
        format!("{} {} already met", web::words::count(met, true), if met == 1 { "point" } else { "points" })
    }

    fn outcomes(&self) -> Vec<(&'static str, String)> {
        let follows = self.it.scale.overall(self.points.iter().filter_map(|it| it.said.as_ref()).map(|it| it.outcome));
        let follows =
            follows.map_or("Nothing yet".into(), |it: Outcome| format!("What follows of the points: {}", it.label()));
        let own = self.it.scale.outcomes().into_iter().map(|it| (it.word(), it.label().to_owned()));
        std::iter::once(("", follows)).chain(own).collect()
    }

    fn shown(&self, at: &At) -> String {
        base::text::count(at.evidence.len() as i64, "piece of evidence", "pieces of evidence")
    }
}

pub async fn show(State(app): State<App>, asker: Asker, Path(segment): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &segment, (Form::default(), Check::new()))?))
}

pub(super) fn view(app: &App, asker: &Asker, segment: &str, (form, check): (Form, Check)) -> Result<ShowPage, Fault> {
    let today = app.today();
    app.read(|conn| {
        let (it, relation) = known(conn, asker, segment)?;
        let sees_evidence = policy::sees_evidence(it.state, relation);
        let sees_outcomes = policy::sees_outcomes(it.state, relation);
        let may = May::of(asker.actor(), relation, it.state);
        let panel = assessment::panel_of(conn, it.id)?;
        let (points, loose) = points(conn, &it, sees_evidence, sees_outcomes)?;
        let people = if may.add_action { choices(conn, &it, &panel)? } else { Vec::new() };
        Ok(ShowPage {
            frame: asker.frame("Standards"),
            today,
            points,
            loose,
            started: if sees_evidence { assessment::started(conn, &it)? } else { Vec::new() },
            actions: if sees_outcomes { assessment::actions(conn, it.id)? } else { Vec::new() },
            states: assessment::states(conn, it.id)?,
            moves: if may.prepare { moves(conn, &it)? } else { Vec::new() },
            people,
            panel,
            sees_evidence,
            sees_outcomes,
            may,
            it,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

/// Each point with what stands at it, and the evidence that stands at none.
fn points(
    conn: &mut Conn,
    it: &Assessment,
    evidence: bool,
    outcomes: bool,
) -> Result<(Vec<At>, Vec<Evidence>), StoreError> {
    let mut shown = if evidence { assessment::evidence(conn, it.id)? } else { Vec::new() };
    let mut said = if outcomes { assessment::said(conn, it.id)? } else { Vec::new() };
    let points = standard::points(conn, it.version)?.into_iter().map(|point| {
        let here: Vec<Evidence> = shown.extract_if(.., |shown| shown.point == point.number).collect();
        let said = said.iter().position(|said| said.point == point.number).map(|at| said.swap_remove(at));
        At { point, evidence: here, said }
    });
    let points = points.collect();
    Ok((points, shown))
}

/// Versions of the same standard to which a map leads.
fn moves(conn: &mut Conn, it: &Assessment) -> Result<Vec<(i64, String)>, StoreError> {
    let Some(standard) = standard::find(conn, &it.standard_slug)? else { return Ok(Vec::new()) };
    let mut moves = Vec::new();
    for version in standard::versions(conn, standard.id)? {
        if version.id != it.version && !standard::map_between(conn, it.version, version.id)?.is_empty() {
            moves.push((version.number, version.id.to_string()));
        }
    }
    Ok(moves)
}

/// For whom an action can be: the team and the panel.
fn choices(conn: &mut Conn, it: &Assessment, panel: &[Seat]) -> Result<Vec<(String, String)>, StoreError> {
    let team = directory::product::team(conn, it.product)?.into_iter().map(|it| (it.person, it.name));
    let asked = it.asked_by.clone();
    let mut all: Vec<(String, String)> = Vec::new();
    for (person, name) in team.chain(asked).chain(panel.iter().map(|seat| (seat.person, seat.name.clone()))) {
        let person = person.to_string();
        if all.iter().all(|(known, _)| *known != person) {
            all.push((person, name));
        }
    }
    Ok(all)
}

/// `GET /assessments/{assessment}/report.json`: a published report in the shape of the official reports.
pub async fn json(State(app): State<App>, asker: Asker, Path(segment): Path<String>) -> Result<Response, Fault> {
    let document = app.read(|conn| {
        let (it, _) = known(conn, &asker, &segment)?;
        document(conn, &it)
    })?;
    Ok(Json(document).into_response())
}

#[derive(Template)]
#[template(path = "assessment/of_product.html")]
struct OfProduct {
    slug: String,
    assessments: Vec<Assessment>,
    may_ask: bool,
}

/// On a product's page: what it was assessed for, what comes, and the way to ask.
pub fn panel_of_product(conn: &mut Conn, look: &Look<'_>, product: ProductId) -> Result<String, StoreError> {
    let Some(it) = directory::product::find(conn, product)? else { return Ok(String::new()) };
    let relation = relation_to(conn, look.actor, product)?;
    let panel = OfProduct {
        slug: it.slug,
        assessments: assessment::of_product(conn, product)?,
        may_ask: policy::allows(look.actor, Do::Ask, relation),
    };
    // A panel that cannot be written leaves its page whole.
    Ok(panel.render().unwrap_or_default())
}
