//! What is wrong with a form, field by field: shown in the summary and at the field with the same words.

use serde::Serialize;

/// One field that needs another look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// The field's name, which is also its id on the page.
    pub field: String,
    /// The remedy, in words for the person.
    pub words: String,
}

/// The flaws of one form, in the order of its fields. Empty: all is well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Check {
    pub flaws: Vec<Flaw>,
}

impl Check {
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a flaw.
    pub fn add(&mut self, field: impl Into<String>, words: impl Into<String>) {
        self.flaws.push(Flaw { field: field.into(), words: words.into() });
    }

    /// The value, or a noted flaw: `let title = check.take("title", text::required(form.text("title"), 200));`.
    pub fn take<T, E: std::fmt::Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.add(field, error.to_string())).ok()
    }

    pub fn is_fine(&self) -> bool {
        self.flaws.is_empty()
    }

    /// What stands at the field; empty when nothing is wrong with it.
    pub fn at(&self, field: &str) -> &str {
        self.flaws.iter().find(|flaw| flaw.field == field).map_or("", |flaw| &flaw.words)
    }

    /// The heading of the summary: "Two answers need another look".
    pub fn sentence(&self) -> String {
        match self.flaws.len() {
            1 => "One answer needs another look".into(),
            count => format!("{} answers need another look", crate::words::count(count, true)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flaw_is_kept_in_order_and_found_at_its_field() {
        let mut check = Check::new();
        assert_eq!(check.take("title", base::text::required("", 10)), None);
        assert_eq!(check.take("body", base::text::required("fine", 10)), Some("fine".into()));
        check.add("end", "The end date must be after 1 March 2027");
        assert_eq!(check.at("title"), "Say it in a few words");
        assert_eq!(check.at("body"), "");
        assert_eq!(check.sentence(), "Two answers need another look");
        assert!(!check.is_fine());
    }
}
