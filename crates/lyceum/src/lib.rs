//! The one binary: it joins the rooms, opens the doors, runs the jobs, and is the command line.
//!
//! It is *not* a place for rules of any room. Everything that knows all rooms stands here: the route table
//! ([`rooms`]), what search sees of them ([`sources`]), the demo organisation ([`demo`]).
//!
//! Reading order: [`cli`], [`boot`], [`rooms`], [`serve`], [`indexer`], [`finding`].

pub mod boot;
mod chat;
pub mod cli;
pub mod demo;
mod desk;
pub mod egress;
mod finding;
pub mod indexer;
pub mod jobs;
pub mod mail;
mod mcp;
pub mod merger;
pub mod openapi;
pub mod operate;
pub mod rooms;
pub mod serve;
pub mod sources;
mod webhook;
