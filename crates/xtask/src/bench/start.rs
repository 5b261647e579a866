//! From the start of the program to its first page, and the memory that is its own.

use super::load::{Ask, Line};
use super::served::{Folder, Served};
use super::{built, corpus, meter, pages, table};
use std::time::{Duration, Instant};

const STARTS: usize = 7;
const MEGABYTE: f64 = 1_048_576.0;
const LOAD: usize = 4_000;

pub fn run(_: &[String]) -> Result<(), String> {
    let program = built::release()?.product;
    let folder = Folder::fresh("start")?;
    let serve = |name: &str| {
        Served::start(&program, folder.at(name), |address| {
            ["demo", "--data", &folder.text("product"), "--listen", address].map(str::to_owned).to_vec()
        })
    };
    let mut making = serve("making.log")?;
    making.answers("/sign-in", Duration::from_secs(300))?;
    // Until the index is built as well: else every start would build it again.
    std::thread::sleep(Duration::from_secs(5));
    drop(making);
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let began = Instant::now();
        serve("start.log")?.answers("/sign-in", Duration::from_secs(60))?;
        starts.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    let mut server = serve("memory.log")?;
    server.answers("/sign-in", Duration::from_secs(60))?;
    std::thread::sleep(Duration::from_secs(5));
    let idle = meter::private_bytes(server.pid()) as f64 / MEGABYTE;
    under_load(&server)?;
    let loaded = meter::private_bytes(server.pid()) as f64 / MEGABYTE;
    table::head("Start and memory at the demo's size");
    table::at_most(&format!("start to first page, median of {STARTS}"), meter::median(&mut starts), "ms", 300.0);
    table::at_most("private memory, idle", idle, "MB", 40.0);
    table::at_most("private memory, under load", loaded, "MB", 80.0);
    Ok(())
}

/// Searches and pages on eight connections.
fn under_load(server: &Served) -> Result<(), String> {
    let cookie = pages::sign_in(server)?;
    let paths: Vec<String> = corpus::ASKED
        .iter()
        .map(|words| format!("/search?q={words}"))
        .chain(["/".to_owned(), "/problems".to_owned()])
        .collect();
    let visit = |n: usize| {
        let mut line = Line::open(&server.address).map_err(|error| error.to_string())?;
        for step in 0..LOAD / 8 {
            line.ask(&Ask::get(&paths[(n + step) % paths.len()], &cookie)).map_err(|error| error.to_string())?;
        }
        Ok::<(), String>(())
    };
    std::thread::scope(|scope| {
        let visitors: Vec<_> = (0..8).map(|n| scope.spawn(move || visit(n))).collect();
        visitors.into_iter().try_for_each(|visitor| visitor.join().map_err(|_| "a visitor panicked".to_owned())?)
    })
}
