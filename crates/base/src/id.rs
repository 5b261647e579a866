//! Identities: one newtype per concept over a time-ordered UUID (version 7, RFC 9562).

/// Declares an identity newtype. `id!(/// docs, PageId)`.
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            $crate::id::serde::Serialize, $crate::id::serde::Deserialize,
        )]
        #[serde(crate = "::base::id::serde", transparent)]
        pub struct $name(pub $crate::Uuid);

        impl $name {
            pub fn uuid(self) -> $crate::Uuid {
                self.0
            }
        }

        impl From<$name> for $crate::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<$name> for $crate::Value<'_> {
            fn from(id: $name) -> Self {
                Self::Uuid(id.0)
            }
        }

        impl $crate::FromValue for $name {
            fn from_value(value: $crate::Value<'_>) -> Option<Self> {
                <$crate::Uuid as $crate::FromValue>::from_value(value).map(Self)
            }
        }

        impl From<$crate::Uuid> for $name {
            fn from(raw: $crate::Uuid) -> Self {
                Self(raw)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::id::NotAnId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self).map_err(|_| $crate::id::NotAnId)
            }
        }
    };
}

pub use serde;

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("that is not an id")]
pub struct NotAnId;

id!(
    /// Someone in the organisation. Here, and not in the directory, because every act names its person.
    PersonId
);
id!(
    /// A community of practice, interest or action. Here because rights are held in communities.
    CommunityId
);
id!(
    /// One entry of the journal.
    EventId
);
