//! The cellar: the only crate that opens a database. It knows which engine runs (SQLite inside, or PostgreSQL);
//! nobody else does. One set of SQL texts and migrations serves both.
//!
//! What it is not: a place for any room's rows. Rooms keep their own `store.rs` with their own SQL texts.
//!
//! Invariants
//! - A change happens in a [`Tx`], given to a closure that may be run again (a lost connection, a serialization
//!   failure): closures change nothing outside of it.
//! - What [`Store::write`] answered `Ok` to survives `kill -9` and a power cut.
//! - Every change writes at least one event, by [`Tx::record`], in the same transaction.
//! - SQL is literal text, declared by [`sql!`], and prepared on both engines in a test.
//!
//! The interface is synchronous: a read on SQLite costs microseconds and is run where it stands, without a thread
//! hop; PostgreSQL's reads tell the runtime that they block. Reading order: [`sql`], [`Conn`], [`Tx`], [`Store`].

mod backup;
mod conn;
mod error;
mod journal;
mod kept;
mod migrate;
mod numbers;
mod pool;
mod postgres_engine;
mod row;
pub mod sql;
mod sqlite_engine;
mod store;
mod transfer;
mod tx;
mod writer;

pub use backup::{Digest, TableDigest};
pub use conn::Conn;
pub use error::StoreError;
pub use inventory;
pub use journal::{Recorded, events_after, events_of, last_position, reader_position, set_reader_position};
pub use row::Row;
pub use sql::{Sql, padded};
pub use store::{Durability, Location, Store};
pub use tx::Tx;
