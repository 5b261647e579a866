use super::policy::{Action, allows};
use super::*;
use crate::community::{self, CommunityKind, FoundCommunity};
use crate::trial::{Small, day, joining, read, write};
use base::{Actor, Duty, Membership};
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
