//! What waits behind signing in: where somebody wanted to go and what they had typed when their session had ended.
//!
//! Nothing is kept on the server: the typed form travels in the sign-in form and comes back as a page with one button.

use crate::form::{Form, OnceField};
use crate::page::{Page, see};
use crate::{Frame, Sample, sample};
use askama::Template;
use axum::response::{IntoResponse, Response};

/// A form that was typed but not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub fields: Vec<(String, String)>,
}

impl Kept {
    /// Larger forms are not carried: the page says so and the browser still has them.
    pub const MOST_BYTES: usize = 300_000;

    fn written(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish()
    }

    fn read(written: &str) -> Option<Self> {
        let fields = crate::form::pairs(written.as_bytes());
        (!fields.is_empty()).then_some(Self { fields })
    }

    /// What a person typed, without the fields that only the machine reads.
    pub fn shown(&self) -> impl Iterator<Item = &(String, String)> {
        self.fields.iter().filter(|(name, value)| name != OnceField::NAME && !value.is_empty())
    }
}

/// Where somebody wanted to go before they had to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    then: String,
    kept: Option<Kept>,
}

impl Wish {
    /// The fields of the sign-in form that carry it; `parts::wish` writes them.
    pub const THEN: &'static str = "then";
    pub const KEPT: &'static str = "kept";

    /// To an address of this site; anything else becomes the first page.
    pub fn to(then: &str) -> Self {
        Self { then: local(then).unwrap_or("/").to_owned(), kept: None }
    }

    pub(crate) fn with_form(address: &str, typed: &[u8]) -> Self {
        let kept = Kept { fields: crate::form::pairs(typed) };
        Self { kept: Some(kept), ..Self::to(address) }
    }

    /// Out of the sign-in form that was sent.
    pub fn of_form(form: &Form) -> Self {
        let kept = Kept::read(form.text(Self::KEPT));
        Self { kept, ..Self::to(form.text(Self::THEN)) }
    }

    pub fn then(&self) -> &str {
        &self.then
    }

    /// The typed form as one text, for a hidden field; empty when there is none.
    pub fn kept(&self) -> String {
        self.kept.as_ref().map(Kept::written).unwrap_or_default()
    }

    pub fn keeps_something(&self) -> bool {
        self.kept.is_some()
    }

    /// After signing in: on to the wished page, or to what was typed, with one button to send it.
    /// The caller adds the session cookie to the answer.
    pub fn come_true(self, frame: Frame) -> Response {
        match self.kept {
            None => see(&self.then),
            Some(kept) => Page::of(KeptPage { frame, then: self.then, kept }).into_response(),
        }
    }
}

/// An address within this site: begins with one slash, and nothing in it can lead elsewhere.
fn local(address: &str) -> Option<&str> {
    let second = address.as_bytes().get(1);
    let stays = address.starts_with('/') && !matches!(second, Some(b'/' | b'\\'));
    (stays && address.len() <= 2_000 && !address.chars().any(char::is_control)).then_some(address)
}

#[derive(Template)]
#[template(path = "kept.html")]
struct KeptPage {
    frame: Frame,
    then: String,
    kept: Kept,
}

impl Sample for KeptPage {
    fn samples() -> Vec<Self> {
        let fields = vec![
            ("statement".to_owned(), "Visitors arrive and find that their <booking> has gone.".to_owned()),
            (OnceField::NAME.to_owned(), "token".to_owned()),
        ];
        vec![KeptPage { frame: Frame::sample(""), then: "/problems".into(), kept: Kept { fields } }]
    }
}

sample!(KeptPage);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_never_leads_to_another_site() {
        for wrong in ["//evil.example", "https://evil.example", "/\\evil.example", "", "evil", "/a\nb"] {
            assert_eq!(Wish::to(wrong).then(), "/", "{wrong}");
        }
        assert_eq!(Wish::to("/problems/new?q=a%20b").then(), "/problems/new?q=a%20b");
    }

    #[test]
    fn what_was_typed_survives_the_way_through_the_sign_in_form() {
        let typed = "statement=Caf%C3%A9%26more%0Alines&once=abc&who=";
        let wish = Wish::with_form("/problems", typed.as_bytes());
        let sent = form_urlencoded::Serializer::new(String::new())
            .append_pair("then", wish.then())
            .append_pair("kept", &wish.kept())
            .finish();
        let back = Wish::of_form(&Form::read(sent.as_bytes()));
        assert_eq!(back, wish);
        let shown: Vec<_> = back.kept.as_ref().unwrap().shown().collect();
        assert_eq!(shown, [&("statement".to_owned(), "Café&more\nlines".to_owned())]);
    }
}
