//! What a route asks of whoever comes: the coarse right. The verb checks the fine one beside the write.

use base::{Actor, Duty, Standing};

/// The least that somebody must be to pass a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// Signed in or not.
    Anyone,
    SignedIn,
    /// Signed in, and not with a token that may only read.
    Writes,
    /// Lead or head of some community; the verb asks of which.
    Lead,
    /// Head of some community.
    Head,
    Librarian,
    PeopleAdministrator,
    Operator,
    /// Signed in, and the verb shows or changes one's own things only.
    Own,
}

impl Right {
    pub const ALL: [Right; 9] = [
        Right::Anyone,
        Right::SignedIn,
        Right::Writes,
        Right::Lead,
        Right::Head,
        Right::Librarian,
        Right::PeopleAdministrator,
        Right::Operator,
        Right::Own,
    ];

    /// May `actor` pass?
    pub fn allows(self, actor: &Actor) -> bool {
        match self {
            Right::Anyone => true,
            Right::SignedIn | Right::Own => actor.is_signed_in(),
            Right::Writes => actor.is_signed_in() && !actor.read_only,
            Right::Lead => actor.stands_anywhere(Standing::Lead),
            Right::Head => actor.stands_anywhere(Standing::Head),
            Right::Librarian => actor.has(Duty::Librarian),
            Right::PeopleAdministrator => actor.has(Duty::PeopleAdministrator),
            Right::Operator => actor.has(Duty::Operator),
        }
    }

    /// In words, for the table of rights and for the page that refuses.
    pub fn words(self) -> &'static str {
        match self {
            Right::Anyone => "anyone",
            Right::SignedIn => "anyone signed in",
            Right::Writes => "anyone signed in who may write",
            Right::Lead => "leads and heads of a community",
            Right::Head => "heads of a community",
            Right::Librarian => "librarians",
            Right::PeopleAdministrator => "people administrators",
            Right::Operator => "operators",
            Right::Own => "each person, for their own things",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{CommunityId, Membership, PersonId, Uuid};

    fn someone() -> Actor {
        Actor { person: Some(PersonId(Uuid::from_u128(1))), ..Actor::nobody() }
    }

    fn standing(standing: Standing) -> Actor {
        let community = CommunityId(Uuid::from_u128(2));
        Actor { memberships: vec![Membership { community, standing }], ..someone() }
    }

    #[test]
    fn nobody_passes_only_where_anyone_may() {
        let open: Vec<_> = Right::ALL.into_iter().filter(|right| right.allows(&Actor::nobody())).collect();
        assert_eq!(open, [Right::Anyone]);
    }

    #[test]
    fn a_duty_opens_its_own_doors_and_no_other_duty_s() {
        let librarian = Actor { duties: vec![Duty::Librarian], ..someone() };
        assert!(Right::Librarian.allows(&librarian));
        for right in [Right::Operator, Right::PeopleAdministrator, Right::Lead, Right::Head] {
            assert!(!right.allows(&librarian), "{right:?}");
        }
    }

    #[test]
    fn a_head_is_also_a_lead_and_a_member_is_neither() {
        assert!(Right::Lead.allows(&standing(Standing::Head)));
        assert!(!Right::Head.allows(&standing(Standing::Lead)));
        assert!(!Right::Lead.allows(&standing(Standing::Member)));
    }

    #[test]
    fn a_token_that_only_reads_passes_no_writing_door() {
        let reader = Actor { read_only: true, ..someone() };
        assert!(Right::SignedIn.allows(&reader));
        assert!(!Right::Writes.allows(&reader));
    }
}
