//! What was sent, the newest first; and the same on the community's page and in its feed.

use crate::remembered::monday;
use crate::resurfacing;
use crate::weekly_update::{self, Sent};
use ::store::{Conn, StoreError};
use askama::Template;
use axum::extract::{Path, State};
use base::{CommunityId, Day};
use communities::feed::News;
use communities::policy::may_keep;
use directory::community::web::{Head, head};
use directory::community::{self, Community};
use directory::panels::Look;
use web::{App, Asker, Fault, Frame, Page, Sample};

const SHOWN: i64 = 52;

#[derive(Template)]
#[template(path = "weekly_update/list.html")]
struct ListPage {
    frame: Frame,
    head: Head,
    week: Day,
    is_sent: bool,
    may_keep: bool,
    sent: Vec<Sent>,
    before: Vec<(i64, String, Day)>,
}

impl ListPage {
    fn heading(&self) -> String {
        match self.sent.len() {
            0 => "No update was sent yet".into(),
            1 => "One update".into(),
            some => format!("{some} updates"),
        }
    }

    fn last(&self) -> String {
        self.sent.first().map_or_else(|| "Never".into(), |it| it.sent_at.day().long())
    }

    fn address(&self, week: &Day) -> String {
        weekly_update::url(&self.head.it.slug, *week)
    }

    /// The line that somebody wrote, or what it told first.
    fn about(&self, it: &Sent) -> String {
        let first = it.items.iter().map(|it| it.title.as_str()).take(3).collect::<Vec<_>>().join("; ");
        base::text::shorten(if it.own_line.is_empty() { &first } else { &it.own_line }, 160)
    }

    fn reference(&self, number: &i64) -> String {
        knowledge::page::reference(*number)
    }
}

impl Panel {
    fn address(&self, it: &Sent) -> String {
        weekly_update::url(&self.slug, it.week)
    }
}

/// `GET /communities/{slug}/updates`
pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    let week = monday(app.today());
    let view = app.read(|conn| {
        let Some(head) = head(conn, &slug, communities::tabs)? else { return Ok::<_, StoreError>(None) };
        let sent = weekly_update::list_sent(conn, head.it.id, SHOWN)?;
        Ok(Some(ListPage {
            frame: asker.frame("Communities"),
            week,
            is_sent: sent.first().is_some_and(|it| it.week == week),
            may_keep: head.it.closed_on.is_none() && may_keep(asker.actor(), &community::lineage(conn, head.it.id)?),
            before: resurfacing::shown_before(conn, head.it.id, week)?,
            sent,
            head,
        }))
    })?;
    view.map(Page::of).ok_or(Fault::NotFound)
}

#[derive(Template)]
#[template(path = "weekly_update/panel.html")]
struct Panel {
    slug: String,
    last: Option<Sent>,
    again: Vec<resurfacing::Resurfaced>,
    to_send: Option<String>,
}

/// Beside a community's page: the last update, what comes again, and the draft for whoever leads.
pub fn panel(conn: &mut Conn, look: &Look<'_>, community: CommunityId) -> Result<String, StoreError> {
    let week = monday(look.today);
    let Some(it) = community::find(conn, community)?.filter(|it| it.closed_on.is_none()) else {
        return Ok(String::new());
    };
    let last = weekly_update::list_sent(conn, community, 1)?.into_iter().next();
    let again = resurfacing::of_week(conn, community, week)?.into_iter().take(3).collect::<Vec<_>>();
    let is_sent = last.as_ref().is_some_and(|it| it.week == week);
    let may = !is_sent && may_keep(look.actor, &community::lineage(conn, community)?);
    let to_send = may.then(|| weekly_update::url(&it.slug, week));
    if last.is_none() && again.is_empty() && to_send.is_none() {
        return Ok(String::new());
    }
    Ok(Panel { slug: it.slug, last, again, to_send }.render().unwrap_or_default())
}

/// For the community's feed.
pub fn news(conn: &mut Conn, it: &Community, most: i64) -> Result<Vec<News>, StoreError> {
    let sent = weekly_update::list_sent(conn, it.id, most)?;
    let told = |sent: &Sent| sent.items.iter().map(|it| it.title.clone()).collect::<Vec<_>>().join("; ");
    Ok(sent
        .into_iter()
        .map(|sent| News {
            id: sent.id.uuid(),
            at: sent.sent_at,
            title: format!("Weekly update of {}", sent.week.long()),
            url: weekly_update::url(&it.slug, sent.week),
            about: if sent.own_line.is_empty() { told(&sent) } else { format!("{} {}", sent.own_line, told(&sent)) },
        })
        .collect())
}

impl Sample for ListPage {
    fn samples() -> Vec<Self> {
        let week = monday(base::Moment::default().day());
        let it = |own_line: &str| Sent {
            id: weekly_update::UpdateId(base::Uuid::from_u128(3)),
            week,
            sent_at: base::Moment::default(),
            own_line: own_line.into(),
            items: super::edit::items(),
        };
        let view = |sent: Vec<Sent>, may_keep| ListPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            week,
            is_sent: false,
            may_keep,
            before: sent.iter().map(|_| (31, "Ask <early>".to_owned(), week)).collect(),
            sent,
        };
        vec![view(vec![it("Go & stand at your gate"), it("")], true), view(vec![], false)]
    }
}
web::sample!(ListPage);
