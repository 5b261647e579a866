//! Who may know of a page. Retirement hides nothing: a retired page says that it is. Withdrawal narrows the audience.

use super::Summary;
use base::Actor;

/// Its audience; unknown audiences include nobody.
pub fn may_read(actor: &Actor, page: &Summary) -> bool {
    page.audience.is_some_and(|audience| audience.includes(actor))
}
