//! What was measured of each hit, one a line as JSON, for `train/sameness.py`.

use crate::corpus::{Corpus, Query, Retold};
use search::meaning::MiniLm;
use std::path::Path;
use std::sync::Arc;

/// Problems in one index: a few, as on the first days of an organisation, and many.
const SIZES: &[usize] = &[5, 15, 60];

/// `files`: problems told again (seven fields a line), or the demo's problems (`title:` and `body:` lines).
pub fn write(models: &[Option<Arc<MiniLm>>], files: &[String]) {
    for file in files {
        for model in models.iter().enumerate().filter(|(at, model)| *at == 0 || model.is_some()).map(|(_, model)| model)
        {
            let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy().into_owned();
            match Retold::read(Path::new(file)) {
                Ok(problems) if !problems.0.is_empty() => retold(&name, problems, model.as_ref()),
                _ => told_once(&name, file, model.as_ref()),
            }
        }
    }
}

fn retold(name: &str, problems: Retold, model: Option<&Arc<MiniLm>>) {
    for &size in SIZES {
        for (group, some) in problems.0.chunks(size).enumerate() {
            let some = Retold(some.to_vec());
            let corpus = Corpus::of(&some.texts(), model);
            for (number, query) in some.queries().iter().enumerate() {
                print(name, size, group * size + number / 4, &corpus, query, model.is_some());
            }
        }
    }
}

/// Problems among which there is no repeat: nothing is right.
fn told_once(name: &str, file: &str, model: Option<&Arc<MiniLm>>) {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = |block: &str, name: &str| {
        block.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
    };
    let texts: Vec<(String, String)> = text
        .split("\n\n")
        .map(|block| (line(block, "title:"), line(block, "body:")))
        .filter(|(title, _)| !title.is_empty())
        .collect();
    let corpus = Corpus::of(&texts, model);
    for (at, (title, body)) in texts.iter().enumerate() {
        let query = Query { text: format!("{title}. {body}"), itself: Some(at), right: Vec::new(), near: None };
        print(name, texts.len(), at, &corpus, &query, model.is_some());
    }
}

fn print(name: &str, size: usize, problem: usize, corpus: &Corpus, query: &Query, with_model: bool) {
    for hit in corpus.candidates(&query.text, query.itself, with_model) {
        let at = hit.number as usize - 1;
        let (same, near, e) = (query.right.contains(&at), query.near == Some(at), hit.evidence);
        println!(
            "{{\"file\":\"{name}\",\"size\":{size},\"problem\":{problem},\"with_model\":{with_model},\"asked\":{},\
             \"same\":{same},\"near\":{near},\"cos_whole\":{},\"cos_title\":{},\"cos_table\":{},\"crowd\":{},\
             \"bm25_over_self\":{},\"bm25_over_doc_self\":{},\"idf_cos_title\":{},\"idf_cos_text\":{},\
             \"trigram_overlap\":{},\"length_ratio\":{},\"margin_second\":{},\"margin_mean\":{},\"log_length\":{},\
             \"place\":{},\"said\":{}}}",
            !query.right.is_empty(),
            e.cos_whole,
            e.cos_title,
            e.cos_table,
            e.crowd,
            e.bm25_over_self,
            e.bm25_over_doc_self,
            e.idf_cos_title,
            e.idf_cos_text,
            e.trigram_overlap,
            e.length_ratio,
            e.margin_second,
            e.margin_mean,
            e.log_length,
            e.place,
            hit.probability
        );
    }
}
