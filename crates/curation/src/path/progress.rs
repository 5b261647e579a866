//! How far somebody is: what they said is done, and what they read.

use super::{Kind, ReadingPath, Step, store};
use ::store::{Conn, StoreError};
use base::{CommunityId, Day, PersonId};
use knowledge::exposure;
use knowledge::page::Leaf;
use work::Reading;

/// So many pages are shown on a first day; the path has the others.
const FIRST: usize = 6;

/// Where a step stands for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    Done(Day),
    /// Acknowledged, and the page's words changed since.
    Lapsed(Day),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub steps: Vec<(Step, Standing)>,
}

impl Progress {
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|(_, standing)| matches!(standing, Standing::Done(_))).count()
    }

    /// `3 of 9 steps`
    pub fn counted(&self) -> String {
        format!("{} of {}", self.done(), base::text::count(self.steps.len() as i64, "step", "steps"))
    }

    /// The first that is not done.
    pub fn next(&self) -> Option<&Step> {
        self.steps.iter().find(|(_, standing)| !matches!(standing, Standing::Done(_))).map(|(step, _)| step)
    }
}

/// One person's own. A step to read is done when they read the page or say that they know it; one to acknowledge only
/// when they say so.
pub fn progress(conn: &mut Conn, it: &ReadingPath, person: PersonId) -> Result<Progress, StoreError> {
    let ticked = store::ticked(conn, it.id, person)?;
    let mut steps = Vec::new();
    for step in store::steps(conn, it.id)? {
        let standing = match (ticked.get(&step.id), &step.page) {
            (Some((on, Some(version))), Some((page, ..))) if step.acknowledged => {
                if store::changed_since(conn, *page, *version)? { Standing::Lapsed(*on) } else { Standing::Done(*on) }
            }
            (Some((on, _)), _) => Standing::Done(*on),
            (None, Some((page, ..))) if step.kind == Kind::Read && !step.acknowledged => {
                exposure::read_on(conn, person, *page)?.map_or(Standing::Open, Standing::Done)
            }
            (None, _) => Standing::Open,
        };
        steps.push((step, standing));
    }
    Ok(Progress { steps })
}

/// What somebody new in these communities reads first: the pages of the path of the first that has one.
pub fn first_reading(
    conn: &mut Conn,
    person: PersonId,
    communities: &[CommunityId],
) -> Result<Option<Reading>, StoreError> {
    for community in communities {
        let Some(it) = store::for_newcomers(conn, *community)? else { continue };
        let of_page = |(step, standing): (Step, Standing)| {
            let (_, number, title, words) = step.page?;
            let on = if let Standing::Done(on) = standing { Some(on) } else { None };
            let summary = Some(step.words).filter(|words| !words.is_empty());
            Some((Leaf { number, title, summary, words }, on))
        };
        let pages: Vec<_> = progress(conn, &it, person)?.steps.into_iter().filter_map(of_page).take(FIRST).collect();
        if !pages.is_empty() {
            return Ok(Some(Reading { title: it.title.clone(), url: it.url(), is_path: true, pages }));
        }
    }
    Ok(None)
}
