//! The doors to products: `/products` and `/products/{slug}`.

use super::{Phase, Product, ProductId, Summary, TeamMember};
use crate::asked::Asked;
use crate::membership::Badges;
use crate::panels::{self, Panel};
use crate::{product, unit};
use axum::extract::{Path, Query, State};
use base::{Duty, Limit, Slice, Standing};
use store::StoreError;
use web::{App, Asker, Fault, Frame, Page, Sample};

pub type BySlug = Path<String>;

#[derive(askama::Template)]
#[template(path = "product/list.html")]
struct ProductsPage {
    frame: Frame,
    products: Slice<Summary>,
    running: i64,
    may_add: bool,
}

impl ProductsPage {
    fn next(&self) -> String {
        self.products.next.as_ref().map(|next| format!("/products?after={next}")).unwrap_or_default()
    }
}

impl Sample for ProductsPage {
    fn samples() -> Vec<Self> {
        let it = Summary {
            id: ProductId(base::Uuid::from_u128(1)),
            slug: "book-a-visit".into(),
            name: "Book a visit".into(),
            phase: Phase::Live,
            purpose: "Families book a visit to somebody in prison.".into(),
            unit: Some("Prisons".into()),
            team: 9,
            sort_name: "book a visit".into(),
        };
        let page = |items: Vec<Summary>| ProductsPage {
            frame: Frame::sample("Standards"),
            running: items.len() as i64,
            products: Slice { items, next: None },
            may_add: true,
        };
        vec![page(vec![it]), page(vec![])]
    }
}

web::sample!(ProductsPage);

fn keeps(asker: &Asker) -> bool {
    asker.has(Duty::PeopleAdministrator) || asker.stands_anywhere(Standing::Lead)
}

pub async fn list(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let (cursor, limit) = (asked.cursor()?, Limit::of(Some(asked.limit.unwrap_or(60))));
    let (products, running) =
        app.read(|conn| Ok::<_, StoreError>((product::list(conn, cursor.as_ref(), limit)?, product::count(conn)?)))?;
    Ok(Page::of(ProductsPage { frame: asker.frame("Standards"), products, running, may_add: keeps(&asker) }))
}

#[derive(askama::Template)]
#[template(path = "product/show.html")]
struct ProductPage {
    frame: Frame,
    it: Product,
    unit: Option<String>,
    phases: Vec<(Phase, base::Day)>,
    team: Vec<TeamMember>,
    badges: Badges,
    panels: String,
    may_change: bool,
}

impl ProductPage {
    fn professions(&self) -> String {
        let mut names: Vec<&str> = self.team.iter().filter_map(|it| it.profession.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        web::words::some(names.len(), "profession", "professions")
    }

    fn unit_name(&self) -> &str {
        self.unit.as_deref().unwrap_or("No unit named")
    }
}

impl Sample for ProductPage {
    fn samples() -> Vec<Self> {
        let it = Product {
            id: ProductId(base::Uuid::from_u128(1)),
            slug: "book-a-visit".into(),
            name: "Book a visit".into(),
            phase: Phase::Live,
            unit: None,
            purpose: "Families book a visit to somebody in prison.".into(),
        };
        vec![ProductPage {
            frame: Frame::sample("Standards"),
            it,
            unit: Some("Prisons".into()),
            phases: vec![(Phase::Live, base::Moment::default().day())],
            team: vec![],
            badges: Badges::default(),
            panels: String::new(),
            may_change: true,
        }]
    }
}

web::sample!(ProductPage);

pub async fn show(
    panels: Vec<Panel<ProductId>>,
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
) -> Result<Page, Fault> {
    let page = app.read(|conn| {
        let Some(it) = product::find_by_slug(conn, &slug)? else { return Ok::<_, StoreError>(None) };
        let unit = it.unit.map(|id| unit::find(conn, id)).transpose()?.flatten();
        let team = product::team(conn, it.id)?;
        Ok(Some(ProductPage {
            frame: asker.frame("Standards"),
            badges: Badges::of(conn, team.iter().map(|it| it.person))?,
            unit: unit.map(|unit| unit.name),
            phases: product::phases(conn, it.id)?,
            team,
            panels: panels::write(&panels, conn, &panels::Look { actor: asker.actor(), today: app.today() }, it.id)?,
            may_change: keeps(&asker),
            it,
        }))
    })?;
    page.map(Page::of).ok_or(Fault::NotFound)
}
