//! An assistant at work: the protocol's own client library talks to the real program, over the standard streams, and a
//! token does over HTTP what its person may.

#![allow(clippy::disallowed_methods)] // A test may look around and knock at the door.

mod client;

use client::{Client, Demo, run};
use rmcp::ServiceExt;
use rmcp::model::CallToolRequestParams;
use rmcp::transport::TokioChildProcess;
use serde_json::{Value, json};

fn call(name: &'static str, arguments: Value) -> CallToolRequestParams {
    CallToolRequestParams::new(name).with_arguments(arguments.as_object().cloned().unwrap_or_default())
}

#[tokio::test]
async fn an_assistant_states_a_problem_reads_what_is_known_and_logs_work_for_its_person() {
    let folder = tempfile::tempdir().unwrap();
    let server = Demo::start(folder.path());
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_lyceum"));
    command.args(["mcp", "--who", "member@demo.example", "--data"]).arg(folder.path());
    let assistant = ().serve(TokioChildProcess::new(command).unwrap()).await.unwrap();
    assert_eq!(assistant.peer_info().unwrap().server_info.as_ref().unwrap().name, "lyceum");
    let tools = assistant.list_all_tools().await.unwrap();
    assert!(tools.iter().any(|it| it.name == "match_problem"), "{tools:?}");

    let words = "Visitors arrive and find that their booking has gone because the person they came to see was moved";
    // The server beside it builds its index in the background.
    let mut known = Value::Null;
    for _ in 0..200 {
        let found = assistant.call_tool(call("match_problem", json!({"statement": words}))).await.unwrap();
        known = found.structured_content.unwrap();
        if known["matches"][0].is_object() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(known["matches"][0]["probability"].as_f64().is_some_and(|it| it > 0.0), "{known}");

    let problem = assistant.call_tool(call("search", json!({"words": "visits", "kind": "problem"}))).await.unwrap();
    let reference = problem.structured_content.unwrap()["items"][0]["reference"].as_str().unwrap().to_owned();
    let number: i64 = reference.trim_start_matches("P ").parse().unwrap();
    let read = assistant.call_tool(call("read_problem", json!({"number": number}))).await.unwrap();
    assert_eq!(read.structured_content.unwrap()["reference"], reference);
    let page = assistant.call_tool(call("read_page", json!({"number": 3}))).await.unwrap();
    assert!(!page.structured_content.unwrap()["markdown"].as_str().unwrap().is_empty());

    let nothing = assistant.call_tool(call("read_page", json!({"number": 99_999}))).await.unwrap();
    assert_eq!(nothing.is_error, Some(true));
    let logged = assistant.call_tool(call("log_work", json!({"title": "Try paper slips at the gate"}))).await.unwrap();
    let work = logged.structured_content.unwrap()["reference"].as_str().unwrap().to_owned();
    assistant.cancel().await.unwrap();

    // The same over HTTP; a token that only reads may ask and not write.
    let token =
        run(folder.path(), &["token", "create", "--as", "member@demo.example", "--name", "test", "--scope", "read"]);
    let mut http = Client::connect(server.1, &token).unwrap();
    let ask = |method: &str, params: Value| json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    let (status, body) = http.post("/api/v1/mcp", &ask("tools/list", json!({}))).unwrap();
    assert!(status == 200 && body.contains("match_problem"), "{status} {body}");
    let log = json!({"name": "log_work", "arguments": {"title": "Not with this token"}});
    let (status, body) = http.post("/api/v1/mcp", &ask("tools/call", log)).unwrap();
    let told: Value = serde_json::from_str(&body).unwrap();
    assert!(status == 200 && told["result"]["isError"] == true, "{status} {body}");
    let number = work.trim_start_matches("W ");
    let (status, body) = http.get(&format!("/api/v1/work-items/{number}")).unwrap();
    assert!(status == 200 && body.contains("Try paper slips at the gate"), "{status} {body}");
}
