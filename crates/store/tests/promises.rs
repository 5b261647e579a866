//! What the store promises, held on both engines.

use base::{Actor, Audience, Day, EventId, PersonId, Subject, Uuid};
use std::cell::Cell;
use store::{StoreError, events_after, last_position, reader_position, set_reader_position, sql};
use testkit::{TestStore, each_engine, now};

sql! {
    INSERT = "INSERT INTO series (name, last) VALUES ($1, $2)";
    DROP = "DELETE FROM series WHERE name = $1";
    COUNT = "SELECT COUNT(*) FROM series";
    SET = "UPDATE series SET last = $2 WHERE name = $1";
    LAST = "SELECT last FROM series WHERE last >= $2 AND name = $1 AND last <= $2";
}

fn insert(test: &TestStore, name: &'static str) -> Result<u64, StoreError> {
    test.store.write_blocking(move |tx| tx.execute(&INSERT, &[name.into(), 0i64.into()]))
}

fn count(test: &TestStore) -> i64 {
    test.store.read(|conn| conn.number(&COUNT, &[])).unwrap()
}

#[test]
fn every_text_of_the_store_prepares_on_both_engines() {
    each_engine(|test| {
        for sql in sql::all() {
            test.store.read(|conn| conn.prepare(sql)).unwrap_or_else(|error| panic!("{}: {error}", sql.name));
        }
    });
}

#[test]
fn values_go_to_their_numbers_in_whatever_order_a_text_says_them() {
    each_engine(|test| {
        insert(test, "one").unwrap();
        let set = |tx: &mut store::Tx<'_>| tx.execute(&SET, &["one".into(), 7i64.into()]);
        assert_eq!(test.store.write_blocking(set).unwrap(), 1);
        assert_eq!(test.store.read(|conn| conn.number(&LAST, &["one".into(), 7i64.into()])).unwrap(), 7);
        let short = test.store.read(|conn| conn.number(&LAST, &["one".into()]));
        assert!(short.is_err(), "a value too few is refused");
    });
}

#[test]
fn an_error_takes_back_its_change_and_no_other() {
    each_engine(|test| {
        insert(test, "kept").unwrap();
        let result: Result<(), StoreError> = test.store.write_blocking(|tx| {
            tx.execute(&INSERT, &["lost".into(), 0i64.into()])?;
            Err(StoreError::Full)
        });
        assert!(matches!(result, Err(StoreError::Full)));
        assert_eq!(count(test), 1);
    });
}

#[test]
fn a_panic_takes_back_its_change_and_the_store_lives() {
    let test = TestStore::sqlite();
    let result: Result<(), StoreError> = test.store.write_blocking(|tx| {
        tx.execute(&INSERT, &["lost".into(), 0i64.into()])?;
        panic!("a fault in a verb")
    });
    assert!(result.is_err());
    insert(&test, "kept").unwrap();
    assert_eq!(count(&test), 1);
}

#[test]
fn a_snapshot_sees_one_state_on_both_engines_and_on_sqlite_any_reading_does() {
    each_engine(|test| {
        insert(test, "before").unwrap();
        let looks = |conn: &mut store::Conn| {
            let first = conn.number(&COUNT, &[])?;
            insert(test, "while somebody reads").unwrap();
            Ok::<_, StoreError>((first, conn.number(&COUNT, &[])?))
        };
        assert_eq!(test.store.snapshot(looks).unwrap(), (1, 1));
        assert_eq!(count(test), 2);
        if test.name() == "SQLite" {
            let undo = |tx: &mut store::Tx<'_>| tx.execute(&DROP, &["while somebody reads".into()]);
            test.store.write_blocking(undo).unwrap();
            assert_eq!(test.store.read(looks).unwrap(), (1, 1));
            assert_eq!(count(test), 2);
        }
        // A reading that fails or panics leaves no connection behind that still sees the past.
        let failed: Result<i64, StoreError> = test.store.read(|conn| {
            conn.number(&COUNT, &[])?;
            Err(StoreError::Full)
        });
        assert!(failed.is_err());
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            test.store.read(|conn| -> Result<i64, StoreError> {
                conn.number(&COUNT, &[])?;
                panic!("on purpose")
            })
        }));
        assert!(panicked.is_err());
        insert(test, "afterwards").unwrap();
        assert!((0..9).all(|_| count(test) == 3));
    });
}

#[test]
fn a_name_taken_twice_is_told_as_taken() {
    each_engine(|test| {
        insert(test, "one").unwrap();
        assert!(matches!(insert(test, "one"), Err(StoreError::Taken { .. })));
        insert(test, "two").unwrap();
    });
}

#[test]
fn what_is_acknowledged_is_there_even_where_a_failed_statement_was_ignored() {
    each_engine(|test| {
        insert(test, "one").unwrap();
        let result: Result<(), StoreError> = test.store.write_blocking(|tx| {
            let _ = tx.execute(&INSERT, &["one".into(), 0i64.into()]);
            let _ = tx.execute(&INSERT, &["two".into(), 0i64.into()]);
            Ok(())
        });
        assert_eq!(count(test), if result.is_ok() { 2 } else { 1 });
        insert(test, "three").unwrap();
    });
}

#[test]
fn numbers_have_no_gaps_when_many_take_them_at_once() {
    each_engine(|test| {
        let mut taken: Vec<i64> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        let take = || test.store.write_blocking(|tx| tx.next_number("problem")).unwrap();
                        (0..10).map(|_| take()).collect::<Vec<_>>()
                    })
                })
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        taken.sort();
        assert_eq!(taken, (1..=80).collect::<Vec<i64>>());
    });
}

#[test]
fn the_journal_is_read_in_order_and_a_reader_keeps_its_place() {
    each_engine(|test| {
        let act = test.act(Actor { person: Some(PersonId(Uuid::from_u128(9))), ..Actor::nobody() });
        for name in ["problem.recorded", "problem.solved"] {
            let event = act
                .event(name, Subject::new("problem", Uuid::from_u128(1)))
                .with(serde_json::json!({"number": 87}))
                .seen_by(Audience::Person(PersonId(Uuid::from_u128(9))));
            test.store.write_blocking(move |tx| tx.record(&event)).unwrap();
        }
        let events = test.store.read(|conn| events_after(conn, 0, 10)).unwrap();
        assert_eq!(events.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["problem.recorded", "problem.solved"]);
        assert_eq!((events[0].at, &events[0].payload["number"]), (now(), &serde_json::json!(87)));
        assert_eq!(events[0].audience, Some(Audience::Person(PersonId(Uuid::from_u128(9)))));
        let first = events[0].position;
        test.store.write_blocking(move |tx| set_reader_position(tx, "index", first)).unwrap();
        let rest = test.store.read(|conn| {
            let from = reader_position(conn, "index")?;
            events_after(conn, from, 10)
        });
        let rest: Vec<EventId> = rest.unwrap().into_iter().map(|e| e.id).collect();
        assert_eq!(rest, [events[1].id]);
        assert_eq!(test.store.read(last_position).unwrap(), events[1].position);
    });
}

#[test]
fn what_is_kept_is_read_again_once_anything_happened() {
    each_engine(|test| {
        let read = Cell::new(0);
        let ask = |of: u128, on: i16| {
            let (of, on) = (Uuid::from_u128(of), Day::new(on, 1, 1).unwrap());
            let count = |_: &mut store::Conn| {
                read.set(read.get() + 1);
                Ok(read.get())
            };
            *test.store.read(|conn| conn.kept("times", of, on, count)).unwrap()
        };
        assert_eq!([ask(1, 2026), ask(1, 2026), ask(2, 2026), ask(1, 2027), ask(1, 2026)], [1, 1, 2, 3, 1]);
        let act = test.act(Actor::nobody());
        let event = act.event("problem.recorded", Subject::new("problem", Uuid::from_u128(1)));
        test.store.write_blocking(move |tx| tx.record(&event)).unwrap();
        assert_eq!([ask(1, 2026), ask(1, 2026)], [4, 4]);
        // What a reader of the journal wrote counts as well.
        test.store.write_blocking(|tx| set_reader_position(tx, "energy", 1)).unwrap();
        assert_eq!([ask(1, 2026), ask(1, 2026)], [5, 5]);
        // Within a change everything is read.
        let within =
            |tx: &mut store::Tx<'_>| tx.kept("times", Uuid::from_u128(1), Day::new(2026, 1, 1).unwrap(), |_| Ok(99));
        assert_eq!(*test.store.write_blocking(within).unwrap(), 99);
        assert_eq!(ask(1, 2026), 5);
    });
}

#[test]
fn a_journal_reader_never_steps_over_a_transaction_that_commits_late() {
    each_engine(|test| {
        // Two programs on one database, as a server and an import beside it.
        let beside = store::Store::open(test.store.location(), store::Durability::AsConfigured, now()).unwrap();
        let stores = [&test.store, &beside];
        let seen = std::sync::Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..4)
                .map(|writer| {
                    scope.spawn(move || {
                        for _ in 0..20 {
                            let act = test.act(Actor::system());
                            let event = act.event("test.happened", Subject::new("test", Uuid::from_u128(1)));
                            stores[writer % 2].write_blocking(move |tx| tx.record(&event)).unwrap();
                        }
                    })
                })
                .collect();
            let mut position = 0;
            while seen.lock().unwrap().len() < 80 {
                let events = test.store.read(|conn| events_after(conn, position, 7)).unwrap();
                position = events.last().map_or(position, |event| event.position);
                seen.lock().unwrap().extend(events.into_iter().map(|event| event.id));
                assert!(
                    seen.lock().unwrap().len() == 80 || !writers.iter().all(|w| w.is_finished()) || {
                        let last = test.store.read(last_position).unwrap();
                        last > position
                    },
                    "an event was stepped over"
                );
            }
        });
        let mut ids = seen.into_inner().unwrap();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 80);
    });
}

#[test]
fn a_store_opened_again_holds_what_it_held() {
    let test = TestStore::sqlite();
    insert(&test, "kept").unwrap();
    let again = store::Store::open(test.store.location(), store::Durability::Full, now()).unwrap();
    assert_eq!(again.read(|conn| conn.number(&COUNT, &[])).unwrap(), 1);
    // Both write: the second waits for the first, as an import waits for a running server.
    again.write_blocking(|tx| tx.execute(&INSERT, &["second".into(), 0i64.into()])).unwrap();
    insert(&test, "third").unwrap();
    assert_eq!(count(&test), 3);
}
