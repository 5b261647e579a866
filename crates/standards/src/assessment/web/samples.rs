//! The pages of this concept with made-up values, for the test of all samples.

use super::one::{At, May, ShowPage};
use crate::assessment::{Action, Assessment, Entered, Evidence, Said, Seat, State};
use crate::reuse::Started;
use crate::standard::{self, Outcome, Scale, Stage};
use base::{Moment, PersonId, Uuid};
use web::{Check, Form, Frame, Sample};

fn somebody() -> (PersonId, String) {
    (PersonId(Uuid::from_u128(3)), "Noor <Basalt>".into())
}

impl Assessment {
    /// For samples.
    pub(crate) fn sample(state: State) -> Self {
        let is_published = state == State::Published;
        Self {
            id: Uuid::from_u128(1).into(),
            number: 12,
            product: Uuid::from_u128(2).into(),
            product_slug: "book-a-visit".into(),
            product_name: "Book <a> visit".into(),
            standard_slug: "starting-well".into(),
            standard_title: "Starting & staying".into(),
            version: Uuid::from_u128(1).into(),
            version_number: 2,
            scale: Scale::Colours,
            stage: Stage::Beta,
            state,
            on: Moment::default().day(),
            asked_by: Some(somebody()),
            outcome: is_published.then_some(Outcome::Amber),
            published_at: is_published.then(Moment::default),
            marks: if is_published { "01".into() } else { String::new() },
            about: "Look at <retention>, see H 31.".into(),
            summary: if is_published { "A good team & a <clear> aim.".into() } else { String::new() },
        }
    }
}

impl Evidence {
    /// For samples.
    pub(crate) fn sample() -> Self {
        Self {
            id: Uuid::from_u128(4).into(),
            point: 2,
            at: Moment::default(),
            by: Some(somebody()),
            url: Some("https://example.org/?a=1&b=2".into()),
            words: "Eleven rounds of <research>, H 31".into(),
        }
    }
}

impl Said {
    /// For samples.
    pub(crate) fn sample() -> Self {
        let reason = "They <began> from six solutions.\n\nOne is missing.".into();
        Self { point: 2, outcome: Outcome::Amber, written: 2, at: Moment::default(), by: Some(somebody()), reason }
    }
}

fn page(state: State, may: May) -> ShowPage {
    let points = standard::web::sample_points();
    let met = Said { point: 1, outcome: Outcome::Green, ..Said::sample() };
    let is_seen = state != State::Asked;
    let said = [met, Said::sample()];
    let action = |place: u128, is_closed: bool| Action {
        id: Uuid::from_u128(place).into(),
        point: Some(2),
        owner: Some(somebody()),
        due_on: Moment::default().day(),
        closed_on: is_closed.then(|| Moment::default().day()),
        words: "Decide <how long> calls are kept".into(),
        closed_words: is_closed.then(|| "Six & no more".into()),
    };
    let at = points.into_iter().zip(said).map(|(point, said)| At {
        point,
        evidence: if is_seen { vec![Evidence::sample()] } else { vec![] },
        said: is_seen.then_some(said),
    });
    let seat = Seat {
        person: somebody().0,
        name: somebody().1,
        profession: Some((Uuid::from_u128(9).into(), "User research".into())),
        is_chair: true,
    };
    let entered = Entered { state, at: Moment::default(), by: Some("Ada & Bo".into()), words: "Because <so>".into() };
    ShowPage {
        frame: Frame::sample("Standards"),
        today: Moment::default().day().plus_days(1),
        it: Assessment::sample(state),
        panel: if is_seen { vec![seat] } else { vec![] },
        points: at.collect(),
        loose: if is_seen { vec![Evidence::sample()] } else { vec![] },
        sees_evidence: is_seen,
        sees_outcomes: is_seen,
        started: vec![
            Started::sample(87, Some(Moment::default().day()), None),
            Started::sample(64, None, Some("It <fits> nobody")),
        ],
        actions: vec![action(1, false), action(2, true)],
        states: vec![entered],
        moves: if may.prepare { vec![(3, "1".into())] } else { vec![] },
        people: vec![("1".into(), "Ada <Quill>".into())],
        may,
        form: Form::default(),
        check: Check::new(),
        once: "once".into(),
    }
}

impl Sample for ShowPage {
    fn samples() -> Vec<Self> {
        let mut flawed =
            page(State::Checking, May { publish: true, add_action: true, close_action: true, ..May::default() });
        flawed.check.add("summary", "Write something here");
        vec![
            page(State::Asked, May { name_panel: true, ..May::default() }),
            page(State::Preparing, May { prepare: true, set_aside: true, ..May::default() }),
            page(State::Preparing, May { tell: true, add_action: true, ..May::default() }),
            flawed,
            page(State::Published, May::default()),
        ]
    }
}
web::sample!(ShowPage);
