use super::{Add, add, is_mine};
use crate::handbook::Shelf;
use crate::page::{self, Begin, Revise};
use crate::refusal::Refusal;
use crate::testing::World;
use testkit::each_engine;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";

#[test]
fn a_picture_is_its_sender_s_until_a_page_shows_it() {
    each_engine(|on| {
        let world = World::made(on);
        let send = |shows: &str, content: &[u8]| {
            let (act, it) = (world.act(on, world.bo), Add { shows: shows.into(), content: content.into() });
            on.store.write_blocking(move |tx| add(tx, &act, &it))
        };
        let field = |result| match result {
            Err(Refusal::Field { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(send("A map", b"")), "picture");
        assert_eq!(field(send("A map", b"<svg onload=alert(1)></svg>")), "picture");
        assert_eq!(field(send("A map", b"MZ\x90\x00")), "picture");
        assert_eq!(field(send(" ", PNG)), "shows");
        let line = send("A [map] of it", PNG).unwrap();
        assert_eq!(send("A [map] of it", PNG).unwrap(), line);
        let sha256 = line.rsplit('/').next().unwrap().trim_end_matches(')').to_owned();
        assert_eq!(line, format!("![A map of it](/handbook/files/{sha256})"));
        let mine = |who| on.store.read(|conn| is_mine(conn, &sha256, who)).unwrap();
        assert_eq!((mine(world.bo), mine(world.ada)), (true, false));
        let open = || on.store.read(|conn| page::find_file(conn, &sha256)).unwrap();
        assert!(open().is_none(), "no page shows it yet");
        let act = world.act(on, world.bo);
        let it = Begin {
            shelf: Shelf::Of(world.design),
            under: None,
            title: "Where we are".into(),
            why: String::new(),
            body: line.clone(),
        };
        let done = on.store.write_blocking(move |tx| page::begin(tx, &act, it.clone())).unwrap();
        assert_eq!(open().unwrap().0, "image/png");
        let html = on.store.read(|conn| page::find(conn, done.page)).unwrap().unwrap().html;
        assert!(html.contains("alt=\"A map of it\""), "{html}");
        let act = world.act(on, world.bo);
        let (title, why, body) = ("Where we are".to_owned(), "No map".to_owned(), "Here.".to_owned());
        let it = Revise { page: done.page, base_version: 1, title, why, body };
        on.store.write_blocking(move |tx| page::revise(tx, &act, it.clone())).unwrap();
        assert!(open().is_some(), "the version that showed it is still read");
    });
}
