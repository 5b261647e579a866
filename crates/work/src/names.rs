//! The names that stand beside ids: of products, communities and people.

use base::{CommunityId, PersonId};
use directory::product::ProductId;

/// Something of the directory with its address and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<T> {
    pub id: T,
    pub slug: String,
    pub name: String,
}

/// Somebody with their name; people have no slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Someone {
    pub id: PersonId,
    pub name: String,
}

pub type ProductName = Named<ProductId>;
pub type CommunityName = Named<CommunityId>;

impl<T> Named<T> {
    /// From three columns that are all there or all missing.
    pub(crate) fn of(id: Option<T>, slug: Option<String>, name: Option<String>) -> Option<Self> {
        Some(Self { id: id?, slug: slug?, name: name? })
    }
}

impl Someone {
    pub(crate) fn of(id: Option<PersonId>, name: Option<String>) -> Option<Self> {
        Some(Self { id: id?, name: name? })
    }
}
