//! `/teamwork`, the shared table, and `/products/{slug}/teamwork`, a team's own beside it.

use super::say::may_say;
use super::{Compared, Finding, Kind, Line, LineId, Part, Profession, Said, Tallies};
use super::{begin, begin_shared, compare, count, drop_line, lines, of_team, professions, say, tallies};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{CommunityId, Uuid};
use directory::product::{self, Product};
use std::sync::Arc;
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    let room = room
        .get("/teamwork", Right::SignedIn, show_shared)
        .post("/teamwork", Right::Head, send_shared)
        .get("/products/{slug}/teamwork", Right::SignedIn, show_own)
        .post("/products/{slug}/teamwork", Right::Writes, send_own);
    super::api::doors(room)
}

/// One table for both pages: professions across, lines down.
#[derive(Template)]
#[template(path = "teamwork/table.html")]
struct TeamworkPage {
    frame: Frame,
    /// `None`: the shared table.
    product: Option<Product>,
    professions: Vec<Profession>,
    lines: Vec<Compared>,
    /// On the team, with no part in anything.
    idle: Vec<CommunityId>,
    tallies: Arc<Tallies>,
    may_say: bool,
    form: Form,
    check: Check,
    once: String,
}

impl TeamworkPage {
    fn trail(&self) -> Vec<(String, String)> {
        match &self.product {
            None => vec![("/standards".into(), "Standards".into())],
            Some(it) => {
                vec![("/products".into(), "Products".into()), (format!("/products/{}", it.slug), it.name.clone())]
            }
        }
    }

    fn address(&self) -> String {
        self.product.as_ref().map_or_else(|| "/teamwork".into(), |it| format!("/products/{}/teamwork", it.slug))
    }

    fn is_shared(&self) -> bool {
        self.product.is_none()
    }

    /// What stands in the table: the team's own line, on the shared page the shared one.
    fn line<'a>(&self, it: &'a Compared) -> Option<&'a Line> {
        if self.is_shared() { it.shared.as_ref() } else { it.own.as_ref() }
    }

    fn part(&self, it: &Compared, profession: &Profession) -> Option<Part> {
        self.line(it).and_then(|line| line.part_of(profession.id))
    }

    /// `leads` or nothing: what the shared table says where it says something else.
    fn meant(&self, it: &Compared, profession: &Profession) -> &'static str {
        let (Some(shared), Some(own), false) = (&it.shared, &it.own, self.is_shared()) else { return "" };
        match (shared.part_of(profession.id), own.part_of(profession.id)) {
            (meant, said) if meant == said => "",
            (Some(Part::Leads), _) => "shared: leads",
            (Some(Part::TakesPart), _) => "shared: takes part",
            (None, _) => "shared: not",
        }
    }

    /// Something stands in this cell.
    fn says_anything(&self, it: &Compared, profession: &Profession) -> bool {
        self.part(it, profession).is_some() || !self.meant(it, profession).is_empty()
    }

    fn is_said(&self, it: &Compared) -> bool {
        self.line(it).is_some()
    }

    fn has_begun(&self) -> bool {
        self.lines.iter().any(|it| self.is_said(it))
    }

    fn names(&self, ids: &[CommunityId]) -> String {
        let name = |id: &CommunityId| self.professions.iter().find(|it| it.id == *id).map(|it| it.name.as_str());
        ids.iter().map(|id| name(id).unwrap_or("a closed profession")).collect::<Vec<_>>().join(", ")
    }

    fn words(&self, it: &Finding) -> String {
        match it {
            Finding::NotSaid => "The team has not said it yet".into(),
            Finding::NobodyLeads => "Nobody leads".into(),
            Finding::SeveralLead(who) => format!("Several lead: {}", self.names(who)),
            Finding::OthersLead(who) => format!("In the shared table leads: {}", self.names(who)),
            Finding::LeftOut(who) => format!("On the team and not in it: {}", self.names(who)),
            Finding::NotOnTeam(who) => format!("Nobody on the team for: {}", self.names(who)),
            Finding::OnlyHere => "Not in the shared table".into(),
        }
    }

    fn gaps(&self) -> usize {
        count(&self.lines, Finding::is_gap)
    }

    fn overlaps(&self) -> usize {
        count(&self.lines, Finding::is_overlap)
    }

    fn differ(&self) -> usize {
        count(&self.lines, |it| matches!(it, Finding::OthersLead(_) | Finding::OnlyHere))
    }

    /// Of the shared line: teams that say it, and those at which somebody should look.
    fn tally(&self, it: &Compared) -> (usize, usize) {
        it.shared.as_ref().and_then(|line| self.tallies.of.get(&line.id)).copied().unwrap_or_default()
    }

    fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        Kind::ALL.iter().map(|it| (it.word(), it.label())).collect()
    }

    fn kind(&self, it: &Compared) -> Kind {
        self.line(it).or(it.shared.as_ref()).map_or(Kind::Activity, |line| line.kind)
    }

    /// The address of a line within the page and in its form.
    fn id(&self, it: &Compared) -> LineId {
        it.id().unwrap_or(LineId(Uuid::nil()))
    }

    /// Its form came back with a flaw.
    fn is_at(&self, it: &Compared) -> bool {
        !self.check.is_fine() && self.form.parsed("line") == Some(self.id(it))
    }

    fn is_at_new(&self) -> bool {
        !self.check.is_fine() && !self.form.has("line")
    }

    /// Whether `word` is chosen for a profession in a line's form.
    fn is_chosen(&self, it: &Compared, profession: &Profession, word: &str) -> bool {
        let said = self.part(it, profession);
        let part = if self.is_said(it) { said } else { it.shared.as_ref().and_then(|it| it.part_of(profession.id)) };
        part.map_or("", Part::word) == word
    }

    fn choices(&self) -> [(&'static str, &'static str); 3] {
        [("", "Has no part"), ("leads", "Leads"), ("takes_part", "Takes part")]
    }

    /// Its title is the shared table's to change.
    fn keeps_title(&self, it: &Compared) -> bool {
        self.is_shared() || it.shared.is_none()
    }
}

async fn show_shared(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    view(&app, &asker, None, (Form::default(), Check::new())).map(Page::of)
}

async fn show_own(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    view(&app, &asker, Some(&slug), (Form::default(), Check::new())).map(Page::of)
}

fn view(app: &App, asker: &Asker, slug: Option<&str>, (form, check): (Form, Check)) -> Result<TeamworkPage, Fault> {
    app.read(|conn| {
        let product = match slug {
            Some(slug) => Some(product::find_by_slug(conn, slug)?.ok_or(Fault::NotFound)?),
            None => None,
        };
        let id = product.as_ref().map(|it| it.id);
        let (compared, idle) = match id {
            Some(id) => {
                let own = lines(conn, Some(id))?;
                let it = of_team(conn, id, &own)?;
                (it.lines, it.idle)
            }
            None => (lines(conn, None)?.into_iter().map(Compared::shared_alone).collect(), Vec::new()),
        };
        let tallies = match id {
            None => conn.kept("teamwork", Uuid::nil(), app.today(), tallies)?,
            Some(_) => Arc::default(),
        };
        Ok(TeamworkPage {
            frame: asker.frame("Standards"),
            tallies,
            professions: professions(conn)?,
            lines: compared,
            idle,
            may_say: may_say(conn, asker.actor(), id)?,
            product,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

async fn send_shared(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    send(app, asker, None, form).await
}

async fn send_own(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    send(app, asker, Some(slug), form).await
}

/// `what`: `begin` from the shared table or the usual lines, `drop` a line, otherwise say one.
async fn send(app: App, asker: Asker, slug: Option<String>, form: Form) -> Result<Response, Fault> {
    let product = match &slug {
        Some(slug) => Some(app.read(|conn| product::find_by_slug(conn, slug))?.ok_or(Fault::NotFound)?.id),
        None => None,
    };
    let there = slug.as_ref().map_or_else(|| "/teamwork".to_owned(), |slug| format!("/products/{slug}/teamwork"));
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "teamwork.say"), move |tx| {
            let line: Option<LineId> = typed.parsed("line");
            match (typed.text("what"), product) {
                ("begin", Some(product)) => begin(tx, &act, product)?,
                ("begin", None) => begin_shared(tx, &act)?,
                ("drop", _) => drop_line(tx, &act, product, line.ok_or(Refusal::Missing("line"))?)?,
                _ => {
                    let kind = Kind::from_word(typed.text("kind")).unwrap_or(Kind::Activity);
                    let title = typed.text("title").into();
                    say(tx, &act, Said { product, line, title, kind, parts: parts_of(&typed) })?;
                }
            }
            Ok::<_, Refusal>(Reply::see(there.clone()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, slug.as_deref(), (form, check)))
}

/// Fields `p-{profession}`.
fn parts_of(form: &Form) -> Vec<(CommunityId, Part)> {
    let of = |(name, value): (&str, &str)| {
        let id: Uuid = name.strip_prefix("p-")?.parse().ok()?;
        Some((id.into(), Part::from_word(value)?))
    };
    form.pairs().filter_map(of).collect()
}

impl Sample for TeamworkPage {
    fn samples() -> Vec<Self> {
        let (design, managing) = (CommunityId(Uuid::from_u128(1)), CommunityId(Uuid::from_u128(2)));
        let line = |id: u128, shared: Option<u128>, parts: &[(CommunityId, Part)]| Line {
            id: LineId(Uuid::from_u128(id)),
            shared: shared.map(|id| LineId(Uuid::from_u128(id))),
            title: "What <comes> next".into(),
            kind: Kind::Decision,
            parts: parts.to_vec(),
        };
        let shared = vec![line(1, None, &[(managing, Part::Leads), (design, Part::TakesPart)]), line(2, None, &[])];
        let own = vec![
            line(3, Some(1), &[(design, Part::Leads), (managing, Part::Leads)]),
            line(4, None, &[(design, Part::TakesPart)]),
        ];
        let head = |id, name: &str| Profession { id, slug: "design".into(), name: name.into() };
        let mut flawed = Check::new();
        flawed.add("title", "Write something here");
        let page = |product: Option<Product>, lines, check| TeamworkPage {
            frame: Frame::sample("Standards"),
            product,
            professions: vec![head(design, "Design & research"), head(managing, "Product <management>")],
            lines,
            idle: vec![design],
            tallies: Arc::default(),
            may_say: true,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let it = Product {
            id: product::ProductId(Uuid::from_u128(1)),
            slug: "book-a-visit".into(),
            name: "Book <a> visit".into(),
            phase: product::Phase::Beta,
            unit: None,
            purpose: "Families book a visit.".into(),
        };
        vec![
            page(Some(it.clone()), compare(&shared, &own, &[managing]), flawed),
            page(Some(it), vec![], Check::new()),
            page(None, compare(&shared, &[], &[]), Check::new()),
            page(None, vec![], Check::new()),
        ]
    }
}

web::sample!(TeamworkPage);
