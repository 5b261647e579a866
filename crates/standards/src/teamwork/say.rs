//! Saying a line of the shared table or of a team's own.

use super::{Kind, Line, LineId, Part, store};
use ::store::{StoreError, Tx};
use ::web::refusal::{Refusal, may};
use base::text;
use base::{Act, Actor, CommunityId, Standing, Subject};
use directory::product::{self, ProductId};

/// A line as somebody says it; without parts, nobody has one yet.
#[derive(Clone, Debug)]
pub struct Said {
    /// `None`: the shared table.
    pub product: Option<ProductId>,
    /// The line that is changed; of a team's table also a shared line that it answers. `None`: a new one, or the one of
    /// this title.
    pub line: Option<LineId>,
    pub title: String,
    pub kind: Kind,
    pub parts: Vec<(CommunityId, Part)>,
}

/// A table is read as a whole by whoever looks at it.
pub const MOST: usize = 60;

/// Heads keep the shared table; a team keeps its own, and leads may help it.
pub fn may_say(conn: &mut ::store::Conn, actor: &Actor, of: Option<ProductId>) -> Result<bool, StoreError> {
    if actor.read_only {
        return Ok(false);
    }
    let Some(product) = of else { return Ok(actor.stands_anywhere(Standing::Head)) };
    let on_team = match actor.person {
        Some(person) => product::is_on_team(conn, product, person)?,
        None => false,
    };
    Ok(on_team || actor.stands_anywhere(Standing::Lead))
}

fn may_change(tx: &mut Tx<'_>, act: &Act, of: Option<ProductId>) -> Result<(), Refusal> {
    let words = match of {
        None => "Heads of a community keep the shared table",
        Some(_) => "The team itself and leads say how it works together",
    };
    may(may_say(tx, &act.actor, of)?, words)
}

pub fn say(tx: &mut Tx<'_>, act: &Act, input: Said) -> Result<LineId, Refusal> {
    if let Some(id) = input.product {
        product::find(tx, id)?.ok_or(Refusal::Missing("product"))?;
    }
    may_change(tx, act, input.product)?;
    let (own, shared) = (store::lines(tx, input.product)?, store::lines(tx, None)?);
    let named = own.iter().find(|it| Some(it.id) == input.line);
    // A line that answers a shared one is called as that is.
    let answered = input.product.and_then(|_| named.map_or(input.line, |it| it.shared));
    let title = match shared.iter().find(|it| Some(it.id) == answered) {
        Some(line) => line.title.clone(),
        None => text::required_line(&input.title, 120).map_err(Refusal::at("title"))?,
    };
    let parts = parts(tx, input.parts)?;
    let same = |it: &&Line| it.title.to_lowercase() == title.to_lowercase();
    let answers = input.product.and_then(|_| shared.iter().find(same)).map(|it| it.id);
    if input.line.is_some() && named.is_none() && answers.is_none() {
        return Err(Refusal::Missing("line"));
    }
    let known =
        named.or_else(|| own.iter().find(|it| answers.is_some() && it.shared == answers)).or(own.iter().find(same));
    if known.is_none() && own.len() >= MOST {
        return Err(Refusal::field("title", format!("A table of {MOST} lines is long enough: change one or drop one")));
    }
    let line =
        Line { id: known.map_or_else(|| act.new_id(), |it| it.id), shared: answers, title, kind: input.kind, parts };
    store::put(tx, act, input.product, &line)?;
    record(tx, act, "teamwork.said", input.product, &line)?;
    Ok(line.id)
}

/// Each profession once, the first that is said; open professions alone.
fn parts(tx: &mut Tx<'_>, said: Vec<(CommunityId, Part)>) -> Result<Vec<(CommunityId, Part)>, Refusal> {
    let known = store::professions(tx)?;
    let mut parts: Vec<(CommunityId, Part)> = Vec::new();
    for (profession, part) in said {
        if !known.iter().any(|it| it.id == profession) {
            return Err(Refusal::field("parts", "Choose professions that exist and are open"));
        }
        if parts.iter().all(|(it, _)| *it != profession) {
            parts.push((profession, part));
        }
    }
    Ok(parts)
}

/// The team's table begins as the shared one is; what it has said already stays.
pub fn begin(tx: &mut Tx<'_>, act: &Act, product: ProductId) -> Result<(), Refusal> {
    may_change(tx, act, Some(product))?;
    let own = store::lines(tx, Some(product))?;
    for it in store::lines(tx, None)? {
        if own.iter().all(|line| line.shared != Some(it.id)) {
            let (kind, line) = (it.kind, Some(it.id));
            say(tx, act, Said { product: Some(product), line, title: it.title, kind, parts: it.parts })?;
        }
    }
    Ok(())
}

/// A team's answer to a shared line that is dropped stays, as its own.
pub fn drop_line(tx: &mut Tx<'_>, act: &Act, of: Option<ProductId>, id: LineId) -> Result<(), Refusal> {
    may_change(tx, act, of)?;
    let lines = store::lines(tx, of)?;
    let line = lines.iter().find(|it| it.id == id).ok_or(Refusal::Missing("line"))?;
    store::drop_line(tx, id)?;
    Ok(record(tx, act, "teamwork.dropped", of, line)?)
}

fn record(
    tx: &mut Tx<'_>,
    act: &Act,
    name: &'static str,
    of: Option<ProductId>,
    line: &Line,
) -> Result<(), StoreError> {
    let subject = of.map_or_else(|| Subject::new("teamwork", line.id), |product| Subject::new("product", product));
    tx.record(&act.event(name, subject).with(serde_json::json!({ "line": line.id, "title": line.title })))
}
