//! A product as search sees it: name and purpose.

use super::{ProductId, store};
use crate::unit;
use ::store::{Conn, StoreError};
use base::{Audience, Moment};
use search::Document;

pub fn document(conn: &mut Conn, id: ProductId) -> Result<Option<Document>, StoreError> {
    let Some(product) = store::find(conn, id)? else { return Ok(None) };
    let mut body = product.purpose;
    if let Some(unit) = product.unit {
        body.extend(unit::find(conn, unit)?.map(|unit| format!("\n{}", unit.name)));
    }
    Ok(Some(Document {
        kind: "product".into(),
        id: id.uuid(),
        number: 0,
        reference: String::new(),
        title: product.name,
        body,
        state: product.phase.word().into(),
        audience: Audience::Everyone.code(),
        url: format!("/products/{}", product.slug),
        at: Moment::default(),
        facets: vec![],
    }))
}
