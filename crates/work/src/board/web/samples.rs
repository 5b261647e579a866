//! The board with made-up values, for the test of all samples.

use super::{BoardPage, Ranked};
use crate::board::{Card, Place, Seen};
use crate::matching::Match;
use crate::places::web::Places;
use crate::work_item::WorkState;
use base::{Day, PersonId, Uuid};
use web::{Check, Frame, Sample};

impl Card {
    /// For samples and tests.
    pub(crate) fn sample(number: i64) -> Self {
        let day = Day::new(2026, 9, 21).unwrap_or(base::Moment::default().day());
        Self {
            number,
            title: "One feed of <moves> for prisons & courts".into(),
            owner: Some((PersonId(Uuid::nil()), "Dov & Larkspur".into())),
            community: Some("Data <all>".into()),
            state: WorkState::InHand,
            state_on: day,
            place: Place::InHand,
            placed_on: day,
            steps_done: 4,
            steps_total: 5,
            started_on: day,
            moved_on: day,
            help_wanted: Some("One more <product>".into()),
            value: Some(8),
            remaining_days: None,
            pinned: None,
            problems: 3,
            offers: 1,
            comes_back_on: Some(day),
            comes_back_when: Some("W 61 is <done>".into()),
            note: Some("Two & more suppliers change".into()),
        }
    }
}

impl Sample for BoardPage {
    fn samples() -> Vec<Self> {
        let ranked = |number, was| Ranked {
            card: Card::sample(number),
            why: "Worth 8, perhaps 5 days to go".into(),
            was,
            now: 1,
            is_new: was.is_none(),
        };
        let seen = Seen {
            number: 70,
            title: "Identity <check>".into(),
            community: Some("Product & management".into()),
            owner: Some("Ada".into()),
            started_on: Card::sample(1).started_on,
            moved_on: Card::sample(1).started_on,
        };
        let like = Match {
            kind: "problem".into(),
            id: Uuid::nil(),
            number: 87,
            reference: "P 87".into(),
            title: "Moves <overnight>".into(),
            url: "/problems/87".into(),
            state: "solved".into(),
            probability: 0.9,
            excerpt: String::new(),
            marks: vec![],
            said: None,
            background: None,
        };
        let mut check = Check::new();
        check.add("different", "Say what is different");
        let page = |in_hand: Vec<Ranked>, limit, keeps, check| BoardPage {
            frame: Frame::sample("Problems"),
            places: Places::sample("work"),
            board: if keeps { Default::default() } else { ("design".into(), "Design <all>".into()) },
            boards: vec![(String::new(), "All heads together".into()), ("design".into(), "Design".into())],
            limit,
            next: if in_hand.is_empty() { vec![] } else { vec![ranked(72, Some(1))] },
            aside: if in_hand.is_empty() { vec![] } else { vec![Card::sample(50)] },
            not_now: vec![],
            done: if in_hand.is_empty() { vec![] } else { vec![Card::sample(40)] },
            seen: if in_hand.is_empty() { vec![] } else { vec![seen.clone()] },
            done_unasked: if in_hand.is_empty() { vec![] } else { vec![seen.clone()] },
            in_hand,
            keeps,
            today: Day::new(2026, 11, 23).unwrap_or(base::Moment::default().day()),
            towards: "P 87".into(),
            title: "A <b>".into(),
            different: String::new(),
            like: vec![like.clone()],
            once: "token".into(),
            check,
        };
        vec![
            page(vec![ranked(61, Some(2)), ranked(62, None)], 2, true, check),
            page(vec![ranked(61, Some(1))], 3, true, Check::new()),
            BoardPage { like: vec![], ..page(vec![], 3, false, Check::new()) },
        ]
    }
}
web::sample!(BoardPage);
