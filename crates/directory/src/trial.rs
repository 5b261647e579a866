//! The small organisation that this room's tests know: the demo's seven people, a profession, a product.

use crate::community::{self, CommunityKind, FoundCommunity};
use crate::membership::{self, AddMember, Route};
use crate::organisation::{self, NameOrganisation};
use crate::person::{self, AddPerson, PersonState};
use crate::product::{self, AddProduct, Phase};
use crate::{Doorman, Panels, sign_in};
use base::{Act, Actor, CommunityId, Day, Duty, PersonId, Standing};
use store::{Conn, StoreError, Tx};
use testkit::{TestApp, TestStore};

pub struct Small<'a> {
    pub on: &'a TestStore,
    pub profession: CommunityId,
    people: Vec<(&'static str, PersonId)>,
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Runs a verb and panics with its words when it fails.
pub fn write<T: Send + 'static, E: From<StoreError> + std::fmt::Debug + Send + 'static>(
    on: &TestStore,
    change: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
) -> T {
    on.store.write_blocking(change).unwrap()
}

pub fn read<T>(on: &TestStore, read: impl FnOnce(&mut Conn) -> Result<T, StoreError>) -> T {
    on.store.read(read).unwrap()
}

impl<'a> Small<'a> {
    pub fn on(on: &'a TestStore) -> Self {
        let act = on.act(Actor::system());
        let (profession, people) = write(on, move |tx| Ok::<_, StoreError>(fill(tx, &act)));
        Self { on, profession, people }
    }

    pub fn id(&self, who: &str) -> PersonId {
        self.people.iter().find(|(known, _)| *known == who).unwrap().1
    }

    /// What the doorman would say that `who` holds now, signed in.
    pub fn act_of(&self, who: &str) -> Act {
        let id = self.id(who);
        let held = read(self.on, |conn| membership::of_person(conn, id));
        let duties = read(self.on, |conn| person::duties(conn, id));
        let memberships =
            held.iter().map(|it| base::Membership { community: it.community, standing: it.standing }).collect();
        self.on.act(Actor { person: Some(id), name: who.into(), duties, memberships, ..Actor::nobody() })
    }
}

fn fill(tx: &mut Tx<'_>, act: &Act) -> (CommunityId, Vec<(&'static str, PersonId)>) {
    organisation::name(tx, act, NameOrganisation { name: "Ministry of Justice, Aldersea".into() }).unwrap();
    let add = |tx: &mut Tx<'_>, who: &str| {
        let input = AddPerson {
            name: format!("{who} of the demo"),
            email: sign_in::demo_email(who).unwrap(),
            joined_on: day("2021-01-04"),
            unit: None,
            location: None,
            line_manager: None,
            state: PersonState::Active,
        };
        person::add(tx, act, input).unwrap()
    };
    let people: Vec<_> = sign_in::DEMO_PEOPLE.iter().map(|it| (it.who, add(tx, it.who))).collect();
    let id = |who: &str| people.iter().find(|(known, _)| *known == who).unwrap().1;
    person::grant(tx, act, id("librarian"), Duty::Librarian).unwrap();
    person::grant(tx, act, id("admin"), Duty::PeopleAdministrator).unwrap();
    person::grant(tx, act, id("admin"), Duty::Operator).unwrap();
    let profession = FoundCommunity {
        name: "Product management".into(),
        kind: CommunityKind::Practice,
        parent: None,
        segment_by: None,
        purpose: "We find the value where the views of a team meet.".into(),
        signs: String::new(),
        founded_on: day("2021-01-04"),
        ends_on: None,
    };
    let profession = community::found(tx, act, profession).unwrap();
    for (who, standing) in [("head", Standing::Head), ("lead", Standing::Lead), ("member", Standing::Member)] {
        membership::add(tx, act, joining(id(who), profession, standing)).unwrap();
    }
    let product = AddProduct {
        name: "Book a visit".into(),
        phase: Phase::Live,
        unit: None,
        purpose: "Families book a visit to somebody in prison.".into(),
    };
    product::add(tx, act, product).unwrap();
    (profession, people)
}

pub fn joining(person: PersonId, community: CommunityId, standing: Standing) -> AddMember {
    AddMember {
        person,
        community,
        standing,
        route: Route::OpenRecruitment,
        level: "senior".into(),
        from_day: day("2022-03-01"),
        to_day: None,
        evidence: "Campaign 14, all criteria met".into(),
    }
}

/// The directory alone behind its door, with the small organisation in it.
pub fn app(on: TestStore) -> TestApp {
    Small::on(&on);
    let doorman = Doorman::new(web::Settings::sample());
    TestApp::new(on, || vec![web::room(), crate::room(Panels::default())], doorman)
}

/// A test through the door, on both engines.
pub fn through_the_door<F: AsyncFn(&TestApp)>(test: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for on in [Some(TestStore::sqlite()), TestStore::postgres()].into_iter().flatten() {
        println!("on {}", on.name());
        let app = app(on);
        runtime.block_on(test(&app));
    }
}
