//! Move a page under another one of its handbook, or to the top.

use super::publish::{address_of, folder_under, free_path, writable};
use super::{KIND, PageId, store};
use crate::handbook;
use crate::import::{is_index, stem};
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, Subject};

/// Its number stays, and whoever follows the address that it had comes to it.
pub fn place(tx: &mut Tx<'_>, act: &Act, page: PageId, under: Option<PageId>) -> Result<i64, Refusal> {
    let it = writable(tx, &act.actor, page)?;
    if store::is_from_source(tx, page)? {
        return Err(Refusal::field("under", "This page came from a source: move it there and import it again"));
    }
    let handbook = handbook::find(tx, it.handbook)?.ok_or(Refusal::Missing("handbook"))?;
    let above = store::above(tx, under)?;
    if above.iter().any(|(number, _)| *number == it.number) {
        return Err(Refusal::field("under", "A page does not stand under itself"));
    }
    let (folder, parent) = folder_under(tx, act, &handbook, under)?;
    if parent == it.parent {
        return Err(Refusal::field("under", "It stands there already"));
    }
    let name = stem(&it.path).rsplit('/').next().unwrap_or_default();
    let path = if is_index(name) { it.path.clone() } else { free_path(tx, &handbook, &folder, name)? };
    let address = address_of(&path);
    let before = store::address(tx, page)?.unwrap_or_default();
    store::place_at(tx, page, parent, (&path, &address))?;
    if before != address {
        store::redirect(tx, it.handbook, &before, page, None)?;
    }
    let facts = serde_json::json!({ "number": it.number, "under": parent });
    tx.record(&act.event("page.moved", Subject::new(KIND, page)).with(facts))?;
    Ok(it.number)
}
