//! Weekly updates leave by mail: one letter a member, through the mail server that the operator named.
//!
//! What a copy is and when it counts as sent is in [`curation::weekly_update::copy`]; here it is only handed over.

use crate::cli::Trouble;
use crate::jobs;
use base::Actor;
use curation::handing;
use curation::weekly_update::UpdateId;
use curation::weekly_update::copy::{self, Copy};
use curation::weekly_update::web::letter::{Letter, letter, stop_address, together};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::transport::smtp::{AsyncSmtpTransport, AsyncSmtpTransportBuilder};
use lettre::{Address, AsyncTransport, Tokio1Executor};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::time::Duration;
use web::App;

/// Handed over one after the other, over one connection kept open.
const TOGETHER: i64 = 20;

/// Knows the mail server and who sends.
pub struct Postman {
    server: AsyncSmtpTransportBuilder,
    from: Mailbox,
    /// Scheme and host of the links, and the host of message ids.
    base: String,
    host: String,
}

impl Postman {
    pub fn new(server: &str, from: &str, public_url: &str) -> Result<Self, Trouble> {
        let wrong = |what: &str, error: String| Trouble::said(format!("{what} cannot be used: {error}"));
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|error| wrong("The address of the mail server", error.to_string()))?
            .timeout(Some(Duration::from_secs(30)));
        let from: Mailbox = from.parse().map_err(|error| wrong("The sender's address", format!("{error}")))?;
        let base = public_url.trim_end_matches('/').to_owned();
        let host = base.split("//").nth(1).unwrap_or("localhost").split([':', '/']).next().unwrap_or("localhost");
        Ok(Postman { server, from, host: host.to_owned(), base })
    }

    /// One copy, or several of one person in one mail.
    fn message(&self, copies: &[Copy], letters: &[&Letter], stop: &str) -> Result<Message, String> {
        let it = copies.first().ok_or("there is nothing to say")?;
        let to: Address = it.email.parse().map_err(|error| format!("{}: {error}", it.email))?;
        let (subject, text, html) = together(letters, stop);
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(it.name.clone()), to))
            .subject(subject)
            .message_id(Some(copy::message_id(it.update, it.person, &self.host)))
            .header(ListUnsubscribe(format!("<{stop}>")))
            .header(ListUnsubscribePost("List-Unsubscribe=One-Click".into()))
            .multipart(MultiPart::alternative_plain_html(text, html))
            .map_err(|error| error.to_string())
    }
}

macro_rules! header {
    ($(#[$doc:meta])* $type:ident, $name:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        struct $type(String);

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok($type(text.into()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    };
}

header!(
    /// RFC 2369.
    ListUnsubscribe,
    "List-Unsubscribe"
);
header!(
    /// RFC 8058: one request stops it, without a page between.
    ListUnsubscribePost,
    "List-Unsubscribe-Post"
);

/// For ever.
pub async fn keep_sending(app: App, postman: Postman) {
    // Made here: it keeps its connections within the runtime.
    let server = postman.server.clone().build::<Tokio1Executor>();
    loop {
        jobs::rest_after("weekly updates were not sent", send_next(&app, &postman, &server).await).await;
    }
}

type Server = AsyncSmtpTransport<Tokio1Executor>;

/// Answers how many copies were taken.
async fn send_next(app: &App, postman: &Postman, server: &Server) -> Result<usize, store::StoreError> {
    let now = app.now();
    let at_work = base::time::is_working_time(now, &app.settings.zone);
    let in_one = base::time::is_end_of_week(now, &app.settings.zone);
    let round = copy::Round { now, stale: handing::stale(now), at_work, in_one, most: TOGETHER };
    let copies = app.write(move |tx| copy::take(tx, round)).await?;
    let mut letters: HashMap<UpdateId, Letter> = HashMap::new();
    for it in &copies {
        if let Entry::Vacant(free) = letters.entry(it.update)
            && let Some(letter) = app.read(|conn| letter(conn, it.update, &postman.base))?
        {
            free.insert(letter);
        }
    }
    let taken = copies.len();
    for mail in mails(copies) {
        send_one(app, (postman, server), mail, &letters).await?;
    }
    Ok(taken)
}

/// One copy each, but those of a person who wants all in one.
fn mails(copies: Vec<Copy>) -> Vec<Vec<Copy>> {
    let mut mails: Vec<Vec<Copy>> = Vec::new();
    for it in copies {
        let same =
            |mail: &&mut Vec<Copy>| mail.iter().any(|other| it.in_one && other.in_one && other.person == it.person);
        match mails.iter_mut().find(same) {
            Some(mail) => mail.push(it),
            None => mails.push(vec![it]),
        }
    }
    // Handed over again, it is the same mail under the same message id.
    mails.iter_mut().for_each(|mail| mail.sort_by_key(|it| it.update));
    mails
}

async fn send_one(
    app: &App,
    (postman, server): (&Postman, &Server),
    mut mail: Vec<Copy>,
    letters: &HashMap<UpdateId, Letter>,
) -> Result<(), store::StoreError> {
    mail.retain(|it| letters.contains_key(&it.update));
    let Some(person) = mail.first().map(|it| it.person) else { return Ok(()) };
    let (act, base) = (app.act(&Actor::system()), postman.base.clone());
    let stop = app.write(move |tx| stop_address(tx, &act, person, &base)).await?;
    let said: Vec<&Letter> = mail.iter().filter_map(|it| letters.get(&it.update)).collect();
    let handed = match postman.message(&mail, &said, &stop) {
        Ok(message) => server.send(message).await.map(drop).map_err(|error| (error.to_string(), error.is_permanent())),
        Err(fault) => Err((fault, true)),
    };
    let act = app.act(&Actor::system());
    app.write(move |tx| {
        mail.iter().try_for_each(|it| match &handed {
            Ok(()) => copy::is_sent(tx, &act, it),
            Err((fault, for_good)) => copy::is_refused(tx, &act, it, fault, *for_good),
        })
    })
    .await
}
