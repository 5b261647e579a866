//! The OpenAPI 3.1 document of all rooms, at `/api/v1/openapi.json`.

use crate::rooms;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};

/// Merged from the rooms' own descriptions.
pub fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Lyceum")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The same verbs as the pages. Sign in with a token (`lyceum token create --as EMAIL`) as \
             `Authorization: Bearer …`. Errors are problem details (RFC 9457); lists are `{items, next}`: ask for \
             `?cursor=` with `next` to go on. A POST that creates takes an `Idempotency-Key`.",
        ))
        .build();
    let mut document = OpenApiBuilder::new().info(info).build();
    for room in rooms::all() {
        for docs in &room.docs {
            document.merge(docs());
        }
    }
    document
}
