//! `/products/{slug}/starts`: what a product starts from, what is solved already near its problems, what it builds again.

use super::{Proposed, SayWhy, Started, near, of_product, say_why};
use crate::assessment::policy::{self, Action};
use crate::assessment::relation_to;
use ::store::{Conn, StoreError};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use directory::panels::Look;
use directory::product::{self, Product, ProductId};
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};
use work::adoption::{Kept, keep};
use work::problem;

pub fn doors(room: Room) -> Room {
    super::counts::web::doors(room)
        .get("/products/{slug}/starts", Right::SignedIn, show)
        .post("/products/{slug}/reasons", Right::Writes, send)
        .post("/products/{slug}/starts", Right::Writes, say_kept)
}

#[derive(Template)]
#[template(path = "reuse/show.html")]
struct StartsPage {
    frame: Frame,
    product: Product,
    today: base::Day,
    started: Vec<Started>,
    proposed: Vec<Proposed>,
    may_say: bool,
    form: Form,
    check: Check,
    once: String,
}

impl StartsPage {
    fn trail(&self) -> Vec<(String, String)> {
        vec![
            ("/products".into(), "Products".into()),
            (format!("/products/{}", self.product.slug), self.product.name.clone()),
        ]
    }

    fn adopted(&self) -> Vec<&Started> {
        self.started.iter().filter(|it| it.is_adopted()).collect()
    }

    fn again(&self) -> Vec<&Started> {
        self.started.iter().filter(|it| it.is_built_again()).collect()
    }

    fn asked(&self) -> usize {
        self.started.iter().filter(|it| it.is_asked(self.today)).count()
    }

    fn saved(&self) -> String {
        let saved: i64 = self.started.iter().filter_map(Started::saved).sum();
        if saved > 0 { format!("about {saved} days not spent again") } else { String::new() }
    }

    /// What took its place: address and words.
    fn successor(&self, it: &Started) -> Option<(String, String)> {
        let number = it.superseded_by?;
        let words = if number == it.number { "what works better now".into() } else { work::problem::reference(number) };
        Some((work::problem::url(number), words))
    }

    fn days(&self, it: &Started) -> String {
        it.saved().map(|days| days.to_string()).unwrap_or_default()
    }

    /// The reason that is being typed, for the problem that it is typed at.
    fn typed(&self, it: &Proposed) -> &str {
        if self.form.text("problem") == it.number.to_string() { self.form.text("why") } else { "" }
    }

    fn is_wrong_at(&self, it: &Proposed) -> bool {
        !self.check.is_fine() && self.form.text("problem") == it.number.to_string()
    }
}

#[derive(Template)]
#[template(path = "reuse/panel.html")]
struct Panel {
    slug: String,
    adopted: Vec<Started>,
    again: usize,
}

impl Panel {
    /// The newest first, as many as a page shows.
    fn shown(&self) -> impl Iterator<Item = &Started> {
        self.adopted.iter().rev().take(SHOWN)
    }

    fn about(&self, it: &Started) -> String {
        let since = it.since.map(|day| format!(", since {}", day.month_and_year())).unwrap_or_default();
        let next = it.superseded_by.filter(|number| *number != it.number);
        let next = next.map(|number| format!(", superseded by {}", problem::reference(number))).unwrap_or_default();
        format!("{}{since}{next}", it.reference())
    }
}

const SHOWN: usize = 5;

/// On a product's page: the solutions that it started from.
pub fn panel(conn: &mut Conn, _: &Look<'_>, product: ProductId) -> Result<String, StoreError> {
    let Some(it) = product::find(conn, product)? else { return Ok(String::new()) };
    let (adopted, again): (Vec<_>, Vec<_>) = of_product(conn, product)?.into_iter().partition(Started::is_adopted);
    // A panel that cannot be written leaves its page whole.
    Ok(Panel { slug: it.slug, adopted, again: again.len() }.render().unwrap_or_default())
}

async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &slug, (Form::default(), Check::new()))?))
}

fn view(app: &App, asker: &Asker, slug: &str, (form, check): (Form, Check)) -> Result<StartsPage, Fault> {
    app.read(|conn| {
        let product = product::find_by_slug(conn, slug)?.ok_or(Fault::NotFound)?;
        let relation = relation_to(conn, asker.actor(), product.id)?;
        Ok(StartsPage {
            frame: asker.frame("Standards"),
            today: app.today(),
            started: of_product(conn, product.id)?,
            proposed: near(conn, &app.index, asker.actor(), product.id)?,
            may_say: policy::allows(asker.actor(), Action::Prepare, relation),
            product,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

/// `POST /products/{slug}/reasons`: why it builds its own.
async fn send(State(app): State<App>, asker: Asker, Path(slug): Path<String>, form: Form) -> Result<Response, Fault> {
    let (product, known) = app.read(|conn| {
        let product = product::find_by_slug(conn, &slug)?.ok_or(Fault::NotFound)?;
        let known = problem::find(conn, form.parsed("problem").unwrap_or(0))?.ok_or(Fault::NotFound)?;
        Ok::<_, Fault>((product.id, known.id))
    })?;
    let (act, there) = (app.act(asker.actor()), format!("/products/{slug}/starts"));
    let input = SayWhy { product, problem: known, why: form.text("why").into() };
    let outcome = app
        .write_once(form.once(&asker, "product.why"), move |tx| {
            say_why(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(there.clone()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &slug, (form, check)))
}

/// `POST /products/{slug}/starts`: it holds, it was changed, the product went away from it.
async fn say_kept(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, there, typed) = (app.act(asker.actor()), format!("/products/{slug}/starts"), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "product.keep"), move |tx| {
            let adoption = typed.parsed("adoption").ok_or(work::Refusal::Missing("adoption"))?;
            let words = typed.text("changes").to_owned();
            let kept = match typed.text("what") {
                "changed" => Kept::Changed(words),
                "dropped" => Kept::Dropped(words),
                _ => Kept::Confirmed,
            };
            keep(tx, &act, adoption, &kept)?;
            Ok::<_, work::Refusal>(Reply::see(there.clone()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &slug, (form, check)))
}

impl Started {
    /// For samples.
    pub(crate) fn sample(number: i64, since: Option<base::Day>, why: Option<&str>) -> Self {
        Self {
            problem: base::Uuid::from_u128(number as u128).into(),
            number,
            title: "Moves <overnight> & lost bookings".into(),
            since,
            solution_days: Some(30),
            adoption_days: Some(9),
            adoption: since.map(|_| base::Uuid::from_u128(number as u128).into()),
            held_on: since,
            changes: "The <letters> & no more".into(),
            why: why.map(str::to_owned),
            superseded_by: since.map(|_| 64),
        }
    }
}

impl Sample for StartsPage {
    fn samples() -> Vec<Self> {
        let day = base::Moment::default().day();
        let proposed = Proposed {
            number: 64,
            reference: "P 64".into(),
            title: "Identity <check>".into(),
            url: "/problems/64".into(),
            own: (12, "Who is & who is not".into()),
            probability: 0.8,
        };
        let mut flawed = Check::new();
        flawed.add("why", "Write something here");
        let page = |started, proposed, may_say, check| StartsPage {
            frame: Frame::sample("Standards"),
            product: product::Product {
                id: product::ProductId(base::Uuid::from_u128(1)),
                slug: "book-a-visit".into(),
                name: "Book <a> visit".into(),
                phase: product::Phase::Beta,
                unit: None,
                purpose: "Families book a visit.".into(),
            },
            today: day.plus_days(400),
            started,
            proposed,
            may_say,
            form: Form::of(vec![("problem".into(), "64".into())]),
            check,
            once: "once".into(),
        };
        vec![
            page(
                vec![Started::sample(87, Some(day), None), Started::sample(64, None, Some("It <fits> nobody here"))],
                vec![proposed.clone()],
                true,
                Check::new(),
            ),
            page(vec![], vec![proposed], true, flawed),
            page(vec![], vec![], false, Check::new()),
        ]
    }
}
web::sample!(StartsPage);
