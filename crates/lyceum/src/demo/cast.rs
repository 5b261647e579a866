//! The people whom the story names. Everybody else is drawn by chance.

use super::calendar::day;
use base::{Day, Duty};

#[derive(Clone, Copy)]
pub enum When {
    On(&'static str),
    /// Before the demo's today.
    DaysAgo(i64),
}

impl When {
    pub fn day(self, today: Day) -> Day {
        match self {
            When::On(text) => day(text),
            When::DaysAgo(days) => today.plus_days(-days),
        }
    }
}

pub struct Actor {
    pub name: &'static str,
    /// Instead of the usual form of an address.
    pub email: Option<&'static str>,
    pub profession: &'static str,
    pub rank: usize,
    pub product: &'static str,
    pub joined: When,
    pub left: Option<When>,
    pub duties: &'static [Duty],
}

const fn plays(
    name: &'static str,
    profession: &'static str,
    rank: usize,
    product: &'static str,
    joined: &'static str,
) -> Actor {
    Actor { name, email: None, profession, rank, product, joined: When::On(joined), left: None, duties: &[] }
}

const fn newly(mut actor: Actor, days: i64) -> Actor {
    actor.joined = When::DaysAgo(days);
    actor
}

const fn gone(mut actor: Actor, left: When) -> Actor {
    actor.left = Some(left);
    actor
}

const fn known_as(mut actor: Actor, email: &'static str, duties: &'static [Duty]) -> Actor {
    actor.email = Some(email);
    actor.duties = duties;
    actor
}

const PM: &str = "product-management";
const UR: &str = "user-research";
const SE: &str = "software-engineering";
const DM: &str = "delivery-management";

pub const HEAD: &str = "Ada Quillfeather";
pub const LEADER: &str = "Odile Ravensworthy";
pub const ADMIN: &str = "Taavi Northolme";

pub const CAST: [Actor; 31] = [
    known_as(plays(HEAD, PM, 3, "legal-aid-apply", "2021-01-11"), "head@demo.example", &[]),
    known_as(plays("Cosima Vellum", PM, 3, "court-hearings-list", "2022-05-09"), "lead@demo.example", &[]),
    known_as(plays("Juno Marchbanks", PM, 1, "prison-visits-booking", "2024-02-12"), "member@demo.example", &[]),
    newly(known_as(plays("Perpetua Reed", PM, 0, "prisoner-money", ""), "newcomer@demo.example", &[]), 14),
    known_as(
        plays("Efua Tallow", "design", 2, "justice-letters", "2021-05-10"),
        "librarian@demo.example",
        &[Duty::Librarian],
    ),
    known_as(plays(LEADER, DM, 3, "justice-sign-in", "2021-04-19"), "leader@demo.example", &[]),
    known_as(
        plays(ADMIN, SE, 2, "justice-sign-in", "2021-01-25"),
        "admin@demo.example",
        &[Duty::Operator, Duty::PeopleAdministrator],
    ),
    plays("Dov Larkspur", PM, 3, "prison-visits-booking", "2023-04-03"),
    plays("Bram Osterley", PM, 3, "probation-caseload", "2021-09-06"),
    plays("Kit Alderman", PM, 2, "video-visits", "2026-03-23"),
    plays("Noor Basalt", PM, 2, "small-claims", "2022-09-05"),
    plays("Fenn Hawthorne", PM, 2, "tribunal-hearings-list", "2021-01-11"),
    newly(plays("Ugo Merriweather", PM, 2, "case-papers", ""), 6),
    newly(plays("Sunniva Clay", PM, 0, "legal-aid-means", ""), 5),
    gone(plays("Idris Farthing", PM, 2, "fines-online", "2021-10-04"), When::DaysAgo(4)),
    gone(plays("Olwen Tidewell", UR, 3, "probation-appointments", "2021-03-01"), When::On("2023-01-13")),
    plays("Hana Pemberwick", UR, 3, "witness-day", "2021-03-01"),
    plays("Thandi Birchall-Oyo", UR, 3, "prison-requests", "2022-02-07"),
    plays("Orla Fennimore", "design", 3, "court-hearings-list", "2021-05-10"),
    plays("Merrin Goosander", "design", 3, "licence-conditions", "2021-09-13"),
    gone(plays("Goran Ashlar", SE, 3, "cell-moves", "2021-01-25"), When::On("2023-11-10")),
    plays("Naledi Windlestraw", SE, 3, "justice-sign-in", "2021-01-25"),
    plays("Rafi Cordwain", SE, 3, "justice-sign-in", "2021-10-11"),
    plays("Yusra Galloway-Sen", SE, 3, "case-papers", "2023-04-03"),
    plays("Mori Tidewell", DM, 3, "court-fees", "2021-04-19"),
    plays("Stellan Partridgeon", DM, 3, "legal-aid-claims", "2022-06-13"),
    plays("Samira Lockmere", "data", 3, "justice-letters", "2021-06-07"),
    plays("Zahir Ironside-Mbeki", "data", 3, "justice-sign-in", "2023-04-03"),
    plays("Lupe Sandpiper", "data", 2, "probation-caseload", "2021-06-07"),
    plays("Wren Copperthwait", DM, 2, "prisoner-escort", "2023-04-03"),
    plays("Chidi Meadowsweet", UR, 2, "prison-visits-booking", "2023-05-15"),
];

/// Who headed which profession, from when, until when.
pub const HEADS: [(&str, &str, &str, Option<&str>); 8] = [
    (PM, HEAD, "2021-01-11", None),
    (UR, "Olwen Tidewell", "2021-03-01", Some("2023-01-13")),
    (UR, "Hana Pemberwick", "2023-01-13", None),
    ("design", "Orla Fennimore", "2021-05-10", None),
    (SE, "Goran Ashlar", "2021-01-25", Some("2023-11-10")),
    (SE, "Naledi Windlestraw", "2023-11-10", None),
    (DM, "Mori Tidewell", "2021-04-19", None),
    ("data", "Samira Lockmere", "2021-06-07", None),
];
