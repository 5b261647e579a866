//! Weekly updates are told in chats, one post a channel.
//!
//! What a post is and when it counts as sent is in [`curation::chat::post`]; here it is only handed over.

use crate::egress::{Egress, Refused};
use crate::jobs;
use base::Actor;
use curation::chat::{post, say};
use curation::weekly_update;
use directory::community;
use web::App;

/// Taken at a time.
const TOGETHER: i64 = 20;

/// For ever.
pub async fn keep_posting(app: App, egress: Egress) {
    loop {
        jobs::rest_after("weekly updates were not told in chats", post_next(&app, &egress).await).await;
    }
}

/// Answers how many posts were taken.
async fn post_next(app: &App, egress: &Egress) -> Result<usize, store::StoreError> {
    let now = app.now();
    let posts = app.write(move |tx| post::take(tx, now, TOGETHER)).await?;
    for it in &posts {
        let body = app.read(|conn| {
            let Some(update) = weekly_update::find_by_id(conn, it.update)? else { return Ok(None) };
            let of = community::find(conn, update.community)?;
            Ok::<_, store::StoreError>(of.map(|of| say::body(it.program, &of, &update, &app.settings.public_url)))
        })?;
        let Some(body) = body else { continue };
        let (egress, address) = (egress.clone(), it.address.clone());
        let posted = tokio::task::spawn_blocking(move || egress.post(&address, &body)).await;
        let posted = posted.unwrap_or_else(|_| Err(Refused::for_now("It could not be posted")));
        let (act, it) = (app.act(&Actor::system()), it.clone());
        app.write(move |tx| match &posted {
            Ok(()) => post::is_sent(tx, &act, &it),
            Err(refused) => post::is_refused(tx, &act, &it, &refused.words, refused.for_good),
        })
        .await?;
    }
    Ok(posts.len())
}
