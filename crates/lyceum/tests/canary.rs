//! Nobody sees what the policy forbids: words hidden in one person's private things occur in no byte of any answer to
//! anybody else, the administrator included.

mod organisation;

use axum::http::Method;
use organisation::{ROLES, app, routes};
use testkit::TestStore;

const CANARY: &str = "zyxcanary";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_private_to_one_person_is_in_no_answer_to_another() {
    let app = app(TestStore::sqlite());
    let owner = app.sign_in("lead").await;
    let once = |page: &str| {
        page.split("name=\"once\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned()
    };
    let tokens = owner.get("/me/tokens").await;
    let made = owner
        .post("/me/tokens", &[("once", &once(&tokens.body)), ("name", CANARY), ("scope", "read"), ("days", "30")])
        .await;
    assert!(made.status.is_success() || made.status.is_redirection(), "{}: {}", made.status, made.body);
    assert!(owner.get("/me/tokens").await.body.contains(CANARY), "its owner sees it");
    let looked = owner.get(&format!("/problems/new?q={CANARY}+is+what+I+look+for+here")).await;
    assert!(looked.status.is_success());
    // An address is a key: whoever typed it does not see it again either.
    let admin = app.sign_in("admin").await;
    let address = format!("https://hooks.example.org/{CANARY}");
    let named = [("name", "Tickets"), ("address", address.as_str()), ("topic", "problems")];
    let added = admin.post("/settings/webhooks", &named).await;
    assert!(added.status.is_success() || added.status.is_redirection(), "{}: {}", added.status, added.body);
    let hooks = admin.get("/api/v1/webhooks").await;
    assert!(hooks.body.contains("Tickets"), "it was added: {}", hooks.body);
    lyceum::indexer::catch_up(&app.app.store, &app.app.index).unwrap();
    for role in ROLES.iter().filter(|role| **role != "lead") {
        let visitor = app.sign_in(role).await;
        for route in routes().into_iter().filter(|route| route.method == Method::GET) {
            let answer = visitor.get(&route.sample).await;
            assert!(!answer.body.contains(CANARY), "{} shows {role} what is private", route.sample);
        }
        let search = visitor.get(&format!("/api/v1/search?q={CANARY}")).await.json();
        assert_eq!(search["items"], serde_json::json!([]), "search tells {role}");
    }
}
