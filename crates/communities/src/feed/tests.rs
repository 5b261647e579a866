use super::{News, of, web::written};
use crate::testing::World;
use crate::timeline::{Mark, mark};
use base::{CommunityId, Day, Moment, Subject, Uuid};
use directory::community::{self, Community, CommunityKind};
use testkit::each_engine;

#[test]
fn what_people_wrote_is_text_in_the_feed() {
    let it = Community {
        id: CommunityId(Uuid::from_u128(1)),
        slug: "design".into(),
        kind: CommunityKind::Practice,
        parent: None,
        segment_by: None,
        name: "Design <script>&".into(),
        purpose: "Good\u{8} services".into(),
        signs: None,
        founded_on: Day::parse("2021-01-04").unwrap(),
        ends_on: None,
        closed_on: None,
        outcome: None,
    };
    let news = News {
        id: Uuid::from_u128(2),
        at: Moment::parse("2026-11-26T09:00:00Z").unwrap(),
        title: "]]> & <b>".into(),
        url: "/communities/design/timeline".into(),
        about: String::new(),
    };
    let text = written(&it, &[news], "https://lyceum.example");
    let feed: atom_syndication::Feed = text.parse().unwrap();
    assert_eq!((feed.title.value.as_str(), feed.entries[0].title.value.as_str()), ("Design <script>&", "]]> & <b>"));
    assert_eq!(feed.subtitle.unwrap().value, "Good services");
    assert_eq!(feed.entries[0].links[0].href, "https://lyceum.example/communities/design/timeline");
    assert_eq!(feed.updated.to_rfc3339(), "2026-11-26T09:00:00+00:00");
    assert!(!text.contains("<script"), "{text}");
}

#[test]
fn a_feed_tells_who_joined_and_what_turned_and_not_who_left() {
    each_engine(|on| {
        let world = World::made(on);
        let act = world.act(on, world.ada);
        let community = world.design;
        on.store
            .write_blocking(move |tx| {
                let input = Mark {
                    community,
                    on: Day::parse("2026-03-01").unwrap(),
                    title: "Handbook <opened>".into(),
                    detail: String::new(),
                };
                mark(tx, &act, input)
            })
            .unwrap();
        let (act, bo) = (world.act(on, world.ada), world.bo);
        on.store
            .write_blocking(move |tx| {
                directory::membership::end(tx, &act, bo, community, Day::parse("2026-11-20").unwrap())
            })
            .unwrap();
        let it = on.store.read(|conn| community::find(conn, community)).unwrap().unwrap();
        let titles: Vec<String> =
            on.store.read(|conn| of(conn, &it, None)).unwrap().into_iter().map(|it| it.title).collect();
        assert!(titles.contains(&"Handbook <opened>".to_owned()), "{titles:?}");
        assert!(titles.iter().any(|title| title.ends_with(" joined")), "{titles:?}");
        assert!(!titles.iter().any(|title| title.contains("left")), "{titles:?}");
    });
}

#[test]
fn answers_do_not_crowd_the_news_out() {
    each_engine(|on| {
        let world = World::made(on);
        let (act, community) = (world.act(on, world.ada), world.design);
        on.store
            .write_blocking(move |tx| {
                (0..200)
                    .try_for_each(|_| tx.record(&act.event("meetup.answered", Subject::new("community", community))))
            })
            .unwrap();
        let it = on.store.read(|conn| community::find(conn, community)).unwrap().unwrap();
        let news = on.store.read(|conn| of(conn, &it, None)).unwrap();
        assert!(news.iter().any(|it| it.title.ends_with(" joined")), "{news:?}");
    });
}
