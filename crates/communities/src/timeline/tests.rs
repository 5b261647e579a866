use super::led::{Appointed, first_leads, stretches};
use super::reckon::{Half, Months, half_life, rows, years};
use super::*;
use base::{PersonId, Standing, Uuid};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn months(of: &[(&str, i64)]) -> Months {
    of.iter().map(|(month, number)| ((*month).to_owned(), *number)).collect()
}

#[test]
fn quarters_have_a_place_on_the_axis() {
    let first = Quarter::of(day("2021-01-04"));
    assert_eq!(first.name(), "2021 Q1");
    assert_eq!(Quarter::of(day("2021-12-31")).name(), "2021 Q4");
    assert_eq!(Quarter::of_month("2026-11").unwrap().name(), "2026 Q4");
    assert_eq!(Quarter::of_month("2026-13"), None);
    assert_eq!(first.first_day(), day("2021-01-01"));
    assert!((first.place_of(day("2022-01-01")) - 4.0).abs() < 1e-9);
    assert!((first.place_of(day("2021-02-15")) - 0.5).abs() < 0.01);
}

#[test]
fn a_quarter_begins_with_those_of_the_one_before() {
    let first = Quarter::of(day("2021-01-04"));
    let joined = months(&[("2021-01", 2), ("2021-03", 1), ("2021-04", 4), ("2031-01", 9)]);
    let left = months(&[("2021-02", 1), ("2021-06", 2)]);
    let energy = months(&[("2021-05", 7), ("2021-06", 5)]);
    let rows = rows(first, Quarter(first.0 + 2), 11, &joined, &left, &energy);
    let figures: Vec<_> = rows.iter().map(|row| (row.joined, row.left, row.members)).collect();
    assert_eq!(figures, [(3, 1, 13), (4, 2, 15), (0, 0, 15)]);
    assert_eq!(rows[0].energy, None);
    // Six a month of fourteen.
    assert!((rows[1].energy.unwrap() - 100.0 * 6.0 / 14.0).abs() < 1e-9);
    let years = years(11, &rows);
    assert_eq!(years.len(), 1);
    assert_eq!((years[0].at_start, years[0].joined, years[0].left, years[0].at_end), (11, 7, 3, 15));
}

#[test]
fn half_stay_longer_than_the_rate_of_leaving_says() {
    let first = Quarter(2021 * 4);
    // 100 people, ten leave and ten come each quarter: 40 of 100 member-years a year.
    let each: Months =
        (1..=12).map(|month| (format!("2021-{month:02}"), if month % 3 == 1 { 10 } else { 0 })).collect();
    let rows = rows(first, Quarter(first.0 + 3), 100, &each, &each, &Months::new());
    let Half::After(years) = half_life(100, &rows) else { panic!("unknown") };
    assert!((years - std::f64::consts::LN_2 / 0.4).abs() < 1e-9, "{years}");
    assert_eq!(half_life(0, &rows[..0]), Half::Unknown);
}

fn appointed(person: u128, standing: Standing, local: Option<&str>, from: &str, to: Option<&str>) -> Appointed {
    Appointed {
        person: PersonId(Uuid::from_u128(person)),
        name: format!("Person {person}"),
        standing,
        local: local.map(str::to_owned),
        from: day(from),
        to: to.map(day),
    }
}

#[test]
fn who_led_is_told_in_stretches() {
    let all = [
        appointed(1, Standing::Head, None, "2021-01-04", None),
        appointed(2, Standing::Lead, Some("Probation"), "2023-10-01", None),
        appointed(3, Standing::Head, Some("Courts"), "2024-05-01", Some("2024-05-09")),
        // The head looks after a local community too: no other person.
        appointed(1, Standing::Lead, Some("Legal aid"), "2024-09-01", None),
    ];
    let led = stretches(&all, day("2021-01-04"), day("2026-11-26"), 30);
    let told: Vec<_> = led.iter().map(|led| (led.from.to_string(), led.leads)).collect();
    assert_eq!(told, [("2021-01-04".to_owned(), 0), ("2023-10-01".to_owned(), 1)]);
    assert!(led.iter().all(|led| led.heads == ["Person 1"]));
    assert_eq!(first_leads(&all).len(), 2);
    assert_eq!(first_leads(&all)[0], (day("2023-10-01"), 1, Some("Probation".to_owned())));
}

#[test]
fn without_leaders_there_is_one_empty_stretch() {
    let led = stretches(&[], day("2021-01-04"), day("2021-03-01"), 30);
    assert_eq!(led.len(), 1);
    assert!(led[0].heads.is_empty());
}

proptest! {
    #[test]
    fn what_comes_in_and_goes_out_is_what_remains(
        before in 0_i64..200,
        moves in proptest::collection::vec((0_i64..9, 0_i64..4), 1..120),
    ) {
        let first = Quarter(2010 * 4);
        let month = |at: usize| format!("{:04}-{:02}", 2010 + at / 12, at % 12 + 1);
        let joined: Months = moves.iter().enumerate().map(|(at, it)| (month(at), it.0)).collect();
        let left: Months = moves.iter().enumerate().map(|(at, it)| (month(at), it.1)).collect();
        let last = Quarter(first.0 + moves.len() as i32 / 3);
        let rows = rows(first, last, before, &joined, &left, &Months::new());
        let came: i64 = moves.iter().map(|it| it.0).sum();
        let went: i64 = moves.iter().map(|it| it.1).sum();
        prop_assert_eq!(rows.last().unwrap().members, before + came - went);
        let years = years(before, &rows);
        prop_assert_eq!(years.iter().map(|year| year.joined).sum::<i64>(), came);
        prop_assert!(years.windows(2).all(|pair| pair[0].at_end == pair[1].at_start));
    }
}

mod doors {
    use super::super::*;
    use super::day;
    use axum::response::IntoResponse;
    use base::{Act, Actor, Membership, Standing};
    use directory::community::{self, CommunityKind, FoundCommunity};
    use directory::membership::{self, AddMember, Route};
    use directory::person::{self, AddPerson, PersonState};
    use testkit::TestStore;

    struct World {
        community: base::CommunityId,
        ada: base::PersonId,
    }

    fn made(on: &TestStore) -> World {
        let act = on.act(Actor::system());
        on.store
            .write_blocking(move |tx| {
                let input = FoundCommunity {
                    name: "Design".into(),
                    kind: CommunityKind::Practice,
                    parent: None,
                    segment_by: None,
                    purpose: "Good services".into(),
                    signs: String::new(),
                    founded_on: day("2021-01-04"),
                    ends_on: None,
                };
                let community = community::found(tx, &act, input).unwrap();
                let mut people = Vec::new();
                for (name, from, to) in
                    [("Ada", "2021-01-04", None), ("Bo", "2021-01-04", Some("2022-05-06")), ("Cy", "2023-02-01", None)]
                {
                    let input = AddPerson {
                        name: name.into(),
                        email: format!("{name}@x.example"),
                        joined_on: day("2021-01-04"),
                        unit: None,
                        location: None,
                        line_manager: None,
                        state: PersonState::Active,
                    };
                    let person = person::add(tx, &act, input).unwrap();
                    let input = AddMember {
                        person,
                        community,
                        standing: if name == "Ada" { Standing::Head } else { Standing::Member },
                        route: Route::Founding,
                        level: String::new(),
                        from_day: day(from),
                        to_day: to.map(day),
                        evidence: String::new(),
                    };
                    membership::add(tx, &act, input).unwrap();
                    people.push(person);
                }
                Ok::<_, ::store::StoreError>(World { community, ada: people[0] })
            })
            .unwrap()
    }

    fn actor(world: &World, standing: Option<Standing>) -> Actor {
        let memberships =
            standing.map(|standing| Membership { community: world.community, standing }).into_iter().collect();
        Actor { person: Some(world.ada), memberships, ..Actor::nobody() }
    }

    fn turn(title: &str, on: &str, world: &World) -> Mark {
        Mark { community: world.community, on: day(on), title: title.into(), detail: "with two people".into() }
    }

    #[test]
    fn the_timeline_tells_who_came_who_left_and_what_turned_it() {
        testkit::each_engine(|on| {
            let world = made(on);
            let act = Act { ..on.act(actor(&world, Some(Standing::Head))) };
            let input = turn("Re-launched", "2021-01-04", &world);
            on.store.write_blocking(move |tx| mark(tx, &act, input.clone())).unwrap();
            let it = on
                .store
                .read(|conn| {
                    let it = community::find(conn, world.community)?.unwrap();
                    of(conn, &it, day("2026-11-26"), 6, None)
                })
                .unwrap();
            assert_eq!((it.before, it.members(), it.joined(), it.left()), (2, 2, 1, 1));
            assert_eq!(it.rows.len(), 24);
            assert_eq!(it.points.len(), 1);
            assert_eq!(it.points[0].sentence(), "Re-launched with two people");
            assert_eq!(it.led.len(), 1);
            assert_eq!(it.led[0].heads, ["Ada"]);
            let later = on
                .store
                .read(|conn| {
                    let it = community::find(conn, world.community)?.unwrap();
                    of(conn, &it, day("2026-11-26"), 2, None)
                })
                .unwrap();
            assert_eq!((later.before, later.rows.len(), later.is_cut), (2, 8, true));
        });
    }

    #[test]
    fn only_who_leads_writes_turning_points_down_and_a_bad_one_says_why() {
        testkit::each_engine(|on| {
            let world = made(on);
            for (standing, title, date, refused) in [
                (None, "Merged", "2023-01-01", true),
                (Some(Standing::Member), "Merged", "2023-01-01", true),
                (Some(Standing::Lead), "Merged", "2020-01-01", true),
                (Some(Standing::Lead), "  ", "2023-01-01", true),
                (Some(Standing::Lead), "Merged", "2023-01-01", false),
            ] {
                let act = on.act(actor(&world, standing));
                let input = turn(title, date, &world);
                let made = on.store.write_blocking(move |tx| mark(tx, &act, input.clone()));
                assert_eq!(made.is_err(), refused, "{standing:?} {title} {date}");
            }
            let act = on.act(actor(&world, Some(Standing::Head)));
            let id = on.store.read(|conn| store::points(conn, world.community)).unwrap()[0].id.unwrap();
            let community = world.community;
            on.store.write_blocking(move |tx| unmark(tx, &act, community, id)).unwrap();
            assert!(on.store.read(|conn| store::points(conn, world.community)).unwrap().is_empty());
            let act = on.act(actor(&world, Some(Standing::Head)));
            assert!(on.store.write_blocking(move |tx| unmark(tx, &act, community, id)).is_err());
        });
    }

    #[test]
    fn whoever_takes_part_counts_once_a_month_however_often_the_journal_is_read() {
        testkit::each_engine(|on| {
            let world = made(on);
            for _ in 0..3 {
                let act = on.act(actor(&world, Some(Standing::Member)));
                let community = world.community;
                on.store
                    .write_blocking(move |tx| {
                        tx.record(&act.event("goal.measured", base::Subject::new("community", community)))
                    })
                    .unwrap();
            }
            energy::catch_up(&on.store).unwrap();
            on.store.write_blocking(|tx| ::store::set_reader_position(tx, "energy", 0)).unwrap();
            energy::catch_up(&on.store).unwrap();
            let months = on.store.read(|conn| store::energy(conn, world.community, day("2021-01-01"))).unwrap();
            assert_eq!(months.values().copied().collect::<Vec<_>>(), [1]);
        });
    }

    #[test]
    fn a_fault_reads_as_what_it_is() {
        let fault = ::web::Fault::from(crate::refusal::Refusal::Missing("community"));
        assert_eq!(fault.into_response().status(), 404);
    }
}
