//! `/units`: the tree; `/units/{slug}`: one unit, who sits in it, what is below it, and its keeping.

use super::{ChangeUnit, CloseUnit, Unit, UnitId, path};
use crate::asked::Asked;
use crate::membership::Badges;
use crate::{faults, roster, unit};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Cursor, Day, Limit, PersonId, Slice};
use std::collections::BTreeMap;
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(askama::Template)]
#[template(path = "unit/list.html")]
struct UnitsPage {
    frame: Frame,
    /// Depth from the top, from 0.
    units: Vec<(usize, Unit)>,
    may_keep: bool,
}

/// Each under the one above it, by name; a unit whose place is lost stands at the top.
fn as_tree(units: Vec<Unit>) -> Vec<(usize, Unit)> {
    let known: std::collections::BTreeSet<UnitId> = units.iter().map(|it| it.id).collect();
    let mut below: BTreeMap<Option<UnitId>, Vec<Unit>> = BTreeMap::new();
    for it in units {
        below.entry(it.parent.filter(|parent| known.contains(parent))).or_default().push(it);
    }
    let mut tree = Vec::new();
    let mut look: Vec<(usize, Unit)> = below.remove(&None).into_iter().flatten().rev().map(|it| (0, it)).collect();
    while let Some((depth, it)) = look.pop() {
        let parts = below.remove(&Some(it.id)).into_iter().flatten().rev();
        look.extend(parts.map(|part| (depth + 1, part)));
        tree.push((depth, it));
    }
    tree
}

/// `GET /units`
pub async fn list(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let units = as_tree(app.read(unit::list)?);
    let may_keep = unit::may_name(asker.actor());
    Ok(Page::of(UnitsPage { frame: asker.frame("Communities"), units, may_keep }))
}

impl Sample for UnitsPage {
    fn samples() -> Vec<Self> {
        let page = |units, may_keep| UnitsPage { frame: Frame::sample("Communities"), units, may_keep };
        vec![page(vec![(0, sample(1)), (1, sample(2))], true), page(vec![], false)]
    }
}

web::sample!(UnitsPage);

fn sample(number: u128) -> Unit {
    Unit {
        id: UnitId(base::Uuid::from_u128(number)),
        organisation: crate::organisation::OrganisationId(base::Uuid::nil()),
        parent: None,
        slug: "courts".into(),
        name: "Courts <and> tribunals".into(),
        closed_on: None,
    }
}

#[derive(askama::Template)]
#[template(path = "unit/show.html")]
struct UnitPage {
    frame: Frame,
    it: Unit,
    /// From the top to the one right above.
    above: Vec<Unit>,
    below: Vec<Unit>,
    people: Slice<(PersonId, String)>,
    count: i64,
    badges: Badges,
    /// The other open units by their paths, for who may keep them.
    others: Vec<(String, String)>,
    may_keep: bool,
    today: Day,
    form: Form,
    check: Check,
    once: String,
}

impl UnitPage {
    fn next(&self) -> String {
        let next = self.people.next.as_ref();
        next.map(|next| format!("{}?after={next}", self.it.url())).unwrap_or_default()
    }

    fn trail(&self) -> Vec<(String, String)> {
        let above = self.above.iter().map(|it| (it.url(), it.name.clone()));
        std::iter::once(("/units".to_owned(), "Units".to_owned())).chain(above).collect()
    }

    fn people_words(&self) -> String {
        web::words::some(self.count as usize, "person", "people")
    }

    fn below_words(&self) -> String {
        web::words::some(self.below.len(), "unit", "units")
    }

    fn name(&self) -> &str {
        if self.form.has("unit_name") { self.form.text("unit_name") } else { &self.it.name }
    }

    fn parent(&self) -> String {
        if self.form.has("parent") {
            return self.form.text("parent").to_owned();
        }
        self.it.parent.map(|id| id.to_string()).unwrap_or_default()
    }

    fn on(&self) -> String {
        if self.form.has("on") { self.form.text("on").to_owned() } else { self.today.to_string() }
    }

    fn parents(&self) -> Vec<(&str, &str)> {
        self.choices("Nothing: it stands at the top")
    }

    fn places(&self) -> Vec<(&str, &str)> {
        self.choices("Nobody sits in it")
    }

    fn choices<'a>(&'a self, none: &'a str) -> Vec<(&'a str, &'a str)> {
        let others = self.others.iter().map(|(id, name)| (id.as_str(), name.as_str()));
        std::iter::once(("", none)).chain(others).collect()
    }
}

impl Sample for UnitPage {
    fn samples() -> Vec<Self> {
        let person = PersonId(base::Uuid::from_u128(7));
        let page = |full: bool, check| UnitPage {
            frame: Frame::sample("Communities"),
            it: sample(1),
            above: if full { vec![sample(2)] } else { vec![] },
            below: if full { vec![sample(3)] } else { vec![] },
            people: Slice { items: if full { vec![(person, "Kit Alderman".into())] } else { vec![] }, next: None },
            count: i64::from(full),
            badges: Badges::sample(person),
            others: vec![("u".into(), "Justice / Prisons".into())],
            may_keep: full,
            today: base::Moment::default().day(),
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("people_go_to", "1 people sit in it: say to which unit they go");
        vec![page(true, check), page(false, Check::new())]
    }
}

web::sample!(UnitPage);

/// `GET /units/{slug}`
pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    let cursor = asked.cursor()?;
    page(&app, &asker, &slug, cursor.as_ref(), (Form::default(), Check::new())).map(Page::of)
}

fn page(
    app: &App,
    asker: &Asker,
    slug: &str,
    cursor: Option<&Cursor>,
    (form, check): (Form, Check),
) -> Result<UnitPage, Fault> {
    let page = app.read(|conn| {
        let Some(it) = unit::find_wanted(conn, slug)? else { return Ok::<_, StoreError>(None) };
        let people = unit::people(conn, it.id, cursor, Limit::of(Some(100)))?;
        let may_keep = it.closed_on.is_none() && unit::may_name(asker.actor());
        let mut others = Vec::new();
        if may_keep {
            let all: BTreeMap<UnitId, Unit> = unit::list(conn)?.into_iter().map(|it| (it.id, it)).collect();
            let but = all.keys().filter(|id| **id != it.id);
            others.extend(but.map(|id| (id.to_string(), path::names(*id, &all).join(" / "))));
            others.sort_by(|one, other| one.1.cmp(&other.1));
        }
        Ok(Some(UnitPage {
            frame: asker.frame("Communities"),
            above: unit::lineage(conn, it.id)?.into_iter().skip(1).rev().collect(),
            below: unit::below(conn, it.id)?,
            count: unit::count_people(conn, it.id)?,
            badges: Badges::of(conn, people.items.iter().map(|(id, _)| *id))?,
            people,
            others,
            may_keep,
            today: app.today(),
            it,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `POST /units/{slug}`: another name, or another place in the tree.
pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let unit = app.read(|conn| unit::find_wanted(conn, &slug))?.ok_or(Fault::NotFound)?.id;
    let (act, typed, there) = (app.act(asker.actor()), form.clone(), format!("/units/{slug}"));
    let done = app
        .write_once(form.once(&asker, "unit.change"), move |tx| {
            let input = ChangeUnit { unit, name: typed.text("unit_name").to_owned(), parent: typed.parsed("parent") };
            unit::change(tx, &act, input)?;
            Ok::<_, unit::UnitError>(Reply::see(there.as_str()))
        })
        .await;
    answered(&app, &asker, &slug, form, done)
}

/// `POST /units/{slug}/closing`
pub async fn close(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let unit = app.read(|conn| unit::find_wanted(conn, &slug))?.ok_or(Fault::NotFound)?.id;
    let on = match form.text("on").trim() {
        "" => Some(app.today()),
        on => roster::read_day(on),
    };
    let Some(on) = on else {
        let mut check = Check::new();
        check.add("on", "Write the day as 2026-11-26 or 26 November 2026");
        return Ok(Page::flawed(page(&app, &asker, &slug, None, (form, check))?).into_response());
    };
    let (act, typed, there) = (app.act(asker.actor()), form.clone(), format!("/units/{slug}"));
    let done = app
        .write_once(form.once(&asker, "unit.close"), move |tx| {
            unit::close(tx, &act, CloseUnit { unit, on, people_go_to: typed.parsed("people_go_to") })?;
            Ok::<_, unit::UnitError>(Reply::see(there.as_str()))
        })
        .await;
    answered(&app, &asker, &slug, form, done)
}

fn answered(
    app: &App,
    asker: &Asker,
    slug: &str,
    form: Form,
    done: Result<Reply, unit::UnitError>,
) -> Result<Response, Fault> {
    match done {
        Ok(reply) => Ok(reply.into_response()),
        Err(error) => {
            let check = faults::flaws(faults::of_unit(error))?;
            Ok(Page::flawed(page(app, asker, slug, None, (form, check))?).into_response())
        }
    }
}
