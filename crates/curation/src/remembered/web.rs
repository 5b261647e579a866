//! `/handbook/{number}/reach?in=design`: how far a page reaches and how well it is remembered, without anybody's name.

use super::importance::may_weigh;
use super::{Curve, Importance, WEEKS, importance_of, monday, of_page, picture, set_importance};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use knowledge::page::web::{page_id, readable, trail};
use knowledge::page::{self, Summary};
use web::{App, Asker, Fault, Form, Frame, Page, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.get("/handbook/{number}/reach", Right::SignedIn, show).post(
        "/handbook/{number}/importance",
        Right::Writes,
        weigh,
    )
}

#[derive(Template)]
#[template(path = "remembered/reach.html")]
struct ReachPage {
    frame: Frame,
    page: Summary,
    trail: Vec<(String, String)>,
    curves: Vec<Curve>,
    /// The one that is drawn large, by its place.
    at: usize,
    importance: Importance,
    may_weigh: bool,
}

impl ReachPage {
    fn heading(&self) -> String {
        match self.curves.get(self.at) {
            None => "Too few have met it to say".into(),
            Some(curve) => format!("About {}% of {} would recall it", curve.now().remembered(), curve.name),
        }
    }

    fn drawn(&self) -> Option<&Curve> {
        self.curves.get(self.at)
    }

    fn whole(&self, curve: &Curve) -> String {
        let (before, now) = (curve.before(), curve.now());
        let of = format!(
            "Remembered in {}, from {} per cent on {} to {} per cent on {}",
            curve.name,
            before.remembered(),
            before.on.long(),
            now.remembered(),
            now.on.long()
        );
        picture::whole(curve, &web::words::marked(&of, &[]))
    }

    fn small(&self, curve: &Curve) -> String {
        picture::small(&curve.points)
    }

    fn is_drawn(&self, place: &usize) -> bool {
        *place == self.at
    }

    fn reach(&self, percent: Option<i64>) -> String {
        percent.map_or_else(|| "all but a few".into(), |percent| format!("about {percent}%"))
    }

    fn choices(&self) -> Vec<(&'static str, &'static str, bool)> {
        Importance::ALL.iter().map(|it| (it.word(), it.label(), *it == self.importance)).collect()
    }
}

#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default, rename = "in")]
    community: String,
}

async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    let from = monday(app.today()).plus_days(-7 * WEEKS);
    let view = app.read(|conn| {
        let page = readable(conn, &asker, &number)?.summary;
        let mut trail = trail(conn, &page)?;
        trail.push((page.url(), page.title.clone()));
        let curves = of_page(conn, page.id, from)?;
        let own = |curve: &Curve| asker.actor().memberships.iter().any(|it| it.community == curve.community);
        let at = curves.iter().position(|curve| curve.slug == asked.community);
        let at = at.or_else(|| curves.iter().position(own)).unwrap_or(0);
        let importance = importance_of(conn, page.id)?;
        let may_weigh = may_weigh(asker.actor());
        Ok::<_, Fault>(ReachPage { frame: asker.frame("Handbook"), page, trail, curves, at, importance, may_weigh })
    })?;
    Ok(Page::of(view))
}

/// `POST /handbook/{number}/importance`
async fn weigh(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let act = app.act(asker.actor());
    let to = Importance::from_word(form.text("importance")).ok_or(Fault::NotFound)?;
    let number = app.write(move |tx| set_importance(tx, &act, page, to)).await?;
    Ok(web::see(&format!("{}/reach", page::url(number))))
}

impl Sample for ReachPage {
    fn samples() -> Vec<Self> {
        let day = base::Moment::default().day();
        let point = |week: i64, reached, permille| super::Point {
            on: day.plus_days(7 * week),
            members: 60,
            joined: week % 3,
            reached,
            permille,
        };
        let curve = |name: &str, points| Curve {
            community: base::CommunityId(base::Uuid::from_u128(4)),
            slug: "research".into(),
            name: name.into(),
            within: None,
            points,
        };
        let falling = (0..9).map(|week| point(week, 30, 800 - 60 * week)).collect();
        let view = |curves, may_weigh| ReachPage {
            frame: Frame::sample("Handbook"),
            page: Summary::sample(),
            trail: vec![("/handbook".into(), "Handbook".into())],
            curves,
            at: 0,
            importance: Importance::Most,
            may_weigh,
        };
        vec![
            view(vec![curve("User <research>", falling), curve("Data", vec![point(0, 55, 440)])], true),
            view(vec![], false),
        ]
    }
}
web::sample!(ReachPage);
