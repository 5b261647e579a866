//! What tests stand on: a store on each engine, the application behind its door, a clock that stands still.
//!
//! It is not part of the product and holds no rule of its own. Reading order: [`engines`], [`app`].

pub mod app;
pub mod engines;
mod postgres_server;
mod shared;

pub use app::{Answer, TestApp, Visitor};
pub use engines::{TestStore, each_engine, now};
pub use shared::shared_input;
