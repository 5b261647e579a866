//! A throw-away PostgreSQL for tests: made once, shared by all test programs, stopped when nobody used it for a while.
//! `LYCEUM_TEST_POSTGRES` names another server to use instead, as `postgres://…?sslmode=disable`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// `None` without PostgreSQL; a panic in CI, where both engines must be tried.
pub(crate) fn url() -> Option<String> {
    static URL: OnceLock<Option<String>> = OnceLock::new();
    URL.get_or_init(|| {
        let found = named().or_else(start);
        assert!(found.is_some() || named_env("CI").is_none(), "CI needs PostgreSQL's server programs");
        if found.is_none() {
            println!("skipped on PostgreSQL: no server programs on this machine");
        }
        found
    })
    .clone()
}

#[allow(clippy::disallowed_methods)] // Tests may look at the environment.
fn named_env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn named() -> Option<String> {
    named_env("LYCEUM_TEST_POSTGRES")
}

/// Runs statements outside of any store.
pub(crate) fn run(url: &str, text: &str) {
    let (url, text) = (url.to_owned(), text.to_owned());
    // On a thread of its own, because a test may already run inside an async runtime.
    let done = std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the test server answers");
        client.batch_execute(&text).expect("the statement runs");
    });
    done.join().expect("the test server did what it was asked");
}

fn start() -> Option<String> {
    let programs = programs()?;
    let folder = std::env::temp_dir().join("lyceum-test-postgres");
    let script = include_str!("postgres_server.sh");
    let output = Command::new("bash")
        .args(["-c", script, "postgres_server"])
        .args([&programs, &folder])
        .stderr(Stdio::inherit())
        .output()
        .ok()?;
    let port = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    assert!(output.status.success() && !port.is_empty(), "the test server did not start");
    Some(format!("postgres://postgres@127.0.0.1:{port}/postgres?sslmode=disable"))
}

/// The newest folder with `initdb` in it.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.reverse();
    folders.extend(["/usr/local/bin", "/usr/bin"].map(PathBuf::from));
    folders.into_iter().find(|folder| has(folder, "initdb") && has(folder, "pg_ctl"))
}

fn has(folder: &Path, program: &str) -> bool {
    folder.join(program).is_file()
}
