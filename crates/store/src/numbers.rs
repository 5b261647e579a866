//! Numbers that people see and say: `P 87`. Without gaps on either engine, because they are taken in the transaction.

use crate::{StoreError, Tx, sql};

sql! {
    TAKE = "INSERT INTO series (name, last) VALUES ($1, 1) \
            ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last";
}

pub(crate) fn next(tx: &mut Tx<'_>, series: &'static str) -> Result<i64, StoreError> {
    tx.number(&TAKE, &[series.into()])
}
