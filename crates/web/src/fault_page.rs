//! The page of a fault: what happened, what to do, the way out.

use crate::present::Reference;
use crate::{App, Asker, Check, Fault, Frame, Sample, sample};
use askama::Template;
use base::Moment;

#[derive(Template)]
#[template(path = "fault.html")]
pub(crate) struct FaultPage {
    frame: Frame,
    heading: &'static str,
    sentence: String,
    /// The words of the address, to search for instead.
    words: String,
    instead: Option<(String, String)>,
    closest: Vec<Closest>,
    check: Check,
    status: u16,
    reference: String,
    at: String,
    /// A link may have led here.
    lost: bool,
}

/// Something that may be what an address that leads nowhere meant.
pub(crate) struct Closest {
    reference: String,
    title: String,
    url: String,
}

const CLOSEST: usize = 3;

/// What the words of an address find, as the asker may see it. An address that ends in a number has no words.
pub(crate) fn closest(app: &App, asker: &Asker, path: &str) -> Vec<Closest> {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let words = words_of(path);
    if !last.chars().any(char::is_alphabetic) || words.is_empty() {
        return Vec::new();
    }
    let viewer = base::Viewer::of(asker);
    let query = search::SearchQuery { limit: CLOSEST, ..search::SearchQuery::new(&words, &viewer) };
    let hits = app.index.search(&query).hits.into_iter();
    hits.map(|hit| Closest { reference: hit.reference, title: hit.title, url: hit.url }).collect()
}

impl FaultPage {
    /// With what may have been meant.
    pub fn near(self, closest: Vec<Closest>) -> Self {
        Self { closest, ..self }
    }

    pub fn new(frame: Frame, fault: &Fault, path: &str, reference: &Reference, at: Moment) -> Self {
        let instead = if let Fault::Gone { instead, .. } = fault { instead.clone() } else { None };
        let check = if let Fault::Invalid(check) = fault { check.clone() } else { Check::new() };
        Self {
            frame,
            heading: fault.heading(),
            sentence: fault.sentence(),
            words: words_of(path),
            instead,
            closest: Vec::new(),
            check,
            status: fault.status().as_u16(),
            reference: reference.0.clone(),
            at: format!("{}, {}", at.day().long(), at.rfc3339().get(11..16).unwrap_or_default()),
            lost: matches!(fault, Fault::NotFound | Fault::Gone { .. }),
        }
    }
}

/// `/handbook/consent-forms%20old` → `consent forms old`: the last part that is more than a number.
fn words_of(path: &str) -> String {
    let decoded =
        form_urlencoded::parse(path.replace(['&', '='], " ").as_bytes()).next().map(|(words, _)| words.into_owned());
    let decoded = decoded.unwrap_or_default();
    let part = decoded.split('/').rev().find(|part| part.chars().any(char::is_alphabetic)).unwrap_or("");
    let words = part.replace(|letter: char| !letter.is_alphanumeric(), " ");
    base::text::shorten(&base::text::one_line(&words), 100)
}

impl Sample for FaultPage {
    fn samples() -> Vec<Self> {
        let mut check = Check::new();
        check.add("statement", "Say the problem in a sentence");
        let instead = Some(("/handbook/33".to_owned(), "Consent, in plain words".to_owned()));
        let faults = [
            Fault::Unreadable("A form is expected here, and this is not one.".into()),
            Fault::NotAllowed("This is for librarians.".into()),
            Fault::NotFound,
            Fault::NoSuchMethod,
            Fault::Conflict("Kit saved this page two minutes ago. Your text is kept.".into()),
            Fault::Gone { what: "It became part of another page in March 2026".into(), instead },
            Fault::TooLarge { most_bytes: crate::Form::MOST_BYTES },
            Fault::Invalid(check),
            Fault::Busy("The disk is full, so nothing can be saved. Reading goes on.".into()),
            Fault::Internal("not shown".into()),
        ];
        let reference = Reference("7K3-QM2".into());
        let page =
            |fault| FaultPage::new(Frame::sample(""), fault, "/handbook/consent-forms", &reference, Moment::default());
        let closest = |number: usize| Closest {
            reference: format!("H {number}"),
            title: "Consent, in plain words".into(),
            url: format!("/handbook/{number}"),
        };
        let lost = page(&Fault::NotFound).near(vec![closest(33), closest(19)]);
        faults.iter().map(page).chain([lost]).collect()
    }
}

sample!(FaultPage);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_an_address_are_what_one_would_search_for() {
        assert_eq!(words_of("/handbook/consent-forms%20old"), "consent forms old");
        assert_eq!(words_of("/problems/87"), "problems");
        assert_eq!(words_of("/p/%ff%3Cscript%3E&x=1"), "script x 1");
        assert_eq!(words_of("/"), "");
    }

    #[test]
    fn what_failed_inside_is_not_on_the_page() {
        let pages: Vec<_> = FaultPage::samples().iter().map(|page| page.render().unwrap()).collect();
        assert!(pages.iter().all(|html| !html.contains("not shown")));
    }
}
