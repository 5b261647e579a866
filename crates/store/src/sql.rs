//! SQL texts, known at link time.

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
