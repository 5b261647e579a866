//! The OpenAPI 3.1 document of all rooms, at `/api/v1/openapi.json`.

use crate::rooms;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, Ref, RefOr, ResponseBuilder,
};

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
    let components = ComponentsBuilder::new()
        .schema("Fault", fault())
        .security_scheme(TOKEN, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)))
        .build();
    let signed_in = SecurityRequirement::new(TOKEN, Vec::<String>::new());
    let mut document =
        OpenApiBuilder::new().info(info).components(Some(components)).security(Some([signed_in])).build();
    for room in rooms::all() {
        for docs in &room.docs {
            document.merge(docs());
        }
    }
    document.paths.paths.values_mut().flat_map(operations).for_each(may_fail);
    document
}

const TOKEN: &str = "token";

fn operations(path: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut path.get, &mut path.put, &mut path.post, &mut path.patch, &mut path.delete].into_iter().flatten()
}

/// Every operation answers what it cannot do in the same form, whichever status it has.
fn may_fail(operation: &mut Operation) {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Fault"))).build();
    let response = ResponseBuilder::new()
        .description("What went wrong, for people and for programs (RFC 9457)")
        .content("application/problem+json", content)
        .build();
    let responses = &mut operation.responses.responses;
    for (status, known) in responses.iter_mut() {
        if let RefOr::T(known) = known
            && !status.starts_with('2')
            && known.content.is_empty()
        {
            known.content.clone_from(&response.content);
        }
    }
    responses.insert("default".into(), response.into());
}

fn fault() -> ObjectBuilder {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let flaw =
        ObjectBuilder::new().property("field", text()).property("words", text()).required("field").required("words");
    let status = ObjectBuilder::new().schema_type(Type::Integer);
    let mut fault = ObjectBuilder::new().description(Some("Problem details (RFC 9457)")).property("status", status);
    for name in ["type", "title", "detail", "instance", "reference"] {
        fault = fault.property(name, text());
    }
    let fault = ["type", "title", "status", "detail"].into_iter().fold(fault, |fault, name| fault.required(name));
    // What is wrong at which field, and where a thing went that is not here any more.
    fault.property("errors", ArrayBuilder::new().items(flaw)).property("instead", text())
}
