//! `/work/{work}/amplify/new`: before which communities it is put.

use super::{Amplify, REST_DAYS, amplify, before, lately, that_care};
use crate::Refusal;
use crate::work_item::WorkItem;
use crate::work_item::api::find_wanted;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{CommunityId, Day};
use directory::community::{self, CommunityKind};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(askama::Template)]
#[template(path = "amplify/put.html")]
struct AmplifyPage {
    frame: Frame,
    it: WorkItem,
    /// Those that would care first; id, name, whether they would.
    communities: Vec<(CommunityId, String, bool)>,
    before: Vec<(String, Day)>,
    form: Form,
    check: Check,
    once: String,
}

impl AmplifyPage {
    fn trail(&self) -> Vec<(String, String)> {
        vec![("/work".into(), "Work in hand".into()), (self.it.url(), self.it.reference())]
    }

    fn is_ticked(&self, id: &CommunityId, cares: &bool) -> bool {
        let id = id.to_string();
        if self.form.has("sent") { self.form.all("community").any(|ticked| ticked == id) } else { *cares }
    }
}

/// Nobody chooses from more.
const CHOICES: usize = 300;

fn view(app: &App, asker: &Asker, wanted: &str, (form, check): (Form, Check)) -> Result<AmplifyPage, Fault> {
    app.read(|conn| {
        let it = find_wanted(conn, wanted)?;
        let lately = lately(conn, it.id, app.today().plus_days(1 - REST_DAYS))?;
        let care: Vec<CommunityId> = that_care(conn, it.id)?.into_iter().filter(|id| !lately.contains(id)).collect();
        let open = community::list_up_to(conn, CHOICES)?.into_iter();
        let open = open.filter(|it| it.closed_on.is_none() && (it.parent.is_none() || care.contains(&it.id)));
        let mut communities: Vec<_> = open.map(|it| (it.id, it.name, it.kind, care.contains(&it.id))).collect();
        communities.sort_by_key(|(_, _, kind, cares)| (!cares, *kind != CommunityKind::Practice));
        Ok::<_, Refusal>(AmplifyPage {
            frame: asker.frame("Problems"),
            communities: communities.into_iter().map(|(id, name, _, cares)| (id, name, cares)).collect(),
            before: before(conn, it.id)?,
            it,
            form,
            check,
            once: app.act(asker).new_secret(),
        })
    })
    .map_err(Fault::from)
}

pub async fn ask(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    view(&app, &asker, &wanted, (Form::default(), Check::new())).map(Page::of)
}

/// `POST /work/{work}/amplify`
pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, there) = (app.act(&asker), it.url());
    let communities = form.all("community").filter_map(|id| id.parse().ok()).collect();
    let input = Amplify { work_item: it.id, communities, words: form.text("words").into() };
    let outcome = app
        .write_once(form.once(&asker, "work.amplify"), move |tx| {
            amplify(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(there.clone()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &wanted, (form, check)))
}

impl Sample for AmplifyPage {
    fn samples() -> Vec<Self> {
        let item = crate::work_item::web::sample_item(crate::work_item::WorkState::InHand);
        let day = item.started_on;
        let mut flawed = Check::new();
        flawed.add("community", "Choose one to 6 communities");
        let page = |communities, check| AmplifyPage {
            frame: Frame::sample("Problems"),
            it: item.clone(),
            communities,
            before: vec![("Design <all>".into(), day)],
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let one = |id, cares| (CommunityId(base::Uuid::from_u128(id)), "Design <all>".to_owned(), cares);
        vec![page(vec![one(1, true), one(2, false)], flawed), page(vec![], Check::new())]
    }
}

web::sample!(AmplifyPage);
