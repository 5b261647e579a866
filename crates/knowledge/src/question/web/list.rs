//! `/handbook/questions`: what most people ask first.

use crate::question::{Question, QuestionState, count_open, list};
use askama::Template;
use axum::extract::{Query, State};
use base::{Cursor, Limit, Slice};
use web::{App, Asker, Fault, Frame, Page, Sample};

#[derive(Template)]
#[template(path = "question/list.html")]
struct Questions {
    frame: Frame,
    state: QuestionState,
    open: i64,
    slice: Slice<Question>,
}

impl Questions {
    fn heading(&self) -> String {
        match self.open {
            0 => "No question is open".into(),
            some => base::text::count(some, "question is open", "questions are open"),
        }
    }

    fn states(&self) -> Vec<(&'static str, &'static str, bool)> {
        let all = [(QuestionState::Open, "Open"), (QuestionState::Answered, "Answered")];
        all.into_iter().map(|(state, label)| (state.word(), label, state == self.state)).collect()
    }

    fn next(&self) -> String {
        let next = self.slice.next.as_ref();
        next.map(|next| format!("/handbook/questions?state={}&cursor={next}", self.state.word())).unwrap_or_default()
    }

    fn shown(&self) -> String {
        base::text::count(self.slice.items.len() as i64, "question shown", "questions shown")
    }

    fn about(&self, it: &Question) -> String {
        let what = if it.wants_page { "A page is missing, asked for" } else { "Asked" };
        let by = it.asked_by.as_ref().map(|(_, name)| format!(" by {name}")).unwrap_or_default();
        let whom = it.community.as_ref().map(|(_, name)| format!(" of {name}")).unwrap_or_default();
        format!("{}: {what}{by}{whom} on {}", it.reference(), it.asked_at.day().long())
    }

    fn counts(&self, it: &Question) -> String {
        let answers = base::text::count(it.answers, "answer", "answers");
        match it.again {
            0 => answers,
            again => format!("{answers}, {} too", base::text::count(again, "asks it", "ask it")),
        }
    }
}

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    state: Option<String>,
    cursor: Option<String>,
}

/// `GET /handbook/questions?state=answered`
pub async fn show(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let state = asked.state.as_deref().and_then(QuestionState::from_word).unwrap_or(QuestionState::Open);
    let cursor = asked.cursor.as_deref().and_then(|cursor| Cursor::decode(cursor, 2));
    let after = cursor.and_then(|cursor| Some((cursor.part(0)?, cursor.part(1)?)));
    let view = app.read(|conn| {
        Ok::<_, Fault>(Questions {
            frame: asker.frame("Handbook"),
            state,
            open: count_open(conn)?,
            slice: list(conn, state, after, Limit::of(Some(50)))?,
        })
    })?;
    Ok(Page::of(view))
}

impl Sample for Questions {
    fn samples() -> Vec<Self> {
        let view = |items: Vec<Question>, state| Questions {
            frame: Frame::sample("Handbook"),
            state,
            open: items.len() as i64,
            slice: Slice { items, next: None },
        };
        let one = Question::sample();
        let wanted = Question { wants_page: true, again: 0, community: None, ..Question::sample() };
        vec![view(vec![one, wanted], QuestionState::Open), view(vec![], QuestionState::Answered)]
    }
}
web::sample!(Questions);
