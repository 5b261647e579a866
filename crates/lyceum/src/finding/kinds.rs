//! The kinds that search knows, in the words of pages.

/// How a kind is said, in the order of the list beside the results.
pub struct Shown {
    pub kind: &'static str,
    pub many: &'static str,
}

pub const KINDS: [Shown; 10] = [
    Shown { kind: "page", many: "Handbook" },
    Shown { kind: "problem", many: "Problems" },
    Shown { kind: "question", many: "Questions" },
    Shown { kind: "resource", many: "From outside" },
    Shown { kind: "work_item", many: "Work" },
    Shown { kind: "person", many: "People" },
    Shown { kind: "community", many: "Communities" },
    Shown { kind: "product", many: "Products" },
    Shown { kind: "assessment", many: "Reports" },
    Shown { kind: "standard", many: "Standards" },
];

/// The mark and the word of a state; `None` for kinds that have none worth showing.
pub fn mark(kind: &str, state: &str) -> Option<(&'static str, &'static str)> {
    match (kind, state) {
        ("problem", "solved") => Some(("done", "Solved")),
        ("problem", "being_solved") => Some(("doing", "Being worked on")),
        ("problem", "not_now") => Some(("rest", "Not now")),
        ("problem", "open") => Some(("open", "Open")),
        ("work_item", "done") => Some(("done", "Done")),
        ("work_item", "set_aside") => Some(("rest", "Set aside")),
        ("work_item", _) => Some(("doing", "Being worked on")),
        ("question", "answered") => Some(("done", "Answered")),
        ("question", _) => Some(("open", "Open")),
        ("assessment", "met" | "green") => Some(("done", "Met")),
        ("assessment", "met_with_conditions" | "amber") => Some(("doing", "Met in part")),
        ("assessment", "not_met" | "red") => Some(("lost", "Not met")),
        ("page", "retired") => Some(("rest", "Retired")),
        ("page", "stale") => Some(("lost", "Past its review")),
        _ => None,
    }
}
