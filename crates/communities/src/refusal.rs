//! Why a verb of this room did not do what it was asked.

pub use web::refusal::Refusal;
pub(crate) use web::refusal::may;
