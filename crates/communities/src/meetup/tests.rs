use super::calendar::{Entry, feed};
use super::occurrence::moment;
use super::rule::{Rule, weekday};
use super::*;
use crate::testing::{World, day};
use proptest::prelude::*;
use testkit::TestStore;

fn days(rule: &str, first: &str, from: &str, to: &str) -> Vec<String> {
    let rule = Rule::parse(rule).unwrap_or_else(|words| panic!("{rule}: {words}"));
    rule.days(day(first), day(from), day(to), 100).iter().map(Day::to_string).collect()
}

/// The examples of RFC 5545, 3.8.5.3, whose series begin on 2 September 1997.
#[test]
fn rules_fall_as_the_standard_says() {
    for (rule, first, expected) in [
        ("FREQ=WEEKLY;COUNT=3", "1997-09-02", vec!["1997-09-02", "1997-09-09", "1997-09-16"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH",
            "1997-09-02",
            vec!["1997-09-02", "1997-09-04", "1997-09-16", "1997-09-18"],
        ),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "1997-09-05", vec!["1997-09-05", "1997-10-03", "1997-11-07"]),
        (
            "FREQ=MONTHLY;COUNT=4;INTERVAL=2;BYDAY=1SU,-1SU",
            "1997-09-07",
            vec!["1997-09-07", "1997-09-28", "1997-11-02", "1997-11-30"],
        ),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22", vec!["1997-09-22", "1997-10-20", "1997-11-17"]),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-3", "1997-09-28", vec!["1997-09-28", "1997-10-29", "1997-11-28"]),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31", "1997-08-31", vec!["1997-08-31", "1997-10-31", "1997-12-31"]),
        ("FREQ=MONTHLY;COUNT=3", "1997-10-31", vec!["1997-10-31", "1997-12-31", "1998-01-31"]),
        ("FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "1997-06-10", vec!["1997-06-10", "1997-07-10", "1998-06-10", "1998-07-10"]),
        ("FREQ=YEARLY;COUNT=3;BYDAY=20MO", "1997-05-19", vec!["1997-05-19", "1998-05-18", "1999-05-17"]),
        ("FREQ=YEARLY;COUNT=3;BYMONTH=3;BYDAY=TH", "1997-03-13", vec!["1997-03-13", "1997-03-20", "1997-03-27"]),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", vec!["1998-02-13", "1998-03-13", "1998-11-13"]),
        (
            "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
            "1997-09-04",
            vec!["1997-09-04", "1997-10-07", "1997-11-06"],
        ),
        (
            "FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            "1997-09-29",
            vec!["1997-09-29", "1997-10-30", "1997-11-27"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            "1997-08-05",
            vec!["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            "1997-08-05",
            vec!["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
        ),
        ("FREQ=YEARLY;COUNT=2", "2024-02-29", vec!["2024-02-29", "2028-02-29"]),
        ("FREQ=DAILY;INTERVAL=10;COUNT=3", "1997-09-02", vec!["1997-09-02", "1997-09-12", "1997-09-22"]),
        ("FREQ=DAILY;UNTIL=19970904T090000Z", "1997-09-02", vec!["1997-09-02", "1997-09-03", "1997-09-04"]),
    ] {
        assert_eq!(days(rule, first, first, "2030-01-01"), expected, "{rule}");
    }
}

#[test]
fn what_is_no_rule_says_why() {
    for rule in [
        "",
        "FREQ=HOURLY",
        "INTERVAL=2",
        "FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=9;UNTIL=20270101",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;FOO=1",
        "FREQ=MONTHLY;BYDAY=é",
    ] {
        assert!(Rule::parse(rule).is_err(), "{rule}");
    }
}

proptest! {
    #[test]
    fn weekly_falls_on_its_weekdays_and_never_more_than_it_counts(
        interval in 1_i64..5, count in 1_i64..60, wanted in proptest::collection::btree_set(0_i64..7, 1..4), first in 0_i64..4_000,
    ) {
        let names: Vec<&str> = wanted.iter().map(|at| ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][*at as usize]).collect();
        let rule = Rule::parse(&format!("FREQ=WEEKLY;INTERVAL={interval};COUNT={count};BYDAY={}", names.join(","))).unwrap();
        prop_assert_eq!(Rule::parse(&rule.to_string()).unwrap(), rule.clone());
        let first = day("2020-01-01").plus_days(first);
        let found = rule.days(first, first, first.plus_days(20_000), 1_000);
        prop_assert_eq!(found.len() as i64, count);
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(found.iter().all(|it| wanted.contains(&weekday(*it)) && *it >= first));
        let start = first.plus_days(-weekday(first));
        prop_assert!(found.iter().all(|it| it.days_since(start).div_euclid(7) % interval == 0));
        // A window shows the same days.
        let (from, to) = (first.plus_days(50), first.plus_days(250));
        let within: Vec<Day> = found.iter().copied().filter(|it| (from..=to).contains(it)).collect();
        prop_assert_eq!(rule.days(first, from, to, 1_000), within);
    }

    #[test]
    fn a_monthly_weekday_is_found_by_looking_at_every_day(ordinal in prop_oneof![1_i64..5, -4_i64..0], wanted in 0_i64..7, month in 0_i64..60) {
        let name = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][wanted as usize];
        let rule = Rule::parse(&format!("FREQ=MONTHLY;BYDAY={ordinal}{name}")).unwrap();
        let first = Day::new((2020 + month / 12) as i16, (month % 12 + 1) as i8, 1).unwrap();
        let of_month: Vec<Day> = (0..31).map(|at| first.plus_days(at)).filter(|it| it.month() == first.month() && weekday(*it) == wanted).collect();
        let at = if ordinal > 0 { ordinal as usize - 1 } else { (of_month.len() as i64 + ordinal) as usize };
        prop_assert_eq!(rule.days(first, first, first.plus_days(27 + 3), 1), vec![of_month[at]]);
    }

    #[test]
    fn no_text_makes_a_rule_run_for_ever(text in "(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY))(;(INTERVAL|COUNT|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS)=[-0-9A-Z,]{1,6}){0,4}") {
        if let Ok(rule) = Rule::parse(&text) {
            let found = rule.days(day("2026-01-01"), day("2026-01-01"), day("2100-01-01"), 50);
            prop_assert!(found.len() <= 50);
        }
    }
}

#[test]
fn the_clock_on_the_wall_decides_when_clocks_change() {
    for (on, minute, zone, at) in [
        ("2027-03-27", 600, "Europe/London", "2027-03-27T10:00:00Z"),
        ("2027-03-28", 600, "Europe/London", "2027-03-28T09:00:00Z"),
        // Left out: an hour later.
        ("2027-03-28", 90, "Europe/London", "2027-03-28T01:30:00Z"),
        // Twice: the first time.
        ("2027-10-31", 90, "Europe/London", "2027-10-31T00:30:00Z"),
        ("2027-03-14", 600, "America/New_York", "2027-03-14T14:00:00Z"),
        ("2027-03-13", 600, "America/New_York", "2027-03-13T15:00:00Z"),
        ("2027-06-01", 600, "Asia/Kathmandu", "2027-06-01T04:15:00Z"),
        ("2027-06-01", 600, "UTC", "2027-06-01T10:00:00Z"),
    ] {
        assert_eq!(moment(day(on), minute, zone), base::Moment::parse(at).unwrap(), "{on} {minute} {zone}");
    }
}

fn wanted(world: &World) -> Make {
    Make {
        community: world.design,
        title: "Talk; and, tea".into(),
        about: "Long\nwords".into(),
        zone: "Europe/London".into(),
        first_on: day("2026-12-01"),
        starts_minute: 600,
        minutes: 60,
        rule: "FREQ=WEEKLY;INTERVAL=2".into(),
        place: "Harbour House".into(),
        link: String::new(),
    }
}

fn called(on: &TestStore, world: &World) -> Meetup {
    let (act, input) = (world.act(on, world.ada), wanted(world));
    on.store.write_blocking(move |tx| make(tx, &act, input.clone())).unwrap()
}

#[test]
fn a_series_is_called_changed_and_cancelled_by_who_leads() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        for (change, is_fine) in [
            (Box::new(|_: &mut Make| {}) as Box<dyn Fn(&mut Make)>, true),
            (Box::new(|it| it.zone = "Mars/Olympus".into()), false),
            (Box::new(|it| it.rule = "FREQ=NEVER".into()), false),
            (Box::new(|it| it.link = "javascript:alert(1)".into()), false),
            (Box::new(|it| it.title = String::new()), false),
            (Box::new(|it| it.minutes = 0), false),
        ] {
            let (act, mut input) = (world.act(on, world.ada), wanted(&world));
            change(&mut input);
            assert_eq!(on.store.write_blocking(move |tx| make(tx, &act, input.clone())).is_ok(), is_fine);
        }
        let (act, input) = (world.act(on, world.bo), wanted(&world));
        assert!(on.store.write_blocking(move |tx| make(tx, &act, input.clone())).is_err(), "a member of a profession");
        let it = called(on, &world);
        let one = ChangeOne {
            meetup: it.id,
            on: day("2026-12-15"),
            is_cancelled: false,
            new_on: Some(day("2026-12-16")),
            new_minute: Some(840),
            place: None,
            link: None,
            reason: "The hall is taken".into(),
        };
        for (who, on_day, is_fine) in
            [(world.bo, "2026-12-15", false), (world.ada, "2026-12-08", false), (world.ada, "2026-12-15", true)]
        {
            let (act, input) = (world.act(on, who), ChangeOne { on: day(on_day), ..one.clone() });
            assert_eq!(on.store.write_blocking(move |tx| change_one(tx, &act, input.clone())).is_ok(), is_fine);
        }
        let times = on.store.read(|conn| occurrences(conn, &it, day("2026-12-01"), day("2027-01-01"), 10)).unwrap();
        let told: Vec<_> = times.iter().map(|it| (it.day.to_string(), it.minute, it.is_moved)).collect();
        assert_eq!(
            told,
            [
                ("2026-12-01".to_owned(), 600, false),
                ("2026-12-16".to_owned(), 840, true),
                ("2026-12-29".to_owned(), 600, false)
            ]
        );
        let act = world.act(on, world.ada);
        let id = it.id;
        assert!(on.store.write_blocking(move |tx| cancel(tx, &act, id, " ")).is_err(), "no reason");
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| cancel(tx, &act, id, "Too few came")).unwrap();
        let it = on.store.read(|conn| find(conn, id)).unwrap().unwrap();
        assert_eq!(it.sequence, 2);
        let times = on.store.read(|conn| occurrences(conn, &it, day("2026-12-01"), day("2027-01-01"), 10)).unwrap();
        assert!(times.iter().all(|it| it.is_cancelled));
    });
}

#[test]
fn a_signed_link_answers_for_one_person_and_one_day_alone() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let it = called(on, &world);
        let act = world.act(on, world.ada);
        let key = on.store.write_blocking(move |tx| link::key(tx, &act)).unwrap();
        let act = world.act(on, world.ada);
        assert_eq!(on.store.write_blocking(move |tx| link::key(tx, &act)).unwrap(), key, "one key");
        let invited = link::Invited { meetup: it.id, on: day("2026-12-15"), person: world.cy };
        let token = invited.token(&key);
        assert_eq!(link::Invited::read(&token, &key), Some(invited));
        for at in 0..token.len() {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            assert!(link::Invited::read(&forged, &key).is_none_or(|it| it == invited), "{at}");
        }
        assert_eq!(link::Invited::read(&token, b"other"), None);
        assert_eq!(link::Invited::read(&token, b""), None);
        let act = world.act(on, world.cy);
        let (id, cy) = (it.id, world.cy);
        on.store.write_blocking(move |tx| say(tx, &act, id, day("2026-12-15"), cy, Answer::Yes)).unwrap();
        let act = world.act(on, world.cy);
        assert!(on.store.write_blocking(move |tx| say(tx, &act, id, day("2026-12-16"), cy, Answer::Yes)).is_err());
        let act = world.act(on, world.cy);
        let token = on.store.write_blocking(move |tx| link::calendar_token(tx, &act, cy)).unwrap();
        assert_eq!(on.store.read(|conn| link::whose_calendar(conn, &token)).unwrap(), Some(cy));
        let act = world.act(on, world.cy);
        on.store.write_blocking(move |tx| link::renew(tx, &act)).unwrap();
        assert_eq!(on.store.read(|conn| link::whose_calendar(conn, &token)).unwrap(), None, "given up");
    });
}

#[test]
fn a_feed_is_a_calendar_whose_lines_are_short_and_whose_words_are_escaped() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let meetup = called(on, &world);
        let long = Meetup { about: "Über ".repeat(60), ..meetup };
        let changes = vec![Changed {
            on: day("2026-12-15"),
            is_cancelled: true,
            new_on: None,
            new_minute: None,
            place: None,
            link: None,
            reason: Some("The hall is taken".into()),
        }];
        let text = feed(
            "Design",
            "https://lyceum.example",
            &[Entry { meetup: long, changes, note: String::new() }],
            day("2026-11-23"),
        );
        assert!(text.lines().all(|line| line.trim_end().len() <= 75), "{text}");
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
        for line in [
            "BEGIN:VTIMEZONE",
            "TZID:Europe/London",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "DTSTART;TZID=Europe/London:20261201T100000",
            "RRULE:FREQ=WEEKLY;INTERVAL=2",
            "RECURRENCE-ID;TZID=Europe/London:20261215T100000",
            "STATUS:CANCELLED",
            "SUMMARY:Talk\\; and\\, tea",
            "TZOFFSETTO:+0100",
            "METHOD:PUBLISH",
        ] {
            assert!(text.lines().any(|known| known == line), "{line}\n{text}");
        }
        assert!(
            !text.contains('@') || text.lines().filter(|line| line.contains('@')).all(|line| line.starts_with("UID:"))
        );
    });
}

#[test]
fn rules_are_said_back_in_words() {
    for (rule, words) in [
        ("FREQ=WEEKLY;INTERVAL=2", "Every second Tuesday"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "Every Monday and Thursday"),
        ("FREQ=MONTHLY;BYDAY=-1TH", "Every month on the last Thursday"),
        ("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270626", "Every month on the second Tuesday until 26 June 2027"),
        ("FREQ=YEARLY", "Every year on day 1"),
        ("FREQ=DAILY;COUNT=5", "Every day, 5 times"),
    ] {
        assert_eq!(rule_words(&Rule::parse(rule).unwrap(), day("2026-12-01")), words);
    }
}
