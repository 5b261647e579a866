//! What can go wrong in the cellar, in the few cases that callers tell apart.

/// Verbs turn [`StoreError::Taken`] into words for people; the rest becomes "something failed on our side".
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique or foreign key rule would be broken. `rule` names the index, column or constraint as the engine says it.
    #[error("already taken: {rule}")]
    Taken { rule: String },
    /// The transaction met another one and can be run again. Callers of [`crate::Store`] never see it before the
    /// attempts are used up.
    #[error("another change came between")]
    Conflict,
    /// The disk is full: reads go on, writes do not.
    #[error("the disk is full")]
    Full,
    /// The engine cannot be reached or is too busy.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// The engine runs with settings that could lose acknowledged writes.
    #[error("{0}")]
    Unsafe(String),
    /// A row holds what its reader does not expect.
    #[error("column {column} of {sql} is not what was expected")]
    Column { sql: &'static str, column: usize },
    #[error("{0}")]
    Engine(String),
}

impl StoreError {
    pub fn is_conflict(&self) -> bool {
        matches!(self, StoreError::Conflict)
    }

    /// The same failure, for the next of those whom it met.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::Taken { rule } => Self::Taken { rule: rule.clone() },
            Self::Conflict => Self::Conflict,
            Self::Full => Self::Full,
            Self::Unreachable(words) => Self::Unreachable(words.clone()),
            Self::Unsafe(words) => Self::Unsafe(words.clone()),
            Self::Column { sql, column } => Self::Column { sql, column: *column },
            Self::Engine(words) => Self::Engine(words.clone()),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let rusqlite::Error::SqliteFailure(code, words) = &error else {
            return StoreError::Engine(error.to_string());
        };
        match code.code {
            ErrorCode::ConstraintViolation => StoreError::Taken { rule: words.clone().unwrap_or_default() },
            ErrorCode::DiskFull => StoreError::Full,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Unreachable(error.to_string()),
            _ => StoreError::Engine(error.to_string()),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        let Some(db) = error.as_db_error() else {
            return StoreError::Unreachable(error.to_string());
        };
        match db.code().code() {
            "40001" | "40P01" => StoreError::Conflict,
            code if code.starts_with("23") => {
                StoreError::Taken { rule: db.constraint().unwrap_or(db.message()).to_owned() }
            }
            "53100" => StoreError::Full,
            code if code.starts_with("08") || code.starts_with("57P") => StoreError::Unreachable(db.message().into()),
            _ => StoreError::Engine(format!("{db}{}", db.detail().map(|d| format!(" ({d})")).unwrap_or_default())),
        }
    }
}
