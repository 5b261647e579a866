//! Sort the cards alone.

use crate::asked;
use crate::maturity::model::{self, Area, Card};
use crate::maturity::{self, Pile, Session, SessionId};
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::CommunityId;
use std::collections::BTreeMap;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "maturity/sort.html")]
struct SortPage {
    frame: Frame,
    slug: String,
    name: String,
    it: Session,
    cards: Vec<Card>,
    own: BTreeMap<String, Pile>,
    check: Check,
}

impl SortPage {
    fn areas(&self) -> Vec<(&'static str, Vec<&Card>)> {
        let of = |area: Area| self.cards.iter().filter(|card| card.area == area.word()).collect::<Vec<_>>();
        Area::ALL.iter().map(|area| (area.title(), of(*area))).filter(|(_, cards)| !cards.is_empty()).collect()
    }

    fn piles(&self) -> &'static [Pile] {
        Pile::ALL
    }

    fn is_there(&self, card: &Card, pile: &Pile) -> bool {
        self.own.get(&card.key) == Some(pile)
    }

    fn url(&self) -> String {
        format!("/communities/{}/maturity/{}", self.slug, self.it.id)
    }

    fn trail(&self) -> Vec<(String, String)> {
        let url = format!("/communities/{}", self.slug);
        vec![(url.clone(), self.name.clone()), (format!("{url}/maturity"), "Maturity".into())]
    }
}

impl Sample for SortPage {
    fn samples() -> Vec<Self> {
        let cards = model::shipped();
        let own = cards.iter().take(8).map(|card| (card.key.clone(), Pile::InProgress)).collect();
        let page = |own, cards, it| SortPage {
            frame: Frame::sample("Communities"),
            slug: "product-management".into(),
            name: "Product <management>".into(),
            it,
            cards,
            own,
            check: Check::new(),
        };
        vec![
            page(own, cards.clone(), super::room::sample_session(1, false)),
            page(BTreeMap::new(), cards, super::room::sample_session(1, true)),
        ]
    }
}

web::sample!(SortPage);

/// `GET …/maturity/{session}/sort`; the slug may be the community's id.
pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, SessionId)>,
) -> Result<Response, Fault> {
    if let Some(there) = asked::web::by_slug(&app, &slug, &format!("maturity/{id}/sort"))? {
        return Ok(web::moved(&there));
    }
    Ok(Page::of(page(&app, &asker, &slug, id, Check::new())?).into_response())
}

fn page(app: &App, asker: &Asker, slug: &str, id: SessionId, check: Check) -> Result<SortPage, Fault> {
    let community = asked::web::community(app, slug)?;
    let me = asker.person.ok_or(Fault::NotFound)?;
    let (name, here): (String, CommunityId) = (community.name, community.id);
    app.read(|conn| {
        let it = maturity::find(conn, id)?.filter(|it| it.community == here).ok_or(Refusal::Missing("card sort"))?;
        if !maturity::may_sort(conn, asker.actor(), here)? {
            return Err(Refusal::Denied("Members of this community sort its cards"));
        }
        let cards = model::find(conn, it.model)?.map(|model| model.cards).unwrap_or_default();
        let own = maturity::own(conn, id, me)?;
        Ok(SortPage { frame: asker.frame("Communities"), slug: slug.into(), name, it, cards, own, check })
    })
    .map_err(Fault::from)
}

/// `POST …/maturity/{session}/sort`: each card is a field; a card that is left out keeps its place. With script one
/// card comes at a time and the answer has no page.
pub async fn save(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, SessionId)>,
    form: Form,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    let known = app.read(|conn| {
        let it = maturity::find(conn, id)?.filter(|it| it.community == community);
        let it = it.ok_or(Refusal::Missing("card sort"))?;
        Ok::<_, Refusal>(model::find(conn, it.model)?.map(|model| model.cards).unwrap_or_default())
    })?;
    let cards: Vec<(String, Pile)> =
        known.iter().filter_map(|card| Some((card.key.clone(), Pile::from_word(form.text(&card.key))?))).collect();
    let act = app.act(asker.actor());
    let there = format!("/communities/{slug}/maturity/{id}/sort#saved");
    let outcome = app
        .write(move |tx| {
            maturity::place(tx, &act, maturity::Placed { session: id, cards: cards.clone() })?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, id, check))
}
