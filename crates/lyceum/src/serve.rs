//! The server: one listening address for people and programs, one (off by default) for metrics, jobs beside them.

use crate::boot::{self, IndexLock};
use crate::cli::{Place, Trouble};
use crate::egress::Egress;
use crate::indexer::Indexer;
use crate::mail::{self, Postman};
use crate::{chat, jobs, operate, rooms, webhook};
use axum::{Json, Router, routing};
use base::{SystemChance, SystemClock};
use directory::Doorman;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::sync::Arc;
use store::Store;
use tokio::net::TcpListener;
use web::{App, Ground, Settings};

/// How a server is started.
pub struct Setup {
    pub place: Place,
    pub settings: Settings,
    pub listen: SocketAddr,
    pub metrics: Option<SocketAddr>,
    /// Without it nothing goes out by mail.
    pub mail: Option<Postman>,
    /// Where weekly updates and webhooks may be posted to.
    pub egress: Egress,
    /// Called once the first page can be had.
    pub ready: Box<dyn FnOnce(SocketAddr)>,
}

/// Runs until told to stop (Ctrl-C or SIGTERM); answers what is under way before it ends.
pub fn serve(setup: Setup, store: Store) -> Result<(), Trouble> {
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores.max(2))
        .thread_name("lyceum")
        .enable_all()
        .build()?;
    runtime.block_on(run(setup, store))
}

async fn run(setup: Setup, store: Store) -> Result<(), Trouble> {
    let listener = bind(setup.listen).await?;
    let address = listener.local_addr()?;
    let lock = IndexLock::take(&setup.place)?;
    let index = boot::open_index(&setup.place, lock.is_some());
    let _indexer = lock.is_some().then(|| start_indexer(&setup.place, &store, &index)).transpose()?;
    load_model_later(&setup.place, &index);
    let doorman = Doorman::new(setup.settings.clone());
    tokio::spawn(directory::keep_seen(store.clone(), doorman.clone()));
    tokio::spawn(jobs::forget_daily(store.clone()));
    tokio::spawn(jobs::keep_energy(store.clone()));
    tokio::spawn(jobs::keep_curation(store.clone()));
    tokio::spawn(jobs::keep_doubles(store.clone(), index.clone()));
    let ground = Ground {
        store,
        index: index.clone(),
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        settings: setup.settings,
        doorkeeper: doorman,
    };
    let app = App::new(ground, &rooms::all());
    tokio::spawn(jobs::keep_named(app.clone()));
    if let Some(postman) = setup.mail {
        tokio::spawn(mail::keep_sending(app.clone(), postman));
    }
    tokio::spawn(chat::keep_posting(app.clone(), setup.egress.clone()));
    tokio::spawn(webhook::deliver::keep_delivering(app.clone(), setup.egress));
    if let Some(metrics) = setup.metrics {
        tokio::spawn(serve_metrics(bind(metrics).await?, metrics_recorder()?));
    }
    let router =
        web::hall::router(app.clone(), rooms::all()).route("/health", routing::get(move || health(app.clone())));
    (setup.ready)(address);
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(told_to_stop())
        .await?;
    drop(lock);
    Ok(())
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Trouble> {
    TcpListener::bind(address).await.map_err(|error| {
        Trouble::said(format!("cannot listen on {address}: {error}; is another server running? Use --listen to choose"))
    })
}

fn start_indexer(place: &Place, store: &Store, index: &search::Index) -> Result<Indexer, Trouble> {
    let wanted = operate::rebuild_wanted(place);
    Ok(Indexer::start(store.clone(), index.clone(), move || operate::take_rebuild_wish(&wanted))?)
}

/// Pages do not wait for the model: answers come from words and the built-in table until it is there.
fn load_model_later(place: &Place, index: &search::Index) {
    let (place, index) = (place.clone(), index.clone());
    std::thread::spawn(move || match boot::model(&place) {
        Ok(Some(model)) => index.set_model(Some(model)),
        Ok(None) => {}
        Err(fault) => tracing::error!(%fault, "the sentence model cannot be used"),
    });
}

/// For load balancers and people: 200 when pages can be read, 503 otherwise.
async fn health(app: App) -> (axum::http::StatusCode, Json<serde_json::Value>) {
    let last = app.read(store::last_position);
    let status = if last.is_ok() { axum::http::StatusCode::OK } else { axum::http::StatusCode::SERVICE_UNAVAILABLE };
    let body = serde_json::json!({
        "status": if last.is_ok() { "ok" } else { "database cannot be reached" },
        "version": env!("CARGO_PKG_VERSION"),
        "engine": app.store.engine_name(),
        "index": operate::index_words(&app.index.state()),
        "journal_position": last.as_ref().ok(),
        "index_position": app.index.position(),
    });
    (status, Json(body))
}

fn metrics_recorder() -> Result<PrometheusHandle, Trouble> {
    PrometheusBuilder::new().install_recorder().map_err(Trouble::said)
}

async fn serve_metrics(listener: TcpListener, recorder: PrometheusHandle) {
    let router = Router::new().route("/metrics", routing::get(move || std::future::ready(recorder.render())));
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "metrics are not served any more");
    }
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! { _ = interrupt => {}, _ = terminate => {} }
}
