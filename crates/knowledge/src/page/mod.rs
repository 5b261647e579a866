//! A page of a handbook: somebody looks after it, and says by when it is to be looked at again.

pub mod freshness;
