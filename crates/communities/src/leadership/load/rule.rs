//! How much time leading takes, and what to do when there is less. Pure.
//!
//! The rule is the product's own: nobody led takes nothing; one to four people "now and then"; five to nine half a
//! post; from ten to twenty in a straight line from half to a whole one; above that a whole one, and the group should
//! split so that nobody leads more than fifteen directly.

/// Thousandths of a full-time post.
pub type Share = i64;

/// The numbers of the rule. (settings)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Nobody should lead more directly.
    pub most: i64,
    /// Short by more than this: strained.
    pub strained: Share,
    /// Short by more than this: at risk.
    pub at_risk: Share,
}

impl Default for Rule {
    fn default() -> Self {
        Self { most: 15, strained: 200, at_risk: 400 }
    }
}

/// Need for leading `people` directly, in thousandths of a post.
pub fn need(people: i64) -> Share {
    match people {
        ..=0 => 0,
        1..=4 => 100,
        5..=9 => 500,
        10..=20 => 500 + (people - 10) * 50,
        _ => 1_000,
    }
}

/// Above so many the group should split, however much time there is.
pub const SPLIT_FROM: i64 = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Enough,
    Strained,
    AtRisk,
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            State::Enough => "enough",
            State::Strained => "strained",
            State::AtRisk => "at_risk",
        }
    }
}

impl Rule {
    pub fn state(&self, need: Share, given: Share) -> State {
        match need - given {
            short if short > self.at_risk => State::AtRisk,
            short if short > self.strained => State::Strained,
            _ => State::Enough,
        }
    }

    /// Into how many groups `people` should be split; 1 when they need not.
    pub fn groups(&self, people: i64) -> i64 {
        if people <= SPLIT_FROM { 1 } else { (people + self.most - 1) / self.most.max(1) }
    }

    /// What would help, the first thing first.
    pub fn advice(&self, it: Facts) -> Option<Advice> {
        let short = it.need - it.given;
        if !it.is_led && it.people > 0 {
            return Some(Advice::NameLeader);
        }
        if it.people > SPLIT_FROM && (!it.has_parts || short > self.strained) {
            return Some(Advice::Split { people: it.people / self.groups(it.people) });
        }
        if short > self.strained {
            // What one person alone should not carry is shared before more time is asked for.
            let shares = it.leaders == 1 && short > self.at_risk;
            return Some(if shares { Advice::NameDeputy { share: short } } else { Advice::MoreTime { share: short } });
        }
        (it.people > SPLIT_FROM).then_some(Advice::Outgrowing)
    }
}

/// What the advice is given on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub people: i64,
    pub need: Share,
    pub given: Share,
    pub leaders: i64,
    pub is_led: bool,
    /// It has local communities with leaders of their own.
    pub has_parts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    NameLeader,
    /// Make a local community of about so many.
    Split {
        people: i64,
    },
    NameDeputy {
        share: Share,
    },
    MoreTime {
        share: Share,
    },
    /// Enough time, but nobody can know so many.
    Outgrowing,
}

/// `0.65`
pub fn written(share: Share) -> String {
    let hundredths = (share + if share < 0 { -5 } else { 5 }) / 10;
    let (sign, rest) = (if hundredths < 0 { "-" } else { "" }, hundredths.abs());
    if rest % 10 == 0 {
        format!("{sign}{}.{}", rest / 100, rest / 10 % 10)
    } else {
        format!("{sign}{}.{:02}", rest / 100, rest % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_need_follows_the_number_of_people() {
        for (people, share) in [
            (-1, 0),
            (0, 0),
            (1, 100),
            (4, 100),
            (5, 500),
            (9, 500),
            (10, 500),
            (11, 550),
            (13, 650),
            (15, 750),
            (19, 950),
            (20, 1_000),
            (21, 1_000),
            (78, 1_000),
        ] {
            assert_eq!(need(people), share, "{people}");
        }
    }

    #[test]
    fn short_by_more_than_a_fifth_is_strained_and_by_more_than_two_at_risk() {
        let rule = Rule::default();
        for (need, given, state) in [
            (1_000, 1_000, State::Enough),
            (1_000, 800, State::Enough),
            (1_000, 799, State::Strained),
            (1_000, 600, State::Strained),
            (1_000, 599, State::AtRisk),
            (100, 0, State::Enough),
            (500, 1_000, State::Enough),
        ] {
            assert_eq!(rule.state(need, given), state, "{need} {given}");
        }
    }

    #[test]
    fn the_advice_is_what_helps_most() {
        let rule = Rule::default();
        let of = |people, given, leaders, has_parts| {
            rule.advice(Facts { people, need: need(people), given, leaders, is_led: leaders > 0, has_parts })
        };
        assert_eq!(of(0, 0, 0, false), None);
        assert_eq!(of(14, 0, 0, false), Some(Advice::NameLeader));
        assert_eq!(of(24, 1_000, 1, false), Some(Advice::Split { people: 12 }));
        assert_eq!(of(46, 1_000, 1, false), Some(Advice::Split { people: 11 }));
        assert_eq!(of(14, 300, 2, false), Some(Advice::MoreTime { share: 400 }));
        assert_eq!(of(16, 300, 1, false), Some(Advice::NameDeputy { share: 500 }));
        assert_eq!(of(16, 500, 1, false), Some(Advice::MoreTime { share: 300 }));
        assert_eq!(of(22, 1_000, 1, true), Some(Advice::Outgrowing));
        assert_eq!(of(15, 750, 1, false), None);
    }

    #[test]
    fn shares_read_as_people_say_them() {
        for (share, words) in [(1_000, "1.0"), (650, "0.65"), (600, "0.6"), (100, "0.1"), (0, "0.0"), (-400, "-0.4")] {
            assert_eq!(written(share), words);
        }
    }

    proptest! {
        #[test]
        fn more_people_never_need_less(people in 0_i64..500) {
            prop_assert!(need(people + 1) >= need(people));
            let groups = Rule::default().groups(people);
            prop_assert!(groups == 1 || people / groups <= 15);
        }
    }
}
