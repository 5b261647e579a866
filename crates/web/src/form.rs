//! Forms, read so that nothing typed is lost: a field that is missing is empty, broken encoding becomes replacement
//! characters, control characters are left to [`base::text`], and what is wrong is said at the field.

use crate::once::OnceKey;
use crate::{Asker, Fault};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};

/// A sent form: `form.text("statement")`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    fields: Vec<(String, String)>,
}

/// The hidden field that makes a form count once; `parts::once` writes it.
pub struct OnceField;

impl OnceField {
    pub const NAME: &'static str = "once";
}

impl Form {
    /// What a whole request may weigh, unless a route says otherwise.
    pub const MOST_BYTES: usize = 2_000_000;
    /// Fields beyond this number are not looked at.
    const MOST_FIELDS: usize = 2_000;

    pub fn read(body: &[u8]) -> Self {
        Self { fields: pairs(body) }
    }

    /// Of fields that came in another way than as a form's body.
    pub fn of(fields: Vec<(String, String)>) -> Self {
        Self { fields }
    }

    /// The field as typed; empty when it was not sent. The first one when it was sent twice.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field that may be chosen several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }

    /// Every field in order, for forms whose fields are as many as the things they show.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The field read as `T`: `None` when it is empty or is not one.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).trim().parse().ok()
    }

    /// The key under which this form counts once, for [`crate::App::write_once`]. It holds what was typed, so that
    /// the same form sent again with other words is another one. `None` when the form carries no `once` field.
    pub fn once(&self, asker: &Asker, route: &'static str) -> Option<OnceKey> {
        let token = self.text(OnceField::NAME);
        if token.is_empty() {
            return None;
        }
        let typed = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish();
        Some(OnceKey::new(asker, route, &typed, &typed))
    }
}

/// Pairs of a urlencoded body, in order. Bytes that are no UTF-8 become U+FFFD.
pub(crate) fn pairs(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body)
        .take(Form::MOST_FIELDS)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let kind = request.headers().get(header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
        if !kind.is_empty() && !kind.starts_with(b"application/x-www-form-urlencoded") {
            return Err(Fault::Unreadable("A form is expected here, and this is not one.".into()));
        }
        let body = Bytes::from_request(request, state).await.map_err(|refusal| match refusal.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge { most_bytes: Self::MOST_BYTES },
            _ => Fault::Unreadable("The form did not arrive whole. Go back and send it again.".into()),
        })?;
        Ok(Self::read(&body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_encoding_keeps_what_can_be_kept() {
        let form = Form::read(b"statement=caf%FF+noir%&other=\xff\xfe&=x&lonely");
        assert_eq!(form.text("statement"), "caf\u{fffd} noir%");
        assert_eq!(form.text("other"), "\u{fffd}\u{fffd}");
        assert_eq!(form.text("lonely"), "");
        assert!(form.has("lonely") && !form.has("missing"));
    }

    #[test]
    fn a_field_sent_several_times_is_read_first_or_whole() {
        let form = Form::read(b"page=a&page=b&n=12&m=x");
        assert_eq!(form.text("page"), "a");
        assert_eq!(form.all("page").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((form.parsed::<u32>("n"), form.parsed::<u32>("m")), (Some(12), None));
    }
}
