use super::*;
use crate::merger::Decision;
use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{TestApp, Visitor};

/// Ours behind its door, with somebody who keeps people.
fn app(on: TestStore) -> TestApp {
    make_ours(&on.store);
    let act = today(11);
    on.store
        .write_blocking(move |tx| {
            let mut make = Maker { tx, act: act.clone() };
            let admin = make.person("Taavi Northolme", "admin@demo.example", "2021-01-11");
            make.person("Nia Newcomer", "newcomer@demo.example", "2021-01-11");
            directory::person::grant(tx, &act, admin, base::Duty::PeopleAdministrator).map(drop).unwrap();
            Ok::<_, ::store::StoreError>(())
        })
        .unwrap();
    let settings = web::Settings::sample();
    TestApp::new(on, crate::rooms::all, directory::Doorman::new(settings))
}

fn put(app: &TestApp) {
    let (act, papers) = (today(12), papers(&their_export()));
    let store = &app.on.store;
    let (theirs, pairs) = store.snapshot(|conn| waiting::look(conn, &papers)).unwrap();
    store.write_blocking(move |tx| waiting::put(tx, &act, &papers, &theirs, &pairs)).unwrap();
}

async fn shown(visitor: &Visitor<'_>, address: &str) -> String {
    let answer = visitor.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_decides_at_the_page_and_takes_it_back() {
    let app = app(TestStore::sqlite());
    let admin = app.sign_in("admin").await;
    assert!(shown(&admin, "/settings/merger").await.contains("No export waits"));
    put(&app);
    let before = everything(&app.on.store);
    let page = shown(&admin, "/settings/merger").await;
    assert!(page.contains("Northshire Council waits for a decision") && page.contains("the same name"), "{page}");
    assert!(!page.contains("zoe@north.example"), "whoever has no counterpart needs no look");
    let all = shown(&admin, "/settings/merger?kind=person&all=1").await;
    let place = all.split("Decision on =Zoe Marsh").next().unwrap().rsplit("for=\"").next().unwrap();
    let place = place.split('"').next().unwrap().to_owned();
    // Zoe stays over there.
    let kept = admin.post("/settings/merger", &[("do", "keep"), (&place, "leave"), ("back", "//evil.example")]).await;
    assert_eq!((kept.status, kept.location.as_deref()), (StatusCode::SEE_OTHER, Some("/settings/merger")));
    let flawed = admin.post("/settings/merger", &[("do", "keep"), (&place, "same")]).await;
    assert_eq!(flawed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(flawed.body.contains("has nothing here to be the same as"));
    assert_eq!(everything(&app.on.store), before, "decisions alone change nothing");
    let gone = admin.post("/settings/merger", &[("do", "go")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let people = table(&app.on.store, "people");
    assert!(people.contains("old@north.example") && !people.contains("zoe@north.example"));
    let page = shown(&admin, "/settings/merger").await;
    assert!(page.contains("No export waits") && page.contains("another 60 minutes"), "{page}");
    let undone = admin.post("/settings/merger/undoing", &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    assert_eq!(everything(&app.on.store), before);
    let nothing = admin.post("/settings/merger/undoing", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("There is no merger to take back"));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_of_ours_can_be_named_at_the_page() {
    let app = app(TestStore::sqlite());
    let admin = app.sign_in("admin").await;
    put(&app);
    let waiting = || app.on.store.read(crate::merger::waiting::find).unwrap().unwrap().1;
    let zoe = || waiting().into_iter().find(|it| it.pair.theirs == "zoe@north.example").unwrap();
    let (place, named) = (format!("d-{}", zoe().place), format!("o-{}", zoe().place));
    let wrong = admin.post("/settings/merger", &[(&place, "same"), (&named, "nobody@x.example")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("there is no person “nobody@x.example” here"), "{}", wrong.body);
    let nothing = admin.post("/settings/merger", &[(&place, "same")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = admin.post("/settings/merger", &[(&place, "same"), (&named, "Juno Marchbanks")]).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
    let it = zoe();
    assert_eq!((it.pair.ours.as_str(), it.pair.decision, it.is_decided), ("juno@example.org", Decision::Same, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_sent_as_files() {
    let app = app(TestStore::sqlite());
    let admin = app.sign_in("admin").await;
    let papers = papers(&their_export());
    let sent = |tables: &[(&str, &str)]| {
        let part = |(name, text): &(&str, &str)| {
            let head = format!("Content-Disposition: form-data; name=\"files\"; filename=\"export/{name}.csv\"");
            format!("--edge\r\n{head}\r\nContent-Type: text/csv\r\n\r\n{text}\r\n")
        };
        format!("{}--edge--\r\n", tables.iter().map(part).collect::<String>())
    };
    let kind = Some("multipart/form-data; boundary=edge");
    let send = async |body: String| admin.ask(Method::POST, "/settings/merger/export", kind, body.into(), &[]).await;
    let tables: Vec<(&str, &str)> = papers.tables().collect();
    let part = send(sent(&tables[..3])).await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(part.body.contains("is missing"), "{}", part.body);
    let whole = send(sent(&tables)).await;
    assert_eq!(whole.status, StatusCode::SEE_OTHER, "{}", whole.body);
    assert!(shown(&admin, "/settings/merger").await.contains("Northshire Council waits for a decision"));
    let twice = send(sent(&tables)).await;
    assert!(twice.body.contains("waits already"), "{}", twice.body);
    let newcomer = app.sign_in("newcomer").await;
    let path = "/settings/merger/export";
    assert_eq!(newcomer.ask(Method::POST, path, kind, sent(&tables).into(), &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_can_be_put_away() {
    let app = app(TestStore::sqlite());
    let admin = app.sign_in("admin").await;
    put(&app);
    admin.post("/settings/merger", &[("do", "put_away")]).await;
    assert!(shown(&admin, "/settings/merger").await.contains("No export waits"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_looks_carries_out_and_takes_back() {
    for on in [Some(TestStore::sqlite()), TestStore::postgres()].into_iter().flatten() {
        let app = app(on);
        let admin = app.sign_in("admin").await;
        let papers = papers(&their_export());
        let tables: BTreeMap<&str, &str> = papers.tables().collect();
        let before = everything(&app.on.store);
        let looked = admin.post_json("/api/v1/mergers", &json!({"tables": tables}), &[]).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
        let pair = |email: &str| {
            let pairs = looked.json()["pairs"].as_array().unwrap().clone();
            pairs.into_iter().find(|pair| pair["theirs"] == email).unwrap()
        };
        assert_eq!(pair("ada@example.org")["how_sure"], 100);
        assert_eq!(everything(&app.on.store), before);
        let undecided = admin.post_json("/api/v1/mergers", &json!({"tables": tables, "carry_out": true}), &[]).await;
        assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut decisions = String::from("kind,theirs,ours,decision\n");
        for it in looked.json()["pairs"].as_array().unwrap() {
            let cell = |name: &str| it[name].as_str().unwrap().to_owned();
            let (kind, theirs, ours, decision) = (cell("kind"), cell("theirs"), cell("ours"), cell("decision"));
            decisions.push_str(&format!("{kind},{theirs},{ours},{decision}\n"));
        }
        let wish = json!({"tables": tables, "carry_out": true, "decisions": decisions});
        let done = admin.post_json("/api/v1/mergers", &wish, &[("idempotency-key", "once-1")]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        assert!(done.json()["merger"].is_string());
        let again = admin.post_json("/api/v1/mergers", &wish, &[("idempotency-key", "once-1")]).await;
        assert_eq!(again.json()["merger"], done.json()["merger"], "a call that comes twice changes things once");
        let list = admin.get("/api/v1/mergers").await.json();
        assert_eq!(list["items"][0]["organisation"], "Northshire Council");
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        let undone = admin.post_json("/api/v1/mergers/undoing", &json!({}), &[]).await;
        assert_eq!(undone.status, StatusCode::OK, "{}", undone.body);
        assert_eq!(everything(&app.on.store), before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_export_is_told_with_its_file_and_line() {
    let app = app(TestStore::sqlite());
    let admin = app.sign_in("admin").await;
    let missing = admin.post_json("/api/v1/mergers", &json!({"tables": {"people": "id\n"}}), &[]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.body.contains("organisation.csv is missing"), "{}", missing.body);
    let newcomer = app.sign_in("newcomer").await;
    for path in ["/settings/merger", "/api/v1/mergers"] {
        assert_eq!(newcomer.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
