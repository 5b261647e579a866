//! Send a picture or a document in.

use super::store;
use crate::import::{ending_of, kind_of};
use crate::page;
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, text};
use sha2::Digest;

/// A picture has at most so many bytes.
pub const LARGEST: usize = 10 << 20;
const SHOWS_MOST: usize = 300;

#[derive(Clone, Debug, Default)]
pub struct Add {
    /// What a picture shows, for whoever does not see it; what a file is, as its link says.
    pub shows: String,
    /// As it is called where it comes from: `form.pdf`.
    pub name: String,
    pub content: Vec<u8>,
}

/// Keeps it, once however often it is sent, and answers with the line for the text. What a file is tell its first bytes,
/// not its name.
pub fn add(tx: &mut Tx<'_>, act: &Act, it: &Add) -> Result<String, Refusal> {
    let sender = act.person().filter(|_| !act.actor.read_only);
    let sender = sender.ok_or(Refusal::Denied("Whoever is signed in and may write sends pictures"))?;
    if it.content.is_empty() {
        return Err(Refusal::field("picture", "Choose a picture or a file"));
    }
    if it.content.len() > LARGEST {
        return Err(Refusal::field("picture", "Choose a smaller one: at most 10 MB"));
    }
    let kind = kind_of(&it.name, &it.content).filter(|kind| is_picture(kind) || is_document(kind));
    let kind = kind.ok_or_else(|| Refusal::field("picture", NEITHER))?;
    let shows = text::required_line(&it.shows, SHOWS_MOST).map_err(Refusal::at("shows"))?;
    let sha256 = text::hex(&sha2::Sha256::digest(&it.content));
    page::keep_file(tx, &sha256, kind, &it.content, act.now)?;
    store::insert(tx, act, &sha256, sender)?;
    let ending = (!is_picture(kind)).then(|| ending_of(kind));
    Ok(ending.map_or_else(|| super::markdown(&sha256, &shows), |ending| super::link(&sha256, &shows, ending)))
}

const NEITHER: &str = "This is neither a picture (PNG, JPEG, GIF, WebP, AVIF) nor a document (PDF, Word, Excel, PowerPoint, OpenDocument, CSV or plain text), or not what its name says";

/// A drawing (SVG) may hold script and comes from sources alone.
fn is_picture(kind: &str) -> bool {
    kind.starts_with("image/") && kind != "image/svg+xml"
}

/// What people save and open with their own programs. An archive or a document with macros is not taken.
fn is_document(kind: &str) -> bool {
    matches!(ending_of(kind), "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "csv" | "txt")
}
