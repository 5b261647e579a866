//! What the source says since, change by change: theirs, ours or both; and what is left out on purpose.

use super::source::view;
use crate::adaptation::{Leaving, Outside, TakeIn, outside, take_in};
use crate::merge::{Chosen, Clash, Merged, Piece, words};
use crate::page;
use crate::page::web::page_id;
use crate::refusal::Refusal;
use crate::revision::web::{Pieces, side};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use web::{App, Asker, Check, Fault, Form, Page, Reply};

/// One change of theirs as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Change {
    theirs: Vec<Piece>,
    ours: Vec<Piece>,
    /// We changed the same.
    pub(super) clashes: bool,
    /// Ours says nothing there.
    pub(super) is_new: bool,
    /// They took it away.
    pub(super) is_gone: bool,
    /// There was nothing before.
    was_nothing: bool,
}

impl Change {
    pub(super) fn all(merged: &Merged) -> Vec<Self> {
        merged.their_changes().map(|(change, clashes)| Self::of(change, clashes)).collect()
    }

    fn of(change: &Clash, clashes: bool) -> Self {
        let base = change.base.join("\n\n");
        Self {
            theirs: words(&base, &change.theirs.join("\n\n")),
            ours: words(&base, &change.ours.join("\n\n")),
            clashes,
            is_new: change.ours.is_empty(),
            is_gone: change.theirs.is_empty(),
            was_nothing: change.base.is_empty(),
        }
    }

    pub(super) fn theirs(&self) -> String {
        Pieces { all: &self.theirs }.render().unwrap_or_default()
    }

    /// What we changed marked as well, where both did.
    pub(super) fn ours(&self) -> String {
        let shown = if self.clashes { self.ours.clone() } else { side(&self.ours, false) };
        Pieces { all: &shown }.render().unwrap_or_default()
    }

    pub(super) fn about(&self) -> &'static str {
        match (self.clashes, self.is_new, self.is_gone) {
            (true, _, true) => "They took away what we rewrote",
            (true, true, _) => "They rewrote what we took away",
            (true, ..) if self.was_nothing => "Both wrote something new here",
            (true, ..) => "Both rewrote it",
            (false, true, _) => "New with them",
            (false, _, true) => "They took it away",
            _ => "They rewrote it, we did not",
        }
    }

    pub(super) fn samples() -> Vec<Self> {
        let one = |base: &str, ours: &str, theirs: &str, clashes| {
            let blocks = |text: &str| if text.is_empty() { vec![] } else { vec![text.to_owned()] };
            Self::of(&Clash { base: blocks(base), ours: blocks(ours), theirs: blocks(theirs) }, clashes)
        };
        vec![
            one("Ask <first>.", "Ask <first>.", "Ask <early>.", false),
            one("Ask.", "Ask us.", "Ask early.", true),
            one("", "", "A new part & more.", false),
            one("Gone", "Gone", "", false),
        ]
    }
}

/// `POST /handbook/{number}/source/update`: with `do=show` what something outside says now is only shown beside ours.
pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let now = outside_now(&form);
    let typed = now.clone().unwrap_or_default();
    if form.text("do") == "show" {
        let mut check = Check::new();
        if form.text("text").trim().is_empty() {
            check.add("text", "Paste the text as it is now");
        }
        let flawed = !check.is_fine();
        let page = view(&app, &asker, &number, (form, check, typed))?;
        return Ok(if flawed { Page::flawed(page) } else { Page::of(page) }.into_response());
    }
    let page = page_id(&app, &asker, &number)?;
    let (act, it) = (app.act(asker.actor()), TakeIn { page, ..taken(&form, now) });
    let outcome = app
        .write_once(form.once(&asker, "page.take_in"), move |tx| {
            Ok::<_, Refusal>(Reply::see(page::url(take_in(tx, &act, it.clone())?)))
        })
        .await;
    match outcome {
        Err(Refusal::Overtaken { now }) => {
            let words =
                format!("Version {now} of this page was saved while you were deciding: look at the changes again");
            let mut check = Check::new();
            check.add("changes", words);
            Ok(Page::flawed(view(&app, &asker, &number, (form, check, typed))?).into_response())
        }
        other => web::answer(other, |check| view(&app, &asker, &number, (form, check, typed))),
    }
}

/// The text of something outside as it was pasted; its name stays.
fn outside_now(form: &Form) -> Option<Outside> {
    if !form.has("text") {
        return None;
    }
    outside("-", "", form.text("revision"), form.text("text")).ok()
}

fn taken(form: &Form, outside: Option<Outside>) -> TakeIn {
    let (mut chosen, mut left) = (Vec::new(), Vec::new());
    while form.has(&format!("change-{}", chosen.len() + 1)) {
        let at = chosen.len() + 1;
        let choice = match form.text(&format!("change-{at}")) {
            "theirs" => Chosen::Theirs,
            "both" => Chosen::Both,
            _ => Chosen::Ours,
        };
        let why = form.text(&format!("why-{at}"));
        if choice == Chosen::Ours && !why.trim().is_empty() {
            left.push(Leaving { change: at - 1, why: why.into() });
        }
        chosen.push(choice);
    }
    TakeIn {
        page: base::Uuid::nil().into(),
        base_version: form.parsed("base").unwrap_or(0),
        source_version: form.parsed("source_version"),
        outside,
        chosen,
        left,
        why: form.text("why").into(),
    }
}
