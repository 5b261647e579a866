use super::{Exempt, Lay, Report, Row, Track, exempt, exemptions, lay, missed, rows, tracks};
use crate::standard::{Outcome, Scale, Stage};
use crate::testing::{World, day};
use ::web::refusal::Refusal;
use base::Uuid;
use directory::product::Phase;
use testkit::each_engine;

fn row(phase: Phase, marks: Option<(&str, Outcome)>) -> Row {
    let report = marks.map(|(marks, outcome)| Report {
        number: 1,
        version: 1,
        scale: Scale::Colours,
        stage: Stage::Live,
        on: day("2026-11-01"),
        outcome,
        marks: marks.into(),
    });
    Row { product: Uuid::from_u128(1).into(), slug: "a".into(), name: "A".into(), phase, unit: None, report }
}

#[test]
fn a_track_is_met_by_a_point_or_by_the_whole_and_holds_for_its_phase_alone() {
    let track = |point| Track {
        id: Uuid::from_u128(2).into(),
        title: "Figures".into(),
        point,
        phase: Phase::Live,
        by: day("2027-06-30"),
    };
    let green = row(Phase::Live, Some(("001", Outcome::Amber)));
    assert_eq!(track(Some(1)).is_met_by(&green), Some(true));
    assert_eq!(track(Some(3)).is_met_by(&green), Some(false));
    assert_eq!(track(Some(9)).is_met_by(&green), Some(false));
    assert_eq!(track(None).is_met_by(&green), Some(false));
    assert_eq!(track(None).is_met_by(&row(Phase::Live, Some(("00", Outcome::Green)))), Some(true));
    assert_eq!(track(None).is_met_by(&row(Phase::Live, None)), Some(false));
    assert_eq!(track(None).is_met_by(&row(Phase::Beta, None)), None);
}

#[test]
fn tracks_are_laid_by_heads_and_exemptions_give_a_reason_and_an_end() {
    each_engine(|on| {
        let world = World::made(on);
        let version = world.standard(on, 2, Scale::Colours);
        let by = world.act(on, world.ada).now.day().plus_days(90);
        let laid = |who, point| {
            let act = world.act(on, who);
            let input =
                Lay { standard: version.standard, title: "Figures by June".into(), point, phase: Phase::Beta, by };
            on.store.write_blocking(move |tx| lay(tx, &act, &input))
        };
        assert!(matches!(laid(world.bo, None), Err(Refusal::Denied(_))));
        assert!(matches!(laid(world.ada, Some(3)), Err(Refusal::Field { field: "point", .. })));
        let track = laid(world.ada, Some(2)).unwrap();
        let act = world.act(on, world.ada);
        let input = Exempt { track, product: world.visits, until: by, why: "It ends in May".into() };
        on.store.write_blocking(move |tx| exempt(tx, &act, &input)).unwrap();
        let (all, exempt, rows) = on
            .store
            .read(|conn| {
                let standard = version.standard;
                Ok::<_, ::store::StoreError>((
                    tracks(conn, standard)?,
                    exemptions(conn, standard)?,
                    rows(conn, standard)?,
                ))
            })
            .unwrap();
        assert_eq!((all.len(), exempt.len(), rows.len()), (1, 1, 1));
        assert_eq!(all[0].is_met_by(&rows[0]), Some(false));
        assert_eq!(on.store.read(|conn| missed(conn, version.id, 2)).unwrap(), (vec![0, 0], 0));
    });
}
