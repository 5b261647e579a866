//! The doors to pages: read one, its versions, one version, old addresses, files; end one and bring it back.

mod ending;
mod samples;

pub use ending::{bring_back, place, retire, withdraw};
pub(crate) use samples::sample_revision;

use super::freshness::Freshness;
use super::publish::may_write;
use super::{Page as Words, PageId, Summary, policy, url};
use crate::adaptation::{self, Source};
use crate::exposure::{self, READING_PACE};
use crate::markdown::{TocEntry, targets::is_sha256};
use crate::review::{self, Reviewed};
use crate::revision::{self, Revision};
use crate::vocabulary::{Shown, Subject};
use crate::{handbook, page, picture, vocabulary};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Day, Limit, Slice};
use store::{Conn, StoreError};
use web::{App, Asker, Check, Fault, Frame, Page};

const MOST_NEAR: usize = 14;

#[derive(askama::Template)]
#[template(path = "page/show.html")]
struct PageView {
    frame: Frame,
    page: Words,
    today: Day,
    trail: Vec<(String, String)>,
    /// Pages under this one.
    under: Vec<Summary>,
    /// Pages beside it, itself among them.
    beside: Vec<Summary>,
    lead_here: Vec<(i64, String)>,
    deputy: Option<String>,
    /// Words of the vocabulary; some are only proposed.
    tags: Vec<(Shown, bool)>,
    /// What it was made from.
    source: Option<MadeFrom>,
    /// When whoever asks read it last; nobody else is shown.
    read_on: Option<Day>,
    /// They may make a page of their own from it.
    may_begin: bool,
    newest_review: Option<Reviewed>,
    may_write: bool,
    check: Check,
    once: String,
}

/// A page's source as the page shows it.
struct MadeFrom {
    /// Of a page here.
    number: Option<i64>,
    title: String,
    behind: i64,
}

impl MadeFrom {
    fn of(conn: &mut Conn, asker: &Asker, page: PageId) -> Result<Option<Self>, StoreError> {
        let Some(it) = adaptation::find(conn, page)? else { return Ok(None) };
        Ok(match it.source {
            Source::Outside(outside) => Some(Self { number: None, title: outside.title, behind: 0 }),
            Source::Page { page, version } => {
                let found = page::find(conn, page)?.map(|it| it.summary);
                let behind = adaptation::behind(conn, page, version)?;
                let found = found.filter(|it| policy::may_read(asker.actor(), it));
                found.map(|it| Self { number: Some(it.number), title: it.title, behind })
            }
        })
    }

    fn standing(&self) -> String {
        match self.number {
            None => "How it was changed".into(),
            Some(_) => adaptation::behind_in_words(self.behind),
        }
    }
}

impl PageView {
    fn it(&self) -> &Summary {
        &self.page.summary
    }

    fn minutes(&self) -> String {
        base::text::count((self.page.words / READING_PACE).max(1), "minute to read", "minutes to read")
    }

    fn seconds(&self) -> i64 {
        exposure::seconds(self.page.words)
    }

    fn script(&self) -> &'static str {
        web::assets::address(web::assets::Asset::Read)
    }

    /// The highest level alone, so that the contents stay short.
    fn toc(&self) -> Vec<&TocEntry> {
        self.page.toc.iter().filter(|entry| entry.depth == 2).collect()
    }

    fn has_toc(&self) -> bool {
        !self.toc().is_empty()
    }

    fn owner(&self) -> Option<&str> {
        self.it().owner.as_deref().or(self.page.default_owner.as_deref())
    }

    fn stamp(&self) -> Option<String> {
        self.it().review_on.map(stamped)
    }

    fn standing(&self) -> Standing {
        Standing::of(self.it().review_on, self.today)
    }
}

/// How a page stands to its review day, as a mark and words.
pub(crate) struct Standing {
    pub(crate) mark: &'static str,
    pub(crate) words: String,
}

impl Standing {
    pub(crate) fn of(review_on: Option<Day>, today: Day) -> Self {
        let days = |count: i64, after: &str| format!("{} {after}", base::text::capital(&some_days(count)));
        let left = review_on.map_or(0, |day| day.days_since(today));
        let (mark, words) = match Freshness::of(review_on, today) {
            Freshness::Fresh => ("done", "In date".to_owned()),
            Freshness::Due if left == 0 => ("doing", "Due today".to_owned()),
            Freshness::Due => ("doing", format!("Due in {}", some_days(left))),
            Freshness::Stale => ("lost", days(-left, "late")),
            Freshness::Unset => ("open", "No review day is set".to_owned()),
        };
        Self { mark, words }
    }
}

/// `three days`, `14 days`, `5 months`, `2 years`: what a reader can hold.
fn some_days(days: i64) -> String {
    let (count, one, many) = match days {
        0..=60 => (days, "day", "days"),
        61..=729 => (days / 30, "month", "months"),
        _ => (days / 365, "year", "years"),
    };
    format!("{} {}", base::text::in_words(count as usize), if count == 1 { one } else { many })
}

/// `20 NOV 2026`.
fn stamped(day: Day) -> String {
    let month = day.month_name().get(..3).unwrap_or_default().to_uppercase();
    format!("{} {month} {}", day.day_of_month(), day.year())
}

/// The number at the start of `31-running-a-discovery`; the words after it are for people.
pub(crate) fn number_of(segment: &str) -> Result<i64, Fault> {
    let digits = segment.split('-').next().unwrap_or_default();
    digits.parse().ok().filter(|number| *number > 0 && digits.len() <= 12).ok_or(Fault::NotFound)
}

pub fn readable(conn: &mut Conn, asker: &Asker, segment: &str) -> Result<Words, Fault> {
    let found = page::find_by_number(conn, number_of(segment)?)?;
    found.filter(|page| policy::may_read(asker.actor(), &page.summary)).ok_or(Fault::NotFound)
}

/// The page behind a number, for a form that changes it.
pub fn page_id(app: &App, asker: &Asker, segment: &str) -> Result<PageId, Fault> {
    app.read(|conn| Ok(readable(conn, asker, segment)?.summary.id))
}

pub fn trail(conn: &mut Conn, page: &Summary) -> Result<Vec<(String, String)>, StoreError> {
    let first = [
        ("/handbook".to_owned(), "Handbook".to_owned()),
        (handbook::url(&page.handbook_name), page.handbook_title.clone()),
    ];
    let above = page::above(conn, page.parent)?.into_iter().map(|(number, title)| (url(number), title));
    Ok(first.into_iter().chain(above).collect())
}

/// `GET /handbook/{number}`. A retired page is kept to read and says what it is.
pub async fn show(State(app): State<App>, asker: Asker, Path(number): Path<String>) -> Result<Page, Fault> {
    let view = view(&app, &asker, &number, Check::new())?;
    let status = if view.page.summary.retired_at.is_some() { StatusCode::GONE } else { StatusCode::OK };
    Ok(Page::of(view).with_status(status))
}

fn view(app: &App, asker: &Asker, number: &str, check: Check) -> Result<PageView, Fault> {
    let today = app.today();
    app.read(|conn| {
        let page = readable(conn, asker, number)?;
        let (id, parent) = (page.summary.id, page.summary.parent);
        let near = page::near(conn, id, parent)?;
        let (mut under, mut beside): (Vec<_>, Vec<_>) = near.into_iter().partition(|other| other.parent == Some(id));
        crate::handbook::tree::sort(&mut beside);
        let at = beside.iter().position(|other| other.id == id).unwrap_or(0);
        let from = at.saturating_sub(MOST_NEAR / 2).min(beside.len().saturating_sub(MOST_NEAR));
        let beside = beside.into_iter().skip(from).take(MOST_NEAR).collect();
        crate::handbook::tree::sort(&mut under);
        Ok(PageView {
            frame: asker.frame("Handbook"),
            today,
            trail: trail(conn, &page.summary)?,
            lead_here: page::lead_here(conn, id)?,
            tags: vocabulary::tags_of(conn, Subject::Page(id))?,
            source: MadeFrom::of(conn, asker, id)?,
            read_on: asker.person.map(|me| exposure::read_on(conn, me, id)).transpose()?.flatten(),
            may_begin: !page.summary.is_part && begins_pages(asker),
            may_write: may_write(conn, asker.actor(), &page.summary)?,
            deputy: review::keepers(conn, id)?.deputy.map(|it| it.1),
            // A review here always says its day.
            newest_review: match page.summary.reviewed_on {
                Some(_) => review::list(conn, id, 1)?.into_iter().next(),
                None => None,
            },
            under,
            beside,
            check,
            once: app.act(asker.actor()).new_secret(),
            page,
        })
    })
}

/// Whoever belongs somewhere may write somewhere.
fn begins_pages(asker: &Asker) -> bool {
    let actor = asker.actor();
    actor.person.is_some() && !actor.read_only && (!actor.memberships.is_empty() || !actor.duties.is_empty())
}

/// `GET /h/{number}`.
pub async fn short(Path(number): Path<String>) -> Result<Response, Fault> {
    Ok(web::moved(&url(number_of(&number)?)))
}

#[derive(serde::Deserialize)]
pub struct Before {
    before: Option<i64>,
}

#[derive(askama::Template)]
#[template(path = "page/history.html")]
struct HistoryPage {
    frame: Frame,
    page: Summary,
    trail: Vec<(String, String)>,
    revisions: Slice<revision::Summary>,
    may_write: bool,
}

impl HistoryPage {
    fn next(&self) -> String {
        let last = self.revisions.items.last().filter(|_| self.revisions.next.is_some());
        last.map(|last| format!("{}/history?before={}", self.page.url(), last.version)).unwrap_or_default()
    }

    fn shown(&self) -> String {
        base::text::count(self.revisions.items.len() as i64, "version shown", "versions shown")
    }
}

/// `GET /handbook/{number}/history`.
pub async fn history(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    Query(asked): Query<Before>,
) -> Result<Page, Fault> {
    let view = app.read(|conn| {
        let page = readable(conn, &asker, &number)?.summary;
        let before = asked.before.unwrap_or(i64::MAX);
        let revisions = revision::list(conn, page.id, before, Limit::of(Some(50)))?;
        let mut trail = trail(conn, &page)?;
        trail.push((page.url(), page.title.clone()));
        let may_write = page.retired_at.is_none() && may_write(conn, asker.actor(), &page)?;
        Ok::<_, Fault>(HistoryPage { frame: asker.frame("Handbook"), page, trail, revisions, may_write })
    })?;
    Ok(Page::of(view))
}

#[derive(askama::Template)]
#[template(path = "page/version.html")]
struct VersionPage {
    frame: Frame,
    page: Summary,
    trail: Vec<(String, String)>,
    revision: Revision,
    html: String,
}

/// `GET /handbook/{number}/history/{version}`: rendered for this reader alone, because few ever look.
pub async fn version(
    State(app): State<App>,
    asker: Asker,
    Path((number, version)): Path<(String, i64)>,
) -> Result<Page, Fault> {
    let view = app.read(|conn| {
        let page = readable(conn, &asker, &number)?.summary;
        let revision = revision::find(conn, page.id, version)?.ok_or(Fault::NotFound)?;
        let mut trail = trail(conn, &page)?;
        trail.push((page.url(), page.title.clone()));
        trail.push((format!("{}/history", page.url()), "Versions".to_owned()));
        let html =
            crate::markdown::render(&revision.body, &revision.summary.title, &crate::markdown::targets::Alone).html;
        Ok::<_, Fault>(VersionPage { frame: asker.frame("Handbook"), page, trail, revision, html })
    })?;
    Ok(Page::of(view))
}

/// `GET /handbook/at/{handbook}/{*address}`: a page by the address that it has, or had, on the site it came from.
pub async fn by_address(
    State(app): State<App>,
    Path((name, address)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let found = app.read(|conn| {
        let Some(handbook) = handbook::find_by_name(conn, &name)? else { return Ok::<_, StoreError>(None) };
        page::find_by_address(conn, handbook.id, &format!("/{}", address.trim_start_matches('/')))
    })?;
    let (number, anchor) = found.ok_or(Fault::NotFound)?;
    Ok(web::moved(&anchor.map_or_else(|| url(number), |anchor| format!("{}#{anchor}", url(number)))))
}

/// `GET /handbook/files/{sha256}`: pictures are shown, everything else is a file to save. The name is the hash of the
/// content, so it may be kept for ever by whoever was allowed to see it.
pub async fn file(State(app): State<App>, asker: Asker, Path(sha256): Path<String>) -> Result<Response, Fault> {
    if !is_sha256(&sha256) {
        return Err(Fault::NotFound);
    }
    let found = app.read(|conn| match (page::find_file(conn, &sha256)?, asker.person) {
        // Whoever sent a picture in sees it while they write.
        (None, Some(me)) if picture::is_mine(conn, &sha256, me)? => page::find_kept(conn, &sha256),
        (found, _) => Ok::<_, StoreError>(found),
    })?;
    as_file(found.ok_or(Fault::NotFound)?, "private, max-age=31536000, immutable")
}

/// A file by its kind: pictures are shown, everything else is only saved.
pub(crate) fn as_file((media_type, content): (String, Vec<u8>), kept: &'static str) -> Result<Response, Fault> {
    let shown = matches!(media_type.as_str(), "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif");
    let media_type =
        if shown || media_type == "image/svg+xml" { media_type } else { "application/octet-stream".into() };
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&media_type).map_err(Fault::internal)?);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    // A drawing may hold script: within a page's picture it does not run, and on its own it is only saved.
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    if !shown {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    Ok(response)
}
