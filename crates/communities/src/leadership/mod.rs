//! Who carries the load: what leading takes and what is given ([`load`]), who does what ([`activity`]), and what loses
//! cover when people are away ([`cover`], [`crew`]).

pub mod activity;
pub mod api;
pub mod cover;
pub mod crew;
pub mod load;
mod own;
pub mod web;

pub use own::{OwnLoad, own_load};

use crate::need::Need;
use ::store::{Conn, StoreError};
use ::web::Room;
use base::{Actor, Day};
use directory::community::Community;
use directory::panels::Tab;

pub(crate) fn doors(room: Room) -> Room {
    api::doors(web::doors(room))
}

pub(crate) fn tab(_: &mut Conn, _: &Community) -> Result<Option<Tab>, StoreError> {
    Ok(Some(Tab { path: "leadership", label: "Leadership", count: None }))
}

/// What waits for one's yes.
pub(crate) fn needs(conn: &mut Conn, actor: &Actor, _: Day) -> Result<Vec<Need>, StoreError> {
    let Some(me) = actor.person else { return Ok(Vec::new()) };
    let waiting = activity::waiting_for(conn, me)?;
    Ok(waiting
        .into_iter()
        .map(|it| Need {
            title: format!("Will you take over: {}?", it.activity_name),
            url: format!("/communities/{}/leadership#h-{}", it.community, it.id),
            why: match it.from {
                Some(from) => format!("{} asks, from {}.", from.name, it.on.long()),
                None => format!("From {}.", it.on.long()),
            },
            by: Some(it.on),
        })
        .collect())
}
