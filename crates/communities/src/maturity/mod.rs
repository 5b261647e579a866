//! How far a community has come: the model, the card sort, what it leaves to do.

use crate::Above;
use crate::need::Need;
use base::{Actor, Day};
use directory::community::Community;
use directory::panels::Tab;
use store::{Conn, StoreError};
use web::Room;

pub(crate) fn doors(room: Room, _above: Above) -> Room {
    room
}

pub(crate) fn tab(_: &mut Conn, _: &Community) -> Result<Option<Tab>, StoreError> {
    Ok(None)
}

pub(crate) fn needs(_: &mut Conn, _: &Actor, _: Day) -> Result<Vec<Need>, StoreError> {
    Ok(Vec::new())
}
