//! Is a goal on course? Pure.

use super::Goal;
use base::Day;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// The target is reached.
    Reached,
    OnCourse,
    Behind,
}

impl Course {
    pub fn title(self) -> &'static str {
        match self {
            Course::Reached => "Reached",
            Course::OnCourse => "On course",
            Course::Behind => "Behind",
        }
    }

    pub fn mark(self) -> &'static str {
        match self {
            Course::Reached => "done",
            Course::OnCourse => "doing",
            Course::Behind => "lost",
        }
    }
}

/// So much of the way may be missing before a goal is called behind.
const PATIENCE: f64 = 0.1;

/// The way done is (now - start) / (target - start); the time gone is the share of its days that have passed. On course
/// while the way done is at most a tenth behind the time gone. A goal that asks for nothing to change is on course
/// while the figure stands where it should.
pub fn course(it: &Goal, today: Day) -> Course {
    let (start, target, now) = (it.start.comparable(), it.target.comparable(), it.now.comparable());
    let way = target - start;
    let done = if way.abs() < 1e-9 { if (now - target).abs() < 1e-9 { 1.0 } else { 0.0 } } else { (now - start) / way };
    if done >= 1.0 - 1e-9 {
        return Course::Reached;
    }
    let days = it.due_on.days_since(it.opened_on).max(1) as f64;
    let gone = (today.days_since(it.opened_on) as f64 / days).clamp(0.0, 1.0);
    if done + PATIENCE >= gone { Course::OnCourse } else { Course::Behind }
}
