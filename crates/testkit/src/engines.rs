//! The same test on both engines: an empty, migrated store each, thrown away afterwards.

use crate::postgres_server;
use base::{Act, Actor, Moment, SeededChance};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Durability, Location, Store};

/// 23 November 2026, 10:00 UTC: the day on which every test plays.
pub fn now() -> Moment {
    Moment::parse("2026-11-23T10:00:00Z").expect("a written moment")
}

/// A store with nothing in it. Dropping it removes what it kept.
pub struct TestStore {
    pub store: Store,
    folder: Option<tempfile::TempDir>,
    schema: Option<String>,
}

impl TestStore {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let location = Location::Folder(folder.path().to_owned());
        let store = Store::open(&location, Durability::Full, now()).expect("an SQLite store");
        Self { store, folder: Some(folder), schema: None }
    }

    /// `None` when this machine has no PostgreSQL (never in CI, where that is a failure).
    pub fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = postgres_server::url()?;
        let schema = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        postgres_server::run(&server, &format!("CREATE SCHEMA {schema}"));
        let location = Location::Url(format!("{server}&options=-csearch_path%3D{schema}"));
        let store = Store::open(&location, Durability::AsConfigured, now()).expect("a PostgreSQL store");
        Some(Self { store, folder: None, schema: Some(schema) })
    }

    pub fn name(&self) -> &'static str {
        self.store.engine_name()
    }

    /// The folder of an SQLite store.
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_ref().map(|folder| folder.path())
    }

    /// An act by `actor` on the day of the tests, with ids from a seed.
    pub fn act(&self, actor: Actor) -> Act {
        // Far from the one that a whole application is given: two that are alike would give the same ids.
        static SEED: AtomicU32 = AtomicU32::new(1_000);
        Act::new(actor, now(), Arc::new(SeededChance::new(SEED.fetch_add(1, Ordering::Relaxed).into())))
    }
}

impl Drop for TestStore {
    fn drop(&mut self) {
        if let (Some(schema), Some(server)) = (self.schema.take(), postgres_server::url()) {
            postgres_server::run(&server, &format!("DROP SCHEMA {schema} CASCADE"));
        }
    }
}

/// Runs `test` on SQLite and, where there is one, on PostgreSQL; says which engine failed.
pub fn each_engine(test: impl Fn(&TestStore)) {
    let stores = [Some(TestStore::sqlite()), TestStore::postgres()];
    for store in stores.iter().flatten() {
        println!("on {}", store.name());
        test(store);
    }
}
