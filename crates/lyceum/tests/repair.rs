//! Search repairs itself: the index is deleted, cut, zeroed; the server starts, serves pages, and finds again.

mod client;

use client::{Client, Demo, run};
use std::path::{Path, PathBuf};
use std::time::Duration;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut all: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    all.sort();
    all
}

fn results(client: &mut Client) -> usize {
    let (status, body) = client.get("/api/v1/search?q=hearings").unwrap();
    assert_eq!(status, 200, "{body}");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    body["items"].as_array().unwrap().len()
}

/// Pages are served from the first moment; results come back within a minute.
fn heals(data: &Path, token: &str, wanted: usize, what: &str) {
    let server = Demo::start(data);
    let mut client = Client::connect(server.1, token).unwrap();
    assert_eq!(client.get("/api/v1/problems").unwrap().0, 200, "{what}: pages are served meanwhile");
    for _ in 0..600 {
        if results(&mut client) >= wanted {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what}: nothing was found again within a minute");
}

#[test]
fn a_missing_cut_or_zeroed_index_is_built_again_while_pages_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let wanted = {
        let server = Demo::start(data);
        let token = run(data, &["token", "create", "--as", "head@demo.example"]);
        let mut client = Client::connect(server.1, &token).unwrap();
        (0..600).find_map(|_| {
            std::thread::sleep(Duration::from_millis(100));
            Some(results(&mut client)).filter(|found| *found > 0)
        })
    }
    .expect("the fresh index finds something");
    let token = run(data, &["token", "create", "--as", "member@demo.example"]);
    let index = data.join("index");
    std::fs::remove_dir_all(&index).unwrap();
    heals(data, &token, wanted, "deleted");
    for path in files(&index) {
        let length = std::fs::metadata(&path).map(|meta| meta.len()).unwrap_or(0);
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_len(length / 2).unwrap();
    }
    heals(data, &token, wanted, "cut in half");
    for path in files(&index) {
        let length = std::fs::metadata(&path).map(|meta| meta.len()).unwrap_or(0);
        std::fs::write(&path, vec![0u8; length as usize]).unwrap();
    }
    heals(data, &token, wanted, "zeroed");
}
