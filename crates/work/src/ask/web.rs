//! The page that asks, and asks again with what was typed and what needs another look.

use crate::refusal::Refusal;
use axum::response::{IntoResponse, Response};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

/// One question of the page.
pub(crate) struct Question {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub value: String,
    pub how: How,
}

/// How it is answered.
pub(crate) enum How {
    Line,
    Text,
    Choice(Vec<(String, String)>),
}

#[derive(askama::Template)]
#[template(path = "ask/ask.html")]
pub(crate) struct AskPage {
    pub frame: Frame,
    pub trail: Vec<(String, String)>,
    pub title: String,
    /// What it is about, in a person's words; "" for nothing.
    pub about: String,
    pub lead: String,
    pub action: String,
    pub button: &'static str,
    pub back: String,
    pub draft: &'static str,
    pub once: String,
    pub hidden: Vec<(&'static str, String)>,
    pub questions: Vec<Question>,
    pub check: Check,
}

impl AskPage {
    pub(crate) fn new(app: &App, asker: &Asker, title: &str, action: String, button: &'static str) -> Self {
        Self {
            frame: asker.frame("Problems"),
            trail: vec![("/problems".into(), "Problems".into())],
            title: title.into(),
            about: String::new(),
            lead: String::new(),
            back: action.rsplit_once('/').map_or("/problems", |(back, _)| back).to_owned(),
            action,
            button,
            draft: "",
            once: app.act(asker).new_secret(),
            hidden: Vec::new(),
            questions: Vec::new(),
            check: Check::new(),
        }
    }

    pub(crate) fn about(mut self, reference: String, address: String, words: &str) -> Self {
        self.trail.push((address, reference));
        self.about = words.into();
        self
    }

    pub(crate) fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = lead.into();
        self
    }

    pub(crate) fn hidden(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.hidden.push((name, value));
        }
        self
    }

    pub(crate) fn line(self, name: &'static str, label: &'static str, hint: &'static str, value: &str) -> Self {
        self.question(Question { name, label, hint, value: value.into(), how: How::Line })
    }

    pub(crate) fn text(self, name: &'static str, label: &'static str, hint: &'static str, value: &str) -> Self {
        self.question(Question { name, label, hint, value: value.into(), how: How::Text })
    }

    pub(crate) fn choice(
        self,
        name: &'static str,
        label: &'static str,
        options: Vec<(String, String)>,
        value: &str,
    ) -> Self {
        self.question(Question { name, label, hint: "", value: value.into(), how: How::Choice(options) })
    }

    fn question(mut self, question: Question) -> Self {
        self.questions.push(question);
        self
    }

    pub(crate) fn flawed(mut self, check: Check) -> Response {
        self.check = check;
        Page::flawed(self).into_response()
    }
}

/// After a form: what the verb answered, or the page again when fields need another look.
pub(crate) fn answer(
    outcome: Result<Reply, Refusal>,
    again: impl FnOnce() -> Result<AskPage, Fault>,
) -> Result<Response, Fault> {
    match outcome {
        Ok(reply) => Ok(reply.into_response()),
        Err(Refusal::Field { field, words }) => {
            let mut check = Check::new();
            check.add(field, words);
            Ok(again()?.flawed(check))
        }
        Err(other) => Err(other.into()),
    }
}

/// A number of days as typed; "" is none. Noted where it is not a number.
pub(crate) fn days(form: &Form) -> Result<Option<i64>, Refusal> {
    let typed = form.text("days").trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let whole = typed.parse::<f64>().ok().filter(|days| (0.0..=3_650.0).contains(days)).map(|days| days.round() as i64);
    whole.map(Some).ok_or_else(|| Refusal::field("days", "Give the days as a number, such as 8"))
}

/// A day as typed: `30 11 2027`, `30/11/2027`, `2027-11-30`; "" is none.
pub(crate) fn day(form: &Form, field: &'static str) -> Result<Option<base::Day>, Refusal> {
    let typed = form.text(field).trim().replace([' ', '.'], "/");
    if typed.is_empty() {
        return Ok(None);
    }
    crate::import::day_of(&typed).map(Some).ok_or_else(|| Refusal::field(field, "Write the day as 30 11 2027"))
}

/// A product as chosen; "" is none.
pub(crate) fn product(form: &Form) -> Option<directory::product::ProductId> {
    form.parsed("product")
}

impl Sample for AskPage {
    fn samples() -> Vec<Self> {
        let mut check = Check::new();
        check.add("changes", "Say what you will change and why, or \u{201c}Nothing\u{201d}");
        let page = |check| AskPage {
            frame: Frame::sample("Problems"),
            trail: vec![("/problems".into(), "Problems".into()), ("/problems/87".into(), "P 87".into())],
            title: "What will you change, and why?".into(),
            about: "Court hearings change room overnight and witnesses go to the wrong one".into(),
            lead: "Four products started from it. It takes a team about 8 days.".into(),
            action: "/problems/87/adoptions".into(),
            button: "Start from this",
            back: "/problems/87".into(),
            draft: "adoption",
            once: "token".into(),
            hidden: vec![("q", "Visitors arrive and find their booking has gone.".into())],
            questions: vec![
                Question {
                    name: "product",
                    label: "Which product starts from it?",
                    hint: "",
                    value: "2".into(),
                    how: How::Choice(vec![
                        ("1".into(), "Jury summons".into()),
                        ("2".into(), "Bailiff dispatch".into()),
                    ]),
                },
                Question {
                    name: "changes",
                    label: "What will you change, and why?",
                    hint: "\u{201c}Nothing\u{201d} is an answer.",
                    value: String::new(),
                    how: How::Text,
                },
                Question {
                    name: "days",
                    label: "Days it took, if you know",
                    hint: "",
                    value: "7".into(),
                    how: How::Line,
                },
            ],
            check,
        };
        vec![page(Check::new()), page(check)]
    }
}

web::sample!(AskPage);
