//! A handbook of 5,000 pages and 10,000 revisions comes in from git; two long revisions are compared by words; a page is
//! read by whoever is not signed in, and one of 20 kB is saved.
//!
//! Against: git reading the same history (`G`), and the reference's page (`R`).

use super::course::{Course, in_turns};
use super::load::{Ask, Line};
use super::pages::{self, Pair};
use super::served::Folder;
use super::{corpus, meter, table};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const PAGES: usize = 5_000;
const WINDOWS: usize = 7;
const REQUESTS: usize = 300;
const SAVES: usize = 50;
const COMPARISONS: usize = 10;
const SECOND: f64 = 1e9;

pub fn run(_: &[String]) -> Result<(), String> {
    let pair = pages::pair(1_000)?;
    let folder = Folder::fresh("handbook")?;
    let repository = folder.at("source");
    history(&repository)?;
    let by_git = cost_of(Command::new("git").arg("-C").arg(&repository).args(["log", "--raw", "-p", "--no-color"]))?;
    let import =
        ["import", "handbook", &folder.text("source"), "--name", "large", "--data", &pair.folder.text("product")];
    let ours = cost_of(Command::new(&pair.program).args(import))?;
    table::head(&format!("{PAGES} pages with two revisions each, from git, into a server that goes on answering"));
    table::at_most("CPU of the import", ours.cpu_ns / SECOND, "s", 15.0);
    println!("{:<34}{:>9.1} G", "as git's own reading, diffs too", ours.cpu_ns / by_git.cpu_ns);
    table::at_most("memory of the import, at most", ours.memory / 1_048_576.0, "MB", 300.0);
    found(&pair)?;
    written(&pair)?;
    requests(&pair)
}

/// A page of 20 kB is saved again and again, one word other each time; and two versions of 100 kB are compared.
fn written(pair: &Pair) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let cookie = pages::sign_in_as(&pair.product, "admin")?;
    let mut line = Line::open(&pair.product.address).map_err(said)?;
    let mut publish = |path: &str, base: usize, body: &str| {
        let title = if base == 0 { "title=A+long+page&shelf=large&" } else { "title=A+long+page&" };
        let form =
            format!("{title}why=Clearer&do=publish&base={base}&body={}", body.replace(' ', "+").replace('\n', "%0A"));
        let answer = line.ask(&Ask::post(path, &cookie, form)).map_err(said)?;
        let there = answer.headers.lines().find_map(|it| it.strip_prefix("location: ")).map(str::to_owned);
        there.ok_or_else(|| format!("{path} was answered {}", answer.status))
    };
    let text = |length: usize, mark: usize| {
        let words = corpus::problems(400);
        let plain: String =
            words.chars().map(|c| if c.is_ascii_alphanumeric() || c == '\n' { c } else { ' ' }).collect();
        let mut body = String::new();
        while body.len() < length {
            body.push_str(&plain.lines().map(|it| format!("{it}\n\n")).collect::<String>());
        }
        body.truncate(length);
        format!("Number {mark} begins.\n\n{body}")
    };
    let page = publish("/handbook/new", 0, &text(20_000, 0))?;
    let path = format!("{page}/edit");
    let before = meter::cpu_ns(pair.product.pid());
    for version in 1..=SAVES {
        publish(&path, version, &text(20_000, version))?;
    }
    let save = (meter::cpu_ns(pair.product.pid()) - before) as f64 / SAVES as f64;
    let long = publish("/handbook/new", 0, &text(100_000, 0))?;
    let mut other = text(100_000, 1);
    // Every fortieth word is another one.
    other = other
        .split(' ')
        .enumerate()
        .map(|(at, word)| if at % 40 == 0 { "changed" } else { word })
        .collect::<Vec<_>>()
        .join(" ");
    publish(&format!("{long}/edit"), 1, &other)?;
    let path = format!("{long}/compare?from=1&to=2");
    let before = meter::cpu_ns(pair.product.pid());
    for _ in 0..COMPARISONS {
        line.ask(&Ask::get(&path, &cookie)).map_err(said)?;
    }
    let compare = (meter::cpu_ns(pair.product.pid()) - before) as f64 / COMPARISONS as f64;
    table::head("Writing; CPU of the whole server, its readers of the journal among it");
    table::at_most("save of a page of 20 kB", save / 1e6, "ms", 5.0);
    table::at_most("two versions of 100 kB compared", compare / 1e6, "ms", 50.0);
    Ok(())
}

struct Cost {
    cpu_ns: f64,
    memory: f64,
}

/// What a program took: asked of it while it runs, and of the system when it ended.
fn cost_of(command: &mut Command) -> Result<Cost, String> {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("cannot start: {error}"))?;
    let (mut cpu, mut memory) = (0, 0);
    loop {
        cpu = meter::cpu_ns(child.id()).max(cpu);
        memory = meter::most_bytes(child.id()).max(memory);
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if status.success() => return Ok(Cost { cpu_ns: cpu as f64, memory: memory as f64 }),
            Some(status) => return Err(format!("it ended with {status}")),
            None => std::thread::sleep(std::time::Duration::from_millis(5)),
        }
    }
}

/// Two commits for each page, of some hundred words each.
fn history(repository: &Path) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let made = Command::new("git").args(["init", "-q"]).arg(repository).status().map_err(said)?;
    if !made.success() {
        return Err("git made no repository".into());
    }
    let mut git = Command::new("git")
        .arg("-C")
        .arg(repository)
        .args(["fast-import", "--quiet", "--force"])
        .stdin(Stdio::piped())
        .spawn()
        .map_err(said)?;
    let mut input = std::io::BufWriter::new(git.stdin.take().ok_or("git takes nothing")?);
    let words = corpus::problems(PAGES);
    let lines: Vec<&str> = words.lines().collect();
    for version in 0..2 {
        for page in 0..PAGES {
            let text = page_text(page, version, &lines);
            let (path, at) =
                (format!("docs/part-{}/page-{page}.md", page % 50), 1_600_000_000 + version * PAGES + page);
            let message = format!("Change {page}");
            write!(
                input,
                "commit refs/heads/master\ncommitter Ada <ada@x.example> {at} +0000\ndata {}\n{message}\nM 100644 inline {path}\ndata {}\n{text}\n",
                message.len(),
                text.len()
            )
            .map_err(said)?;
        }
    }
    input.flush().map_err(said)?;
    drop(input);
    if !git.wait().map_err(said)?.success() {
        return Err("git did not take the history".into());
    }
    let checked_out = Command::new("git").arg("-C").arg(repository).args(["checkout", "-q", "master"]).status();
    if checked_out.map_err(said)?.success() { Ok(()) } else { Err("git did not check the history out".into()) }
}

fn page_text(page: usize, version: usize, lines: &[&str]) -> String {
    let mut text = format!("---\ntitle: Page number {page}\n---\n\n");
    for part in 0..4 {
        let statement = lines[(page + part * 7 + version) % lines.len()];
        let statement = statement.split("\"statement\": \"").nth(1).and_then(|it| it.split('"').next()).unwrap_or("");
        let _ = write!(text, "## Part {part}\n\n{statement} See [the next](page-{}.md).\n\n", (page + 50) % PAGES);
    }
    text
}

/// The last page is found once the index has it.
fn found(pair: &Pair) -> Result<(), String> {
    let mut line = Line::open(&pair.product.address).map_err(|error| error.to_string())?;
    let last = format!("Page number {}", PAGES - 1);
    let path = format!("/api/v1/search?kind=page&q=page+number+{}", PAGES - 1);
    for _ in 0..600 {
        let answer = line.ask(&Ask::get(&path, &pair.cookie)).map_err(|error| error.to_string())?;
        if String::from_utf8_lossy(&answer.body).contains(&last) {
            return Ok(());
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    Err("the last page is not found after two minutes".into())
}

fn requests(pair: &Pair) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let mut line = Line::open(&pair.product.address).map_err(said)?;
    let cookie = pages::sign_in_as(&pair.product, "admin")?;
    let open = Ask::post("/public/large", &cookie, "public=yes".into());
    line.ask(&open).map_err(said)?;
    let list = line.ask(&Ask::get("/public/large", "")).map_err(said)?;
    let html = String::from_utf8_lossy(&list.body).into_owned();
    let public = html.split("href=\"").filter_map(|it| it.split('"').next()).find(|it| {
        it.strip_prefix("/public/large/").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let public = public.ok_or("no public page was found")?.to_owned();
    let mut courses = [
        Course::open("R", &pair.reference, "", &["/page".to_owned()])?,
        Course::open("hello", &pair.reference, "", &["/hello".to_owned()])?,
        Course::open("public", &pair.product, "", &[public])?,
    ];
    in_turns(&mut courses, WINDOWS, REQUESTS)?;
    let [r, hello, public] = courses.each_mut().map(|course| meter::median(&mut course.micros));
    table::head("Reading without signing in; CPU a request");
    table::plain("R", r, "five queries, 32 rows, 22 kB");
    table::ratio("public page", public, r, "R", 3.0);
    table::at_most("public page beyond HTTP", public - hello, "µs", 20.0);
    Ok(())
}
