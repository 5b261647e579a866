use super::policy::{Action, allows};
use super::*;
use crate::community::{self, CommunityKind, FoundCommunity};
use crate::trial::{Small, day, joining, read, write};
use base::{Actor, Cursor, Duty, Membership};
use testkit::{TestStore, each_engine};

const HERE: CommunityId = CommunityId(base::Uuid::from_u128(1));
const ABOVE: CommunityId = CommunityId(base::Uuid::from_u128(2));
const ELSEWHERE: CommunityId = CommunityId(base::Uuid::from_u128(3));

fn standing(community: CommunityId, standing: Standing) -> Actor {
    let person = Some(PersonId(base::Uuid::from_u128(9)));
    Actor { person, memberships: vec![Membership { community, standing }], ..Actor::nobody() }
}

#[test]
fn leads_decide_who_belongs_and_heads_who_leads_here_and_below() {
    let actions =
        [Action::AddOther, Action::EndOther, Action::Appoint(Standing::Lead), Action::Appoint(Standing::Head)];
    let may = |actor: &Actor| actions.map(|action| allows(actor, action, CommunityKind::Practice, &[HERE, ABOVE]));
    for community in [HERE, ABOVE] {
        assert_eq!(may(&standing(community, Standing::Head)), [true; 4]);
        assert_eq!(may(&standing(community, Standing::Lead)), [true, true, false, false]);
        assert_eq!(may(&standing(community, Standing::Member)), [false; 4]);
    }
    assert_eq!(may(&standing(ELSEWHERE, Standing::Head)), [false; 4]);
    let keeper = Actor { duties: vec![Duty::PeopleAdministrator], ..Actor::nobody() };
    assert_eq!(may(&keeper), [true; 4]);
    assert_eq!(may(&Actor { read_only: true, ..keeper }), [false; 4]);
    let operator = Actor { duties: vec![Duty::Operator, Duty::Librarian], ..Actor::nobody() };
    assert_eq!(may(&operator), [false; 4]);
}

#[test]
fn only_communities_of_interest_and_action_are_joined_by_oneself() {
    let member = standing(ELSEWHERE, Standing::Member);
    let joins = |kind| allows(&member, Action::Join, kind, &[HERE]);
    assert!(joins(CommunityKind::Interest) && joins(CommunityKind::Action));
    assert!(!joins(CommunityKind::Practice));
    assert!(!allows(&Actor::nobody(), Action::Join, CommunityKind::Interest, &[HERE]));
}

fn refused(on: &TestStore, act: base::Act, input: impl Fn() -> AddMember + Send + 'static) -> MembershipError {
    on.store.write_blocking(move |tx| add(tx, &act, input())).unwrap_err()
}

#[test]
fn in_a_profession_nobody_makes_themself_a_member_and_evidence_is_asked() {
    each_engine(|on| {
        let small = Small::on(on);
        let profession = small.profession;
        let (newcomer, admin) = (small.id("newcomer"), small.id("admin"));
        let of = move |person| joining(person, profession, Standing::Member);
        assert!(matches!(refused(on, small.act_of("newcomer"), move || of(newcomer)), MembershipError::Denied(_)));
        assert!(matches!(refused(on, small.act_of("admin"), move || of(admin)), MembershipError::Denied(_)));
        let without = move || AddMember { evidence: " ".into(), ..of(newcomer) };
        assert!(matches!(refused(on, small.act_of("lead"), without), MembershipError::Evidence));
        let chosen = move || AddMember { route: Route::Chosen, ..of(newcomer) };
        assert!(matches!(refused(on, small.act_of("lead"), chosen), MembershipError::Route));
        let as_head = move || AddMember { standing: Standing::Head, ..of(newcomer) };
        assert!(matches!(refused(on, small.act_of("lead"), as_head), MembershipError::Denied(_)));
        let act = small.act_of("lead");
        write(on, move |tx| add(tx, &act, of(newcomer)));
        assert!(matches!(refused(on, small.act_of("lead"), move || of(newcomer)), MembershipError::MemberAlready));
        let badges = read(on, |conn| badges(conn, &[newcomer]));
        assert_eq!(badges[&newcomer][0].to_string(), "Product management, senior");
    });
}

#[test]
fn an_appointment_changes_the_standing_and_an_ended_membership_takes_the_badge() {
    each_engine(|on| {
        let small = Small::on(on);
        let (community, person) = (small.profession, small.id("member"));
        let act = small.act_of("head");
        let input = move || Appoint { person, community, standing: Standing::Lead, from_day: day("2026-11-01") };
        write(on, move |tx| appoint(tx, &act, input()));
        let leaders = read(on, |conn| leaders(conn, community));
        let standings: Vec<_> = leaders.iter().map(|it| it.standing).collect();
        assert_eq!(standings, [Standing::Head, Standing::Lead, Standing::Lead]);
        let act = small.act_of("member");
        write(on, move |tx| end(tx, &act, person, community, day("2026-11-23")));
        assert!(read(on, |conn| badges(conn, &[person])).is_empty());
        assert_eq!(read(on, |conn| count_members(conn, community)), 2);
        let act = small.act_of("lead");
        write(on, move |tx| add(tx, &act, joining(person, community, Standing::Member)));
        assert_eq!(read(on, |conn| count_members(conn, community)), 3, "somebody may come back");
    });
}

#[test]
fn who_founds_a_community_of_interest_heads_it_and_closing_ends_memberships() {
    each_engine(|on| {
        let small = Small::on(on);
        let (act, person) = (small.act_of("member"), small.id("member"));
        let founding = act.clone();
        let id = write(on, move |tx| {
            let input = FoundCommunity {
                name: "Plain words".into(),
                kind: CommunityKind::Interest,
                parent: None,
                segment_by: None,
                purpose: "Letters that people can read.".into(),
                signs: String::new(),
                founded_on: day("2026-11-01"),
                ends_on: None,
            };
            community::found(tx, &founding, input)
        });
        let held = read(on, |conn| find_held(conn, person, id)).unwrap();
        assert_eq!((held.standing, held.route), (Standing::Head, Route::Founding));
        let act = small.act_of("member");
        write(on, move |tx| community::close(tx, &act, id, day("2026-11-20"), "Every letter was rewritten"));
        assert_eq!(read(on, |conn| count_members(conn, id)), 0);
        let joining = move || AddMember { route: Route::Chosen, ..joining(person, id, Standing::Member) };
        assert!(matches!(refused(on, small.act_of("member"), joining), MembershipError::Closed));
    });
}

fn local(on: &TestStore, act: base::Act, parent: CommunityId, name: &'static str) -> CommunityId {
    write(on, move |tx| {
        let input = FoundCommunity {
            name: name.into(),
            kind: CommunityKind::Practice,
            parent: Some(parent),
            segment_by: Some(community::SegmentBy::Place),
            purpose: "Those who sit together.".into(),
            signs: String::new(),
            founded_on: day("2022-01-10"),
            ends_on: None,
        };
        community::found(tx, &act, input)
    })
}

#[test]
fn somebody_moves_between_local_communities_in_one_step() {
    each_engine(|on| {
        let small = Small::on(on);
        let (profession, person) = (small.profession, small.id("member"));
        let leeds = local(on, small.act_of("head"), profession, "Leeds");
        let york = local(on, small.act_of("head"), profession, "York");
        let act = small.act_of("head");
        write(on, move |tx| add(tx, &act, joining(person, leeds, Standing::Member)));
        let step = |to, on: &str| Move { person, from: leeds, to, on: day(on) };
        let refused = |who, input: Move| {
            let act = small.act_of(who);
            on.store.write_blocking(move |tx| change_place(tx, &act, input)).unwrap_err()
        };
        assert!(matches!(refused("member", step(york, "2026-11-01")), MembershipError::Denied(_)));
        assert!(matches!(refused("head", step(profession, "2026-11-01")), MembershipError::NoSibling));
        assert!(matches!(refused("head", step(leeds, "2026-11-01")), MembershipError::NoSibling));
        assert!(matches!(refused("head", step(york, "2021-11-01")), MembershipError::Days));
        assert!(matches!(refused("head", step(york, "2031-11-01")), MembershipError::Later));
        assert!(read(on, |conn| find_held(conn, person, leeds)).is_some(), "a refused move leaves all as it was");
        let (act, input) = (small.act_of("head"), step(york, "2026-11-01"));
        write(on, move |tx| change_place(tx, &act, input));
        assert!(read(on, |conn| find_held(conn, person, leeds)).is_none());
        let held = read(on, |conn| find_held(conn, person, york)).unwrap();
        assert_eq!(
            (held.route, held.level.as_deref(), held.from_day),
            (Route::Transfer, Some("senior"), day("2026-11-01"))
        );
        let names = read(on, |conn| local_ones(conn, profession, &[person, small.id("head")]));
        assert_eq!((names.len(), names[&person].clone()), (1, vec!["York".to_owned()]));
        assert!(read(on, |conn| leads_below(conn, profession)).is_empty());
    });
}

#[test]
fn alumni_are_those_who_left_and_did_not_come_back() {
    each_engine(|on| {
        let small = Small::on(on);
        let community = small.profession;
        for (who, left) in [("member", "2026-03-01"), ("lead", "2026-09-01")] {
            let (act, person) = (small.act_of("admin"), small.id(who));
            write(on, move |tx| end(tx, &act, person, community, day(left)));
        }
        let alumni =
            |after: Option<&Cursor>| read(on, |conn| super::alumni(conn, community, after, base::Limit::of(Some(1))));
        let first = alumni(None);
        assert_eq!(first.items[0].person, small.id("lead"), "who left last comes first");
        let next = Cursor::decode(first.next.as_deref().unwrap(), 2);
        assert_eq!(alumni(next.as_ref()).items[0].person, small.id("member"));
        assert_eq!(read(on, |conn| moved_since(conn, community, day("2026-06-01"))), (0, 1));
        let (act, person) = (small.act_of("admin"), small.id("lead"));
        write(on, move |tx| add(tx, &act, joining(person, community, Standing::Member)));
        assert_eq!(alumni(None).items[0].person, small.id("member"));
    });
}

#[test]
fn who_is_managed_by_somebody_of_another_profession_is_listed_with_them() {
    each_engine(|on| {
        let small = Small::on(on);
        let of = (small.profession, small.profession);
        for (who, manager) in [("member", "admin"), ("lead", "head")] {
            let (act, id, manager) = (small.act_of("admin"), small.id(who), small.id(manager));
            let person = read(on, |conn| crate::person::find(conn, id)).unwrap();
            write(on, move |tx| {
                let input = crate::person::ChangePerson {
                    person: id,
                    name: person.name.clone(),
                    unit: None,
                    location: None,
                    line_manager: Some(manager),
                };
                crate::person::change(tx, &act, input)
            });
        }
        let outside = read(on, |conn| managed_outside(conn, of, None, base::Limit::of(None))).items;
        let them: Vec<_> = outside.iter().map(|it| (it.person, it.manager)).collect();
        assert_eq!(them, [(small.id("member"), small.id("admin"))]);
        let counts = read(on, |conn| management(conn, of));
        assert_eq!(counts, Management { by_own: 1, by_others: 1, by_nobody: 1 });
    });
}

#[test]
fn memberships_are_kept_by_the_api() {
    use axum::http::StatusCode;
    crate::trial::through_the_door(async |app| {
        let (head, newcomer) = (app.sign_in("head").await, app.sign_in("newcomer").await);
        let me = newcomer.get("/api/v1/me").await.json()["id"].as_str().unwrap().to_owned();
        let path = "/api/v1/communities/product-management/members";
        let wanted =
            serde_json::json!({"person_id": me, "route": "transfer", "evidence": "Moved over", "level": "Senior"});
        assert_eq!(newcomer.post_json(path, &wanted, &[]).await.status, StatusCode::FORBIDDEN);
        let made = head.post_json(path, &wanted, &[]).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        assert_eq!(made.json()["route"], "transfer");
        let of_them = format!("{path}/{me}");
        let lead = head.post_json(&format!("{of_them}/changes"), &serde_json::json!({"standing": "lead"}), &[]).await;
        assert_eq!(lead.json()["standing"], "lead", "{}", lead.body);
        let nothing = head.post_json(&format!("{of_them}/changes"), &serde_json::json!({}), &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let later = head.post_json(&format!("{of_them}/ending"), &serde_json::json!({"on": "2039-01-01"}), &[]).await;
        assert_eq!(later.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", later.body);
        let ended = head.post_json(&format!("{of_them}/ending"), &serde_json::json!({}), &[]).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.body);
        let alumni = newcomer.get("/api/v1/communities/product-management/alumni").await.json();
        assert_eq!(alumni["items"][0]["person_id"], me.as_str());
        for page in ["alumni", "alumni.csv", "managed", "managed.csv", "members"] {
            let answer = newcomer.get(&format!("/communities/product-management/{page}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
        }
        assert_eq!(newcomer.get("/communities/none/alumni.csv").await.status, StatusCode::NOT_FOUND);
    });
}
