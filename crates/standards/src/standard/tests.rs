use super::read::{self, folder, points_of, prompts_of};
use super::{MapLine, Outcome, Scale, Stage, make, map, map_between, starter};
use crate::standard::{self, Make};
use crate::testing::{World, point};
use ::web::refusal::Refusal;
use proptest::prelude::*;
use testkit::each_engine;

#[test]
fn the_worst_point_says_what_follows_for_the_whole() {
    use Outcome::*;
    assert_eq!(Scale::Colours.overall([Green, Amber, Green]), Some(Amber));
    assert_eq!(Scale::Colours.overall([Green, Amber, Red]), Some(Red));
    assert_eq!(Scale::Met.overall([Met, Met]), Some(Met));
    assert_eq!(Scale::Met.overall([Met, WithConditions]), Some(WithConditions));
    assert_eq!(Scale::Met.overall([]), None);
}

#[test]
fn what_was_amber_is_reviewed_by_its_evidence_and_what_was_not_met_is_assessed_again() {
    assert_eq!(Stage::Beta.again(Outcome::Amber), Stage::BetaAmber);
    assert_eq!(Stage::BetaAmber.again(Outcome::Red), Stage::BetaAgain);
    assert_eq!(Stage::Live.again(Outcome::NotMet), Stage::LiveAgain);
    assert_eq!(Stage::of(Scale::Colours).len(), 10);
    assert_eq!(Stage::of(Scale::Met).len(), 7);
}

#[test]
fn tables_are_read_by_their_heads_and_refused_with_the_line() {
    let told = points_of("Point,Title,Description\n2,Second,b\n1,\"First, of all\",a\n").unwrap();
    let titles: Vec<_> = told.iter().map(|it| (it.version, it.point.number, it.point.title.as_str())).collect();
    assert_eq!(titles, [(1, 1, "First, of all"), (1, 2, "Second")]);
    assert!(points_of("point,name\n1,x\n").unwrap_err().contains("title"));
    assert!(points_of("point,title\n1,a\n1,b\n").unwrap_err().starts_with("Line 3"));
    assert!(points_of("point,title\nx,a\n").unwrap_err().starts_with("Line 2"));
    assert!(points_of("point,title\n1,\n").unwrap_err().contains("no title"));
    let prompts = prompts_of("version,point,phase,kind,text\n1,1,Alpha,question,Who?\n1,1,alpha,evidence,\n").unwrap();
    assert_eq!(prompts.len(), 1);
    assert_eq!((prompts[0].1.phase.as_str(), prompts[0].1.kind.as_str()), ("alpha", "questions"));
    assert!(prompts_of("point,text\n1,x\n").is_err());
}

proptest! {
    #[test]
    fn no_table_ends_the_reader(table in "[a-z,\"\n\r0-9 \u{feff}]{0,200}") {
        let _ = points_of(&table);
        let _ = prompts_of(&table);
    }
}

#[test]
fn the_standard_that_ships_is_whole_and_each_phase_asks_something() {
    let points = points_of(read::STARTER).unwrap();
    assert_eq!(points.len(), 14);
    let prompts = prompts_of(read::STARTER_PROMPTS).unwrap();
    for phase in ["alpha", "beta", "live"] {
        assert!(prompts.iter().any(|(_, it)| it.phase == phase));
    }
    assert!(prompts.iter().all(|(_, it)| (1..=14).contains(&it.point)));
    each_engine(|on| {
        let world = World::made(on);
        let act = world.act(on, world.ada);
        let made = on.store.write_blocking(move |tx| starter(tx, &act)).unwrap();
        assert_eq!((made.version, made.is_known), (1, false));
        let act = world.act(on, world.ada);
        assert!(on.store.write_blocking(move |tx| starter(tx, &act)).unwrap().is_known);
    });
}

#[test]
fn a_standard_has_versions_and_the_same_points_again_make_none() {
    each_engine(|on| {
        let world = World::made(on);
        let first = world.standard(on, 3, Scale::Met);
        assert_eq!((first.number, first.points, world.standard(on, 3, Scale::Met).number), (1, 3, 1));
        let second = world.standard(on, 2, Scale::Colours);
        assert_eq!((second.number, second.points), (2, 2));
        assert_eq!(world.standard(on, 3, Scale::Met).number, 1);
        let standard = on.store.read(|conn| standard::find(conn, "our-way")).unwrap().unwrap();
        let all = on.store.read(|conn| standard::versions(conn, standard.id)).unwrap();
        assert_eq!(all.iter().map(|it| it.number).collect::<Vec<_>>(), [2, 1]);
        let act = world.act(on, world.bo);
        let input = Make {
            slug: None,
            title: "Theirs".into(),
            purpose: "x".into(),
            version_title: String::new(),
            scale: Scale::Met,
            points: vec![point("One")],
            prompts: vec![],
        };
        let refused = on.store.write_blocking(move |tx| make(tx, &act, &input));
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
    });
}

#[test]
fn a_table_names_who_leads_and_a_profession_that_is_none_is_said() {
    each_engine(|on| {
        let world = World::made(on);
        let made = |table: &str| {
            let act = world.act(on, world.ada);
            let points = points_of(table).unwrap().into_iter().map(|it| it.point).collect();
            let input = Make {
                slug: Some("led".into()),
                title: "Led".into(),
                purpose: "Good services".into(),
                version_title: String::new(),
                scale: Scale::Colours,
                points,
                prompts: vec![],
            };
            on.store.write_blocking(move |tx| make(tx, &act, &input))
        };
        made("point,title,leads\n1,First,design\n2,Second,\n").unwrap();
        let points = on.store.read(|conn| {
            let it = standard::find(conn, "led")?.unwrap();
            let newest = standard::newest(conn, it.id)?.unwrap();
            standard::points(conn, newest.id)
        });
        let leads: Vec<_> = points.unwrap().into_iter().map(|it| it.leads).collect();
        assert_eq!(leads, [Some((world.design, "Design".to_owned())), None]);
        let wrong = made("point,title,leads\n1,First,Alchemy\n");
        assert!(matches!(&wrong, Err(Refusal::Field { words, .. }) if words.contains("Alchemy")), "{wrong:?}");
    });
}

#[test]
fn points_of_two_versions_are_matched_and_only_those_that_are_there() {
    each_engine(|on| {
        let world = World::made(on);
        let (old, new) = (world.standard(on, 3, Scale::Met), world.standard(on, 2, Scale::Met));
        let lines = vec![MapLine { from: 1, to: 2 }, MapLine { from: 3, to: 1 }, MapLine { from: 3, to: 2 }];
        let (act, known) = (world.act(on, world.ada), lines.clone());
        on.store.write_blocking(move |tx| map(tx, &act, old.id, new.id, &known)).unwrap();
        assert_eq!(on.store.read(|conn| map_between(conn, old.id, new.id)).unwrap(), lines);
        let act = world.act(on, world.ada);
        let wrong = on.store.write_blocking(move |tx| map(tx, &act, old.id, new.id, &[MapLine { from: 1, to: 3 }]));
        assert!(matches!(wrong, Err(Refusal::Field { field: "map", .. })));
    });
}

/// Three versions of a real standard, where they are at hand: 26, 18 and 14 points, 1,395 prompts.
#[test]
fn three_versions_of_a_real_standard_come_in() {
    let Some(shared) = testkit::shared_input("service-standard") else { return };
    let versions = folder(&shared).unwrap();
    let points: Vec<usize> = versions.values().map(|it| it.points.len()).collect();
    assert_eq!(points, [26, 18, 14]);
    let prompts: usize = versions.values().map(|it| it.prompts.len()).sum();
    assert_eq!(prompts, 1_395);
    assert!(versions[&3].points.iter().all(|it| it.guidance.len() > 100));
    assert_eq!(versions[&3].points[0].title, "Understand users and their needs");
    each_engine(|on| {
        let world = World::made(on);
        for (number, told) in &versions {
            let act = world.act(on, world.ada);
            let input = Make {
                slug: Some("service-standard".into()),
                title: "Service Standard".into(),
                purpose: "Good services".into(),
                version_title: told.title.clone(),
                scale: if *number < 3 { Scale::Met } else { Scale::Colours },
                points: told.points.clone(),
                prompts: told.prompts.clone(),
            };
            let made = on.store.write_blocking(move |tx| make(tx, &act, &input)).unwrap();
            assert_eq!(made.version, *number);
        }
    });
}
