//! Plain values that a table can keep, so that every concept's id, moment and day can be bound and read back
//! without knowing which engine runs. No SQL here.

use crate::{Day, Moment, Uuid};
use std::borrow::Cow;

/// One value of a row or one parameter of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Int(i64),
    Real(f64),
    Bool(bool),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
    Uuid(Uuid),
}

/// Reads itself out of a [`Value`]; `None` when the value is of another kind.
pub trait FromValue: Sized {
    fn from_value(value: Value<'_>) -> Option<Self>;
}

macro_rules! values {
    ($($from:ty => |$it:ident| $value:expr;)*) => {
        $(impl<'a> From<$from> for Value<'a> {
            fn from($it: $from) -> Self {
                $value
            }
        })*
    };
}

values! {
    i64 => |it| Value::Int(it);
    i32 => |it| Value::Int(it.into());
    u32 => |it| Value::Int(it.into());
    f64 => |it| Value::Real(it);
    bool => |it| Value::Bool(it);
    &'a str => |it| Value::Text(Cow::Borrowed(it));
    &'a String => |it| Value::Text(Cow::Borrowed(it));
    String => |it| Value::Text(Cow::Owned(it));
    &'a [u8] => |it| Value::Bytes(Cow::Borrowed(it));
    &'a Vec<u8> => |it| Value::Bytes(Cow::Borrowed(it));
    Vec<u8> => |it| Value::Bytes(Cow::Owned(it));
    Uuid => |it| Value::Uuid(it);
    Moment => |it| Value::Int(it.micros());
    Day => |it| Value::Text(Cow::Owned(it.to_string()));
    &'a serde_json::Value => |it| Value::Text(Cow::Owned(it.to_string()));
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(it: Option<T>) -> Self {
        it.map_or(Value::Null, Into::into)
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(it: &'a Option<String>) -> Self {
        it.as_deref().into()
    }
}

impl FromValue for i64 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Int(it) = value { Some(it) } else { None }
    }
}

impl FromValue for f64 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Real(it) => Some(it),
            // An engine without strict types may hand back a whole number for a real column.
            Value::Int(it) => Some(it as f64),
            _ => None,
        }
    }
}

impl FromValue for bool {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bool(it) => Some(it),
            Value::Int(it) => Some(it != 0),
            _ => None,
        }
    }
}

impl FromValue for String {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Text(it) = value { Some(it.into_owned()) } else { None }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Bytes(it) = value { Some(it.into_owned()) } else { None }
    }
}

impl FromValue for Uuid {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Uuid(it) => Some(it),
            Value::Bytes(it) => Uuid::from_slice(&it).ok(),
            _ => None,
        }
    }
}

impl FromValue for Moment {
    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value).map(Moment::from_micros)
    }
}

impl FromValue for Day {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Text(it) = value { Day::parse(&it) } else { None }
    }
}

impl FromValue for serde_json::Value {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Text(it) = value { serde_json::from_str(&it).ok() } else { None }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if value == Value::Null { Some(None) } else { T::from_value(value).map(Some) }
    }
}
