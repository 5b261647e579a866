//! The knowledge room through its doors and its import, on each engine.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::{Actor, Duty, Moment, PersonId, Uuid};
use knowledge::import::{ImportFault, Report, Wish, import_handbook};
use std::path::Path;
use std::sync::Arc;
use store::{Conn, StoreError};
use testkit::{TestApp, TestStore, each_engine, shared_input};
use web::{Asking, Doorkeeper, Frame};

fn write(folder: &Path, path: &str, content: impl AsRef<[u8]>) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

fn write_handbook(folder: &Path) {
    write(
        folder,
        "config/tech-docs.yml",
        "host: https://way.example\ndefault_owner_slack: '#way'\nredirects:\n  /old.html: /standards/hosting.html#where\n",
    );
    write(
        folder,
        "source/index.html.md.erb",
        "---\ntitle: The way\n---\n# <%= current_page.data.title %>\n\n[Hosting](/standards/hosting.html#where) <script>alert(1)</script>\n",
    );
    write(
        folder,
        "source/standards/hosting.html.md.erb",
        "---\ntitle: Hosting\nlast_reviewed_on: 2026-05-30\nreview_in: 6 months\n---\n\n## Where\n\nIn the cloud, as [the start](../index.html) says.\n\n![A map](map.png) ![A plan](plan.svg)\n",
    );
    write(folder, "source/standards/map.png", b"\x89PNG\r\n\x1a\nrest");
    write(
        folder,
        "source/standards/plan.svg",
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    );
    write(
        folder,
        "source/standards/late.html.md",
        "---\ntitle: Late\nreview_by: 2026-01-01\nowner: Ada\n---\nOld words.\n",
    );
}

fn bring(on: &TestStore, actor: Actor, source: &Path, name: &str) -> Result<Report, ImportFault> {
    import_handbook(&on.store, &on.act(actor), source, Wish { name: name.into(), owner: None }, &mut |_, _| {})
}

fn import(on: &TestStore, source: &Path) -> Report {
    bring(on, Actor::system(), source, "way").unwrap()
}

fn pages(on: &TestStore) -> Vec<knowledge::page::Summary> {
    let all = |conn: &mut Conn| knowledge::page::list_in_handbook(conn, None, 0, base::Limit::of(Some(200)));
    on.store.read(all).unwrap().items
}

fn events(on: &TestStore) -> Vec<String> {
    on.store.read(|conn| store::events_after(conn, 0, 1_000)).unwrap().into_iter().map(|event| event.name).collect()
}

#[test]
fn importing_again_doubles_nothing_and_brings_what_is_new() {
    each_engine(|on| {
        let folder = tempfile::tempdir().unwrap();
        write_handbook(folder.path());
        let first = import(on, folder.path());
        assert_eq!((first.pages, first.changed, first.revisions, first.retired), (3, 3, 3, 0));
        assert_eq!((first.links_resolved, first.links_unresolved, first.files), (2, 0, 2));
        assert_eq!(events(on), ["page.published", "page.published", "page.published", "handbook.imported"]);
        let again = import(on, folder.path());
        assert_eq!((again.changed, again.revisions, again.retired), (0, 0, 0));

        let before = pages(on);
        write(
            folder.path(),
            "source/standards/hosting.html.md.erb",
            "---\ntitle: Hosting\nlast_reviewed_on: 2026-11-01\nreview_in: 6 months\n---\n\n## Where\n\nIn the cloud, as [the start](../index.html) says.\n\n![A map](map.png) ![A plan](plan.svg)\n",
        );
        std::fs::rename(
            folder.path().join("source/standards/late.html.md"),
            folder.path().join("source/standards/moved.html.md"),
        )
        .unwrap();
        std::fs::remove_file(folder.path().join("source/index.html.md.erb")).unwrap();
        let third = import(on, folder.path());
        assert_eq!((third.changed, third.revisions, third.retired), (2, 1, 1));
        let now = pages(on);
        assert_eq!(now.len(), 2);
        let hosting = now.iter().find(|page| page.title == "Hosting").unwrap();
        assert_eq!((hosting.version, hosting.review_on.unwrap().to_string().as_str()), (2, "2027-05-01"));
        let newest = on.store.read(|conn| knowledge::revision::find_newest(conn, hosting.id)).unwrap().unwrap();
        assert!(!newest.summary.words_changed);
        // A page that moved keeps its number and its old address.
        let moved = now.iter().find(|page| page.path == "source/standards/moved.html.md").unwrap();
        assert_eq!(before.iter().find(|page| page.id == moved.id).unwrap().number, moved.number);
        let handbook = moved.handbook;
        let old =
            on.store.read(|conn| knowledge::page::find_by_address(conn, handbook, "/standards/late.html")).unwrap();
        assert_eq!(old, Some((moved.number, None)));

        // What comes back is published again under its number.
        write_handbook(folder.path());
        import(on, folder.path());
        let back = pages(on);
        let start = |all: &[knowledge::page::Summary]| {
            all.iter().find(|page| page.path == "source/index.html.md.erb").unwrap().number
        };
        assert_eq!(start(&before), start(&back));
    });
}

#[test]
fn only_who_may_imports_and_a_refused_import_leaves_nothing() {
    each_engine(|on| {
        let folder = tempfile::tempdir().unwrap();
        write_handbook(folder.path());
        let someone = Actor { person: Some(PersonId(Uuid::from_u128(7))), name: "Kit".into(), ..Actor::nobody() };
        assert!(matches!(bring(on, someone, folder.path(), "way"), Err(ImportFault::MayNot)));
        assert!(matches!(bring(on, Actor::system(), folder.path(), "a/b"), Err(ImportFault::Name)));
        assert!(pages(on).is_empty() && events(on).is_empty());
    });
}

#[test]
fn search_sees_the_words_of_pages_that_are_read() {
    each_engine(|on| {
        let folder = tempfile::tempdir().unwrap();
        write_handbook(folder.path());
        import(on, folder.path());
        let page = pages(on).into_iter().find(|page| page.title == "Hosting").unwrap();
        let document = on.store.read(|conn| knowledge::page::index::document(conn, page.id)).unwrap().unwrap();
        assert_eq!(
            (document.reference, document.kind.as_str(), document.audience.as_str()),
            (page.reference(), "page", "everyone")
        );
        assert!(document.body.contains("In the cloud, as the start says."), "{}", document.body);
    });
}

/// Whoever has a session or a token is a librarian.
struct Librarians;

impl Doorkeeper for Librarians {
    fn by_session(&self, conn: &mut Conn, hash: &str, now: Moment) -> Result<Option<Asking>, StoreError> {
        self.by_token(conn, hash, now)
    }

    fn by_token(&self, _: &mut Conn, _: &str, now: Moment) -> Result<Option<Asking>, StoreError> {
        let actor = Actor {
            person: Some(PersonId(Uuid::from_u128(5))),
            name: "Efua Tallow".into(),
            duties: vec![Duty::Librarian],
            ..Actor::nobody()
        };
        Ok(Some(Asking { actor, by: Uuid::from_u128(6), signed_in_at: now }))
    }

    fn sign_in_page(&self, _: Frame, _: &web::Wish) -> Response {
        StatusCode::UNAUTHORIZED.into_response()
    }
}

fn app(source: &Path, on: TestStore) -> TestApp {
    import(&on, source);
    TestApp::new(on, || vec![web::room(), knowledge::room()], Arc::new(Librarians))
}

fn each_app(test: impl AsyncFn(TestApp)) {
    let folder = tempfile::tempdir().unwrap();
    write_handbook(folder.path());
    for on in [Some(TestStore::sqlite()), TestStore::postgres()].into_iter().flatten() {
        let app = app(folder.path(), on);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(test(app));
    }
}

#[test]
fn pages_are_read_with_contents_margin_and_history() {
    each_app(async |app| {
        let mut reader = app.nobody();
        reader.cookie = Some("lyceum=a-session".into());
        let front = reader.get("/handbook").await;
        assert_eq!(front.status, StatusCode::OK, "{}", front.body);
        for part in ["Hosting", "Late", "0 of 3", "3 pages"] {
            assert!(front.body.contains(part), "{part} in {}", front.body);
        }
        let page = reader.get("/handbook/3-hosting-in-the-cloud").await;
        let page =
            if page.body.contains("<h1 class=\"words\">Hosting") { page } else { reader.get("/handbook/2").await };
        for part in [
            "<h2 id=\"where\">Where</h2>",
            "href=\"#where\"",
            "30 NOV 2026",
            "Due in seven days",
            "#way",
            "Version 1",
            "source/standards/hosting.html.md.erb",
        ] {
            assert!(page.body.contains(part), "{part} in {}", page.body);
        }
        assert!(web::faults_of(&page.body).is_empty(), "{:?}", web::faults_of(&page.body));
        let start = reader.get("/handbook/1").await;
        assert!(start.body.contains("#where\">Hosting</a> &lt;script&gt;alert(1)&lt;/script&gt;"), "{}", start.body);
        let history = reader.get("/handbook/1/history").await;
        assert!(
            history.body.contains("/handbook/1/history/1") && history.body.contains("Imported"),
            "{}",
            history.body
        );
        let version = reader.get("/handbook/1/history/1").await;
        assert_eq!(version.status, StatusCode::OK);
        assert_eq!(reader.get("/handbook/1/history/9").await.status, StatusCode::NOT_FOUND);
        for wrong in [
            "/handbook/99",
            "/handbook/nonsense",
            "/handbook/-1",
            "/handbook/99999999999999999999",
            "/handbook?in=nothing",
        ] {
            assert_eq!(reader.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        assert_eq!(reader.get("/h/31").await.location.as_deref(), Some("/handbook/31"));
        let old = reader.get("/handbook/at/way/old.html").await;
        assert_eq!((old.status, old.location.unwrap().ends_with("#where")), (StatusCode::MOVED_PERMANENTLY, true));
    });
}

#[test]
fn every_page_of_the_room_renders_in_each_of_its_states_without_faults() {
    let mine: Vec<_> = web::samples().into_iter().filter(|page| page.name.starts_with("knowledge::")).collect();
    assert_eq!(mine.len(), 26);
    for page in mine {
        for html in (page.render)() {
            let faults = web::faults_of(&html.unwrap());
            assert!(faults.is_empty(), "{}: {faults:?}", page.name);
        }
    }
}

#[test]
fn nobody_reads_without_signing_in() {
    each_app(async |app| {
        for path in [
            "/handbook",
            "/handbook/1",
            "/handbook/1/history",
            "/handbook/at/way/old.html",
            "/api/v1/pages",
            "/api/v1/pages/1",
            "/api/v1/handbooks",
        ] {
            let answer = app.nobody().get(path).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            assert!(!answer.body.contains("Hosting"), "{path}");
        }
    });
}

#[test]
fn files_are_shown_as_pictures_or_saved_and_drawings_run_nothing() {
    each_app(async |app| {
        let mut reader = app.nobody();
        reader.cookie = Some("lyceum=a-session".into());
        let pages = reader.get("/api/v1/pages?handbook=way").await.json();
        let hosting = pages["items"].as_array().unwrap().iter().find(|page| page["title"] == "Hosting").unwrap();
        let html = reader.get(&format!("/api/v1/pages/{}", hosting["number"])).await.json()["html"]
            .as_str()
            .unwrap()
            .to_owned();
        let addresses: Vec<&str> = html.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(addresses.len(), 2, "{html}");
        let png = reader.get(addresses[0]).await;
        assert_eq!((png.status, png.content_type.as_str()), (StatusCode::OK, "image/png"));
        assert!(png.headers.get("content-disposition").is_none());
        let svg = reader.get(addresses[1]).await;
        assert_eq!(svg.headers["content-disposition"], "attachment");
        assert!(svg.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
        assert_eq!(app.nobody().get(addresses[0]).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(reader.get("/handbook/files/none").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_api_lists_pages_in_slices_with_their_path_and_tells_one_with_its_words() {
    each_app(async |app| {
        let reader = app.with_token("t");
        let handbooks = reader.get("/api/v1/handbooks").await.json();
        assert_eq!((&handbooks["items"][0]["name"], &handbooks["items"][0]["pages"]), (&"way".into(), &3.into()));
        let (mut paths, mut next) = (Vec::new(), String::new());
        loop {
            let slice = reader.get(&format!("/api/v1/pages?handbook=way&limit=2{next}")).await.json();
            paths.extend(
                slice["items"].as_array().unwrap().iter().map(|page| page["path"].as_str().unwrap().to_owned()),
            );
            match slice["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => break,
            }
        }
        paths.sort();
        assert_eq!(
            paths,
            ["source/index.html.md.erb", "source/standards/hosting.html.md.erb", "source/standards/late.html.md"]
        );
        let one = reader.get("/api/v1/pages/1").await.json();
        assert_eq!(reader.get(&format!("/api/v1/pages/{}", one["id"].as_str().unwrap())).await.json(), one);
        assert_eq!(one["reference"], "H 1");
        assert!(one["body"].as_str().unwrap().contains("[Hosting](/standards/hosting.html#where)"));
        let revisions = reader.get("/api/v1/pages/1/revisions").await.json();
        assert_eq!(
            (&revisions["items"][0]["version"], &revisions["items"][0]["author"]),
            (&1.into(), &"Lyceum".into())
        );
        assert_eq!(reader.get("/api/v1/pages?handbook=none").await.status, StatusCode::NOT_FOUND);
        assert_eq!(reader.get("/api/v1/pages?cursor=nonsense").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(reader.get("/api/v1/pages/nonsense").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn all_pages_of_the_real_handbooks_are_stored_and_their_links_lead_to_pages() {
    let names = ["handbook-gds-way", "handbook-dfe-technical-guidance", "handbook-moj-technical-guidance"];
    let Some(sources) = names.into_iter().map(shared_input).collect::<Option<Vec<_>>>() else { return };
    each_engine(|on| {
        for (name, source) in names.iter().zip(&sources) {
            let report = bring(on, Actor::system(), source, name).unwrap();
            println!(
                "{name}: {} pages, {} revisions, {} links resolved, {} not",
                report.pages, report.revisions, report.links_resolved, report.links_unresolved
            );
            let again = bring(on, Actor::system(), source, name).unwrap();
            assert_eq!((again.changed, again.revisions, again.retired), (0, 0, 0));
        }
        let all = pages(on);
        assert_eq!(all.len(), 126);
        for page in all {
            let html = on.store.read(|conn| knowledge::page::find(conn, page.id)).unwrap().unwrap().html;
            for link in html.split("href=\"/handbook/").skip(1).filter_map(|rest| rest.split(['"', '#']).next()) {
                let number: i64 = link.parse().unwrap_or_else(|_| panic!("{link} on {}", page.path));
                assert!((1..=126).contains(&number));
            }
        }
    });
}

#[test]
fn what_is_changed_here_keeps_its_links_and_no_import_writes_over_it() {
    each_engine(|on| {
        let folder = tempfile::tempdir().unwrap();
        write_handbook(folder.path());
        import(on, folder.path());
        let hosting = pages(on).into_iter().find(|page| page.title == "Hosting").unwrap();
        let (id, number) = (hosting.id, hosting.number);
        let person = on.store.write_blocking({
            let act = on.act(Actor::system());
            move |tx| {
                let input = directory::person::AddPerson {
                    name: "Lib".into(),
                    email: "lib@x.example".into(),
                    joined_on: base::Day::parse("2021-01-04").unwrap(),
                    unit: None,
                    location: None,
                    line_manager: None,
                    state: directory::person::PersonState::Active,
                };
                directory::person::add(tx, &act, input)
            }
        });
        let reviewer = person.unwrap();
        let lib = Actor { person: Some(reviewer), duties: vec![Duty::Librarian], ..Actor::nobody() };
        let old = on.store.read(|conn| knowledge::revision::find_newest(conn, id)).unwrap().unwrap();
        let body = format!("{}\nChanged here.\n", old.body);
        let act = on.act(lib);
        let revise = move |tx: &mut store::Tx<'_>| {
            let (title, why) = ("Hosting here".to_owned(), "For us".to_owned());
            let it = knowledge::page::Revise { page: id, base_version: 1, title, why, body: body.clone() };
            knowledge::page::revise(tx, &act, it)
        };
        on.store.write_blocking(revise).unwrap();
        let shown =
            |on: &TestStore| on.store.read(|conn| knowledge::page::find_by_number(conn, number)).unwrap().unwrap();
        let before = shown(on);
        assert!(before.html.contains("Changed here.") && before.html.contains("<img"), "{}", before.html);
        let start = pages(on).into_iter().find(|page| page.path.contains("index")).unwrap().number;
        assert!(before.html.contains(&format!("href=\"/handbook/{start}\"")), "{}", before.html);

        // A review here stands against the older day of the source.
        let late = pages(on).into_iter().find(|page| page.title == "Late").unwrap().id;
        let next = on.act(Actor::nobody()).now.day().plus_days(200);
        let lib = Actor { person: Some(reviewer), duties: vec![Duty::Librarian], ..Actor::nobody() };
        let act = on.act(lib);
        let look = move |tx: &mut store::Tx<'_>| {
            let it = knowledge::review::Review { page: late, checked: "All of it".into(), review_on: next };
            knowledge::review::review(tx, &act, it)
        };
        on.store.write_blocking(look).unwrap();

        let same = import(on, folder.path());
        assert_eq!((same.changed, same.kept, same.retired), (0, 0, 0));
        assert_eq!(pages(on).into_iter().find(|page| page.id == late).unwrap().review_on, Some(next));
        write(
            folder.path(),
            "source/standards/hosting.html.md.erb",
            "---\ntitle: Hosting\n---\n\nQuite other words.\n",
        );
        let other = import(on, folder.path());
        assert_eq!((other.changed, other.kept, other.retired), (0, 1, 0));
        std::fs::remove_file(folder.path().join("source/standards/hosting.html.md.erb")).unwrap();
        assert_eq!(import(on, folder.path()).retired, 0);
        assert_eq!(shown(on), before);
    });
}
