use super::{Asked, answer, read};
use serde_json::{Value, json};

fn asked(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params})
}

fn answered(message: &Value) -> Value {
    answer(message, |tool, arguments| Ok(json!({"tool": tool, "arguments": arguments}))).unwrap()
}

#[test]
fn a_conversation_begins_with_a_revision_that_both_speak() {
    let told = answered(&asked("initialize", json!({"protocolVersion": "2024-11-05"})));
    assert_eq!(told["result"]["protocolVersion"], "2024-11-05");
    let told = answered(&asked("initialize", json!({"protocolVersion": "1999-01-01"})));
    assert_eq!(told["result"]["protocolVersion"], "2025-11-25");
    assert_eq!(told["result"]["capabilities"], json!({"tools": {}}));
    assert_eq!(read(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"})), Asked::Nothing);
}

#[test]
fn tools_are_named_with_what_they_take_and_whether_they_only_read() {
    let told = answered(&asked("tools/list", json!({})));
    let tools = told["result"]["tools"].as_array().unwrap();
    let names: Vec<_> = tools.iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["match_problem", "search", "read_page", "read_problem", "log_work"]);
    for tool in tools {
        assert_eq!(tool["inputSchema"]["type"], "object");
        assert!(tool["description"].as_str().unwrap().len() > 60);
        assert_eq!(tool["annotations"]["readOnlyHint"], tool["name"] != "log_work");
    }
}

#[test]
fn what_is_no_request_is_answered_as_such_and_an_unknown_tool_is_not_called() {
    assert_eq!(answered(&json!([]))["error"]["code"], -32600);
    assert_eq!(answered(&asked("resources/list", json!({})))["error"]["code"], -32601);
    assert_eq!(answered(&asked("tools/call", json!({"name": "drop_all"})))["error"]["code"], -32602);
    let told = answered(&asked("tools/call", json!({"name": "search", "arguments": {"words": "visits"}})));
    assert_eq!(told["result"]["structuredContent"]["arguments"]["words"], "visits");
    assert_eq!(told["result"]["isError"], false);
}
