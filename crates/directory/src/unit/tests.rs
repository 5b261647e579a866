use super::*;
use crate::person::{self, ChangePerson};
use crate::trial::{Small, day, read, write};
use testkit::{TestStore, each_engine};

fn named(on: &TestStore, small: &Small<'_>, name: &'static str, parent: Option<UnitId>) -> UnitId {
    let act = small.act_of("admin");
    write(on, move |tx| super::name(tx, &act, NameUnit { name: name.into(), parent }))
}

#[test]
fn a_unit_is_renamed_and_moved_but_never_below_itself() {
    each_engine(|on| {
        let small = Small::on(on);
        let justice = named(on, &small, "Justice digital", None);
        let courts = named(on, &small, "Courts", Some(justice));
        let change = |who: &str, unit, parent| {
            let act = small.act_of(who);
            let input = move || ChangeUnit { unit, name: "Courts / tribunals".into(), parent };
            on.store.write_blocking(move |tx| super::change(tx, &act, input()))
        };
        assert!(matches!(change("head", courts, None).unwrap_err(), UnitError::Denied(_)));
        assert!(matches!(change("admin", justice, Some(courts)).unwrap_err(), UnitError::BelowItself));
        assert!(matches!(change("admin", justice, Some(justice)).unwrap_err(), UnitError::BelowItself));
        assert!(matches!(change("admin", courts, Some(UnitId(base::Uuid::nil()))).unwrap_err(), UnitError::NoParent));
        change("admin", courts, Some(justice)).unwrap();
        let names: Vec<String> = read(on, |conn| lineage(conn, courts)).into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["Courts / tribunals", "Justice digital"]);
        change("admin", courts, None).unwrap();
        assert_eq!(read(on, |conn| find(conn, courts)).unwrap().parent, None);
    });
}

#[test]
fn a_unit_closes_when_its_people_have_somewhere_to_go() {
    each_engine(|on| {
        let small = Small::on(on);
        let justice = named(on, &small, "Justice digital", None);
        let courts = named(on, &small, "Courts", Some(justice));
        let (act, member) = (small.act_of("admin"), small.id("member"));
        write(on, move |tx| {
            let input = ChangePerson {
                person: member,
                name: "Kit".into(),
                unit: Some(courts),
                location: None,
                line_manager: None,
            };
            person::change(tx, &act, input)
        });
        let close = |unit, people_go_to| {
            let act = small.act_of("admin");
            let input = move || CloseUnit { unit, on: day("2026-11-26"), people_go_to };
            on.store.write_blocking(move |tx| super::close(tx, &act, input()))
        };
        assert!(matches!(close(justice, None).unwrap_err(), UnitError::HasUnits));
        assert!(matches!(close(courts, None).unwrap_err(), UnitError::HasPeople(1)));
        assert!(matches!(close(courts, Some(courts)).unwrap_err(), UnitError::HasPeople(1)));
        close(courts, Some(justice)).unwrap();
        assert_eq!(read(on, |conn| person::find(conn, member)).unwrap().unit, Some(justice));
        assert!(matches!(close(courts, None).unwrap_err(), UnitError::NoUnit), "it is closed already");
        let open: Vec<UnitId> = read(on, list).into_iter().map(|it| it.id).collect();
        assert_eq!(open, [justice]);
        assert_eq!(read(on, |conn| find(conn, courts)).unwrap().closed_on, Some(day("2026-11-26")));
    });
}

#[test]
fn units_are_kept_by_the_api_and_read_by_everybody() {
    use axum::http::StatusCode;
    crate::trial::through_the_door(async |app| {
        let (admin, member) = (app.sign_in("admin").await, app.sign_in("member").await);
        let wanted = serde_json::json!({"name": "Courts"});
        assert_eq!(member.post_json("/api/v1/units", &wanted, &[]).await.status, StatusCode::FORBIDDEN);
        let made = admin.post_json("/api/v1/units", &wanted, &[]).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let below = serde_json::json!({"name": "Courts", "parent": id});
        let ring = admin.post_json(&format!("/api/v1/units/{id}/changes"), &below, &[]).await;
        assert_eq!(ring.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", ring.body);
        assert_eq!(member.get("/units/courts").await.status, StatusCode::OK);
        let typed = [("unit_name", "Courts & tribunals"), ("parent", id.as_str())];
        let flawed = admin.post("/units/courts", &typed).await;
        assert_eq!(flawed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(flawed.body.contains("Courts &#38; tribunals"), "what was typed stays");
        let closed = admin.post("/units/courts/closing", &[("on", "26 November 2026")]).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
        let it = member.get("/api/v1/units/courts").await.json();
        assert_eq!(it["closed_on"], "2026-11-26");
        assert_eq!(member.get("/api/v1/units").await.json()["items"].as_array().unwrap().len(), 0);
    });
}
