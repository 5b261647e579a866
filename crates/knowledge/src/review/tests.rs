use super::{Name, Review, asked_of, keepers, list, name, review, rota};
use crate::handbook::Shelf;
use crate::page::{self, Begin, PageId};
use crate::refusal::Refusal;
use crate::testing::World;
use base::{Day, PersonId};
use testkit::{TestStore, each_engine};

fn page(on: &TestStore, world: World) -> PageId {
    let act = world.act(on, world.bo);
    let it = Begin {
        shelf: Shelf::Of(world.design),
        under: None,
        title: "Ask early".into(),
        why: String::new(),
        body: "Before you build.".into(),
    };
    on.store.write_blocking(move |tx| page::begin(tx, &act, it.clone())).unwrap().page
}

fn reviewed(on: &TestStore, world: World, who: PersonId, it: Review) -> Result<i64, Refusal> {
    let act = world.act(on, who);
    on.store.write_blocking(move |tx| review(tx, &act, it.clone()))
}

#[test]
fn a_review_moves_the_day_and_not_the_words() {
    each_engine(|on| {
        let world = World::made(on);
        let page = page(on, world);
        let next = on.act(base::Actor::system()).now.day().plus_days(90);
        let it = |checked: &str, review_on| Review { page, checked: checked.into(), review_on };
        assert!(matches!(reviewed(on, world, world.cy, it("All", next)), Err(Refusal::Denied(_))));
        let field = |result| match result {
            Err(Refusal::Field { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(reviewed(on, world, world.bo, it(" ", next))), "checked");
        assert_eq!(field(reviewed(on, world, world.bo, it("All", Day::parse("2020-01-01").unwrap()))), "review_on");
        reviewed(on, world, world.ada, it("Every link", next)).unwrap();
        let kept = on.store.read(|conn| page::find(conn, page)).unwrap().unwrap().summary;
        assert_eq!((kept.version, kept.review_on, kept.owner.as_deref()), (1, Some(next), Some("Bo")));
        let all = on.store.read(|conn| list(conn, page, 9)).unwrap();
        assert_eq!((all.len(), all[0].by.as_deref(), all[0].checked.as_str()), (1, Some("Ada"), "Every link"));
    });
}

#[test]
fn one_person_is_asked_two_weeks_ahead() {
    each_engine(|on| {
        let world = World::made(on);
        let page = page(on, world);
        let named = |who: PersonId, keeper: &str, deputy: &str| {
            let (act, it) =
                (world.act(on, who), Name { page, keeper: keeper.into(), deputy: deputy.into(), rota: String::new() });
            on.store.write_blocking(move |tx| name(tx, &act, it.clone()))
        };
        assert!(matches!(named(world.cy, "bo@x.example", ""), Err(Refusal::Denied(_))));
        for (keeper, deputy, wrong) in
            [("no@x.example", "", "keeper"), ("", "bo@x.example", "keeper"), ("bo@x.example", "bo@x.example", "deputy")]
        {
            let refused = named(world.bo, keeper, deputy);
            assert!(matches!(refused, Err(Refusal::Field { field, .. }) if field == wrong), "{refused:?}");
        }
        named(world.bo, "Ada@x.example", "bo@x.example").unwrap();
        let who = on.store.read(|conn| keepers(conn, page)).unwrap();
        assert_eq!((who.keeper.unwrap().1, who.deputy.unwrap().1), ("Ada".to_owned(), "Bo".to_owned()));
        let today = on.act(base::Actor::system()).now.day();
        let asked = |who, on_day| on.store.read(|conn| asked_of(conn, who, on_day)).unwrap().len();
        let due = today.plus_days(365);
        assert_eq!((asked(world.ada, today), asked(world.ada, due.plus_days(-14))), (0, 1));
        assert_eq!(asked(world.bo, due), 0, "Ada is here");
    });
}

#[test]
fn a_group_takes_turns_one_named_person_at_a_time() {
    each_engine(|on| {
        let world = World::made(on);
        let page = page(on, world);
        let set = |keeper: &str, deputy: &str, rota: &str| {
            let it = Name { page, keeper: keeper.into(), deputy: deputy.into(), rota: rota.into() };
            let act = world.act(on, world.bo);
            on.store.write_blocking(move |tx| name(tx, &act, it.clone()))
        };
        for wrong in ["ada@x.example", "ada@x.example, ada@x.example", "ada@x.example no@x.example"] {
            assert!(matches!(set("", "", wrong), Err(Refusal::Field { field: "rota", .. })), "{wrong}");
        }
        let who = || {
            let it = on.store.read(|conn| keepers(conn, page)).unwrap();
            (it.keeper.map(|it| it.1).unwrap_or_default(), it.deputy.map(|it| it.1).unwrap_or_default())
        };
        let turn = || {
            let day = base::Day::parse("2027-03-01").unwrap();
            let it = Review { page, checked: "All of it".into(), review_on: day };
            reviewed(on, world, world.bo, it).unwrap();
            who()
        };
        // Nobody is named: the first one begins.
        set("", "", "ada@x.example\nbo@x.example\r\ncy@x.example").unwrap();
        assert_eq!(who().0, "Ada");
        assert_eq!([turn().0, turn().0, turn().0], ["Bo", "Cy", "Ada"]);
        // Who is the next one's deputy changes places with them.
        set("ada@x.example", "bo@x.example", "ada@x.example bo@x.example").unwrap();
        assert_eq!(turn(), ("Bo".to_owned(), "Ada".to_owned()));
        // Who left is stepped over; somebody who takes no turn hands on to the first.
        let (act, cy) = (on.act(base::Actor::system()), world.cy);
        set("lib@x.example", "", "cy@x.example ada@x.example").unwrap();
        on.store.write_blocking(move |tx| directory::person::leave(tx, &act, cy, act.now.day())).unwrap();
        assert_eq!(turn().0, "Ada");
        assert_eq!(turn().0, "Ada", "nobody else is there");
        assert_eq!(on.store.read(|conn| rota(conn, page)).unwrap().len(), 2);
        set("ada@x.example", "", "").unwrap();
        assert_eq!(turn().0, "Ada");
    });
}
