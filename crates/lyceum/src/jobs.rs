//! What is done now and then, beside the server: forgetting what is of no use any more, saying the current name.

use base::{Clock, SystemClock};
use std::time::Duration;
use store::{Store, StoreError};
use web::App;

const MINUTE: Duration = Duration::from_secs(60);
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
    loop {
        let here = store.clone();
        match tokio::task::spawn_blocking(move || communities::timeline::energy::catch_up(&here)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "who took part was not reckoned"),
            Err(error) => tracing::warn!(%error, "who took part was not reckoned"),
        }
        tokio::time::sleep(MINUTE).await;
    }
}

/// For ever: what is remembered, and what is put before people next.
pub async fn keep_curation(store: Store) {
    loop {
        let here = store.clone();
        let today = SystemClock.now().day();
        match tokio::task::spawn_blocking(move || curation::keep(&here, today)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "what is remembered was not reckoned"),
            Err(error) => tracing::warn!(%error, "what is remembered was not reckoned"),
        }
        tokio::time::sleep(MINUTE).await;
    }
}

async fn forget(store: &Store) -> Result<(), StoreError> {
    let now = SystemClock.now();
    store
        .write(move |tx| {
            web::once::forget_before(tx, now.plus_days(-ANSWERS_KEPT_DAYS))?;
            directory::session::forget_ended(tx, now).map(drop)
        })
        .await
}

/// For ever: pages that may say the same, as far as the index knows them.
pub async fn keep_doubles(store: Store, index: search::Index) {
    loop {
        tokio::time::sleep(MINUTE).await;
        let (here, index) = (store.clone(), index.clone());
        match tokio::task::spawn_blocking(move || knowledge::double::catch_up(&here, &index)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "pages that say the same were not looked for"),
            Err(error) => tracing::warn!(%error, "pages that say the same were not looked for"),
        }
    }
}
