//! The index through its door: finding, permission, damage, restart.

mod damage;
mod finding;
mod keeping;
mod permission;
mod quality;

use crate::{Change, Document, Index, Options};
use base::{Actor, Audience, CommunityId, Membership, Moment, PersonId, Standing, Uuid, Viewer};

/// A document that everybody may see. `number` makes its id.
fn document(kind: &str, number: i64, title: &str, body: &str) -> Document {
    Document {
        kind: kind.into(),
        id: Uuid::from_u128(number as u128 + 1),
        number,
        reference: format!("{} {number}", kind[..1].to_uppercase()),
        title: title.into(),
        body: body.into(),
        state: "stated".into(),
        audience: Audience::Everyone.code(),
        url: format!("/{kind}s/{number}"),
        at: Moment::from_micros(number),
        facets: vec![("product".into(), format!("{}", number % 3))],
    }
}

fn viewer(person: u128, communities: &[u128]) -> Viewer {
    let membership =
        |id: &u128| Membership { community: CommunityId(Uuid::from_u128(*id)), standing: Standing::Member };
    Viewer::of(&Actor {
        person: Some(PersonId(Uuid::from_u128(person))),
        memberships: communities.iter().map(membership).collect(),
        ..Actor::nobody()
    })
}

fn some_documents() -> Vec<Document> {
    vec![
        document("problem", 1, "Users abandon the form at the address step", "Postcode lookup fails for new houses."),
        document("problem", 2, "New starters wait two weeks for a laptop", "The order is only placed on day one."),
        document("page", 3, "Ordering equipment", "How to order a laptop, a phone and a badge before the first day."),
        document("page", 4, "Accessible forms", &"Write labels that people understand. ".repeat(80)),
        document("work_item", 5, "Buy an address register", ""),
    ]
}

/// An index built of `documents`, in a folder of its own.
fn built(documents: &[Document], position: i64) -> (tempfile::TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), Options::to_write());
    let mut rebuild = index.begin_rebuild().unwrap();
    documents.iter().for_each(|document| rebuild.put(document).unwrap());
    rebuild.finish(position).unwrap();
    (folder, index)
}

fn puts(documents: &[Document]) -> Vec<Change> {
    documents.iter().cloned().map(Change::put).collect()
}
