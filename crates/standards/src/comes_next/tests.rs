use super::{Kind, of_product};
use crate::assessment::{Ask, ask};
use crate::portfolio::{Exempt, Lay, exempt, lay};
use crate::standard::{Scale, Stage};
use crate::testing::World;
use directory::product::{self, Phase};
use testkit::each_engine;

#[test]
fn tracks_of_its_phase_and_assessments_come_by_their_day() {
    each_engine(|on| {
        let world = World::made(on);
        let version = world.standard(on, 2, Scale::Colours);
        let today = world.act(on, world.ada).now.day();
        let mut tracks = Vec::new();
        for (phase, days) in [(Phase::Beta, 90), (Phase::Live, 30), (Phase::Beta, 10)] {
            let act = world.act(on, world.ada);
            let (title, by) = (format!("Within {days} days"), today.plus_days(days));
            let input = Lay { standard: version.standard, title, point: Some(2), phase, by };
            tracks.push(on.store.write_blocking(move |tx| lay(tx, &act, &input)).unwrap());
        }
        let (act, version) = (world.act(on, world.bo), version.id);
        let (product, about, day) = (world.visits, String::new(), today.plus_days(40));
        let input = Ask { product, version, stage: Stage::Beta, on: day, about };
        on.store.write_blocking(move |tx| ask(tx, &act, &input)).unwrap();
        let next = |on_day| {
            let of = |conn: &mut store::Conn| {
                let it = product::find(conn, world.visits)?.unwrap();
                of_product(conn, &it, on_day)
            };
            let all = on.store.read(of).unwrap();
            all.into_iter().map(|it| (it.kind, it.on.days_since(today))).collect::<Vec<_>>()
        };
        let all = [(Kind::Track, 10), (Kind::Assessment, 40), (Kind::Track, 90)];
        assert_eq!(next(today), all);
        let (act, track) = (world.act(on, world.ada), tracks[2]);
        let why = "It ends in May".into();
        let input = Exempt { track, product: world.visits, until: today.plus_days(5), why };
        on.store.write_blocking(move |tx| exempt(tx, &act, &input)).unwrap();
        assert_eq!(next(today), all[1..]);
        assert_eq!(next(today.plus_days(6)), all, "an exemption ends");
    });
}
