//! The pages of this concept with made-up values, for the test of all samples.

use super::{HistoryPage, PageView, VersionPage};
use crate::page::{Page as Words, PageId, Summary};
use crate::revision::{self, Revision};
use base::{Day, Slice};
use web::{Frame, Sample};

impl Sample for PageView {
    fn samples() -> Vec<Self> {
        let day = |text| Day::parse(text).unwrap_or(base::Moment::default().day());
        let view = |page: Words| PageView {
            frame: Frame::sample("Handbook"),
            today: day("2026-11-23"),
            deputy: Some("Kit <Alderman>".into()),
            tags: vec![(
                super::Shown { id: base::Uuid::from_u128(1).into(), number: 1, label: "User <research>".into() },
                true,
            )],
            source: Some(super::MadeFrom { number: Some(12), title: "Ask <first>".into(), behind: 2 }),
            read_on: None,
            may_begin: true,
            newest_review: None,
            may_write: true,
            check: web::Check::new(),
            once: "once".into(),
            trail: vec![("/handbook".into(), "Handbook".into()), ("/handbook?in=way".into(), "The way".into())],
            under: vec![Words::sample().summary],
            beside: vec![Words::sample().summary],
            lead_here: vec![(64, "Discovery in twelve conversations".into())],
            page,
        };
        let mut late = Words::sample();
        late.summary.review_on = Some(day("2026-11-20"));
        let mut retired = Words::sample();
        retired.summary.retired_at = Some(base::Moment::default());
        retired.why_retired = Some("Another page says it better.".into());
        let mut withdrawn = retired.clone();
        withdrawn.is_withdrawn = true;
        let mut bare = Words::sample();
        bare.summary.review_on = None;
        bare.summary.owner = None;
        bare.toc.clear();
        vec![
            view(Words::sample()),
            view(late),
            view(retired),
            view(withdrawn),
            PageView { under: vec![], lead_here: vec![], tags: vec![], source: None, may_write: false, ..view(bare) },
        ]
    }
}
web::sample!(PageView);

impl Words {
    /// For samples: the page of the design.
    pub fn sample() -> Self {
        let text = "A discovery is how we find out whether a problem is worth solving.\n\n## What a discovery is for\n\nIt ends with a decision.\n\n## When to stop\n\n| Sign | Do |\n|---|---|\n| Two in a row teach nothing | Stop |\n\n> [!NOTE]\n> Stopping early is a good result.";
        let rendered = crate::markdown::render(text, "", &crate::markdown::targets::Alone);
        Self {
            summary: Summary::sample(),
            default_owner: None,
            words: 1_800,
            toc: rendered.toc,
            html: rendered.html,
            why_retired: None,
            is_withdrawn: false,
        }
    }
}

impl Summary {
    pub fn sample() -> Self {
        let nobody = base::Uuid::from_u128(31);
        Self {
            id: PageId(nobody),
            number: 31,
            handbook: nobody.into(),
            handbook_name: "way".into(),
            handbook_title: "The way".into(),
            path: "source/guides/discovery.html.md.erb".into(),
            is_part: false,
            title: "Running a discovery with people in custody".into(),
            summary: None,
            owner: Some("Efua Tallow, librarian".into()),
            reviewed_on: Day::new(2026, 3, 3),
            review_on: Day::new(2027, 3, 3),
            weight: None,
            parent: None,
            audience: Some(base::Audience::Everyone),
            version: 9,
            made_at: base::Moment::default(),
            changed_at: base::Moment::default(),
            retired_at: None,
        }
    }
}

pub(crate) fn sample_revision() -> revision::Summary {
    revision::Summary {
        page: Summary::sample().id,
        version: 8,
        made_at: base::Moment::default(),
        made_by: None,
        author: "Efua Tallow".into(),
        why: "Say when to stop".into(),
        words_changed: true,
        title: Summary::sample().title,
    }
}

impl Sample for HistoryPage {
    fn samples() -> Vec<Self> {
        let quiet = revision::Summary { version: 7, words_changed: false, why: String::new(), ..sample_revision() };
        let revisions = Slice { items: vec![sample_revision(), quiet], next: Some("7".into()) };
        vec![HistoryPage {
            frame: Frame::sample("Handbook"),
            page: Summary::sample(),
            trail: vec![("/handbook".into(), "Handbook".into())],
            may_write: true,
            revisions,
        }]
    }
}
web::sample!(HistoryPage);

impl Sample for VersionPage {
    fn samples() -> Vec<Self> {
        let revision = Revision { summary: sample_revision(), front_matter: "title: A".into(), body: "Words.".into() };
        vec![VersionPage {
            frame: Frame::sample("Handbook"),
            page: Summary::sample(),
            trail: vec![("/handbook".into(), "Handbook".into())],
            html: "<p>Words.</p>".into(),
            revision,
        }]
    }
}
web::sample!(VersionPage);
