//! What one's own record takes in, and what one takes out of it.

use super::{How, store};
use crate::page::{self, PageId, policy};
use crate::refusal::Refusal;
use ::store::Tx;
use base::Act;

/// What goes out of one's own record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    Page(PageId),
    All,
}

/// Today, for oneself. The same again on a day changes nothing.
pub fn read(tx: &mut Tx<'_>, act: &Act, page: PageId) -> Result<i64, Refusal> {
    let me = act.person().ok_or(Refusal::Missing("page"))?;
    let it = page::find(tx, page)?.map(|it| it.summary).filter(|it| policy::may_read(&act.actor, it));
    let it = it.ok_or(Refusal::Missing("page"))?;
    store::put_on(tx, me, page, act.now.day(), How::Read)?;
    Ok(it.number)
}

/// Gone for good, from every count too.
pub fn erase(tx: &mut Tx<'_>, act: &Act, what: Erase) -> Result<(), Refusal> {
    let me = act.person().ok_or(Refusal::Missing("record"))?;
    match what {
        Erase::Page(page) => store::erase_page(tx, me, page)?,
        Erase::All => store::erase_all(tx, me)?,
    }
    Ok(())
}
