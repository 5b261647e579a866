//! Who carries the load: what leading takes, what is given, who does which activity.

use crate::need::Need;
use base::{Actor, Day};
use directory::community::Community;
use directory::panels::Tab;
use store::{Conn, StoreError};
use web::Room;

pub(crate) fn doors(room: Room) -> Room {
    room
}

pub(crate) fn tab(_: &mut Conn, _: &Community) -> Result<Option<Tab>, StoreError> {
    Ok(None)
}

pub(crate) fn needs(_: &mut Conn, _: &Actor, _: Day) -> Result<Vec<Need>, StoreError> {
    Ok(Vec::new())
}
