//! What a server of this kind costs when it does the least: the measure in `cargo xtask bench`.
//!
//! **R**: axum, five SQLite queries, 32 rows, one template of 22 kB, no session, no cache. **S**: tantivy, the best
//! ten of a two-word search with their titles. Its write is one transaction of three statements, durable before
//! the answer, without group commit. It is not part of the product, keeps none of its promises and has no rooms.

mod rows;
mod words;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use std::sync::Arc;

struct Reference {
    rows: rows::Rows,
    words: words::Words,
}

type Shared = State<Arc<Reference>>;

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    person: String,
    problem: rows::Row,
    count: i64,
    newest: Vec<rows::Row>,
    oldest: Vec<rows::Row>,
}

#[derive(serde::Deserialize)]
struct Asked {
    q: String,
}

#[derive(serde::Deserialize)]
struct Written {
    statement: String,
}

/// `reference FOLDER ADDRESS FILE`: an empty folder, where to listen, and JSON lines with a `statement` each.
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, address, file] = words.as_slice() else { return Err("reference FOLDER ADDRESS FILE".into()) };
    let statements = words::statements(file)?;
    let reference =
        Reference { rows: rows::Rows::create(folder, &statements)?, words: words::Words::create(folder, &statements)? };
    let doors = Router::new()
        .route("/hello", get(|| async { "hello" }))
        .route("/page", get(page))
        .route("/search", get(search))
        .route("/rows", post(write))
        .with_state(Arc::new(reference));
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, doors).await?;
    Ok(())
}

async fn page(State(reference): Shared) -> Html<String> {
    let page = reference.rows.read(|reader| {
        Ok(Page {
            person: reader.person(7)?,
            problem: reader.problem(87)?,
            count: reader.count(3)?,
            newest: reader.newest(16)?,
            oldest: reader.oldest(16)?,
        })
    });
    Html(page.expect("the reference's own rows are there").render().expect("a template renders into memory"))
}

async fn search(State(reference): Shared, Query(asked): Query<Asked>) -> Json<Vec<String>> {
    Json(reference.words.best(&asked.q))
}

async fn write(State(reference): Shared, Form(written): Form<Written>) -> Redirect {
    // One blocking thread a write, as a server without group commit would.
    let done = tokio::task::spawn_blocking(move || reference.rows.write(&written.statement)).await;
    done.expect("the write does not panic").expect("the reference's own table takes a row");
    Redirect::to("/page")
}
