//! Counts what the test runners say at their ends.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

#[derive(Debug, Default, PartialEq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Tally {
    /// Runs a command, passes its lines on as they come and counts those that sum up. Ends with the command, even
    /// where something it started (a test's database) still holds its output open.
    pub fn watch(&mut self, command: &mut Command) -> std::io::Result<ExitStatus> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let (send, receive) = mpsc::channel();
        let reader = child.stdout.take().map(BufReader::new);
        std::thread::spawn(move || {
            let lines = reader.into_iter().flat_map(|reader| reader.lines()).map_while(Result::ok);
            lines.map(|line| send.send(line)).take_while(Result::is_ok).count()
        });
        loop {
            match receive.recv_timeout(Duration::from_millis(500)) {
                Ok(line) => {
                    println!("{line}");
                    self.count(&line);
                }
                Err(RecvTimeoutError::Disconnected) => return child.wait(),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(status) = child.try_wait()? {
                        return Ok(status);
                    }
                }
            }
        }
    }

    /// `test result: ok. 3 passed; 0 failed; 1 ignored; …` of cargo test, `3 passed, 0 failed, 1 skipped` of the browser.
    fn count(&mut self, line: &str) {
        let cargo = line.trim_start().strip_prefix("test result: ");
        let sum = cargo
            .map(|rest| rest.split_once(". ").map_or(rest, |(_, sums)| sums))
            .or_else(|| line.strip_prefix("journeys: "));
        for part in sum.into_iter().flat_map(|sum| sum.split([';', ','])) {
            let mut words = part.split_whitespace();
            let (Some(Ok(count)), Some(what)) = (words.next().map(str::parse::<u64>), words.next()) else { continue };
            match what {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" | "skipped" => self.skipped += count,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_ends_although_something_holds_its_output() {
        let mut tally = Tally::default();
        let held = "(sleep 30 &) ; echo 'journeys: 2 passed, 0 failed, 0 skipped'; exit 3";
        let status = tally.watch(Command::new("sh").args(["-c", held])).expect("a shell");
        assert_eq!((status.code(), tally.passed), (Some(3), 2));
    }

    #[test]
    fn closing_lines_add_up() {
        let mut tally = Tally::default();
        tally.count("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s");
        tally.count("test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out");
        tally.count("journeys: 12 passed, 1 failed, 0 skipped");
        tally.count("7 passed the door");
        assert_eq!(tally, Tally { passed: 17, failed: 2, skipped: 1 });
        assert_eq!(tally.to_string(), "17 passed, 2 failed, 1 skipped");
    }
}
