//! Gaps and overlaps between a team's own table, the shared one, and who is on the team. No clock, no database.

use super::{Line, LineId};
use base::CommunityId;

/// Why somebody should look at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The shared table has it and the team says nothing of it.
    NotSaid,
    NobodyLeads,
    /// More than one profession leads.
    SeveralLead(Vec<CommunityId>),
    /// Another profession leads than in the shared table; these lead there.
    OthersLead(Vec<CommunityId>),
    /// They are in it in the shared table, are on the team, and are not in it here.
    LeftOut(Vec<CommunityId>),
    /// They are in it here, and nobody of theirs is on the team.
    NotOnTeam(Vec<CommunityId>),
    /// The shared table does not have it.
    OnlyHere,
}

impl Finding {
    /// Something is missing.
    pub fn is_gap(&self) -> bool {
        matches!(self, Finding::NotSaid | Finding::NobodyLeads | Finding::LeftOut(_) | Finding::NotOnTeam(_))
    }

    /// Two want the same.
    pub fn is_overlap(&self) -> bool {
        matches!(self, Finding::SeveralLead(_))
    }
}

/// A line of either table, or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub shared: Option<Line>,
    pub own: Option<Line>,
    pub findings: Vec<Finding>,
}

impl Compared {
    pub fn title(&self) -> &str {
        self.shared.as_ref().or(self.own.as_ref()).map_or("", |it| it.title.as_str())
    }

    pub fn id(&self) -> Option<LineId> {
        self.own.as_ref().or(self.shared.as_ref()).map(|it| it.id)
    }
}

/// At how many places somebody should look for such a reason.
pub fn count(lines: &[Compared], which: impl Fn(&Finding) -> bool) -> usize {
    lines.iter().flat_map(|it| &it.findings).filter(|it| which(it)).count()
}

/// In the order of the shared table; what is only the team's comes after it. `team`: the professions on it.
pub fn compare(shared: &[Line], own: &[Line], team: &[CommunityId]) -> Vec<Compared> {
    let answer = |line: &Line| own.iter().find(|it| it.shared == Some(line.id));
    let both = shared.iter().map(|line| (Some(line), answer(line)));
    let alone =
        own.iter().filter(|it| !shared.iter().any(|line| it.shared == Some(line.id))).map(|it| (None, Some(it)));
    both.chain(alone)
        .map(|(shared, own)| Compared {
            shared: shared.cloned(),
            own: own.cloned(),
            findings: findings(shared, own, team),
        })
        .collect()
}

fn findings(shared: Option<&Line>, own: Option<&Line>, team: &[CommunityId]) -> Vec<Finding> {
    let Some(own) = own else { return vec![Finding::NotSaid] };
    let (leads, mut found) = (own.leads(), Vec::new());
    match leads.len() {
        0 => found.push(Finding::NobodyLeads),
        1 => {}
        _ => found.push(Finding::SeveralLead(leads.clone())),
    }
    let Some(shared) = shared else {
        found.push(Finding::OnlyHere);
        found.extend(not_on_team(own, team));
        return found;
    };
    let meant = shared.leads();
    if !meant.is_empty() && !leads.is_empty() && leads.iter().all(|it| !meant.contains(it)) {
        found.push(Finding::OthersLead(meant));
    }
    let left_out = shared.parts.iter().map(|(it, _)| *it);
    let left_out: Vec<_> = left_out.filter(|it| team.contains(it) && own.part_of(*it).is_none()).collect();
    found.extend((!left_out.is_empty()).then_some(Finding::LeftOut(left_out)));
    found.extend(not_on_team(own, team));
    found
}

/// Nothing where nobody is on the team yet.
fn not_on_team(own: &Line, team: &[CommunityId]) -> Option<Finding> {
    let missing: Vec<_> = own.parts.iter().map(|(it, _)| *it).filter(|it| !team.contains(it)).collect();
    (!team.is_empty() && !missing.is_empty()).then_some(Finding::NotOnTeam(missing))
}

/// Professions on the team that have no part in anything it says.
pub fn in_no_line(own: &[Line], team: &[CommunityId]) -> Vec<CommunityId> {
    if own.is_empty() {
        return Vec::new();
    }
    team.iter().copied().filter(|it| own.iter().all(|line| line.part_of(*it).is_none())).collect()
}
