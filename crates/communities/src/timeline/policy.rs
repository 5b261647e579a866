//! Who may write a community's turning points: whoever leads it, or a community above it.

use base::{Actor, CommunityId, Duty, Standing};

pub const WHO: &str = "Leads and heads of a community write down what turned it";

/// `lineage`: the community and all above it.
pub fn may_mark(actor: &Actor, lineage: &[CommunityId]) -> bool {
    let leads = lineage.iter().any(|id| actor.stands(*id, Standing::Lead));
    (leads || actor.has(Duty::PeopleAdministrator)) && !actor.read_only
}
