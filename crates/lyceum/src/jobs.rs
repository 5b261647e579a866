//! What is done now and then, beside the server: forgetting what is of no use any more, saying the current name.

use crate::webhook;
use base::{Clock, SystemClock};
use std::time::Duration;
use store::{Store, StoreError};
use web::App;

const MINUTE: Duration = Duration::from_secs(60);
/// New copies and posts are looked for so often.
const PAUSE: Duration = Duration::from_secs(5);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Answers to repeated requests are kept this long.
const ANSWERS_KEPT_DAYS: i64 = 1;

/// For ever; the first time an hour after the start, so that a server that keeps falling over does not spend its
/// short lives on it.
pub async fn forget_daily(store: Store) {
    tokio::time::sleep(DAY / 24).await;
    loop {
        if let Err(error) = forget(&store).await {
            tracing::warn!(%error, "what is of no use any more was not forgotten");
        }
        tokio::time::sleep(DAY).await;
    }
}

/// For ever: pages say the name that the organisation gave itself, here or through another program.
pub async fn keep_named(app: App) {
    loop {
        match app.read(directory::organisation::find) {
            Ok(Some(known)) => app.name_organisation(&known.name),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the organisation's name was not read"),
        }
        tokio::time::sleep(MINUTE).await;
    }
}

/// For ever: who took part in what is reckoned from the journal, a little after it happened.
pub async fn keep_energy(store: Store) {
    each_minute("who took part was not reckoned", store, |store| {
        communities::timeline::energy::catch_up(store).map(drop)
    })
    .await;
}

/// For ever: what is remembered, and what is put before people next.
pub async fn keep_curation(store: Store) {
    each_minute("what is remembered was not reckoned", store, |store| curation::keep(store, SystemClock.now().day()))
        .await;
}

/// For ever: pages that may say the same and problems that may be one, as far as the index knows them. Nothing of a start waits for it.
pub async fn keep_doubles(store: Store, index: search::Index) {
    tokio::time::sleep(MINUTE).await;
    each_minute("pages and problems that say the same were not looked for", store, move |store| {
        knowledge::double::catch_up(store, &index)?;
        work::double::catch_up(store, &index).map(drop)
    })
    .await;
}

/// For ever, beside what answers people; `words`: what is said when it could not be done.
async fn each_minute(
    words: &'static str,
    store: Store,
    work: impl Fn(&Store) -> Result<(), StoreError> + Clone + Send + 'static,
) {
    loop {
        let (here, work) = (store.clone(), work.clone());
        match tokio::task::spawn_blocking(move || work(&here)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "{words}"),
            Err(error) => tracing::warn!(%error, "{words}"),
        }
        tokio::time::sleep(MINUTE).await;
    }
}

/// Between two looks for what is to be handed over: none where there was something, a while otherwise.
pub async fn rest_after(words: &'static str, handed: Result<usize, StoreError>) {
    if let Err(error) = &handed {
        tracing::warn!(%error, "{words}");
    }
    if !matches!(handed, Ok(1..)) {
        tokio::time::sleep(PAUSE).await;
    }
}

async fn forget(store: &Store) -> Result<(), StoreError> {
    let now = SystemClock.now();
    store
        .write(move |tx| {
            web::once::forget_before(tx, now.plus_days(-ANSWERS_KEPT_DAYS))?;
            webhook::deliver::forget(tx, now)?;
            directory::session::forget_ended(tx, now).map(drop)
        })
        .await
}
