//! Pages of a demo organisation beside the same pages when there are a hundred thousand people more in a thousand
//! communities with fifteen years behind them: work is to be proportional to what is shown, not to what exists.

use super::course::{Course, in_turns};
use super::load::{Ask, Line};
use super::served::{Folder, Served};
use super::{built, meter, pages, table};
use std::fmt::Write;
use std::time::{Duration, Instant};

const WINDOWS: usize = 5;
const REQUESTS: usize = 300;
const PEOPLE: usize = 99_000;
const COMMUNITIES: usize = 990;
/// What a page may cost more in the large organisation.
const MOST: f64 = 1.5;

/// Of the same community and person on both sides.
const PAGES: [(&str, &str); 8] = [
    ("first page", "/"),
    ("community page", "/communities/product-management"),
    ("timeline, fifteen years", "/communities/product-management/timeline?years=15"),
    ("members", "/communities/product-management/members"),
    ("alumni", "/communities/product-management/alumni"),
    ("leadership", "/communities/product-management/leadership"),
    ("meetups", "/communities/product-management/meetups"),
    ("all people, the first fifty", "/people"),
];

/// A community with fifteen years of its own, and one of the demo's to hold it against.
const OLD: (&str, &str) = ("its page after fifteen years", "/communities/profession-7");

pub fn run(words: &[String]) -> Result<(), String> {
    let people = words.first().and_then(|word| word.parse().ok()).unwrap_or(PEOPLE);
    let built::Binaries { product: program, .. } = built::release()?;
    let folder = Folder::fresh("growth")?;
    std::fs::write(folder.at("people.csv"), list(people)).map_err(|error| error.to_string())?;
    let serve = |name: &'static str| {
        let mut served = Served::start(&program, folder.at(&format!("{name}.log")), |address| {
            ["demo", "--data", &folder.text(name), "--listen", address].map(str::to_owned).to_vec()
        })?;
        served.answers("/health", Duration::from_secs(120))?;
        Ok::<_, String>(served)
    };
    let (small, grown) = (serve("small")?, serve("grown")?);
    let began = Instant::now();
    let words = ["import", "people", &folder.text("people.csv"), "--found-missing", "--data", &folder.text("grown")];
    let done = std::process::Command::new(&program).args(words).output().map_err(|error| error.to_string())?;
    if !done.status.success() {
        return Err(format!("the import failed: {}", String::from_utf8_lossy(&done.stderr)));
    }
    println!("{people} people came in after {:.0} s", began.elapsed().as_secs_f64());
    wait_for_the_index(&grown, people)?;
    println!("and were found after {:.0} s", began.elapsed().as_secs_f64());
    measure(&small, &grown)
}

/// A server that works for nobody takes less in half a second.
const IDLE_NS: u64 = 25_000_000;

/// The index is built by the same process, and tidied for a while: its work is no page's.
fn wait_for_the_index(grown: &Served, people: usize) -> Result<(), String> {
    let cookie = pages::sign_in(grown)?;
    let last = format!("Person {}", people - 1);
    let ask = Ask::get(&format!("/api/v1/search?kind=person&q={}", last.replace(' ', "+")), &cookie);
    let mut line = Line::open(&grown.address).map_err(|error| error.to_string())?;
    for _ in 0..1_200 {
        let before = meter::cpu_ns(grown.pid());
        std::thread::sleep(Duration::from_millis(500));
        let is_idle = meter::cpu_ns(grown.pid()).saturating_sub(before) < IDLE_NS;
        if is_idle && line.ask(&ask).is_ok_and(|answer| String::from_utf8_lossy(&answer.body).contains(&last)) {
            return Ok(());
        }
    }
    Err("the people are not found after ten minutes".to_owned())
}

fn measure(small: &Served, grown: &Served) -> Result<(), String> {
    let cookies = [pages::sign_in(small)?, pages::sign_in(grown)?];
    let mut pairs = Vec::new();
    for (name, path) in PAGES {
        let path = [path.to_owned()];
        pairs.push([Course::open(name, small, &cookies[0], &path)?, Course::open(name, grown, &cookies[1], &path)?]);
    }
    let community = [PAGES[1].1.to_owned()];
    let old = [OLD.1.to_owned()];
    pairs.push([Course::open(OLD.0, small, &cookies[0], &community)?, Course::open(OLD.0, grown, &cookies[1], &old)?]);
    in_turns(pairs.iter_mut().flatten(), WINDOWS, REQUESTS)?;
    table::head(&format!("CPU a request when there is more; median of {WINDOWS} windows of {REQUESTS}, in turns"));
    for [small, grown] in &mut pairs {
        let (before, after) = (meter::median(&mut small.micros), meter::median(&mut grown.micros));
        table::ratio(small.name, after, before, "of before", MOST);
    }
    Ok(())
}

/// People who joined over fifteen years, half of whom left; the same list each time.
fn list(people: usize) -> String {
    let mut list = String::from("email,name,joined,left,community,route,member_since\n");
    let mut seed = 7_u64;
    let mut next = |below: u64| {
        // Knuth's constants; a bench needs no better chance.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for n in 0..people {
        let (year, month, day) = (2011 + next(15), 1 + next(12), 1 + next(28));
        let left = if next(2) == 0 {
            format!("{}-{:02}-{:02}", (year + 1 + next(4)).min(2025), month, day)
        } else {
            String::new()
        };
        let joined = format!("{year}-{month:02}-{day:02}");
        let left = if left > joined { left } else { String::new() };
        // Writing to a String cannot fail.
        let _ = writeln!(
            list,
            "p{n}@grown.example,Person {n},{joined},{left},Profession {},transfer,{joined}",
            n % COMMUNITIES
        );
    }
    list
}
