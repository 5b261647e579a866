//! A server for the time of a bench: started on a free loopback port, asked until it answers, ended when dropped.

use super::load::{Ask, Line};
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Served {
    child: Child,
    pub address: String,
    pub log: PathBuf,
}

/// A folder for one bench, removed with it.
pub struct Folder(pub PathBuf);

impl Served {
    /// `words` are given the address that was found.
    pub fn start(program: &Path, log: PathBuf, words: impl FnOnce(&str) -> Vec<String>) -> Result<Self, String> {
        let address = free_address()?;
        let out = File::create(&log).map_err(|error| error.to_string())?;
        let err = out.try_clone().map_err(|error| error.to_string())?;
        let child = Command::new(program).args(words(&address)).stdin(Stdio::null()).stdout(out).stderr(err).spawn();
        let child = child.map_err(|error| format!("{}: {error}", program.display()))?;
        Ok(Self { child, address, log })
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks `path` until it is answered with 200; how long that took since now.
    pub fn answers(&mut self, path: &str, within: Duration) -> Result<Duration, String> {
        let began = Instant::now();
        while began.elapsed() < within {
            let answer = Line::open(&self.address).and_then(|mut line| line.ask(&Ask::get(path, "")));
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(began.elapsed());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("the server ended ({status}): {}", self.last_words()));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Err(format!("no answer at {path} within {within:?}: {}", self.last_words()))
    }

    fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        log.lines().rev().take(10).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Folder {
    pub fn fresh(name: &str) -> Result<Self, String> {
        let path = std::env::temp_dir().join(format!("lyceum-bench-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self(path))
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn text(&self, name: &str) -> String {
        self.at(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn free_address() -> Result<String, String> {
    let probe = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    probe.map(|address| address.to_string()).map_err(|error| error.to_string())
}
