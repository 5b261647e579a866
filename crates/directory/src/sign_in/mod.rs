//! Coming in: the sign-in page with its ways (a passkey, a password, one click in the demo) and the limits on trying.
//!
//! Who fails learns only that it did not work, never whether the address is known; the work done is the same. Failures
//! count for the account and for the network address that they come from ([`Attempts`]).

mod attempts;
mod lodge;
#[cfg(test)]
mod tests;
pub mod web;

pub use attempts::Attempts;
pub use lodge::Lodge;

/// Somebody of the demo who can be signed in by one click.
pub struct DemoPerson {
    /// The local part of the address: `head@demo.example`.
    pub who: &'static str,
    pub title: &'static str,
    pub about: &'static str,
}

/// The seven people of the demo, in the order of the page.
pub const DEMO_PEOPLE: [DemoPerson; 7] = [
    DemoPerson { who: "head", title: "Head of profession", about: "Leads product management since it had 11 people." },
    DemoPerson { who: "lead", title: "Lead", about: "Leads one part of the profession." },
    DemoPerson { who: "member", title: "Member", about: "Works on a product and looks for what others know." },
    DemoPerson { who: "newcomer", title: "Newcomer", about: "Joined a few days ago." },
    DemoPerson { who: "librarian", title: "Librarian", about: "Keeps the handbook findable." },
    DemoPerson { who: "leader", title: "Senior leader", about: "Looks across professions and products." },
    DemoPerson { who: "admin", title: "Administrator", about: "Keeps people and runs the installation." },
];

/// The address of one of the seven; `None` for anybody else.
pub fn demo_email(who: &str) -> Option<String> {
    DEMO_PEOPLE.iter().find(|person| person.who == who).map(|person| format!("{}@demo.example", person.who))
}
