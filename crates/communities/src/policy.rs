//! Who keeps what a community does on purpose: whoever leads it, or a community above it.

use base::{Actor, CommunityId, Duty, Standing};

pub const WHO_KEEPS: &str = "Leads and heads of this community, or of one above it, may do this";

/// May they write turning points, goals, practices and channels? `lineage`: the community and all above it.
pub fn may_keep(actor: &Actor, lineage: &[CommunityId]) -> bool {
    let leads = lineage.iter().any(|id| actor.stands(*id, Standing::Lead));
    (leads || actor.has(Duty::PeopleAdministrator)) && !actor.read_only
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Membership, Uuid};

    #[test]
    fn whoever_leads_it_or_one_above_keeps_it() {
        let (above, it) = (CommunityId(Uuid::from_u128(1)), CommunityId(Uuid::from_u128(2)));
        let stands = |community, standing, read_only| Actor {
            memberships: vec![Membership { community, standing }],
            read_only,
            ..Actor::nobody()
        };
        for (community, standing, read_only, may) in [
            (it, Standing::Member, false, false),
            (it, Standing::Lead, false, true),
            (it, Standing::Head, true, false),
            (above, Standing::Head, false, true),
            (CommunityId(Uuid::from_u128(3)), Standing::Head, false, false),
        ] {
            assert_eq!(may_keep(&stands(community, standing, read_only), &[it, above]), may, "{standing:?}");
        }
        assert!(!may_keep(&Actor::nobody(), &[it]));
    }
}
