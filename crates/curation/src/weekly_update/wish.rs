//! Who wants updates by mail: oneself alone says so, signed in or by the link that every mail carries.

use super::store;
use ::store::Tx;
use ::web::refusal::Refusal;
use ::web::worded;
use base::{Act, Subject};
use communities::meetup::link;

worded!(
    /// How updates reach somebody.
    pub enum Wish {
        AtOnce = "at_once" as "By mail, at once",
        /// Monday to Friday from 8 to 18, on the organisation's clock.
        WorkingHours = "working_hours" as "By mail, in working hours only",
        /// From Friday at 15, on the organisation's clock.
        OneMail = "one_mail" as "All of my communities in one mail, on Friday afternoon",
        Never = "never" as "Not by mail: I read them here",
    }
);

/// The label under which the link in each mail is signed.
pub const LINK: &[u8] = b"updates";

pub fn set_wish(tx: &mut Tx<'_>, act: &Act, how: Wish) -> Result<(), Refusal> {
    let me = act.person().ok_or(Refusal::Denied("Sign in to say how updates reach you"))?;
    store::set_wish(tx, me, how, act.now)?;
    let event = act.event("weekly_update.wished", Subject::new("person", me));
    tx.record(&event.with(serde_json::json!({ "how": how.word() })))?;
    Ok(())
}

/// No more mail to whom the link names; it can do nothing else (RFC 8058).
pub fn stop_by_link(tx: &mut Tx<'_>, act: &Act, token: &str) -> Result<(), Refusal> {
    let person = link::whose(tx, LINK, token)?.ok_or(Refusal::Missing("link"))?;
    store::set_wish(tx, person, Wish::Never, act.now)?;
    let event = act.event("weekly_update.wished", Subject::new("person", person));
    tx.record(&event.with(serde_json::json!({ "how": Wish::Never.word(), "by_link": true })))?;
    Ok(())
}
