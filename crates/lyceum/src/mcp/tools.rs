//! What an assistant can do: five tools, named by what they do.

use crate::finding::{self, Question};
use ::store::{Conn, StoreError, Tx};
use base::{Act, Actor, Viewer, text};
use knowledge::{page, revision};
use search::Index;
use serde_json::{Value, json};
use work::matching::{self, Wanted};
use work::problem;
use work::work_item::{StartWork, start};

/// Why a tool has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ToolFault {
    /// In words that the assistant can act on.
    #[error("{0}")]
    Said(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn said(words: impl Into<String>) -> ToolFault {
    ToolFault::Said(words.into())
}

/// What reading tools need: the index, and whose rights hold.
pub struct Desk<'a> {
    pub index: &'a Index,
    pub actor: &'a Actor,
    /// From where addresses count, without a stroke at the end.
    pub public_url: &'a str,
}

const NAMES: [&str; 5] = ["match_problem", "search", "read_page", "read_problem", "log_work"];

pub fn is_known(name: &str) -> bool {
    NAMES.contains(&name)
}

/// Only this one writes.
pub fn writes(name: &str) -> bool {
    name == "log_work"
}

fn tool(name: &str, title: &str, description: &str, properties: Value, required: &[&str]) -> Value {
    json!({
        "name": name,
        "title": title,
        "description": description,
        "inputSchema": {"type": "object", "properties": properties, "required": required, "additionalProperties": false},
        "annotations": {"title": title, "readOnlyHint": !writes(name), "destructiveHint": false, "idempotentHint": !writes(name), "openWorldHint": false},
    })
}

/// As `tools/list` answers.
pub fn list() -> Vec<Value> {
    let words = |description: &str| json!({"type": "string", "description": description});
    vec![
        tool(
            "match_problem",
            "State a problem",
            "State a problem in a person's own words and learn whether it is solved before (use this), being worked on (join), \
             decided not now, met before, or new, with how sure that is and the nearest matches. Records nothing. Call it before \
             proposing to build, write or research anything.",
            json!({"statement": words("Who has the problem and what happens, in one to three sentences"),
                   "limit": {"type": "integer", "minimum": 1, "maximum": 20, "description": "How many matches; 5 when left out"}}),
            &["statement"],
        ),
        tool(
            "search",
            "Search everything",
            "Search problems, handbook pages, work, questions, people, communities, products and assessment reports by words and \
             meaning. Use it for a topic or a name; use match_problem for a problem that somebody has.",
            json!({"words": words("What to look for"),
                   "kind": {"type": "string", "enum": ["", "problem", "page", "work_item", "question", "resource", "person", "community", "product", "assessment", "standard"],
                            "description": "Only this kind; all when empty or left out"},
                   "limit": {"type": "integer", "minimum": 1, "maximum": 50, "description": "10 when left out"}}),
            &["words"],
        ),
        tool(
            "read_page",
            "Read a page of the handbook",
            "Read a handbook page as Markdown, by its number as search returns it (H 31 is 31).",
            json!({"number": {"type": "integer", "minimum": 1}}),
            &["number"],
        ),
        tool(
            "read_problem",
            "Read a problem and what solved it",
            "Read a problem by its number (P 87 is 87): its statement, where it stands, its solutions with what works and what to \
             watch out for, and which products started from them.",
            json!({"number": {"type": "integer", "minimum": 1}}),
            &["number"],
        ),
        tool(
            "log_work",
            "Log work in one line",
            "Write down in one line what the person works on, so that others see it. It is written in their name: ask them first. \
             Call match_problem before, and name the problem that it is towards when there is one.",
            json!({"title": words("What they work on, in one line"),
                   "problem": {"type": "integer", "minimum": 1, "description": "The number of the problem that it is towards"},
                   "help_wanted": words("What help is wanted; may be left out")}),
            &["title"],
        ),
    ]
}

fn line<'a>(arguments: &'a Value, name: &str) -> &'a str {
    arguments.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn whole(arguments: &Value, name: &str) -> Option<i64> {
    arguments.get(name).and_then(Value::as_i64)
}

/// A tool that only reads.
pub fn read(conn: &mut Conn, desk: &Desk<'_>, name: &str, arguments: &Value) -> Result<Value, ToolFault> {
    match name {
        "match_problem" => match_problem(conn, desk, arguments),
        "search" => search(conn, desk, arguments),
        "read_page" => read_page(conn, desk, arguments),
        _ => read_problem(conn, desk, arguments),
    }
}

fn match_problem(conn: &mut Conn, desk: &Desk<'_>, arguments: &Value) -> Result<Value, ToolFault> {
    let statement = text::clean(line(arguments, "statement"));
    if statement.is_empty() {
        return Err(said("Give the problem as statement, in a sentence."));
    }
    let limit = whole(arguments, "limit").unwrap_or(5).clamp(1, 20) as usize;
    let look = matching::look(conn, desk.index, desk.actor, &Wanted { statement: &statement, limit, exclude: &[] })?;
    serde_json::to_value(matching::api::answer(look)).map_err(|error| said(error.to_string()))
}

fn search(conn: &mut Conn, desk: &Desk<'_>, arguments: &Value) -> Result<Value, ToolFault> {
    let question = Question {
        words: line(arguments, "words").chars().take(finding::WORDS_MOST).collect(),
        kind: line(arguments, "kind").to_owned(),
        limit: whole(arguments, "limit").unwrap_or(10).clamp(1, 50) as usize,
        after: 0,
    };
    if question.words.trim().is_empty() {
        return Err(said("Give the words to look for."));
    }
    let wider = knowledge::vocabulary::widen(conn, &question.words)?;
    let found = finding::ask(desk.index, &Viewer::of(desk.actor), &question, &wider);
    serde_json::to_value(finding::slice(found)).map_err(|error| said(error.to_string()))
}

fn read_page(conn: &mut Conn, desk: &Desk<'_>, arguments: &Value) -> Result<Value, ToolFault> {
    let number = whole(arguments, "number").unwrap_or(0);
    let found = page::find_by_number(conn, number)?.map(|it| it.summary);
    let it = found.filter(|it| page::policy::may_read(desk.actor, it));
    let it = it.ok_or_else(|| said(format!("There is no page H {number} that this person may read.")))?;
    let body = revision::find_newest(conn, it.id)?.map(|it| it.body).unwrap_or_default();
    Ok(json!({
        "reference": it.reference(),
        "title": it.title,
        "url": format!("{}{}", desk.public_url, it.url()),
        "handbook": it.handbook_title,
        "version": it.version,
        "review_on": it.review_on.map(|day| day.to_string()),
        "retired": it.retired_at.is_some(),
        "markdown": body,
    }))
}

fn read_problem(conn: &mut Conn, desk: &Desk<'_>, arguments: &Value) -> Result<Value, ToolFault> {
    let number = whole(arguments, "number").unwrap_or(0);
    let it = problem::find(conn, number)?.ok_or_else(|| said(format!("There is no problem P {number}.")))?;
    let solutions = work::solution::of_problem(conn, it.id)?;
    let adoptions = work::adoption::of_problem(conn, it.id)?;
    let in_hand = work::work_item::of_problem(conn, it.id)?;
    Ok(json!({
        "reference": it.reference(),
        "title": it.title,
        "url": format!("{}{}", desk.public_url, it.url()),
        "statement": it.statement,
        "state": it.state,
        "stated_on": it.stated_on.to_string(),
        "solutions": solutions.iter().map(|it| json!({
            "works": it.works, "watch_out": it.watch_out, "solved_on": it.solved_on.to_string(), "days": it.days,
            "links": it.links.iter().map(|it| json!({"title": it.title, "url": it.url})).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "started_from_it": adoptions.iter().map(|it| &it.product.name).collect::<Vec<_>>(),
        "work": in_hand.iter().map(|it| json!({"reference": it.reference(), "title": it.title, "state": it.state, "steps": it.steps()})).collect::<Vec<_>>(),
    }))
}

/// The one tool that writes, in the name of whoever it is for.
pub fn log_work(tx: &mut Tx<'_>, act: &Act, arguments: &Value) -> Result<Value, ToolFault> {
    let towards = match whole(arguments, "problem") {
        Some(number) => {
            let known = problem::find(tx, number)?.ok_or_else(|| said(format!("There is no problem P {number}.")))?;
            vec![known.id]
        }
        None => vec![],
    };
    let community = act.actor.memberships.first().map(|it| it.community);
    let input = StartWork {
        title: line(arguments, "title").to_owned(),
        owner: None,
        community,
        problems: towards,
        steps_total: 3,
        steps_done: 0,
        help_wanted: line(arguments, "help_wanted").to_owned(),
        started_on: None,
    };
    let made = start(tx, act, input).map_err(|refusal| match refusal {
        work::Refusal::Store(error) => ToolFault::Store(error),
        other => said(format!("{}.", other.to_string().trim_end_matches('.'))),
    })?;
    Ok(json!({"reference": made.reference(), "title": made.title, "url": made.url()}))
}
