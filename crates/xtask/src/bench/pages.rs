//! CPU of the server's threads for one request, window by window in turns with the reference.

use super::course::{Course, in_turns};
use super::load::{Ask, Line};
use super::served::{Folder, Served};
use super::{assessed, built, corpus, meter, table};
use std::time::Duration;

const WINDOWS: usize = 9;
const REQUESTS: usize = 600;
const ITEMS: usize = 10_000;
/// Beside the demo's 45.
const PRODUCTS: usize = 455;

/// The product and the reference, both with the same problems.
pub struct Pair {
    pub product: Served,
    pub reference: Served,
    /// Header lines of somebody signed in.
    pub cookie: String,
    pub program: std::path::PathBuf,
    pub folder: Folder,
}

pub fn run(words: &[String]) -> Result<(), String> {
    let items = words.first().and_then(|word| word.parse().ok()).unwrap_or(ITEMS);
    let pair = pair(items)?;
    let (problem, page) = addresses(&pair)?;
    let mut courses = courses(&pair, &problem, &page)?;
    in_turns(&mut courses, WINDOWS, REQUESTS)?;
    report(&mut courses, items);
    Ok(())
}

pub fn pair(items: usize) -> Result<Pair, String> {
    let built::Binaries { product: program, reference } = built::release()?;
    let folder = Folder::fresh("pages")?;
    std::fs::write(folder.at("problems.jsonl"), corpus::problems(items)).map_err(|error| error.to_string())?;
    std::fs::create_dir_all(folder.at("reference")).map_err(|error| error.to_string())?;
    let mut product = Served::start(&program, folder.at("product.log"), |address| {
        ["demo", "--data", &folder.text("product"), "--listen", address].map(str::to_owned).to_vec()
    })?;
    product.answers("/health", Duration::from_secs(120))?;
    let mut reference = Served::start(&reference, folder.at("reference.log"), |address| {
        vec![folder.text("reference"), address.to_owned(), folder.text("problems.jsonl")]
    })?;
    reference.answers("/hello", Duration::from_secs(120))?;
    let cookie = sign_in(&product)?;
    let pair = Pair { product, reference, cookie, program, folder };
    import(&pair, items)?;
    more_products(&pair)?;
    more_work(&pair)?;
    assessed::all(&pair, PRODUCTS)?;
    Ok(pair)
}

/// Beside the running server, as a person would; then waits until the last problem is found.
fn import(pair: &Pair, items: usize) -> Result<(), String> {
    let words = ["import", "problems", &pair.folder.text("problems.jsonl"), "--data", &pair.folder.text("product")];
    let done = std::process::Command::new(&pair.program).args(words).output().map_err(|error| error.to_string())?;
    if !done.status.success() {
        return Err(format!("the import failed: {}", String::from_utf8_lossy(&done.stderr)));
    }
    let mut line = Line::open(&pair.product.address).map_err(|error| error.to_string())?;
    let last = format!("number {} ", items - 1);
    for _ in 0..600 {
        let answer = line.ask(&Ask::get(&format!("/api/v1/search?kind=problem&q=number+{}", items - 1), &pair.cookie));
        if answer.is_ok_and(|answer| String::from_utf8_lossy(&answer.body).contains(&last)) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    Err("the imported problems are not found after two minutes".to_owned())
}

/// As an organisation of 500 products has them, each with a report.
fn more_products(pair: &Pair) -> Result<(), String> {
    let lines = (0..PRODUCTS).map(|at| format!("Bench product {at},live,2025-03-01,A service of the bench\n"));
    let table = std::iter::once("product,phase,since,purpose\n".to_owned()).chain(lines).collect::<String>();
    let file = pair.folder.at("products.csv");
    std::fs::write(&file, table).map_err(|error| error.to_string())?;
    let words = ["import", "products", &pair.folder.text("products.csv"), "--data", &pair.folder.text("product")];
    let done = std::process::Command::new(&pair.program).args(words).output().map_err(|error| error.to_string())?;
    if done.status.success() { Ok(()) } else { Err(format!("no products: {}", String::from_utf8_lossy(&done.stderr))) }
}

/// 2,000 pieces of work, logged in one line each.
fn more_work(pair: &Pair) -> Result<(), String> {
    let mut line = Line::open(&pair.product.address).map_err(|error| error.to_string())?;
    for at in 0..2_000 {
        let body = format!("title=Bench+work+{at}&different=It+is+the+bench");
        let answer = line.ask(&Ask::post("/work", &pair.cookie, body)).map_err(|error| error.to_string())?;
        if answer.status != 303 {
            return Err(format!("work {at} was answered {}", answer.status));
        }
    }
    Ok(())
}

/// The cookie of the demo's member, as a header line.
pub fn sign_in(product: &Served) -> Result<String, String> {
    sign_in_as(product, "member")
}

/// The same of any of the demo's people.
pub fn sign_in_as(product: &Served, who: &str) -> Result<String, String> {
    let mut line = Line::open(&product.address).map_err(|error| error.to_string())?;
    let origin = format!("origin: http://{}\r\nsec-fetch-site: same-origin\r\n", product.address);
    let ask = Ask::post("/sign-in/demo", &origin, format!("who={who}&then=%2F"));
    let answer = line.ask(&ask).map_err(|error| error.to_string())?;
    match answer.cookies() {
        cookies if !cookies.is_empty() => Ok(format!("cookie: {cookies}\r\n{origin}")),
        _ => Err(format!("signing in was answered {}", answer.status)),
    }
}

/// A solved problem and a page of the handbook, as the search finds them.
fn addresses(pair: &Pair) -> Result<(String, String), String> {
    let mut line = Line::open(&pair.product.address).map_err(|error| error.to_string())?;
    let mut found = |path: &str| {
        let answer = line.ask(&Ask::get(path, &pair.cookie)).map_err(|error| error.to_string())?;
        let json: serde_json::Value =
            serde_json::from_slice(&answer.body).map_err(|error| format!("{path}: {error}"))?;
        let url = json["items"][0]["url"].as_str().ok_or_else(|| format!("{path} found nothing"))?;
        // With or without the public address before it.
        let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or(url);
        Ok::<String, String>(path.to_owned())
    };
    Ok((found("/api/v1/problems?state=solved&limit=1")?, found("/api/v1/search?kind=page&q=people&limit=1")?))
}

fn courses(pair: &Pair, problem: &str, page: &str) -> Result<Vec<Course>, String> {
    let product = |name, paths: &[String]| Course::open(name, &pair.product, &pair.cookie, paths);
    let reference = |name, paths: &[String]| Course::open(name, &pair.reference, "", paths);
    let searches = |path: &str| corpus::ASKED.iter().map(|words| format!("{path}?q={words}")).collect::<Vec<_>>();
    Ok(vec![
        reference("hello", &["/hello".to_owned()])?,
        reference("R", &["/page".to_owned()])?,
        product("problem page", &[problem.to_owned()])?,
        reference("R again", &["/page".to_owned()])?,
        product("handbook page", &[page.to_owned()])?,
        reference("S over HTTP", &searches("/search"))?,
        product("search page", &searches("/search"))?,
        product("search by API", &searches("/api/v1/search"))?,
        product("first page", &["/".to_owned()])?,
        product("community page", &["/communities/product-management".to_owned()])?,
        product("leadership page", &["/communities/product-management/leadership".to_owned()])?,
        product("members page", &["/communities/product-management/members".to_owned()])?,
        product("timeline page", &["/communities/product-management/timeline".to_owned()])?,
        product("meetups page", &["/communities/product-management/meetups".to_owned()])?,
        product("goals page", &["/communities/product-management/goals".to_owned()])?,
        product("maturity page", &["/communities/product-management/maturity".to_owned()])?,
        product("page to write on", &["/handbook/new".to_owned()])?,
        product("board", &["/work".to_owned()])?,
        product("all products", &["/standards/starting-well/products".to_owned()])?,
        product("what repeats cost", &["/problems/cost".to_owned()])?,
        product("assessment", &["/assessments/1".to_owned()])?,
    ])
}

fn report(courses: &mut [Course], items: usize) {
    let mut of = |name: &str| {
        let course = courses.iter_mut().find(|course| course.name == name).expect("a course of this bench");
        meter::median(&mut course.micros)
    };
    let (hello, r) = (of("hello"), f64::midpoint(of("R"), of("R again")));
    let s = of("S over HTTP") - hello;
    table::head(&format!(
        "CPU a request, signed in, {items} problems; median of {WINDOWS} windows of {REQUESTS}, in turns"
    ));
    table::plain("hello of the reference", hello, "");
    table::plain("R", r, "five queries, 32 rows, 22 kB");
    table::plain("S", s, "two words, best ten, without HTTP");
    table::ratio("problem page", of("problem page"), r, "R", 3.0);
    table::ratio("handbook page", of("handbook page"), r, "R", 3.0);
    table::ratio("first page", of("first page"), r, "R", 6.0);
    table::ratio("community page", of("community page"), r, "R", 6.0);
    table::ratio("leadership page", of("leadership page"), r, "R", 3.0);
    table::ratio("members page", of("members page"), r, "R", 3.0);
    table::ratio("timeline page", of("timeline page"), r, "R", 6.0);
    table::ratio("meetups page", of("meetups page"), r, "R", 3.0);
    table::ratio("goals page", of("goals page"), r, "R", 3.0);
    table::ratio("maturity page", of("maturity page"), r, "R", 3.0);
    table::ratio("page to write on", of("page to write on"), r, "R", 3.0);
    table::ratio("board", of("board"), r, "R", 8.0);
    table::ratio("all products", of("all products"), r, "R", 40.0);
    table::ratio("what repeats cost", of("what repeats cost"), r, "R", 6.0);
    table::ratio("assessment", of("assessment"), r, "R", 6.0);
    table::ratio("search page", of("search page"), s, "S", 3.0);
    table::ratio("search by API", of("search by API"), s, "S", 3.0);
}
