//! SQL texts, known at link time.

use base::Value;

/// One SQL text, good for both engines: placeholders `$1…`, the rules in `docs/adding-a-concept.md`.
pub struct Sql {
    /// Where it is declared, for messages.
    pub name: &'static str,
    pub text: &'static str,
}

/// Every text declared by [`sql!`] registers itself, so that a test can prepare all of them on both engines.
pub struct Registered(pub &'static Sql);

inventory::collect!(Registered);

/// All SQL texts of the program.
pub fn all() -> impl Iterator<Item = &'static Sql> {
    inventory::iter::<Registered>.into_iter().map(|registered| registered.0)
}

/// `ids` in portions of `at_once` values for a text with `IN ($1, …)`: the last portion is filled up with its last id, so
/// that one text serves any number. No ids, no portions.
pub fn padded<Id: Copy + Into<Value<'static>>>(
    ids: &[Id],
    at_once: usize,
) -> impl Iterator<Item = Vec<Value<'static>>> {
    ids.chunks(at_once).map(move |chunk| (0..at_once).map(|at| chunk[at.min(chunk.len() - 1)].into()).collect())
}

/// Declares SQL texts: `sql! { FIND = "SELECT …"; INSERT = "INSERT …"; }`.
#[macro_export]
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)+) => {
        $(
            $(#[$doc])*
            static $name: $crate::Sql =
                $crate::Sql { name: concat!(module_path!(), "::", stringify!($name)), text: $text };
            $crate::inventory::submit! { $crate::sql::Registered(&$name) }
        )+
    };
}
