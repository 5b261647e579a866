//! Enums that are one word each in tables, addresses and the API.

/// Declares such an enum: `worded!(/// docs
/// pub enum Phase { Alpha = "alpha", … });`, or with what pages say: `Open = "open" as "Open"`. Its description in the
/// API is written here, because what is derived would name the cases and not the words.
#[macro_export]
macro_rules! worded {
    ($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$case_doc:meta])* $case:ident = $word:literal as $label:literal),+ $(,)?
    }) => {
        $crate::worded!($(#[$doc])* pub enum $name { $($(#[$case_doc])* $case = $word),+ });

        impl $name {
            /// As pages say it.
            pub fn label(self) -> &'static str {
                match self { $($name::$case => $label),+ }
            }
        }
    };
    ($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$case_doc:meta])* $case:ident = $word:literal),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
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

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some([$($word),+]))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    worded!(
        /// Where it stands.
        pub enum Standing {
            InHand = "in_hand" as "In hand",
            Done = "done" as "Done",
        }
    );

    #[test]
    fn the_description_names_the_words_that_are_sent() {
        let schema = serde_json::to_value(<Standing as utoipa::PartialSchema>::schema()).unwrap();
        assert_eq!(schema["enum"], serde_json::json!(["in_hand", "done"]));
        for case in Standing::ALL {
            assert_eq!(serde_json::to_value(case).unwrap(), case.word());
            assert_eq!(Standing::from_word(case.word()), Some(*case));
        }
        assert_eq!(Standing::InHand.label(), "In hand");
    }
}
