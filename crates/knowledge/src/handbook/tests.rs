use super::{is_name, policy::may_import};
use base::{Actor, CommunityId, Duty, Membership, PersonId, Standing, Uuid};

#[test]
fn librarians_and_the_owning_communitys_heads_import() {
    let (here, there) = (CommunityId(Uuid::from_u128(1)), CommunityId(Uuid::from_u128(2)));
    let someone = || Actor { person: Some(PersonId(Uuid::from_u128(3))), ..Actor::nobody() };
    let head = Actor { memberships: vec![Membership { community: here, standing: Standing::Head }], ..someone() };
    let librarian = Actor { duties: vec![Duty::Librarian], ..someone() };
    for (actor, owner, wanted) in [
        (&Actor::nobody(), Some(here), false),
        (&someone(), Some(here), false),
        (&head, Some(here), true),
        (&head, Some(there), false),
        (&head, None, false),
        (&librarian, None, true),
        (&Actor { read_only: true, ..librarian.clone() }, None, false),
        (&Actor { duties: vec![Duty::Operator], ..someone() }, None, false),
        (&Actor::system(), None, true),
    ] {
        assert_eq!(may_import(actor, owner), wanted, "{actor:?} {owner:?}");
    }
}

#[test]
fn names_are_short_and_plain() {
    assert!(is_name("gds-way") && is_name("MoJ technical guidance"));
    for wrong in ["", " x", "a/b", "a?b", &"x".repeat(81)] {
        assert!(!is_name(wrong), "{wrong}");
    }
}
