//! Send a picture in.

use super::store;
use crate::import::{hex, media_type};
use crate::page;
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, text};
use sha2::Digest;

/// A picture has at most so many bytes.
pub const LARGEST: usize = 10 << 20;
const SHOWS_MOST: usize = 300;

#[derive(Clone, Debug)]
pub struct Add {
    /// What it shows, for whoever does not see it.
    pub shows: String,
    pub content: Vec<u8>,
}

/// Keeps it, once however often it is sent, and answers with the line for the text. What a file is tell its first bytes,
/// not its name.
pub fn add(tx: &mut Tx<'_>, act: &Act, it: &Add) -> Result<String, Refusal> {
    let sender = act.person().filter(|_| !act.actor.read_only);
    let sender = sender.ok_or(Refusal::Denied("Whoever is signed in and may write sends pictures"))?;
    if it.content.is_empty() {
        return Err(Refusal::field("picture", "Choose a picture"));
    }
    if it.content.len() > LARGEST {
        return Err(Refusal::field("picture", "Choose a smaller one: at most 10 MB"));
    }
    let kind = media_type(&it.content).filter(|kind| is_picture(kind));
    let kind =
        kind.ok_or_else(|| Refusal::field("picture", "This is no picture. Choose a PNG, JPEG, GIF, WebP or AVIF"))?;
    let shows = text::required_line(&it.shows, SHOWS_MOST).map_err(Refusal::at("shows"))?;
    let sha256 = hex(&sha2::Sha256::digest(&it.content));
    page::keep_file(tx, &sha256, kind, &it.content, act.now)?;
    store::insert(tx, act, &sha256, sender)?;
    Ok(super::markdown(&sha256, &shows))
}

/// A drawing (SVG) may hold script and comes from sources alone.
fn is_picture(kind: &str) -> bool {
    kind.starts_with("image/") && kind != "image/svg+xml"
}
