use super::*;
use crate::recall::Memory;
use crate::testing::{World, belong, day};
use base::{Actor, PersonId};
use knowledge::exposure::{self, Erase, Exposed, How};
use knowledge::page::PageId;
use proptest::prelude::*;
use std::collections::HashMap;
use testkit::{TestStore, each_engine};

fn met(on: &TestStore, people: &[PersonId], page: PageId, on_day: Day) {
    let people = people.to_vec();
    on.store
        .write_blocking(move |tx| {
            people.iter().try_for_each(|person| exposure::put_on(tx, *person, page, on_day, How::Read))
        })
        .unwrap();
}

fn curves(on: &TestStore, page: PageId) -> Vec<Curve> {
    on.store.read(|conn| of_page(conn, page, day("2020-01-01"))).unwrap()
}

#[test]
fn it_falls_by_the_day_steps_down_with_joiners_and_hides_few() {
    each_engine(|on| {
        let world = World::made(on, 20);
        let (page, few) = (world.page(on, "Ask early"), world.page(on, "Met by nine"));
        let today = day("2026-11-25");
        met(on, &world.members[..10], page, today.plus_days(-20));
        met(on, &world.members[..9], few, today.plus_days(-20));
        keep(&on.store, today).unwrap();
        assert_eq!(curves(on, few), [], "nine readers are kept nowhere");
        let of = |page| curves(on, page).remove(0);
        let (first, now) = (of(page).before().clone(), of(page).now().clone());
        assert_eq!((first.on, now.on), (monday(today.plus_days(-13)), today));
        assert_eq!((now.members, now.reached, now.reach()), (20, 10, Some(50)));
        let chance = Memory::first(How::Read, 0).chance(20);
        assert_eq!(now.permille, (chance * 500.0).round() as i64, "half of the members know it by that chance");
        assert!(first.permille > now.permille);
        // Five join: they never met it.
        let act = on.act(Actor::system());
        let (design, act2) = (world.design, act.clone());
        on.store
            .write_blocking(move |tx| {
                for at in 0..5 {
                    let input = directory::person::AddPerson {
                        name: format!("New {at}"),
                        email: format!("new{at}@x.example"),
                        joined_on: today,
                        unit: None,
                        location: None,
                        line_manager: None,
                        state: directory::person::PersonState::Active,
                    };
                    let person = directory::person::add(tx, &act2, input).unwrap();
                    belong(tx, &act2, person, design, today);
                }
                Ok::<_, ::store::StoreError>(())
            })
            .unwrap();
        let tomorrow = today.plus_days(1);
        keep(&on.store, tomorrow).unwrap();
        let later = of(page);
        assert_eq!((later.now().members, later.now().joined, later.now().reach()), (25, 5, Some(40)));
        assert!(later.now().permille < now.permille);
        assert!(later.points.iter().all(|point| point.on != today), "between two Mondays one point is enough");
        assert!(keep(&on.store, tomorrow).unwrap().is_none(), "once a day");
    });
}

#[test]
fn what_somebody_erases_goes_out_of_every_point() {
    each_engine(|on| {
        let world = World::made(on, 20);
        let page = world.page(on, "Ask early");
        let today = day("2026-11-25");
        keep(&on.store, today).unwrap();
        met(on, &world.members[..10], page, today.plus_days(-40));
        assert_eq!(catch_up(&on.store, today).unwrap(), 1);
        assert_eq!(curves(on, page)[0].now().reached, 10, "what was read is in a little later");
        assert_eq!(catch_up(&on.store, today).unwrap(), 0);
        let act = world.act(on, world.members[3]);
        on.store.write_blocking(move |tx| exposure::erase(tx, &act, Erase::All)).unwrap();
        assert_eq!(catch_up(&on.store, today).unwrap(), 1);
        assert_eq!(curves(on, page), [], "with nine left nothing is shown, of no day");
    });
}

#[test]
fn only_those_who_lead_or_keep_the_shelves_say_how_much_a_page_matters() {
    each_engine(|on| {
        let world = World::made(on, 3);
        let page = world.page(on, "Ask early");
        let weigh = |who: PersonId| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| set_importance(tx, &act, page, Importance::Everyone))
        };
        assert!(weigh(world.members[1]).is_err());
        assert!(weigh(world.ada).is_ok() && weigh(world.lib).is_ok());
        assert_eq!(on.store.read(|conn| importance_of(conn, page)).unwrap(), Importance::Everyone);
    });
}

#[test]
fn shares_are_rounded_and_hidden() {
    let point = |members, reached, permille| Point { on: day("2026-11-23"), members, joined: 0, reached, permille };
    assert_eq!((point(60, 30, 437).remembered(), point(60, 30, 437).reach()), (45, Some(50)));
    assert_eq!(point(60, 55, 100).reach(), None, "five who did not are no number");
    assert_eq!(point(60, 60, 100).reach(), Some(100), "all of them were told");
}

#[test]
fn a_week_begins_on_monday() {
    assert_eq!(monday(day("2026-11-27")), day("2026-11-23"));
    assert_eq!(monday(day("2026-11-23")), day("2026-11-23"));
    assert_eq!(monday(day("2026-11-22")), day("2026-11-16"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Against the plain definition, person by person.
    #[test]
    fn it_is_the_mean_over_members(met in prop::collection::vec((0_usize..14, 0_i64..60), 0..120), left in 0_usize..14) {
        let today = day("2026-11-25");
        let points = [today.plus_days(-30), today];
        let (mut groups, mut known) = (Groups::none(&points), HashMap::new());
        let people: Vec<PersonId> = (0..14).map(|at| PersonId(base::Uuid::from_u128(at + 1))).collect();
        let community = base::CommunityId(base::Uuid::from_u128(99));
        for (at, person) in people.iter().enumerate() {
            let until = (at == left).then(|| today.plus_days(-5));
            groups.add(&mut known, community, *person, today.plus_days(-90), until);
        }
        let page = PageId(base::Uuid::from_u128(7));
        let mut all: Vec<(usize, Day)> = met.iter().map(|(who, ago)| (*who, today.plus_days(-ago))).collect();
        all.sort();
        all.dedup();
        let mut reckoner = Reckoner::new(&groups);
        for (who, on) in &all {
            reckoner.take(Exposed { page, person: people[*who], on: *on, how: How::Read });
        }
        let (rows, _) = reckoner.finish();
        for point in points {
            let (mut reached, mut sum, mut members) = (0, 0.0, 0);
            for who in (0..14).filter(|who| *who != left || point < today.plus_days(-5)) {
                members += 1;
                let memory = all.iter().filter(|(it, on)| *it == who && *on <= point).fold(None, |memory: Option<Memory>, (_, on)| {
                    let on = on.days_since(today);
                    Some(memory.map_or_else(|| Memory::first(How::Read, on), |memory| memory.again(How::Read, on)))
                });
                if let Some(memory) = memory {
                    reached += 1;
                    sum += memory.chance(point.days_since(today));
                }
            }
            let row = rows.iter().find(|row| row.point.on == point).map(|row| (row.point.members, row.point.reached, row.point.permille));
            let expected = (reached >= SMALL_GROUP).then(|| (members, reached, (sum * 1000.0 / members as f64).round() as i64));
            prop_assert_eq!(row, expected);
        }
    }
}

#[test]
fn who_came_to_a_meetup_had_the_page_on_its_agenda_before_them() {
    each_engine(|on| {
        let world = World::made(on, 4);
        for title in ["A", "B", "C", "D"] {
            world.page(on, title);
        }
        let today = day("2026-11-25");
        crate::resurfacing::choose(&on.store, today).unwrap();
        let (act, design, came) = (world.act(on, world.ada), world.design, world.members[..2].to_vec());
        on.store
            .write_blocking(move |tx| {
                let facts = serde_json::json!({ "on": today, "attended": came });
                tx.record(&act.event("meetup.held", base::Subject::new("community", design)).with(facts))
            })
            .unwrap();
        take_in(&on.store).unwrap();
        take_in(&on.store).unwrap();
        let met = |who| on.store.read(|conn| exposure::mine(conn, who, 9)).unwrap();
        assert_eq!((met(world.members[0]).len(), met(world.members[1]).len(), met(world.members[2]).len()), (1, 1, 0));
        let on_agenda = on.store.read(|conn| crate::resurfacing::of_week(conn, world.design, monday(today))).unwrap();
        let on_agenda = on_agenda.into_iter().find(|it| it.slot == crate::resurfacing::Slot::Meetup).unwrap();
        assert_eq!(met(world.members[0])[0].number, on_agenda.number);
        let shown = on.store.read(|conn| crate::resurfacing::web::on_agenda(conn, world.design, today)).unwrap();
        assert_eq!(shown.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), [on_agenda.title]);
    });
}
