//! Enums that are one word each in tables, addresses and the API, with the mark and the words of pages.

/// `worded!(/// docs
/// pub enum State { Open = "open" as "Open", … });`
macro_rules! worded {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$case_doc:meta])* $case:ident = $word:literal as $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, utoipa::ToSchema,
        )]
        pub enum $name {
            $($(#[$case_doc])* #[serde(rename = $word)] $case),+
        }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$case),+];

            /// The word in tables, addresses and the API.
            pub fn word(self) -> &'static str {
                match self { $($name::$case => $word),+ }
            }

            /// As pages say it.
            pub fn label(self) -> &'static str {
                match self { $($name::$case => $label),+ }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|case| case.word() == word)
            }
        }

        impl From<$name> for base::Value<'_> {
            fn from(it: $name) -> Self {
                it.word().into()
            }
        }

        impl base::FromValue for $name {
            fn from_value(value: base::Value<'_>) -> Option<Self> {
                if let base::Value::Text(word) = value { Self::from_word(&word) } else { None }
            }
        }
    };
}
pub(crate) use worded;
