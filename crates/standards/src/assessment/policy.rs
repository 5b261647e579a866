//! Who may do and see what of an assessment: one table, no database.

use super::State;
use base::{Actor, Standing};

/// How somebody stands to an assessment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// On the product's team now, or the one who asked.
    pub on_team: bool,
    pub on_panel: bool,
    pub is_chair: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Ask,
    SeeProposal,
    NamePanel,
    Prepare,
    Say,
    /// Show the draft to the team, publish it.
    Close,
    AddAction,
    CloseAction,
    SetAside,
}

pub fn allows(actor: &Actor, action: Action, it: Relation) -> bool {
    let leads = actor.stands_anywhere(Standing::Lead);
    let allowed = match action {
        Action::Ask => it.on_team || leads,
        Action::SeeProposal => return leads && !it.on_team,
        Action::NamePanel => leads && !it.on_team,
        Action::Prepare => it.on_team && !it.on_panel,
        Action::Say | Action::AddAction => it.on_panel,
        Action::Close => it.is_chair,
        Action::CloseAction => it.on_team || it.on_panel,
        Action::SetAside => it.on_team || it.is_chair,
    };
    allowed && !actor.read_only && actor.is_signed_in()
}

pub fn who(action: Action) -> &'static str {
    match action {
        Action::Ask => "The product\u{2019}s team and leads of a community ask for an assessment",
        Action::SeeProposal | Action::NamePanel => "Leads of a community who are not on the team name the panel",
        Action::Prepare => "The product\u{2019}s team shows its evidence",
        Action::Say | Action::AddAction => "The panel says what it sees",
        Action::Close => "The chair of the panel shows the draft and publishes it",
        Action::CloseAction => "The team and the panel close what was to be done",
        Action::SetAside => "The team and the chair of the panel set an assessment aside",
    }
}

/// Evidence: everybody's once it is published, the team's and the panel's before.
pub fn sees_evidence(state: State, it: Relation) -> bool {
    state == State::Published || it.on_team || it.on_panel
}

/// What the panel says: everybody's once it is published, the team's from the draft on, the panel's always.
pub fn sees_outcomes(state: State, it: Relation) -> bool {
    state == State::Published || it.on_panel || (it.on_team && state == State::Checking)
}
