//! An acknowledged write survives kill -9: the real program, the real network, both engines.
//!
//! 10,000 problems are recorded through the API by 16 clients at once while the server is killed 20 times without
//! warning; after the last start each acknowledged one is there.

#![allow(clippy::disallowed_methods)] // A test may look around and knock at the door.

mod client;

use client::Client;
use directory::person::{AddPerson, PersonState};
use directory::token::{MakeToken, Scope};
use std::collections::HashSet;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use store::Location;
use testkit::TestStore;

const KILLS: usize = 20;
const CLIENTS: usize = 16;

/// 10,000 acknowledged writes in CI, fewer when a developer runs everything at the desk.
#[allow(clippy::disallowed_methods)] // Tests may look at the environment.
fn wanted() -> usize {
    if std::env::var_os("CI").is_some() { 10_000 } else { 2_000 }
}

#[test]
fn no_acknowledged_write_is_lost_over_twenty_kills_on_sqlite() {
    survive(&TestStore::sqlite());
}

#[test]
fn no_acknowledged_write_is_lost_over_twenty_kills_on_postgresql() {
    if let Some(test) = TestStore::postgres() {
        survive(&test);
    }
}

fn survive(test: &TestStore) {
    let token = token(test);
    let folder = tempfile::tempdir().unwrap();
    let acknowledged = Mutex::new(HashSet::new());
    let next = AtomicUsize::new(0);
    let per_life = wanted().div_ceil(KILLS);
    for life in 1..=KILLS {
        let mut server = Server::start(test, folder.path());
        let (enough, port) = (life * per_life, server.port);
        std::thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| write_until_killed(port, &token, &next, &acknowledged));
            }
            while acknowledged.lock().unwrap().len() < enough {
                std::thread::sleep(Duration::from_millis(5));
                assert!(server.child.try_wait().unwrap().is_none(), "the server ended by itself");
            }
            server.kill();
        });
    }
    let acknowledged = acknowledged.into_inner().unwrap();
    let lost: Vec<_> = acknowledged.difference(&kept(test)).cloned().collect();
    println!("{}: {} acknowledged over {KILLS} kills, {} lost", test.name(), acknowledged.len(), lost.len());
    assert!(acknowledged.len() >= wanted());
    assert!(lost.is_empty(), "lost: {lost:?}");
}

/// The titles of all problems, read beside the server.
fn kept(test: &TestStore) -> HashSet<String> {
    store::sql! { TITLES = "SELECT title FROM problem"; }
    test.store.read(|conn| conn.rows(&TITLES, &[], |row| row.get(0))).unwrap().into_iter().collect()
}

fn write_until_killed(port: u16, token: &str, next: &AtomicUsize, acknowledged: &Mutex<HashSet<String>>) {
    let Ok(mut client) = Client::connect(port, token) else { return };
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let title = format!("Acknowledged problem number {number}");
        let body = serde_json::json!({"title": title, "statement": "It is written and must never be lost again."});
        match client.post("/api/v1/problems", &body) {
            Ok((201, _)) => acknowledged.lock().unwrap().insert(title),
            Ok((status, body)) => panic!("{status}: {body}"),
            // Killed: not acknowledged, so nothing is claimed.
            Err(_) => return,
        };
    }
}

fn token(test: &TestStore) -> String {
    let act = test.act(base::Actor::system());
    let made = test.store.write_blocking(move |tx| {
        let input = AddPerson {
            name: "Ada Quillfeather".into(),
            email: "ada@example.org".into(),
            joined_on: base::Day::parse("2021-01-04").unwrap(),
            unit: None,
            location: None,
            line_manager: None,
            state: PersonState::Active,
        };
        let person = directory::person::add(tx, &act, input).unwrap();
        let make = MakeToken { person, name: "test".into(), scope: Scope::Write, days: 90 };
        let real = base::Act { now: base::Clock::now(&base::SystemClock), ..act.clone() };
        Ok::<_, store::StoreError>(directory::token::make(tx, &real, make).unwrap())
    });
    made.unwrap()
}

struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(test: &TestStore, folder: &std::path::Path) -> Self {
        let port = client::free_port();
        let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
        command.arg("serve").args(["--listen", &format!("127.0.0.1:{port}")]);
        match test.store.location() {
            Location::Folder(data) => command.arg("--data").arg(data),
            Location::Url(url) => {
                command.args(["--database-url", url, "--allow-unsafe-durability", "--data"]).arg(folder)
            }
        };
        let child = command.stdout(Stdio::null()).spawn().expect("the program starts");
        let server = Self { child, port };
        client::wait_for(port);
        server
    }

    /// SIGKILL: no goodbye, no flush.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
