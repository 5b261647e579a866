//! What the page of matches looks like with something in it.

use super::{Acts, Found, NewPage, Shelf, Shelves, heading};
use crate::matching::Group;
use base::Uuid;
use web::words::marked;
use web::{Frame, Sample};

fn sample_shelf(acts: Acts, group: Group, reference: &str, title: &str) -> Shelf {
    Shelf {
        kind: if acts == Acts::Work { "work_item" } else { "problem" }.into(),
        id: Uuid::from_u128(reference.len() as u128),
        reference: reference.into(),
        title: title.into(),
        address: "/problems/87".into(),
        mark: group.mark(),
        mark_word: group.mark_word(),
        about: "Hearings list, solved March 2024".into(),
        why: marked("A location changes overnight and the booking is not told.", &[(2, 28)]),
        meta: "Adopted by 4 products. Takes a team about 8 days.".into(),
        steps: (acts == Acts::Work).then_some((4, 5)),
        probability: 0.91,
        acts,
    }
}

fn sample_found(groups: Vec<Shelves>) -> Found {
    Found {
        statement: "Visitors arrive & find their <booking> has gone.".into(),
        carried: "Visitors".into(),
        sentence: "Two teams have solved something close to this. One is nearly there now.".into(),
        count: groups.len(),
        best: groups.first().map(|group| group.matches[0].id),
        said: groups
            .first()
            .map(|_| sample_shelf(Acts::Join, Group::SaidBefore, "P 9", "Another"))
            .into_iter()
            .collect(),
        products: vec![(String::new(), "No product in particular".into())],
        product: String::new(),
        once: "token".into(),
        asks: !groups.is_empty(),
        groups,
    }
}

fn sample_groups() -> Vec<Shelves> {
    let shelves = |group, acts, reference: &str, title: &str| Shelves {
        group,
        count: "One close match".into(),
        matches: vec![sample_shelf(acts, group, reference, title)],
    };
    vec![
        shelves(Group::Solved, Acts::Start, "P 87", "Court hearings change room overnight"),
        shelves(Group::BeingSolved, Acts::Work, "W 61", "One feed of moves for prisons, courts and probation"),
        shelves(Group::NotNow, Acts::Wait, "P 118", "Rebook cancelled visits automatically"),
        shelves(Group::MetBefore, Acts::Join, "P 1180", "Bookings stay in place when a person is moved"),
        shelves(Group::Elsewhere, Acts::Read, "H 52 000", "Telling people about a change they did not ask for"),
    ]
}

impl Sample for NewPage {
    fn samples() -> Vec<Self> {
        let page = |found: Option<Found>| NewPage {
            frame: Frame::sample("Problems"),
            heading: heading(found.as_ref().map_or(0, |found| found.count)),
            lead: "Two teams have solved something close to this.".into(),
            told: found.as_ref().map(|_| "Raised five times since 2021".to_owned()).unwrap_or_default(),
            told_more: ", in three professions.".into(),
            statement: "Visitors arrive & find their <booking> has gone.".into(),
            found,
        };
        vec![page(None), page(Some(sample_found(sample_groups()))), page(Some(sample_found(vec![])))]
    }
}

web::sample!(NewPage);
