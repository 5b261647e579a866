//! How well the same problem is found and how honest the probabilities are, through the real index:
//! `cargo xtask bench similar` (or `cargo run -p search --example similar -- FOLDER`, the folder with `data` and
//! `models`). Prints the figures without the sentence model and, when it is there, with it.
//!
//! `-- FOLDER evidence PROBLEMS...` writes what was measured of each hit instead, for `train/sameness.py`.

mod corpus;
mod evidence;

use corpus::{Corpus, Retold};
use search::meaning::MiniLm;
use search::sameness::CLAIM;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn main() {
    let shared = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared".into()));
    let model = MiniLm::load(&shared.join("models/minilm-int8")).map(Arc::new);
    if let Err(fault) = &model {
        println!("Without the model only: {fault}");
    }
    let models = [None, model.ok()];
    let words: Vec<String> = std::env::args().skip(2).collect();
    if let [first, files @ ..] = words.as_slice()
        && first == "evidence"
    {
        return evidence::write(&models, files);
    }
    for model in models.iter().enumerate().filter(|(at, model)| *at == 0 || model.is_some()).map(|(_, model)| model) {
        println!("\n{} the sentence model", if model.is_some() { "With" } else { "Without" });
        retold(&shared.join("data/retold-problems/problems.txt"), model.as_ref());
        gold(&shared.join("data"), model.as_ref());
    }
}

/// What was said of the hits of all queries.
#[derive(Default)]
struct Tally {
    queries: usize,
    first: usize,
    in_ten: usize,
    claimed: usize,
    claimed_right: usize,
    near: usize,
    near_claimed: usize,
    /// For each tenth of probability: hits, sum of probabilities, right ones. All hits, then first ones.
    tenths: [[(f32, f32, f32); 10]; 2],
}

impl Tally {
    fn add(&mut self, hits: &[(usize, f32)], right: &[usize], near: Option<usize>) {
        for (place, &(at, p)) in hits.iter().enumerate() {
            let same = right.contains(&at);
            self.claimed += usize::from(p >= CLAIM);
            self.claimed_right += usize::from(p >= CLAIM && same);
            self.near_claimed += usize::from(p >= CLAIM && near == Some(at));
            for tenths in self.tenths.iter_mut().take(if place == 0 { 2 } else { 1 }) {
                let tenth = &mut tenths[((p * 10.0) as usize).min(9)];
                *tenth = (tenth.0 + 1.0, tenth.1 + p, tenth.2 + f32::from(u8::from(same)));
            }
        }
        if !right.is_empty() {
            self.queries += 1;
            self.first += usize::from(hits.first().is_some_and(|hit| right.contains(&hit.0)));
            self.in_ten += usize::from(hits.iter().any(|hit| right.contains(&hit.0)));
        }
        self.near += usize::from(near.is_some());
    }

    fn calibration_error(tenths: &[(f32, f32, f32); 10]) -> f32 {
        let all: f32 = tenths.iter().map(|tenth| tenth.0).sum();
        tenths.iter().map(|(_, said, were)| (said - were).abs()).sum::<f32>() / all.max(1.0)
    }

    fn print(&self) {
        let share = |part: usize, of: usize| 100.0 * part as f32 / of.max(1) as f32;
        println!(
            "  retold problems, {} queries: right one first {:.1} %, in the first ten {:.1} %",
            self.queries,
            share(self.first, self.queries),
            share(self.in_ten, self.queries)
        );
        println!(
            "  claimed (p >= {CLAIM}): {} of which right {:.1} %; near misses claimed {:.1} % of {}",
            self.claimed,
            share(self.claimed_right, self.claimed),
            share(self.near_claimed, self.near),
            self.near
        );
        println!(
            "  calibration error: {:.3} over all shown, {:.3} over first ones",
            Self::calibration_error(&self.tenths[0]),
            Self::calibration_error(&self.tenths[1])
        );
    }
}

fn retold(path: &Path, model: Option<&Arc<MiniLm>>) {
    let Ok(problems) = Retold::read(path) else {
        return println!("  skipped: {} is not there", path.display());
    };
    let corpus = Corpus::of(&problems.texts(), model);
    let mut tally = Tally::default();
    for query in problems.queries() {
        let hits = corpus.nearest(&query.text, query.itself, model.is_some());
        tally.add(&hits, &query.right, query.near);
    }
    tally.print();
}

/// A path with title and plain text.
type Page = (String, (String, String));

/// Title and plain text of a handbook's page.
fn page(path: &Path) -> Option<(String, String)> {
    let text = std::fs::read_to_string(path).ok()?;
    let (head, body) = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")) {
        Some((head, body)) => (head, body),
        None => ("", text.as_str()),
    };
    let named = head.lines().find_map(|line| line.strip_prefix("title:"));
    let title = named.or_else(|| body.lines().find_map(|line| line.strip_prefix("# "))).unwrap_or_default();
    let plain: String =
        body.lines().filter(|line| !line.starts_with("<%") && !line.starts_with("# ")).collect::<Vec<_>>().join("\n");
    Some((title.trim().trim_matches(['"', '\'']).to_owned(), plain.replace(['#', '*', '`', '[', ']'], " ")))
}

fn pages(folder: &Path, under: &Path, found: &mut Vec<Page>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            pages(&path, under, found);
        } else if path.to_string_lossy().contains(".md")
            && let Some(text) = page(&path)
        {
            found.push((path.strip_prefix(under).unwrap_or(&path).to_string_lossy().into_owned(), text));
        }
    }
}

fn gold(data: &Path, model: Option<&Arc<MiniLm>>) {
    let Ok(pairs) = std::fs::read_to_string(data.join("same-problem-gold/pairs.csv")) else {
        return println!("  skipped: same-problem-gold is not there");
    };
    // (handbook, page, other handbook) to the pages there that answer the same problem.
    let mut sisters: HashMap<(String, String, String), Vec<String>> = HashMap::new();
    for line in pairs.lines().skip(1) {
        let fields: Vec<&str> = line.rsplitn(5, ',').map(str::trim).collect();
        if let [page_b, book_b, page_a, book_a, rest] = fields[..]
            && rest.ends_with(",2")
        {
            for (book, page, other, sister) in [(book_a, page_a, book_b, page_b), (book_b, page_b, book_a, page_a)] {
                sisters.entry((book.into(), page.into(), other.into())).or_default().push(sister.into());
            }
        }
    }
    let mut books: HashMap<String, (Vec<Page>, Corpus)> = HashMap::new();
    for (book, _, _) in sisters.keys() {
        if !books.contains_key(book) {
            let tree = data.join(book).join("tree");
            let mut found = Vec::new();
            pages(&tree.join("source"), &tree, &mut found);
            let texts: Vec<_> = found.iter().map(|page| page.1.clone()).collect();
            books.insert(book.clone(), (found, Corpus::of(&texts, model)));
        }
    }
    let (mut queries, mut in_five, mut reciprocal) = (0, 0, 0.0);
    for ((book, path, other), right) in &sisters {
        let Some((_, (title, body))) = books[book].0.iter().find(|page| page.0 == *path) else { continue };
        let words: Vec<&str> = body.split_whitespace().take(100).collect();
        let (names, corpus) = &books[other];
        let hits = corpus.nearest(&format!("{title}. {}", words.join(" ")), None, model.is_some());
        let place = hits.iter().position(|hit| right.contains(&names[hit.0].0));
        queries += 1;
        in_five += usize::from(place.is_some_and(|place| place < 5));
        reciprocal += place.map_or(0.0, |place| 1.0 / (place + 1) as f32);
    }
    println!(
        "  sister pages, {queries} queries: hit@5 {:.3}, MRR {:.3}",
        in_five as f32 / queries.max(1) as f32,
        reciprocal / queries.max(1) as f32
    );
}
