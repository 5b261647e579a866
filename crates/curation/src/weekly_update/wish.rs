//! Who wants updates by mail: oneself alone says so, signed in or by the link that every mail carries.

use super::store;
use ::store::Tx;
use ::web::refusal::Refusal;
use base::{Act, Subject};
use communities::meetup::link;

/// The label under which the link in each mail is signed.
pub const LINK: &[u8] = b"updates";

pub fn set_wish(tx: &mut Tx<'_>, act: &Act, by_mail: bool) -> Result<(), Refusal> {
    let me = act.person().ok_or(Refusal::Denied("Sign in to say how updates reach you"))?;
    store::set_wish(tx, me, by_mail, act.now)?;
    let event = act.event("weekly_update.wished", Subject::new("person", me));
    tx.record(&event.with(serde_json::json!({ "by_mail": by_mail })))?;
    Ok(())
}

/// No more mail to whom the link names; it can do nothing else (RFC 8058).
pub fn stop_by_link(tx: &mut Tx<'_>, act: &Act, token: &str) -> Result<(), Refusal> {
    let person = link::whose(tx, LINK, token)?.ok_or(Refusal::Missing("link"))?;
    store::set_wish(tx, person, false, act.now)?;
    let event = act.event("weekly_update.wished", Subject::new("person", person));
    tx.record(&event.with(serde_json::json!({ "by_mail": false, "by_link": true })))?;
    Ok(())
}
