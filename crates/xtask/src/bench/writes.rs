//! What a write costs, and how many a second are durable when 64 write at once.

use super::load::{Ask, Line};
use super::pages::{self, Pair};
use super::{meter, table};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const WINDOWS: usize = 7;
const REQUESTS: usize = 150;
const WRITERS: usize = 64;
const SECONDS: u64 = 8;

pub fn run(_: &[String]) -> Result<(), String> {
    let pair = pages::pair(1_000)?;
    let path = sightings(&pair)?;
    let number = AtomicU64::new(0);
    let ours = || sighting(&pair, &path, number.fetch_add(1, Ordering::Relaxed));
    let theirs = || Ask::post("/rows", "", "statement=The+booking+of+a+visitor+is+lost+overnight".to_owned());
    let (mut product, mut reference) = (Vec::new(), Vec::new());
    for window in 0..=WINDOWS {
        let a = cost(&pair.reference.address, pair.reference.pid(), theirs)?;
        let b = cost(&pair.product.address, pair.product.pid(), ours)?;
        if window > 0 {
            reference.push(a);
            product.push(b);
        }
    }
    let (reference, product) = (meter::median(&mut reference), meter::median(&mut product));
    let durable = at_once(&pair.product.address, ours)?;
    table::head(&format!("Writes; CPU by median of {WINDOWS} windows of {REQUESTS}, in turns"));
    table::plain("write of the reference", reference, "three statements, one durable transaction");
    table::ratio("sighting by API", product, reference, "W", 2.0);
    table::at_least(&format!("durable writes, {WRITERS} writers"), durable, "a second", 2_000.0);
    Ok(())
}

fn sightings(pair: &Pair) -> Result<String, String> {
    let mut line = Line::open(&pair.product.address).map_err(|error| error.to_string())?;
    let answer =
        line.ask(&Ask::get("/api/v1/problems?state=open&limit=1", &pair.cookie)).map_err(|error| error.to_string())?;
    let json: serde_json::Value = serde_json::from_slice(&answer.body).map_err(|error| error.to_string())?;
    let item = &json["items"][0];
    let number = item["number"].as_u64().map(|n| n.to_string()).or_else(|| item["id"].as_str().map(str::to_owned));
    number
        .map(|number| format!("/api/v1/problems/{number}/sightings"))
        .ok_or_else(|| "there is no open problem".to_owned())
}

fn sighting(pair: &Pair, path: &str, number: u64) -> Ask {
    let headers = format!("{}content-type: application/json\r\nidempotency-key: bench-{number}\r\n", pair.cookie);
    Ask::post(path, &headers, format!("{{\"words\": \"Seen again by team {number}, on a busy morning\"}}"))
}

fn cost(address: &str, pid: u32, ask: impl Fn() -> Ask) -> Result<f64, String> {
    let mut line = Line::open(address).map_err(|error| error.to_string())?;
    let before = meter::cpu_ns(pid);
    for _ in 0..REQUESTS {
        taken(&mut line, &ask())?;
    }
    Ok(meter::cpu_ns(pid).saturating_sub(before) as f64 / 1000.0 / REQUESTS as f64)
}

/// Acknowledged writes a second.
fn at_once(address: &str, ask: impl Fn() -> Ask + Sync) -> Result<f64, String> {
    let written = AtomicU64::new(0);
    let began = Instant::now();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                scope.spawn(|| {
                    let mut line = Line::open(address).map_err(|error| error.to_string())?;
                    while began.elapsed() < Duration::from_secs(SECONDS) {
                        taken(&mut line, &ask())?;
                        written.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok::<(), String>(())
                })
            })
            .collect();
        writers.into_iter().try_for_each(|writer| writer.join().map_err(|_| "a writer panicked".to_owned())?)
    })?;
    Ok(written.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64())
}

fn taken(line: &mut Line, ask: &Ask) -> Result<(), String> {
    let answer = line.ask(ask).map_err(|error| error.to_string())?;
    if matches!(answer.status, 200..=303) {
        return Ok(());
    }
    Err(format!("{} was answered {}: {}", ask.head, answer.status, String::from_utf8_lossy(&answer.body)))
}
