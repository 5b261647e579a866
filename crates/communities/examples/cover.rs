//! How long the assignment takes: `cargo run --release --example cover`.
//!
//! A made-up crew of 500 activities and 200 leaders with ten of them away, and one of 10,000 activities and 4,000 people
//! for everybody's single points. Beside each, the same question answered by a plain hand-out in order, as a reference.

use communities::leadership::cover::{Activity, Crew, cover, grow_next, least_set, single_points};

/// A small generator, so that every run asks the same.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

fn crew(activities: usize, people: usize) -> Crew {
    let mut dice = Dice(42);
    let mut pick = |most: usize| -> Vec<usize> {
        let mut all: Vec<usize> = (0..1 + dice.up_to(most)).map(|_| dice.up_to(people)).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let mut made: Vec<Activity> = Vec::with_capacity(activities);
    for _ in 0..activities {
        let (owners, deputies) = (pick(2), pick(4));
        made.push(Activity {
            hours: 0,
            deputies: deputies.into_iter().filter(|it| !owners.contains(it)).collect(),
            owners,
        });
    }
    for it in &mut made {
        it.hours = 20 + dice.up_to(400) as i64;
    }
    Crew { room: (0..people).map(|_| dice.up_to(300) as i64 - 40).collect(), activities: made }
}

/// In order, each to whoever has room first.
fn in_order(crew: &Crew, away: &[usize]) -> i64 {
    let mut room = crew.room.clone();
    let mut missing = 0;
    for it in crew.activities.iter().filter(|it| it.owners.iter().any(|owner| away.contains(owner))) {
        let mut open = it.open_hours(|person| away.contains(&person));
        for person in it.owners.iter().chain(&it.deputies).filter(|person| !away.contains(person)) {
            let takes = open.min(room[*person].max(0));
            room[*person] -= takes;
            open -= takes;
        }
        missing += open;
    }
    missing
}

#[expect(clippy::disallowed_methods, reason = "how long something took, not what time it is")]
fn timed<T>(what: impl Fn() -> T) -> (f64, T) {
    let mut best = f64::MAX;
    let mut last = what();
    for _ in 0..5 {
        let began = std::time::Instant::now();
        last = what();
        best = best.min(began.elapsed().as_secs_f64() * 1_000.0);
    }
    (best, last)
}

fn main() {
    let small = crew(500, 200);
    let away: Vec<usize> = (0..10).collect();
    let (flow, answer) = timed(|| cover(&small, &away));
    let (order, greedy) = timed(|| in_order(&small, &away));
    println!("500 activities, 200 leaders, 10 away: {flow:.2} ms, {} hours missing", answer.missing() / 10);
    println!("  the same in order: {order:.2} ms, {} hours missing; ratio {:.1}", greedy / 10, flow / order);
    let everybody: Vec<usize> = (0..200).collect();
    let half: Vec<usize> = everybody.iter().copied().filter(|it| it % 2 == 0).collect();
    let (flow, answer) = timed(|| cover(&small, &half));
    println!("the same with 100 away: {flow:.2} ms, {} hours missing", answer.missing() / 10);
    let (least, found) = timed(|| least_set(&small, 500));
    let found = found.map(|it| format!("{} people, proven {}", it.people.len(), it.is_proven));
    println!("least set for half of the hours: {least:.1} ms, {}", found.unwrap_or_default());
    let (grow, best) = timed(|| grow_next(&small, &single_points(&small), 5));
    println!("whom to grow next: {grow:.1} ms, {} named", best.len());
    let large = crew(10_000, 4_000);
    let (points, all) = timed(|| single_points(&large));
    println!("10,000 activities, 4,000 people: single points of everybody in {points:.1} ms, {} of them", all.len());
}
