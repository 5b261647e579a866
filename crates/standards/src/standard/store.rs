use super::{MapLine, Point, Prompt, Scale, Stage, Standard, StandardId, Version, VersionId};
use base::{Act, CommunityId};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    LIST = "SELECT s.id, s.slug, s.title, s.purpose FROM standard s ORDER BY s.title, s.id LIMIT 200";
    FIND = "SELECT s.id, s.slug, s.title, s.purpose FROM standard s WHERE s.slug = $1";
    FIND_BY_ID = "SELECT s.id, s.slug, s.title, s.purpose FROM standard s WHERE s.id = $1";
    VERSIONS = "SELECT v.id, v.standard, v.number, v.title, v.scale, v.stages, v.made_at, \
                (SELECT COUNT(*) FROM standard_point p WHERE p.version = v.id) \
                FROM standard_version v WHERE v.standard = $1 ORDER BY v.number DESC LIMIT 200";
    NEWEST = "SELECT v.id, v.standard, v.number, v.title, v.scale, v.stages, v.made_at, \
              (SELECT COUNT(*) FROM standard_point p WHERE p.version = v.id) \
              FROM standard_version v WHERE v.standard = $1 ORDER BY v.number DESC LIMIT 1";
    VERSION = "SELECT v.id, v.standard, v.number, v.title, v.scale, v.stages, v.made_at, \
               (SELECT COUNT(*) FROM standard_point p WHERE p.version = v.id) \
               FROM standard_version v WHERE v.standard = $1 AND v.number = $2";
    VERSION_BY_ID = "SELECT v.id, v.standard, v.number, v.title, v.scale, v.stages, v.made_at, \
                     (SELECT COUNT(*) FROM standard_point p WHERE p.version = v.id) \
                     FROM standard_version v WHERE v.id = $1";
    POINTS = "SELECT p.number, p.title, p.description, c.id, c.name, p.guidance FROM standard_point p \
              LEFT JOIN community c ON c.id = p.leads WHERE p.version = $1 ORDER BY p.number";
    PROMPTS = "SELECT point, phase, kind, words FROM standard_prompt WHERE version = $1 AND phase = $2 \
               ORDER BY point, place";
    PROFESSIONS = "SELECT id, name FROM community WHERE kind = 'practice' AND parent IS NULL AND closed_on IS NULL \
                   ORDER BY name, id LIMIT 200";
    INSERT = "INSERT INTO standard (id, slug, title, purpose, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)";
    INSERT_VERSION = "INSERT INTO standard_version (id, standard, number, title, scale, stages, made_at, made_by) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    INSERT_POINT = "INSERT INTO standard_point (version, number, title, description, leads, guidance) \
                    VALUES ($1, $2, $3, $4, $5, $6)";
    INSERT_PROMPT = "INSERT INTO standard_prompt (version, point, phase, place, kind, words) VALUES ($1, $2, $3, $4, $5, $6)";
    MAP = "SELECT from_point, to_point FROM point_map WHERE from_version = $1 AND to_version = $2 \
           ORDER BY from_point, to_point";
    DROP_MAP = "DELETE FROM point_map WHERE from_version = $1 AND to_version = $2";
    INSERT_MAP = "INSERT INTO point_map (from_version, from_point, to_version, to_point) VALUES ($1, $2, $3, $4) \
                  ON CONFLICT (from_version, from_point, to_version, to_point) DO NOTHING";
}

fn read(row: &Row<'_>) -> Result<Standard, StoreError> {
    Ok(Standard { id: row.get(0)?, slug: row.get(1)?, title: row.get(2)?, purpose: row.get(3)? })
}

fn read_version(row: &Row<'_>) -> Result<Version, StoreError> {
    Ok(Version {
        id: row.get(0)?,
        standard: row.get(1)?,
        number: row.get(2)?,
        title: row.get(3)?,
        scale: row.get(4)?,
        stages: row.get::<String>(5)?.split(' ').filter_map(Stage::from_word).collect(),
        made_at: row.get(6)?,
        points: row.get(7)?,
    })
}

/// Standards are open to everyone signed in; by title, at most 200.
pub fn list(conn: &mut Conn) -> Result<Vec<Standard>, StoreError> {
    conn.rows(&LIST, &[], read)
}

pub fn find(conn: &mut Conn, slug: &str) -> Result<Option<Standard>, StoreError> {
    conn.row(&FIND, &[slug.into()], read)
}

pub fn find_by_id(conn: &mut Conn, id: StandardId) -> Result<Option<Standard>, StoreError> {
    conn.row(&FIND_BY_ID, &[id.into()], read)
}

/// Newest first.
pub fn versions(conn: &mut Conn, standard: StandardId) -> Result<Vec<Version>, StoreError> {
    conn.rows(&VERSIONS, &[standard.into()], read_version)
}

pub fn newest(conn: &mut Conn, standard: StandardId) -> Result<Option<Version>, StoreError> {
    conn.row(&NEWEST, &[standard.into()], read_version)
}

pub fn find_version(conn: &mut Conn, standard: StandardId, number: i64) -> Result<Option<Version>, StoreError> {
    conn.row(&VERSION, &[standard.into(), number.into()], read_version)
}

pub fn version_by_id(conn: &mut Conn, id: VersionId) -> Result<Option<Version>, StoreError> {
    conn.row(&VERSION_BY_ID, &[id.into()], read_version)
}

pub fn points(conn: &mut Conn, version: VersionId) -> Result<Vec<Point>, StoreError> {
    conn.rows(&POINTS, &[version.into()], |row| {
        Ok(Point {
            number: row.get(0)?,
            title: row.get(1)?,
            description: row.get(2)?,
            leads: row.get::<Option<CommunityId>>(3)?.zip(row.get(4)?),
            guidance: row.get(5)?,
        })
    })
}

/// Of one phase, by point and place.
pub fn prompts(conn: &mut Conn, version: VersionId, phase: &str) -> Result<Vec<Prompt>, StoreError> {
    conn.rows(&PROMPTS, &[version.into(), phase.into()], |row| {
        Ok(Prompt { point: row.get(0)?, phase: row.get(1)?, kind: row.get(2)?, words: row.get(3)? })
    })
}

/// Professions by name, as lists to choose from.
pub(crate) fn professions(conn: &mut Conn) -> Result<Vec<(CommunityId, String)>, StoreError> {
    conn.rows(&PROFESSIONS, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Points led by the first profession whose name has these words.
pub(super) fn with_leaders(
    conn: &mut Conn,
    mut points: Vec<Point>,
    leads: &[(i64, &str)],
) -> Result<Vec<Point>, StoreError> {
    let known = professions(conn)?;
    for (number, name) in leads {
        let profession = known.iter().find(|(_, it)| it.to_lowercase().contains(name));
        if let Some(point) = points.iter_mut().find(|point| point.number == *number) {
            point.leads = profession.cloned();
        }
    }
    Ok(points)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: StandardId,
    slug: &str,
    title: &str,
    purpose: &str,
) -> Result<(), StoreError> {
    let params = [id.into(), slug.into(), title.into(), purpose.into(), act.now.into(), act.person().into()];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) struct NewVersion<'a> {
    pub id: VersionId,
    pub standard: StandardId,
    pub number: i64,
    pub title: &'a str,
    pub scale: Scale,
    pub stages: &'a [Stage],
}

pub(super) fn insert_version(
    tx: &mut Tx<'_>,
    act: &Act,
    it: &NewVersion<'_>,
    points: &[Point],
    prompts: &[Prompt],
) -> Result<(), StoreError> {
    let stages: Vec<&str> = it.stages.iter().map(|stage| stage.word()).collect();
    let stages = stages.join(" ");
    let params = [
        it.id.into(),
        it.standard.into(),
        it.number.into(),
        it.title.into(),
        it.scale.into(),
        stages.as_str().into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT_VERSION, &params)?;
    for point in points {
        let params = [
            it.id.into(),
            point.number.into(),
            (&point.title).into(),
            (&point.description).into(),
            point.leads.as_ref().map(|(id, _)| *id).into(),
            (&point.guidance).into(),
        ];
        tx.execute(&INSERT_POINT, &params)?;
    }
    for (place, prompt) in prompts.iter().enumerate() {
        let params = [
            it.id.into(),
            prompt.point.into(),
            (&prompt.phase).into(),
            (place as i64).into(),
            (&prompt.kind).into(),
            (&prompt.words).into(),
        ];
        tx.execute(&INSERT_PROMPT, &params)?;
    }
    Ok(())
}

/// How points of one version stand to those of another.
pub fn map_between(conn: &mut Conn, from: VersionId, to: VersionId) -> Result<Vec<MapLine>, StoreError> {
    conn.rows(&MAP, &[from.into(), to.into()], |row| Ok(MapLine { from: row.get(0)?, to: row.get(1)? }))
}

pub(super) fn set_map(tx: &mut Tx<'_>, from: VersionId, to: VersionId, lines: &[MapLine]) -> Result<(), StoreError> {
    tx.execute(&DROP_MAP, &[from.into(), to.into()])?;
    for line in lines {
        tx.execute(&INSERT_MAP, &[from.into(), line.from.into(), to.into(), line.to.into()])?;
    }
    Ok(())
}
