//! A running transaction: everything that [`Conn`] reads, and changes besides.

use crate::{Conn, Sql, StoreError, journal, numbers};
use base::{Event, Value};

/// Lives only inside the closure given to [`crate::Store::write`].
pub struct Tx<'a> {
    conn: &'a mut Conn,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(conn: &'a mut Conn) -> Self {
        Self { conn }
    }

    /// Runs one changing statement; answers how many rows it touched.
    pub fn execute(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<u64, StoreError> {
        self.conn.execute(sql, params)
    }

    /// Writes one event to the journal, in this transaction.
    pub fn record(&mut self, event: &Event) -> Result<(), StoreError> {
        journal::record(self, event)
    }

    /// The next number of a series that people see, beginning with 1: `P 87` is number 87 of `problem`.
    pub fn next_number(&mut self, series: &'static str) -> Result<i64, StoreError> {
        numbers::next(self, series)
    }
}

impl std::ops::Deref for Tx<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl std::ops::DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}
