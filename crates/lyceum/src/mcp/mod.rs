//! Lyceum for assistants: the Model Context Protocol, over HTTP with a token and over the standard streams.
//!
//! An assistant may state a problem and see what is known of it, search, read a page or a problem, and log work; all
//! with the rights of whoever it works for. Nothing else is told to it. Both ways share [`answer`]: one message of
//! JSON-RPC in, at most one out. Source: modelcontextprotocol.io, revisions 2024-11-05 to 2025-11-25.

pub mod api;
#[cfg(test)]
mod tests;
mod tools;

pub use tools::{Desk, ToolFault, log_work, read as read_tool, writes};

use serde_json::{Value, json};

/// The revisions that are spoken, the newest first.
const REVISIONS: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
const INSTRUCTIONS: &str = "Lyceum is where this organisation keeps the problems that it met, what solved them, who works on what, and its \
handbook. Before you propose to build or to write anything, state the problem with match_problem in the person's own words: what is \
solved is used, what is being worked on is joined. Name what you found by its reference (P 87, H 31, W 61) and its address.";

/// What a message asks for.
#[derive(Debug, PartialEq)]
pub enum Asked {
    /// A notification, or an answer to something that was never asked.
    Nothing,
    /// It is answered at once.
    Answer(Value),
    /// A tool is called: the message's id, the tool, its arguments.
    Call(Value, String, Value),
}

/// Reads one message.
pub fn read(message: &Value) -> Asked {
    let id = message.get("id").filter(|id| id.is_string() || id.is_number()).cloned();
    let Some(method) = message.get("method").and_then(Value::as_str) else {
        let is_answer = message.get("result").is_some() || message.get("error").is_some();
        return if is_answer {
            Asked::Nothing
        } else {
            Asked::Answer(fault(&Value::Null, -32600, "This is no request"))
        };
    };
    let Some(id) = id else { return Asked::Nothing };
    let params = message.get("params").cloned().unwrap_or(Value::Null);
    match method {
        "initialize" => Asked::Answer(result(&id, initialize(&params))),
        "ping" => Asked::Answer(result(&id, json!({}))),
        "tools/list" => Asked::Answer(result(&id, json!({"tools": tools::list()}))),
        "tools/call" => {
            let name = params.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            let arguments = params.get("arguments").cloned().unwrap_or_else(|| json!({}));
            if tools::is_known(&name) {
                Asked::Call(id, name, arguments)
            } else {
                Asked::Answer(fault(&id, -32602, &format!("There is no tool {name}")))
            }
        }
        other => Asked::Answer(fault(&id, -32601, &format!("There is no method {other}"))),
    }
}

fn initialize(params: &Value) -> Value {
    let wanted = params.get("protocolVersion").and_then(Value::as_str).unwrap_or_default();
    let revision = REVISIONS.iter().find(|known| **known == wanted).unwrap_or(&REVISIONS[0]);
    json!({
        "protocolVersion": revision,
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "lyceum", "title": "Lyceum", "version": env!("CARGO_PKG_VERSION")},
        "instructions": INSTRUCTIONS,
    })
}

pub fn result(id: &Value, result: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "result": result})
}

pub fn fault(id: &Value, code: i64, message: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})
}

/// What a tool said, as the protocol wants it. What a person could mend is told to the assistant as the tool's answer.
pub fn called(id: &Value, said: Result<Value, ToolFault>) -> Value {
    let answer = match said {
        Ok(value) => {
            let text = serde_json::to_string_pretty(&value).unwrap_or_default();
            json!({"content": [{"type": "text", "text": text}], "structuredContent": value, "isError": false})
        }
        Err(ToolFault::Said(words)) => json!({"content": [{"type": "text", "text": words}], "isError": true}),
        Err(ToolFault::Store(error)) => {
            tracing::error!(%error, "a tool of an assistant failed");
            return fault(id, -32603, "Something went wrong here. It is written in the log.");
        }
    };
    result(id, answer)
}

/// One message in, at most one out: what both ways share.
pub fn answer(message: &Value, run: impl FnOnce(&str, &Value) -> Result<Value, ToolFault>) -> Option<Value> {
    match read(message) {
        Asked::Nothing => None,
        Asked::Answer(answer) => Some(answer),
        Asked::Call(id, tool, arguments) => Some(called(&id, run(&tool, &arguments))),
    }
}
