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
            let it = Add { shows: shows.into(), content: content.into(), name: String::new() };
            let act = world.act(on, world.bo);
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

#[test]
fn a_document_is_saved_under_a_name() {
    each_engine(|on| {
        let world = World::made(on);
        let send = |name: &str, content: &[u8]| {
            let it = Add { shows: "The claim form".into(), content: content.into(), name: name.into() };
            let act = world.act(on, world.bo);
            on.store.write_blocking(move |tx| add(tx, &act, &it))
        };
        for (name, content) in [
            ("run.exe", &b"MZ\x90\x00"[..]),
            ("form.pdf", b"PK\x03\x04rest"),
            ("all.zip", b"PK\x03\x04rest"),
            ("macro.docm", b"PK\x03\x04rest"),
            ("page.html", b"<svg></svg>"),
        ] {
            assert!(matches!(send(name, content), Err(Refusal::Field { field: "picture", .. })), "{name}");
        }
        assert!(send("form.docx", b"PK\x03\x04rest").unwrap().ends_with("/the-claim-form.docx)"));
        let line = send("form.pdf", b"%PDF-1.7 form").unwrap();
        let it = Begin {
            shelf: Shelf::Of(world.design),
            under: None,
            title: "How to claim".into(),
            why: String::new(),
            body: line.clone(),
        };
        let act = world.act(on, world.bo);
        let done = on.store.write_blocking(move |tx| page::begin(tx, &act, it.clone())).unwrap();
        let html = on.store.read(|conn| page::find(conn, done.page)).unwrap().unwrap().html;
        let sha256 = line.split("/files/").nth(1).unwrap()[..64].to_owned();
        let wanted = format!("<a href=\"/handbook/files/{sha256}\" download=\"the-claim-form.pdf\">The claim form</a>");
        assert!(html.contains(&wanted), "{html}");
        let kept = on.store.read(|conn| page::find_file(conn, &sha256)).unwrap();
        assert_eq!(kept.unwrap().0, "application/pdf");
    });
}
