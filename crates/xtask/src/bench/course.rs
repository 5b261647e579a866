//! Something that is asked again and again, and what it costs the server's process in each window.

use super::load::{Ask, Line};
use super::meter;
use super::served::Served;

pub struct Course {
    pub name: &'static str,
    pid: u32,
    line: Line,
    asks: Vec<Ask>,
    /// Of CPU a request, a window each.
    pub micros: Vec<f64>,
}

impl Course {
    /// Asks each path once: a course that is not answered with 200 measures nothing.
    pub fn open(name: &'static str, server: &Served, headers: &str, paths: &[String]) -> Result<Self, String> {
        let mut line = Line::open(&server.address).map_err(|error| error.to_string())?;
        let asks: Vec<Ask> = paths.iter().map(|path| Ask::get(path, headers)).collect();
        for ask in &asks {
            let answer = line.ask(ask).map_err(|error| format!("{name}: {error}"))?;
            if answer.status != 200 {
                return Err(format!("{name}: {} was answered {}", ask.head, answer.status));
            }
        }
        Ok(Course { name, pid: server.pid(), line, asks, micros: Vec::new() })
    }

    /// Microseconds of CPU a request, over so many.
    fn window(&mut self, requests: usize) -> Result<f64, String> {
        let before = meter::cpu_ns(self.pid);
        for n in 0..requests {
            self.line.ask(&self.asks[n % self.asks.len()]).map_err(|error| format!("{}: {error}", self.name))?;
        }
        Ok((meter::cpu_ns(self.pid).saturating_sub(before)) as f64 / 1000.0 / requests as f64)
    }
}

/// Each of them in turn, so many windows of so many requests; one more before warms them up.
pub fn in_turns<'a>(
    courses: impl IntoIterator<Item = &'a mut Course>,
    windows: usize,
    requests: usize,
) -> Result<(), String> {
    let mut courses: Vec<&mut Course> = courses.into_iter().collect();
    for window in 0..=windows {
        for course in &mut courses {
            let micros = course.window(requests)?;
            if window > 0 {
                course.micros.push(micros);
            }
        }
    }
    Ok(())
}
