//! What was put before people: updates of past weeks, readings over half a year, a path for newcomers, a collection, how
//! much pages matter.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use crate::demo::world::CommunityAt;
use ::curation::collection::{self, AddEntry};
use ::curation::path::{self, AddStep, Kind};
use ::curation::remembered::{Importance, monday, set_importance};
use ::curation::weekly_update::{self, Edit};
use base::{Day, Moment};
use knowledge::exposure::{self, How};
use knowledge::page::PageId;
use knowledge::resource;
use std::collections::HashMap;
use store::Tx;

/// Weeks back in which these professions sent an update.
pub(super) const WEEKS: i64 = 8;
pub(super) const SENDING: [CommunityAt; 3] = [0, 1, 2];

const OWN_LINES: [&str; 8] = [
    "I spent Tuesday at a prison gate watching people wait. Go and stand at yours for an hour.",
    "Two teams found out at lunch that they were solving the same thing. Say what you work on before you are far.",
    "Nobody has to come to everything. Come to one thing this month, and bring somebody.",
    "Thank you to those who finished something. It is less loud than starting, and worth more.",
    "If you are new: ask the question that you think is stupid. It is usually the one we have not answered.",
    "We said no to one thing this week, with a reason. That is work as well.",
    "A page that nobody reads is a page that nobody wrote. Three of ours stand below.",
    "",
];

/// Title, how much it matters.
const MATTERS: [(&str, Importance); 7] = [
    ("Stating a problem", Importance::Everyone),
    ("When to stop a product", Importance::Everyone),
    ("Going into a prison", Importance::Everyone),
    ("Consent, in plain words", Importance::Most),
    ("Read what is known first", Importance::Most),
    ("Counting small groups", Importance::Most),
    ("Handing work over", Importance::Most),
];

/// Week, what it asks, the page's title or what to do, why.
const STEPS: [(i64, Kind, &str, &str); 9] = [
    (1, Kind::Read, "Your first month", "So that you know what we expect of you, and what not."),
    (1, Kind::Read, "Stating a problem", "The one habit that we ask of everyone."),
    (1, Kind::Meet, "", "Your lead, for half an hour: what they wish they had known."),
    (2, Kind::Read, "Going into a prison", "Before your first visit."),
    (2, Kind::Do, "", "Go along on one visit, and write down what puzzled you."),
    (3, Kind::Read, "Read what is known first", "Before you plan anything."),
    (3, Kind::Meet, "", "Somebody who began in the last year, from another unit."),
    (4, Kind::Read, "When to stop a product", "The hardest page here. Ask about it in your 1:1."),
    (6, Kind::Do, "", "State one problem that you met, in your own words."),
];

/// Title of the page, why it is there.
const BEFORE_YOU_BUY: [(&str, &str); 4] = [
    ("Working with a supplier", "What to settle before the first meeting."),
    ("Sharing data with another organisation", "Most of the delay in buying is here."),
    ("Risks that somebody owns", "A supplier takes on work, never the risk."),
    ("From discovery to a decision", "Perhaps you need to buy nothing."),
];

impl Writer<'_> {
    /// An update of a past week, by whoever leads.
    pub(super) fn update(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        let Step::SendUpdate(community, back) = step else { return Ok(()) };
        let act = self.by_head(community, at);
        let id = self.ids.communities[community];
        let Some(it) = directory::community::find(tx, id)? else { return Ok(()) };
        let week = monday(at.day());
        let draft = weekly_update::draft(tx, &act, &it, week)?;
        let own_line = OWN_LINES[(back as usize + community) % OWN_LINES.len()].to_owned();
        let keep = draft.update.items.iter().map(|it| it.key.clone()).collect();
        let edit = Edit { community: id, week, own_line, keep };
        if draft.update.items.is_empty() && edit.own_line.is_empty() {
            return Ok(());
        }
        weekly_update::send(tx, &act, &edit).map(drop).map_err(refused(step))
    }

    /// On the last day, when the handbook is there.
    pub(super) fn curated(&self, tx: &mut Tx<'_>, now: Moment) -> Result<(), FillError> {
        let pages = knowledge::page::list_in_handbook(tx, None, 0, base::Limit::of(Some(200)))?.items;
        let pages: HashMap<String, (PageId, i64)> =
            pages.into_iter().map(|it| (it.title, (it.id, it.number))).collect();
        self.readings(tx, now.day(), &pages)?;
        self.told(tx, now.day(), &pages)?;
        let act = self.by_head(0, now);
        for (title, importance) in MATTERS {
            if let Some((page, _)) = pages.get(title) {
                set_importance(tx, &act, *page, importance).map_err(unkept)?;
            }
        }
        self.path(tx, now, &pages)?;
        for (at, (form, title, maker, applies)) in RESOURCES.iter().enumerate() {
            let act = self.by_head(at, now);
            let (title, maker, applies) = ((*title).into(), (*maker).into(), (*applies).into());
            let told = resource::Told { form: *form, title, maker, address: String::new(), applies, community: None };
            resource::add(tx, &act, &told).map_err(unkept)?;
        }
        if let Some(it) = knowledge::handbook::find_by_name(tx, crate::demo::pages::HANDBOOK)? {
            knowledge::public::set_public(tx, &self.by_admin(now), it.id, true).map_err(unkept)?;
        }
        let input = collection::Make {
            title: "Before you buy".into(),
            purpose: "For product teams that think of buying something: half an hour of reading that saves months."
                .into(),
            community: Some(self.ids.communities[0]),
        };
        let slug = collection::make(tx, &act, &input).map_err(unkept)?;
        let made = collection::find_by_slug(tx, &slug)?.ok_or(FillError::Taken)?;
        for (title, reason) in BEFORE_YOU_BUY {
            let Some((_, number)) = pages.get(title) else { continue };
            let (what, title) = (knowledge::page::reference(*number), String::new());
            let input = AddEntry { collection: made.id, what, title, reason: reason.into() };
            collection::add(tx, &act, &input).map_err(unkept)?;
        }
        Ok(())
    }

    fn path(&self, tx: &mut Tx<'_>, now: Moment, pages: &HashMap<String, (PageId, i64)>) -> Result<(), FillError> {
        let act = self.by_head(0, now);
        let input = path::Make {
            title: "Your first weeks in product management".into(),
            purpose: "Put together by people who began in the same place.".into(),
            community: Some(self.ids.communities[0]),
            for_newcomers: true,
        };
        let slug = path::make(tx, &act, &input).map_err(unkept)?;
        let made = path::find_by_slug(tx, &slug)?.ok_or(FillError::Taken)?;
        for (week, kind, title, words) in STEPS {
            let page = pages.get(title).map(|(_, number)| knowledge::page::reference(*number)).unwrap_or_default();
            let (week, words, acknowledged) = (week.to_string(), words.to_owned(), title == "Going into a prison");
            let input = AddStep { path: made.id, week, kind, page, words, acknowledged };
            path::add_step(tx, &act, &input).map_err(unkept)?;
        }
        Ok(())
    }

    /// People read what their profession reads, most of it in their first weeks, some again.
    fn readings(&self, tx: &mut Tx<'_>, today: Day, pages: &HashMap<String, (PageId, i64)>) -> Result<(), FillError> {
        let mut pages: Vec<(i64, PageId)> = pages.values().map(|(page, number)| (*number, *page)).collect();
        pages.sort_unstable();
        for (at, person) in self.world.people.iter().enumerate().filter(|(_, person)| person.is_here(today)) {
            for (number, page) in pages.iter().filter(|(number, _)| (at + *number as usize).is_multiple_of(3)) {
                // A few pages nearly everybody came by, and a few are read again.
                let days = 8 + (at as i64 * 37 + number * 53) % 200;
                let on = today.plus_days(-days).max(person.joined_on.plus_days(number % 20)).min(today);
                exposure::put_on(tx, self.ids.people[at], *page, on, How::Read)?;
                if (at as i64 + number) % 5 == 0 {
                    let again = on.plus_days(30 + number % 40).min(today);
                    exposure::put_on(tx, self.ids.people[at], *page, again, How::Read)?;
                }
            }
        }
        Ok(())
    }

    /// What the updates of past weeks carried.
    fn told(&self, tx: &mut Tx<'_>, today: Day, pages: &HashMap<String, (PageId, i64)>) -> Result<(), FillError> {
        for (at, (title, _)) in MATTERS.iter().enumerate() {
            let Some((page, _)) = pages.get(*title) else { continue };
            for community in SENDING {
                let weeks = 3 + 5 * at as i64 + community as i64;
                let friday = monday(today).plus_days(4 - 7 * weeks);
                exposure::tell(tx, self.ids.communities[community], *page, friday, How::Update)?;
            }
        }
        Ok(())
    }
}

/// Kind, title, who made it, how it applies here.
const RESOURCES: [(resource::Form, &str, &str, &str); 3] = [
    (
        resource::Form::Book,
        "The problem before the plan",
        "I. Thornbury",
        "The second part, on problems that come back: we read it in pairs before a discovery and skip the rest.",
    ),
    (
        resource::Form::Talk,
        "Ten years of one booking form",
        "A team at Harbour Trust",
        "What they stopped doing. Watch it before you add a field to a form.",
    ),
    (
        resource::Form::Course,
        "Plain words for hard letters",
        "",
        "Two afternoons. Whoever writes to people in custody goes once; the exercises fit our letters.",
    ),
];

fn unkept(refusal: web::refusal::Refusal) -> FillError {
    FillError::Refused { step: "what is put before people".into(), words: refusal.to_string() }
}
