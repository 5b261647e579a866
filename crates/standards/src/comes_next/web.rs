//! On a product's page: what comes next, and how its team works together.

use super::{Next, of_product};
use crate::teamwork::{self, Finding};
use ::store::{Conn, StoreError};
use askama::Template;
use base::Day;
use directory::panels::Look;
use directory::product::ProductId;

#[derive(Template)]
#[template(path = "comes_next/panel.html")]
struct Panel {
    slug: String,
    today: Day,
    next: Vec<Next>,
    /// Gaps and overlaps in how the team works together; `None`: it has not said.
    teamwork: Option<(usize, usize)>,
}

impl Panel {
    fn mark(&self, it: &Next) -> (&'static str, &'static str) {
        if it.on < self.today { ("lost", "Late") } else { ("open", it.kind.label()) }
    }

    /// `Track, by 30 June 2027, in 40 days. Starting well, point 3`
    fn about(&self, it: &Next) -> String {
        let days = it.on.days_since(self.today);
        let left = match days {
            0 => "today".into(),
            1.. => format!("in {}", base::text::count(days, "day", "days")),
            _ => format!("{} late", base::text::count(-days, "day", "days")),
        };
        format!("{}, {}, {left}. {}", it.kind.label(), it.on.long(), it.about)
    }

    fn teamwork_words(&self) -> String {
        match self.teamwork {
            None => "the team has not said it yet".into(),
            Some((0, 0)) => "no gap and no overlap".into(),
            Some((gaps, overlaps)) => {
                let gaps = base::text::count(gaps as i64, "gap", "gaps");
                format!("{gaps}, {}", base::text::count(overlaps as i64, "overlap", "overlaps"))
            }
        }
    }
}

pub fn panel(conn: &mut Conn, look: &Look<'_>, product: ProductId) -> Result<String, StoreError> {
    let Some(it) = directory::product::find(conn, product)? else { return Ok(String::new()) };
    let own = teamwork::lines(conn, Some(product))?;
    let teamwork = if own.is_empty() {
        None
    } else {
        let together = teamwork::of_team(conn, product, &own)?;
        let found = |which: fn(&Finding) -> bool| teamwork::count(&together.lines, which);
        Some((found(Finding::is_gap), found(Finding::is_overlap)))
    };
    let next = of_product(conn, &it, look.today)?;
    // A panel that cannot be written leaves its page whole.
    Ok(Panel { slug: it.slug, today: look.today, next, teamwork }.render().unwrap_or_default())
}
