//! The organisation that runs this installation. There is one; its name stands at the foot of every page.
//!
//! Named by a people administrator ([`name()`]); before that the installation is called "this organisation".

mod name;
mod policy;
mod store;

pub use name::{NameOrganisation, OrganisationError, name};
pub use store::find;

base::id!(
    /// Which organisation; mergers and the network will bring others.
    OrganisationId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub slug: String,
    pub name: String,
}
