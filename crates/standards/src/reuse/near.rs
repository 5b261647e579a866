//! Known solutions near a product's own problems.

use super::{Started, of_product, store};
use ::store::{Conn, StoreError};
use base::{Actor, Viewer};
use directory::product::ProductId;
use search::{Index, Key, Statement};

/// From here on a team should look: half of what stands here says the same problem.
const LIKELY: f32 = 0.5;
const MOST: usize = 8;

/// A solved problem like one of the product's own, that it neither adopted nor said why not.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    pub number: i64,
    pub reference: String,
    pub title: String,
    pub url: String,
    /// The product's own problem: number and title.
    pub own: (i64, String),
    pub probability: f32,
}

/// Most alike first, each solved problem once.
pub fn near(conn: &mut Conn, index: &Index, actor: &Actor, product: ProductId) -> Result<Vec<Proposed>, StoreError> {
    let known: Vec<Started> = of_product(conn, product)?;
    let viewer = Viewer::of(actor);
    let mut found: Vec<Proposed> = Vec::new();
    for (id, number, title, statement) in store::its_problems(conn, product)? {
        let own = [Key { kind: "problem".into(), id: id.uuid() }];
        let statement = Statement {
            limit: 5,
            kinds: &["problem"],
            exclude: &own,
            with_model: false,
            ..Statement::new(&statement, &viewer)
        };
        for it in index.matches(&statement) {
            let is_wanted = it.state == "solved" && it.probability >= LIKELY;
            if !is_wanted || known.iter().any(|known| known.number == it.number) {
                continue;
            }
            let mut proposed = Proposed {
                number: it.number,
                reference: it.reference,
                title: it.title,
                url: it.url,
                own: (number, title.clone()),
                probability: it.probability,
            };
            // What took its place is proposed in its stead.
            if let Some(next) = work::solution::superseded_by(conn, it.key.id.into())? {
                if known.iter().any(|known| known.number == next.number) {
                    continue;
                }
                (proposed.number, proposed.title) = (next.number, next.title);
                proposed.reference = work::problem::reference(next.number);
                proposed.url = work::problem::url(next.number);
            }
            match found.iter_mut().find(|known| known.number == proposed.number) {
                Some(known) if known.probability < proposed.probability => *known = proposed,
                Some(_) => {}
                None => found.push(proposed),
            }
        }
    }
    found.sort_by(|one, other| other.probability.total_cmp(&one.probability).then(one.number.cmp(&other.number)));
    found.truncate(MOST);
    Ok(found)
}
