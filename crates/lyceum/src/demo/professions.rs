//! The six professions: how big each is, and how it became so.

use base::Day;

use super::calendar::day;

pub struct Profession {
    pub slug: &'static str,
    pub name: &'static str,
    pub purpose: &'static str,
    pub signs: &'static str,
    pub founded_on: &'static str,
    /// Of 350.
    pub now: usize,
    pub founders: usize,
    /// Joined and left in each year from 2021 to 2026.
    pub flow: [(usize, usize); 6],
    /// Of those who joined in 2023, how many came in the quarter of the merger.
    pub merged: usize,
    /// From newcomer to most experienced.
    pub levels: [&'static str; 4],
}

pub const FIRST_YEAR: i16 = 2021;
pub const MERGER: &str = "2023-04-03";
pub const MERGER_QUARTER_ENDS: &str = "2023-06-30";

impl Profession {
    pub fn opened(&self) -> Day {
        day(self.founded_on)
    }
}

pub const PROFESSIONS: [Profession; 6] = [
    Profession {
        slug: "product-management",
        name: "Product management",
        purpose: "We find the value where the views of a team meet, and we look after the craft of doing it well in justice.",
        signs: "Products that should stop do stop. Every member is led by somebody of the profession. A problem that one of us has solved is not solved again.",
        founded_on: "2021-01-11",
        now: 78,
        founders: 11,
        flow: [(12, 6), (19, 10), (42, 17), (27, 15), (26, 17), (23, 17)],
        merged: 27,
        levels: ["Associate product manager", "Product manager", "Senior product manager", "Head of product"],
    },
    Profession {
        slug: "user-research",
        name: "User research",
        purpose: "We bring the people whom justice happens to into the room where it is decided how it works, without harming them.",
        signs: "No team decides about people it has not met. A finding is found again two years later. Nobody takes part without knowing what for.",
        founded_on: "2021-03-01",
        now: 38,
        founders: 7,
        flow: [(4, 1), (6, 2), (12, 5), (10, 4), (11, 5), (10, 5)],
        merged: 8,
        levels: ["Associate user researcher", "User researcher", "Senior user researcher", "Lead user researcher"],
    },
    Profession {
        slug: "design",
        name: "Design",
        purpose: "We make what the ministry says and does understandable on somebody's worst day, on paper and on a screen.",
        signs: "People do what the letter asks without ringing anybody. A pattern is made once. Nothing goes out that was not tried with someone who finds it hard.",
        founded_on: "2021-05-10",
        now: 61,
        founders: 15,
        flow: [(5, 2), (8, 3), (20, 7), (14, 6), (15, 6), (14, 6)],
        merged: 14,
        levels: ["Associate designer", "Designer", "Senior designer", "Lead designer"],
    },
    Profession {
        slug: "software-engineering",
        name: "Software engineering",
        purpose: "We build services that keep working at night, that others can change, and that tell the truth about themselves.",
        signs: "An incident teaches more than the team that had it. Anyone can change a service in their first week. Nobody is on call alone.",
        founded_on: "2021-01-25",
        now: 112,
        founders: 34,
        flow: [(9, 4), (14, 8), (52, 13), (21, 12), (24, 13), (20, 12)],
        merged: 41,
        levels: ["Junior engineer", "Engineer", "Senior engineer", "Principal engineer"],
    },
    Profession {
        slug: "delivery-management",
        name: "Delivery management",
        purpose: "We help teams finish what matters, together, at a pace that they can keep.",
        signs: "Less is begun and more is finished. Teams know on whom they wait, and the other team knows it too. Bad news travels within a day.",
        founded_on: "2021-04-19",
        now: 34,
        founders: 9,
        flow: [(3, 1), (5, 2), (11, 4), (8, 3), (8, 4), (8, 4)],
        merged: 7,
        levels: ["Associate delivery manager", "Delivery manager", "Senior delivery manager", "Lead delivery manager"],
    },
    Profession {
        slug: "data",
        name: "Data",
        purpose: "We say what is known, how sure it is, and about whom it says nothing.",
        signs: "A number means the same in every house. A wrong number is corrected where it was read. Nobody can be recognised in a table.",
        founded_on: "2021-06-07",
        now: 27,
        founders: 6,
        flow: [(2, 1), (4, 1), (10, 3), (6, 3), (7, 3), (6, 3)],
        merged: 7,
        levels: ["Junior analyst", "Analyst", "Senior analyst", "Lead analyst"],
    },
];

pub fn at(slug: &str) -> Option<usize> {
    PROFESSIONS.iter().position(|profession| profession.slug == slug)
}

/// How many each has now when all have `people` together: shares rounded so that nothing is lost.
pub fn sizes(people: usize) -> [usize; 6] {
    let whole: usize = PROFESSIONS.iter().map(|profession| profession.now).sum();
    let mut sizes = PROFESSIONS.each_ref().map(|profession| profession.now * people / whole);
    let mut order: Vec<usize> = (0..6).collect();
    order.sort_by_key(|at| std::cmp::Reverse(PROFESSIONS[*at].now * people % whole));
    let missing = people - sizes.iter().sum::<usize>();
    order.iter().take(missing).for_each(|at| sizes[*at] += 1);
    sizes
}
