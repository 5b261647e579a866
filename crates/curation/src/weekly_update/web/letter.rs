//! An update as mail says it: plain text and HTML, written once for all; a copy adds its own link to stop it.

use crate::weekly_update::{self, LINK, Update, UpdateId, find_by_id};
use ::store::{Conn, StoreError, Tx};
use askama::Template;
use base::{Act, PersonId, text};
use communities::meetup::link;
use directory::community::{self, Community};

/// What all copies of an update share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    /// The community's name.
    pub community: String,
    pub text: String,
    pub html: String,
    /// Where it is read with a browser.
    pub url: String,
}

#[derive(Template)]
#[template(path = "weekly_update/part.txt", escape = "none")]
struct Text<'a> {
    it: &'a Community,
    update: &'a Update,
    url: &'a str,
    /// Scheme and host.
    base: &'a str,
}

#[derive(Template)]
#[template(path = "weekly_update/part.html")]
struct Html<'a> {
    it: &'a Community,
    update: &'a Update,
    url: &'a str,
    base: &'a str,
}

/// One update or several, with the link that stops them.
#[derive(Template)]
#[template(path = "weekly_update/mail.txt", escape = "none")]
struct WholeText<'a> {
    letters: &'a [&'a Letter],
    stop: &'a str,
}

#[derive(Template)]
#[template(path = "weekly_update/mail.html")]
struct WholeHtml<'a> {
    subject: &'a str,
    letters: &'a [&'a Letter],
    stop: &'a str,
}

impl Html<'_> {
    /// The line of one's own, with whole addresses in it.
    fn own(&self) -> String {
        web::words::paragraphs(&self.update.own_line).replace("href=\"/", &format!("href=\"{}/", self.base))
    }
}

/// `None` where the update is gone.
pub fn letter(conn: &mut Conn, id: UpdateId, base: &str) -> Result<Option<Letter>, StoreError> {
    let Some(update) = find_by_id(conn, id)? else { return Ok(None) };
    let Some(it) = community::find(conn, update.community)? else { return Ok(None) };
    let url = format!("{base}{}", weekly_update::url(&it.slug, update.week));
    let plain = Text { it: &it, update: &update, url: &url, base }.render();
    let html = Html { it: &it, update: &update, url: &url, base }.render();
    let subject = format!("{}, week of {}", it.name, update.week.long());
    Ok(Some(Letter {
        subject,
        community: it.name.clone(),
        text: plain.unwrap_or_default(),
        html: html.unwrap_or_default(),
        url,
    }))
}

/// The address by which one person stops all updates, without signing in.
pub fn stop_address(tx: &mut Tx<'_>, act: &Act, person: PersonId, base: &str) -> Result<String, StoreError> {
    let key = link::key(tx, act)?;
    Ok(format!("{base}/updates/stop/{}", link::personal_token(&key, LINK, person)))
}

/// Subject, text and HTML of one copy of each: one mail.
pub fn together(letters: &[&Letter], stop: &str) -> (String, String, String) {
    let subject = match letters {
        [one] => one.subject.clone(),
        all => {
            let names: Vec<&str> = all.iter().map(|it| it.community.as_str()).collect();
            format!(
                "{} this week: {}",
                text::capital(&text::count(all.len() as i64, "community", "communities")),
                names.join(", ")
            )
        }
    };
    let plain = WholeText { letters, stop }.render().unwrap_or_default();
    let html = WholeHtml { subject: &subject, letters, stop }.render().unwrap_or_default();
    (text::shorten(&subject, 200), plain, html)
}
