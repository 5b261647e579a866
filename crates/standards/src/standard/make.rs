//! Make a standard, or a new version of one; say how its points stand to those of an older version.

use super::{KIND, Point, Prompt, Scale, Stage, StandardId, VersionId, read, store};
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::{Act, Actor, Duty, Standing, Subject, text};

pub const WHO: &str = "Heads of a community and librarians make standards";
const MOST_POINTS: usize = 100;
const MOST_PROMPTS: usize = 5_000;

/// Heads, and librarians.
pub fn may_make(actor: &Actor) -> bool {
    !actor.read_only && (actor.stands_anywhere(Standing::Head) || actor.has(Duty::Librarian))
}

#[derive(Clone, Debug)]
pub struct Make {
    /// `None`: made of the title. A slug that is known gets its next version.
    pub slug: Option<String>,
    pub title: String,
    /// What is better because it exists.
    pub purpose: String,
    /// Of the version, such as "from June 2015"; may be empty.
    pub version_title: String,
    pub scale: Scale,
    pub points: Vec<Point>,
    pub prompts: Vec<Prompt>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub slug: String,
    pub version: i64,
    /// The same points stand in a version already: nothing was written.
    pub is_known: bool,
}

pub fn make(tx: &mut Tx<'_>, act: &Act, input: &Make) -> Result<Made, Refusal> {
    may(may_make(&act.actor), WHO)?;
    let title = text::required_line(&input.title, 120).map_err(Refusal::at("title"))?;
    let slug = text::slug(input.slug.as_deref().unwrap_or(&title));
    if slug.is_empty() {
        return Err(Refusal::field("title", "Give it a name with letters or figures in it"));
    }
    let points = led(tx, checked(&input.points)?)?;
    if input.prompts.len() > MOST_PROMPTS {
        return Err(Refusal::field("points", format!("A version has at most {MOST_PROMPTS} prompts")));
    }
    let known = store::find(tx, &slug)?;
    // Files with several versions come in again as a whole: each is looked for among all that are here.
    if let Some(standard) = &known {
        for version in store::versions(tx, standard.id)? {
            if version.scale == input.scale && store::points(tx, version.id)? == points {
                return Ok(Made { slug, version: version.number, is_known: true });
            }
        }
    }
    let standard = match known {
        Some(standard) => standard.id,
        None => {
            let purpose = text::required(&input.purpose, 1_000).map_err(Refusal::at("purpose"))?;
            let id = act.new_id::<StandardId>();
            store::insert(tx, act, id, &slug, &title, &purpose)?;
            id
        }
    };
    let version = store::newest(tx, standard)?.map_or(1, |known| known.number + 1);
    let version_title = text::optional(&input.version_title, 200).map_err(Refusal::at("version_title"))?;
    let id = act.new_id::<VersionId>();
    let about = store::NewVersion {
        id,
        standard,
        number: version,
        title: &version_title.unwrap_or_default(),
        scale: input.scale,
        stages: &Stage::of(input.scale),
    };
    store::insert_version(tx, act, &about, &points, &input.prompts)?;
    let facts = serde_json::json!({"slug": slug, "version": version, "points": points.len()});
    tx.record(&act.event("standard.made", Subject::new(KIND, standard)).with(facts))?;
    Ok(Made { slug, version, is_known: false })
}

/// Professions that are only named are found by their names.
fn led(tx: &mut Tx<'_>, mut points: Vec<Point>) -> Result<Vec<Point>, Refusal> {
    if points.iter().all(|it| it.leads.is_none()) {
        return Ok(points);
    }
    let known = store::professions(tx)?;
    for point in &mut points {
        let Some((id, name)) = &point.leads else { continue };
        let found = known.iter().find(|(other, title)| other == id || title.to_lowercase() == name.to_lowercase());
        let unknown =
            || Refusal::field("points", format!("Point {}: there is no profession called {name}", point.number));
        point.leads = Some(found.cloned().ok_or_else(unknown)?);
    }
    Ok(points)
}

/// Numbered from 1 as they stand; none without a title.
fn checked(points: &[Point]) -> Result<Vec<Point>, Refusal> {
    if points.is_empty() || points.len() > MOST_POINTS {
        return Err(Refusal::field("points", format!("Write one point a line, at most {MOST_POINTS} of them")));
    }
    let mut checked = Vec::with_capacity(points.len());
    for (at, point) in points.iter().enumerate() {
        let number = at as i64 + 1;
        let words = |fault| Refusal::field("points", format!("Point {number}: {fault}"));
        checked.push(Point {
            number,
            title: text::required_line(&point.title, 500).map_err(words)?,
            description: text::shorten(&text::clean(&point.description), 1_000),
            leads: point.leads.clone(),
            guidance: text::clean(&point.guidance),
        });
    }
    Ok(checked)
}

/// The one that ships, in our own words. Professions whose name is known lead on its points.
pub fn starter(tx: &mut Tx<'_>, act: &Act) -> Result<Made, Refusal> {
    let told = read::points_of(read::STARTER).map_err(|fault| Refusal::field("points", fault))?;
    let points = told.into_iter().map(|it| it.point).collect();
    let points = store::with_leaders(tx, points, read::STARTER_LEADS)?;
    let input = Make {
        slug: Some("starting-well".into()),
        title: "Starting well, staying good".into(),
        purpose: "Products start from what is known, serve the people they are for, and leave knowledge behind.".into(),
        version_title: String::new(),
        scale: Scale::Colours,
        points,
        prompts: read::prompts_of(read::STARTER_PROMPTS)
            .map_err(|fault| Refusal::field("points", fault))?
            .into_iter()
            .map(|(_, prompt)| prompt)
            .collect(),
    };
    make(tx, act, &input)
}

/// One line of the map between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MapLine {
    pub from: i64,
    pub to: i64,
}

/// The whole map from one version to another, in place of the one before.
pub fn map(tx: &mut Tx<'_>, act: &Act, from: VersionId, to: VersionId, lines: &[MapLine]) -> Result<(), Refusal> {
    may(may_make(&act.actor), WHO)?;
    let known = |it: Option<super::Version>| it.ok_or(Refusal::Missing("version"));
    let (old, new) = (known(store::version_by_id(tx, from)?)?, known(store::version_by_id(tx, to)?)?);
    if old.standard != new.standard || old.number == new.number {
        return Err(Refusal::field("map", "Choose two versions of one standard"));
    }
    let fits = |it: &MapLine| (1..=old.points).contains(&it.from) && (1..=new.points).contains(&it.to);
    if let Some(wrong) = lines.iter().find(|it| !fits(it)) {
        return Err(Refusal::field("map", format!("There is no way from point {} to point {}", wrong.from, wrong.to)));
    }
    store::set_map(tx, from, to, lines)?;
    let facts = serde_json::json!({"from": old.number, "to": new.number, "lines": lines.len()});
    Ok(tx.record(&act.event("standard.mapped", Subject::new(KIND, old.standard)).with(facts))?)
}
