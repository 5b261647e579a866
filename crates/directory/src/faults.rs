//! Verbs' errors as the hall's faults: refusals are 403, what is not there 404, what was typed 422, the rest ours.

use crate::{Denied, catalogue, community, entry, membership, person, product, roster, sign_in_link, token, unit};
use web::{Check, Fault};

/// `field`: where a form or body would show the words.
pub(crate) fn invalid(field: &str, words: impl std::fmt::Display) -> Fault {
    let mut check = Check::new();
    check.add(field, words.to_string());
    Fault::Invalid(check)
}

pub(crate) fn denied(refusal: Denied) -> Fault {
    Fault::NotAllowed(format!("{}.", refusal.0))
}

pub(crate) fn of_person(error: person::PersonError) -> Fault {
    use person::PersonError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        NoPerson => Fault::NotFound,
        Email | EmailTaken => invalid("email", error),
        NoUnit => invalid("unit", error),
        NoLocation => invalid("location", error),
        NoManager => invalid("line_manager", error),
        Reason => invalid("reason", error),
        Name(_) | HasLeft => invalid("name", error),
        LastOne => Fault::Conflict(format!("{error}.")),
    }
}

pub(crate) fn of_community(error: community::CommunityError) -> Fault {
    use community::CommunityError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        NoCommunity => Fault::NotFound,
        Closed => Fault::Conflict(format!("{error}.")),
        Name(_) | Founder(_) => invalid("name", error),
        Purpose(_) => invalid("purpose", error),
        Signs(_) => invalid("signs", error),
        Outcome(_) => invalid("outcome", error),
        EndDay => invalid("ends_on", error),
        NoParent => invalid("parent", error),
    }
}

pub(crate) fn of_membership(error: membership::MembershipError) -> Fault {
    use membership::MembershipError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        NoCommunity => Fault::NotFound,
        Closed => Fault::Conflict(format!("{error}.")),
        NoPerson | HasLeft | MemberAlready | NotAMember => invalid("email", error),
        Route => invalid("route", error),
        Evidence => invalid("evidence", error),
        Level(_) => invalid("level", error),
        Days | Later | NoDay => invalid("on", error),
        NoSibling => invalid("to", error),
        NoStanding => invalid("standing", error),
    }
}

pub(crate) fn of_entry(error: entry::EntryError) -> Fault {
    use entry::EntryError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        NoEntry | NoCommunity => Fault::NotFound,
        Closed | NoNeed => Fault::Conflict(format!("{error}.")),
        NoPerson | MemberAlready | WaitsAlready => invalid("email", error),
        Evidence(_) => invalid("evidence", error),
        Reason | Decision => invalid("reason", error),
        Membership(error) => of_membership(error),
    }
}

pub(crate) fn of_roster(error: roster::RosterError) -> Fault {
    use roster::RosterError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        TakenBack(_) => Fault::Conflict("Nothing was written.".into()),
    }
}

pub(crate) fn of_product(error: product::ProductError) -> Fault {
    use product::ProductError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        NoProduct => Fault::NotFound,
        Name(_) => invalid("name", error),
        Purpose(_) => invalid("purpose", error),
        NoUnit => invalid("unit", error),
        NoPerson | OnTheTeam | NotOnTheTeam => invalid("email", error),
        NoProfession => invalid("profession", error),
        Days => invalid("from_day", error),
        Share => invalid("share", error),
    }
}

pub(crate) fn of_catalogue(error: catalogue::CatalogueError) -> Fault {
    use catalogue::CatalogueError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        TakenBack(_) => Fault::Conflict("Nothing was written.".into()),
    }
}

pub(crate) fn of_token(error: token::TokenError) -> Fault {
    use token::TokenError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        Name(_) => invalid("name", error),
        Days => invalid("days", error),
        NoPerson => Fault::NotFound,
    }
}

pub(crate) fn of_link(error: sign_in_link::LinkError) -> Fault {
    use sign_in_link::LinkError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        NoPerson => Fault::NotFound,
        NoLink => Fault::Gone { what: error.to_string(), instead: None },
        Person(error) => of_person(error),
    }
}

/// The flaws to show at a form, or the fault that is no matter of its fields.
pub(crate) fn flaws(fault: Fault) -> Result<Check, Fault> {
    match fault {
        Fault::Invalid(check) => Ok(check),
        Fault::Conflict(words) => {
            let mut check = Check::new();
            check.add("name", words.trim_end_matches('.'));
            Ok(check)
        }
        other => Err(other),
    }
}

pub(crate) fn of_unit(error: unit::UnitError) -> Fault {
    use unit::UnitError::*;
    match error {
        Denied(refusal) => denied(refusal),
        Store(error) => error.into(),
        NoUnit => Fault::NotFound,
        NoOrganisation => invalid("name", error),
        Name(_) => invalid("unit_name", error),
        NoParent | BelowItself => invalid("parent", error),
        HasUnits => Fault::Conflict(format!("{error}.")),
        HasPeople(_) => invalid("people_go_to", error),
    }
}
