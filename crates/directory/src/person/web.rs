//! The doors to people: `/people` and `/people/{id}`.

use super::{Filter, Person, PersonState, Summary};
use crate::asked::Asked;
use crate::membership::{self, Badges, Held};
use crate::panels::{self, Look, Panel};
use crate::product;
use crate::unit::Unit;
use crate::{location, person, unit};
use axum::extract::{Path, Query, State};
use base::{Duty, PersonId, Slice};
use store::{Conn, StoreError};
use web::{App, Asker, Fault, Frame, Page, Sample};

pub type ById = Path<PersonId>;

#[derive(askama::Template)]
#[template(path = "person/list.html")]
struct PeoplePage {
    frame: Frame,
    people: Slice<Line>,
    here: i64,
    keeps_people: bool,
}

struct Line {
    person: Summary,
    badges: String,
}

impl PeoplePage {
    fn next(&self) -> String {
        self.people.next.as_ref().map(|next| format!("/people?after={next}")).unwrap_or_default()
    }
}

impl PeoplePage {
    fn here(&self) -> String {
        if self.here > person::COUNTED {
            return "More than 2,000 people are here".into();
        }
        format!("{} here", base::text::capital(&base::text::count(self.here, "person is", "people are")))
    }
}

impl Sample for PeoplePage {
    fn samples() -> Vec<Self> {
        let ada = Summary {
            id: PersonId(base::Uuid::from_u128(1)),
            name: "Ada Quillfeather".into(),
            email: "ada@aldersea.example".into(),
            state: PersonState::Active,
            unit: Some("Courts".into()),
            sort_name: "ada quillfeather".into(),
        };
        let lines = vec![Line { person: ada, badges: "Product management, head".into() }];
        let page = |items: Vec<Line>, next: Option<&str>| PeoplePage {
            frame: Frame::sample("Communities"),
            here: items.len() as i64,
            people: Slice { items, next: next.map(str::to_owned) },
            keeps_people: true,
        };
        vec![page(lines, Some("abc")), page(vec![], None)]
    }
}

web::sample!(PeoplePage);

pub async fn list(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let (cursor, limit) = (asked.cursor()?, base::Limit::of(Some(asked.limit.unwrap_or(50))));
    let (people, here) = app.read(|conn| {
        let people = person::list(conn, Filter::Here, cursor.as_ref(), limit)?;
        let ids: Vec<PersonId> = people.items.iter().map(|person| person.id).collect();
        let badges = Badges::of(conn, ids)?;
        let people = people.map(|person| {
            let badges = badges.beside(&person.id).to_owned();
            Line { person, badges }
        });
        Ok::<_, StoreError>((people, person::count(conn, PersonState::Active)?))
    })?;
    let keeps_people = asker.has(Duty::PeopleAdministrator);
    Ok(Page::of(PeoplePage { frame: asker.frame("Communities"), people, here, keeps_people }))
}

/// Everything that a person's page shows; `/me` shows it too.
pub(crate) struct Portrait {
    pub person: Person,
    /// From the top to their own.
    pub units: Vec<Unit>,
    pub location: Option<String>,
    pub line_manager: Option<(PersonId, String)>,
    /// Whom they manage, by name; at most 60.
    pub manages: Vec<(PersonId, String)>,
    pub held: Vec<Held>,
    /// What they belonged to before.
    pub earlier: Vec<Held>,
    pub products: Vec<product::Summary>,
    pub badges: String,
    pub panels: String,
}

pub(crate) fn portrait(
    conn: &mut Conn,
    panels: &[Panel<PersonId>],
    look: &Look<'_>,
    id: PersonId,
) -> Result<Option<Portrait>, StoreError> {
    let Some(person) = person::find(conn, id)? else { return Ok(None) };
    let units = person.unit.map(|id| unit::lineage(conn, id)).transpose()?.unwrap_or_default();
    let location = person.location.map(|id| location::find(conn, id)).transpose()?.flatten().map(|it| it.name);
    let manager = person.line_manager.map(|id| person::find(conn, id)).transpose()?.flatten();
    Ok(Some(Portrait {
        units: units.into_iter().rev().collect(),
        location,
        manages: person::managed_by(conn, id)?,
        line_manager: manager.map(|manager| (manager.id, manager.name)),
        held: membership::of_person(conn, id)?,
        earlier: membership::earlier_of_person(conn, id)?,
        products: product::of_person(conn, id)?,
        badges: Badges::of(conn, [id])?.beside(&id).to_owned(),
        panels: panels::write(panels, conn, look, id)?,
        person,
    }))
}

#[derive(askama::Template)]
#[template(path = "person/show.html")]
struct PersonPage {
    frame: Frame,
    it: Portrait,
}

impl PersonPage {
    fn state(&self) -> &'static str {
        match self.it.person.state {
            PersonState::Active => "",
            PersonState::Invited => "Invited, not here yet",
            PersonState::Suspended => "Away for now",
            PersonState::Left => "Has left",
        }
    }

    fn since(&self) -> String {
        self.it.person.joined_on.month_and_year()
    }

    fn until(&self) -> String {
        self.it.person.left_on.map(|day| format!("until {}", day.long())).unwrap_or_default()
    }
}

impl Sample for PersonPage {
    fn samples() -> Vec<Self> {
        vec![PersonPage { frame: Frame::sample("Communities"), it: Portrait::sample() }]
    }
}

web::sample!(PersonPage);

impl Portrait {
    pub(crate) fn sample() -> Self {
        let id = PersonId(base::Uuid::from_u128(1));
        let person = Person {
            id,
            email: "ada@aldersea.example".into(),
            name: "Ada Quillfeather".into(),
            state: PersonState::Active,
            generation: 1,
            joined_on: base::Moment::from_micros(0).day(),
            left_on: None,
            unit: None,
            location: None,
            line_manager: None,
        };
        Portrait {
            person,
            units: vec![],
            location: Some("Harbour House".into()),
            line_manager: Some((id, "Kit Alderman".into())),
            manages: vec![(id, "Juno <Marchbanks>".into())],
            held: vec![],
            earlier: vec![Held {
                id: base::Uuid::from_u128(2).into(),
                community: base::Uuid::from_u128(3).into(),
                slug: "design".into(),
                name: "Design".into(),
                kind: crate::community::CommunityKind::Practice,
                standing: base::Standing::Lead,
                route: membership::Route::OpenRecruitment,
                level: Some("Senior".into()),
                from_day: base::Moment::from_micros(0).day(),
                to_day: Some(base::Moment::from_micros(0).day()),
            }],
            products: vec![],
            badges: "Product management, head".into(),
            panels: String::new(),
        }
    }
}

pub async fn show(
    panels: Vec<Panel<PersonId>>,
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<PersonId>,
) -> Result<Page, Fault> {
    let it = app
        .read(|conn| portrait(conn, &panels, &Look { actor: asker.actor(), today: app.today() }, id))?
        .ok_or(Fault::NotFound)?;
    Ok(Page::of(PersonPage { frame: asker.frame("Communities"), it }))
}
