//! An update as mail says it: plain text and HTML, written once for all; a copy adds its own link to stop it.

use crate::weekly_update::{self, LINK, Update, UpdateId, find_by_id};
use ::store::{Conn, StoreError, Tx};
use askama::Template;
use base::{Act, PersonId};
use communities::meetup::link;
use directory::community::{self, Community};

/// What all copies share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Where it is read with a browser.
    pub url: String,
}

/// Stands in both texts where a copy's own address comes.
const STOP: &str = "{stop-address}";

#[derive(Template)]
#[template(path = "weekly_update/mail.txt", escape = "none")]
struct Text<'a> {
    it: &'a Community,
    update: &'a Update,
    url: &'a str,
    /// Scheme and host.
    base: &'a str,
    stop: &'static str,
}

#[derive(Template)]
#[template(path = "weekly_update/mail.html")]
struct Html<'a> {
    it: &'a Community,
    update: &'a Update,
    url: &'a str,
    base: &'a str,
    stop: &'static str,
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
    let text = Text { it: &it, update: &update, url: &url, base, stop: STOP }.render();
    let html = Html { it: &it, update: &update, url: &url, base, stop: STOP }.render();
    let subject = format!("{}, week of {}", it.name, update.week.long());
    Ok(Some(Letter { subject, text: text.unwrap_or_default(), html: html.unwrap_or_default(), url }))
}

/// The address by which one person stops all updates, without signing in.
pub fn stop_address(tx: &mut Tx<'_>, act: &Act, person: PersonId, base: &str) -> Result<String, StoreError> {
    let key = link::key(tx, act)?;
    Ok(format!("{base}/updates/stop/{}", link::personal_token(&key, LINK, person)))
}

impl Letter {
    /// Text and HTML of one copy.
    pub fn for_one(&self, stop: &str) -> (String, String) {
        (self.text.replace(STOP, stop), self.html.replace(STOP, stop))
    }
}
