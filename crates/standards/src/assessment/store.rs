use super::ask::Ask;
use super::{Action, ActionId, AddAction, Assessment, AssessmentId, Entered, Evidence, EvidenceId, Said, State};
use crate::reuse::{self, Started};
use crate::standard::{Outcome, Stage, StandardId, VersionId};
use base::{Act, Day, PersonId, Uuid};
use directory::product::ProductId;
use std::collections::BTreeSet;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT a.id, a.number, p.id, p.slug, p.name, s.slug, s.title, v.id, v.number, v.scale, a.stage, a.state, \
            a.on_day, q.id, q.name, a.outcome, a.published_at, a.marks, a.about, a.summary \
            FROM assessment a JOIN product p ON p.id = a.product JOIN standard_version v ON v.id = a.version \
            JOIN standard s ON s.id = v.standard LEFT JOIN person q ON q.id = a.asked_by WHERE a.number = $1";
    NUMBER = "SELECT number FROM assessment WHERE id = $1";
    OF_PRODUCT = "SELECT a.id, a.number, p.id, p.slug, p.name, s.slug, s.title, v.id, v.number, v.scale, a.stage, a.state, \
            a.on_day, q.id, q.name, a.outcome, a.published_at, a.marks, '', '' \
            FROM assessment a JOIN product p ON p.id = a.product JOIN standard_version v ON v.id = a.version \
            JOIN standard s ON s.id = v.standard LEFT JOIN person q ON q.id = a.asked_by \
            WHERE a.product = $1 ORDER BY a.on_day DESC, a.number DESC LIMIT 50";
    LIST = "SELECT a.id, a.number, p.id, p.slug, p.name, s.slug, s.title, v.id, v.number, v.scale, a.stage, a.state, \
            a.on_day, q.id, q.name, a.outcome, a.published_at, a.marks, '', '' \
            FROM assessment a JOIN product p ON p.id = a.product JOIN standard_version v ON v.id = a.version \
            JOIN standard s ON s.id = v.standard LEFT JOIN person q ON q.id = a.asked_by \
            WHERE a.number < $1 ORDER BY a.number DESC LIMIT $2";
    WAITING = "SELECT a.id, a.number, p.id, p.slug, p.name, s.slug, s.title, v.id, v.number, v.scale, a.stage, a.state, \
            a.on_day, q.id, q.name, a.outcome, a.published_at, a.marks, '', '' \
            FROM assessment a JOIN product p ON p.id = a.product JOIN standard_version v ON v.id = a.version \
            JOIN standard s ON s.id = v.standard LEFT JOIN person q ON q.id = a.asked_by \
            WHERE a.state IN ('asked', 'preparing', 'checking') ORDER BY a.on_day, a.number LIMIT $1";
    ASKED = "SELECT a.id, a.number, p.id, p.slug, p.name, s.slug, s.title, v.id, v.number, v.scale, a.stage, a.state, \
            a.on_day, q.id, q.name, a.outcome, a.published_at, a.marks, '', '' \
            FROM assessment a JOIN product p ON p.id = a.product JOIN standard_version v ON v.id = a.version \
            JOIN standard s ON s.id = v.standard LEFT JOIN person q ON q.id = a.asked_by \
            WHERE a.state = 'asked' ORDER BY a.on_day, a.number LIMIT 20";
    IS_OPEN = "SELECT COUNT(*) FROM assessment WHERE product = $1 AND version = $2 AND stage = $3 \
               AND state IN ('asked', 'preparing', 'checking')";
    INSERT = "INSERT INTO assessment (id, number, product, version, stage, state, on_day, asked_at, asked_by, marks, about, \
              summary) VALUES ($1, $2, $3, $4, $5, 'asked', $6, $7, $8, '', $9, '')";
    STATE = "UPDATE assessment SET state = $2 WHERE id = $1";
    NOTE = "INSERT INTO assessment_state (id, assessment, state, at, decided_by, words) VALUES ($1, $2, $3, $4, $5, $6)";
    STATES = "SELECT t.state, t.at, r.name, t.words FROM assessment_state t LEFT JOIN person r ON r.id = t.decided_by \
              WHERE t.assessment = $1 ORDER BY t.at, t.id LIMIT 200";
    PUBLISH = "UPDATE assessment SET on_day = $2, outcome = $3, summary = $4, marks = $5, published_at = $6, started = $7 WHERE id = $1";
    STARTED = "SELECT started FROM assessment WHERE id = $1";
    MOVE = "UPDATE assessment SET version = $2 WHERE id = $1";
    TEAM = "SELECT person FROM team_membership WHERE product = $1 AND to_day IS NULL LIMIT 1000";
    EVIDENCE = "SELECT e.id, e.point, e.added_at, r.id, r.name, e.url, e.words FROM evidence e \
                LEFT JOIN person r ON r.id = e.added_by WHERE e.assessment = $1 AND e.removed_at IS NULL \
                ORDER BY e.point, e.added_at, e.id LIMIT 500";
    COUNT_EVIDENCE = "SELECT COUNT(*) FROM evidence WHERE assessment = $1 AND removed_at IS NULL";
    INSERT_EVIDENCE = "INSERT INTO evidence (id, assessment, point, added_at, added_by, url, words) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
    REMOVE_EVIDENCE = "UPDATE evidence SET removed_at = $3 WHERE assessment = $1 AND id = $2";
    MOVE_EVIDENCE = "UPDATE evidence SET point = $2 WHERE id = $1";
    COPY_EVIDENCE = "INSERT INTO evidence (id, assessment, point, added_at, added_by, url, words) \
                     SELECT $2, assessment, $3, $4, added_by, url, words FROM evidence WHERE id = $1";
    SAID = "SELECT o.point, o.outcome, o.written, o.written_at, r.id, r.name, o.reason FROM point_outcome o \
            LEFT JOIN person r ON r.id = o.written_by WHERE o.assessment = $1 ORDER BY o.point";
    WRITTEN = "SELECT written FROM point_outcome WHERE assessment = $1 AND point = $2";
    SAY_FIRST = "INSERT INTO point_outcome (assessment, point, outcome, written, written_at, written_by, reason) \
                 VALUES ($1, $2, $3, 1, $4, $5, $6)";
    SAY = "UPDATE point_outcome SET outcome = $3, written = written + 1, written_at = $4, written_by = $5, reason = $6 \
           WHERE assessment = $1 AND point = $2 AND written = $7";
    ACTIONS = "SELECT t.id, t.point, r.id, r.name, t.due_on, t.closed_on, t.words, t.closed_words FROM assessment_action t \
               LEFT JOIN person r ON r.id = t.owner WHERE t.assessment = $1 ORDER BY t.due_on, t.id LIMIT 500";
    INSERT_ACTION = "INSERT INTO assessment_action (id, assessment, point, owner, due_on, made_at, words) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)";
    CLOSE_ACTION = "UPDATE assessment_action SET closed_on = $2, closed_by = $3, closed_words = $4 \
                    WHERE id = $1 AND closed_on IS NULL";
    LATE = "SELECT a.number, p.name, t.words, r.name, t.due_on FROM assessment_action t \
            JOIN assessment a ON a.id = t.assessment JOIN product p ON p.id = a.product \
            LEFT JOIN person r ON r.id = t.owner \
            WHERE t.closed_on IS NULL AND t.due_on < $1 AND a.state = 'published' ORDER BY t.due_on, t.id LIMIT $2";
    MINE = "SELECT a.number, p.name, a.state, a.on_day, 'panel' FROM panel_seat s JOIN assessment a ON a.id = s.assessment \
            JOIN product p ON p.id = a.product WHERE s.person = $1 AND a.state IN ('preparing', 'checking') \
            UNION ALL SELECT a.number, p.name, a.state, a.on_day, 'team' FROM team_membership t \
            JOIN assessment a ON a.product = t.product JOIN product p ON p.id = a.product \
            WHERE t.person = $1 AND t.to_day IS NULL AND a.state IN ('asked', 'preparing', 'checking') \
            UNION ALL SELECT a.number, t.words, a.state, t.due_on, 'action' FROM assessment_action t \
            JOIN assessment a ON a.id = t.assessment WHERE t.owner = $1 AND t.closed_on IS NULL AND a.state = 'published' \
            ORDER BY 4 LIMIT 8";
    EARLIER = "SELECT a.number, p.name, o.reason FROM point_outcome o JOIN assessment a ON a.id = o.assessment \
               JOIN standard_version v ON v.id = a.version JOIN product p ON p.id = a.product \
               WHERE v.standard = $1 AND o.point = $2 AND a.version = $3 AND a.state = 'published' \
               AND o.outcome IN ('met', 'green') ORDER BY a.on_day DESC, a.number DESC LIMIT $4";
}

fn read(row: &Row<'_>) -> Result<Assessment, StoreError> {
    Ok(Assessment {
        id: row.get(0)?,
        number: row.get(1)?,
        product: row.get(2)?,
        product_slug: row.get(3)?,
        product_name: row.get(4)?,
        standard_slug: row.get(5)?,
        standard_title: row.get(6)?,
        version: row.get(7)?,
        version_number: row.get(8)?,
        scale: row.get(9)?,
        stage: row.get(10)?,
        state: row.get(11)?,
        on: row.get(12)?,
        asked_by: row.get::<Option<PersonId>>(13)?.zip(row.get(14)?),
        outcome: row.get(15)?,
        published_at: row.get(16)?,
        marks: row.get(17)?,
        about: row.get(18)?,
        summary: row.get(19)?,
    })
}

/// That an assessment is, of what and how far, is open to everyone signed in; what stands in it is read by
/// [`super::policy`].
pub fn find(conn: &mut Conn, number: i64) -> Result<Option<Assessment>, StoreError> {
    conn.row(&FIND, &[number.into()], read)
}

pub fn find_by_id(conn: &mut Conn, id: AssessmentId) -> Result<Option<Assessment>, StoreError> {
    let number = conn.row(&NUMBER, &[id.into()], |row| row.get::<i64>(0))?;
    number.map(|number| find(conn, number)).transpose().map(Option::flatten)
}

/// Newest first; what was written of each is left out.
pub fn of_product(conn: &mut Conn, product: ProductId) -> Result<Vec<Assessment>, StoreError> {
    conn.rows(&OF_PRODUCT, &[product.into()], read)
}

/// Below a number, newest first.
pub fn list(conn: &mut Conn, below: i64, most: i64) -> Result<Vec<Assessment>, StoreError> {
    conn.rows(&LIST, &[below.into(), most.into()], read)
}

/// On their way, the next day first.
pub fn waiting(conn: &mut Conn, most: i64) -> Result<Vec<Assessment>, StoreError> {
    conn.rows(&WAITING, &[most.into()], read)
}

/// Those without a panel; at most 20.
pub(super) fn asked(conn: &mut Conn) -> Result<Vec<Assessment>, StoreError> {
    conn.rows(&ASKED, &[], read)
}

pub(super) fn is_open(
    conn: &mut Conn,
    product: ProductId,
    version: VersionId,
    stage: Stage,
) -> Result<bool, StoreError> {
    Ok(conn.number(&IS_OPEN, &[product.into(), version.into(), stage.into()])? > 0)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: AssessmentId,
    number: i64,
    it: &Ask,
    about: &str,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        number.into(),
        it.product.into(),
        it.version.into(),
        it.stage.into(),
        it.on.into(),
        act.now.into(),
        act.person().into(),
        about.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn enter(tx: &mut Tx<'_>, act: &Act, id: AssessmentId, state: State, words: &str) -> Result<(), StoreError> {
    tx.execute(&STATE, &[id.into(), state.into()])?;
    let entry: Uuid = act.new_id();
    let params = [entry.into(), id.into(), state.into(), act.now.into(), act.person().into(), words.into()];
    tx.execute(&NOTE, &params).map(drop)
}

/// How far it came, oldest first.
pub fn states(conn: &mut Conn, id: AssessmentId) -> Result<Vec<Entered>, StoreError> {
    conn.rows(&STATES, &[id.into()], |row| {
        Ok(Entered { state: row.get(0)?, at: row.get(1)?, by: row.get(2)?, words: row.get(3)? })
    })
}

/// What stands in a report once it is published.
pub(super) struct Published<'a> {
    pub held_on: Day,
    pub outcome: Outcome,
    pub summary: &'a str,
    pub marks: &'a str,
    pub started: &'a [Started],
}

pub(super) fn publish(tx: &mut Tx<'_>, act: &Act, id: AssessmentId, it: &Published<'_>) -> Result<(), StoreError> {
    let started = serde_json::to_string(it.started).unwrap_or_default();
    let params = [
        id.into(),
        it.held_on.into(),
        it.outcome.into(),
        it.summary.into(),
        it.marks.into(),
        act.now.into(),
        started.as_str().into(),
    ];
    tx.execute(&PUBLISH, &params).map(drop)
}

/// What the product started from: as it was for a published report, as it is before.
pub fn started(conn: &mut Conn, it: &Assessment) -> Result<Vec<Started>, StoreError> {
    if it.state == State::Published {
        let kept: Option<Option<String>> = conn.row(&STARTED, &[it.id.into()], |row| row.get(0))?;
        // Written by us.
        if let Some(kept) = kept.flatten().and_then(|text| serde_json::from_str(&text).ok()) {
            return Ok(kept);
        }
    }
    reuse::of_product(conn, it.product)
}

pub(super) fn move_version(tx: &mut Tx<'_>, id: AssessmentId, to: VersionId) -> Result<(), StoreError> {
    tx.execute(&MOVE, &[id.into(), to.into()]).map(drop)
}

pub(super) fn team(conn: &mut Conn, product: ProductId) -> Result<BTreeSet<PersonId>, StoreError> {
    Ok(conn.rows(&TEAM, &[product.into()], |row| row.get(0))?.into_iter().collect())
}

/// By point, oldest first; at most 500.
pub fn evidence(conn: &mut Conn, id: AssessmentId) -> Result<Vec<Evidence>, StoreError> {
    conn.rows(&EVIDENCE, &[id.into()], |row| {
        Ok(Evidence {
            id: row.get(0)?,
            point: row.get(1)?,
            at: row.get(2)?,
            by: row.get::<Option<PersonId>>(3)?.zip(row.get(4)?),
            url: row.get(5)?,
            words: row.get(6)?,
        })
    })
}

pub(super) fn count_evidence(conn: &mut Conn, id: AssessmentId) -> Result<i64, StoreError> {
    conn.number(&COUNT_EVIDENCE, &[id.into()])
}

pub(super) fn insert_evidence(
    tx: &mut Tx<'_>,
    act: &Act,
    assessment: AssessmentId,
    id: EvidenceId,
    point: i64,
    words: &str,
    url: Option<&str>,
) -> Result<(), StoreError> {
    let params =
        [id.into(), assessment.into(), point.into(), act.now.into(), act.person().into(), url.into(), words.into()];
    tx.execute(&INSERT_EVIDENCE, &params).map(drop)
}

pub(super) fn remove_evidence(
    tx: &mut Tx<'_>,
    act: &Act,
    assessment: AssessmentId,
    id: EvidenceId,
) -> Result<(), StoreError> {
    tx.execute(&REMOVE_EVIDENCE, &[assessment.into(), id.into(), act.now.into()]).map(drop)
}

pub(super) fn move_evidence(tx: &mut Tx<'_>, id: EvidenceId, point: i64) -> Result<(), StoreError> {
    tx.execute(&MOVE_EVIDENCE, &[id.into(), point.into()]).map(drop)
}

pub(super) fn copy_evidence(
    tx: &mut Tx<'_>,
    act: &Act,
    id: EvidenceId,
    new: EvidenceId,
    point: i64,
) -> Result<(), StoreError> {
    tx.execute(&COPY_EVIDENCE, &[id.into(), new.into(), point.into(), act.now.into()]).map(drop)
}

/// What the panel says, by point.
pub fn said(conn: &mut Conn, id: AssessmentId) -> Result<Vec<Said>, StoreError> {
    conn.rows(&SAID, &[id.into()], |row| {
        Ok(Said {
            point: row.get(0)?,
            outcome: row.get(1)?,
            written: row.get(2)?,
            at: row.get(3)?,
            by: row.get::<Option<PersonId>>(4)?.zip(row.get(5)?),
            reason: row.get(6)?,
        })
    })
}

/// The version of what is said of a point; 0 for nothing.
pub(super) fn written(conn: &mut Conn, id: AssessmentId, point: i64) -> Result<i64, StoreError> {
    Ok(conn.row(&WRITTEN, &[id.into(), point.into()], |row| row.get(0))?.unwrap_or(0))
}

/// Answers how many rows changed: none when somebody was first.
pub(super) fn say(
    tx: &mut Tx<'_>,
    act: &Act,
    id: AssessmentId,
    point: i64,
    outcome: Outcome,
    reason: &str,
    on: i64,
) -> Result<u64, StoreError> {
    let mut params = vec![id.into(), point.into(), outcome.into(), act.now.into(), act.person().into(), reason.into()];
    if on == 0 {
        return tx.execute(&SAY_FIRST, &params);
    }
    params.push(on.into());
    tx.execute(&SAY, &params)
}

/// By day; at most 500.
pub fn actions(conn: &mut Conn, id: AssessmentId) -> Result<Vec<Action>, StoreError> {
    conn.rows(&ACTIONS, &[id.into()], |row| {
        Ok(Action {
            id: row.get(0)?,
            point: row.get(1)?,
            owner: row.get::<Option<PersonId>>(2)?.zip(row.get(3)?),
            due_on: row.get(4)?,
            closed_on: row.get(5)?,
            words: row.get(6)?,
            closed_words: row.get(7)?,
        })
    })
}

pub(super) fn insert_action(
    tx: &mut Tx<'_>,
    act: &Act,
    assessment: AssessmentId,
    id: ActionId,
    it: &AddAction,
    words: &str,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        assessment.into(),
        it.point.into(),
        it.owner.into(),
        it.due_on.into(),
        act.now.into(),
        words.into(),
    ];
    tx.execute(&INSERT_ACTION, &params).map(drop)
}

pub(super) fn close_action(tx: &mut Tx<'_>, act: &Act, id: ActionId, came: &str) -> Result<(), StoreError> {
    let params = [id.into(), act.now.day().into(), act.person().into(), came.into()];
    tx.execute(&CLOSE_ACTION, &params).map(drop)
}

/// An action whose day has passed, of a published report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    pub number: i64,
    pub product: String,
    pub words: String,
    pub owner: Option<String>,
    pub due_on: Day,
}

/// The oldest first.
pub fn late_actions(conn: &mut Conn, today: Day, most: i64) -> Result<Vec<Late>, StoreError> {
    conn.rows(&LATE, &[today.into(), most.into()], |row| {
        Ok(Late {
            number: row.get(0)?,
            product: row.get(1)?,
            words: row.get(2)?,
            owner: row.get(3)?,
            due_on: row.get(4)?,
        })
    })
}

/// Something of an assessment that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    pub number: i64,
    /// The product, or what is to be done.
    pub words: String,
    pub state: State,
    pub on: Day,
    /// `panel`, `team` or `action`
    pub part: String,
}

/// The nearest day first; at most eight.
pub fn mine(conn: &mut Conn, person: PersonId) -> Result<Vec<Mine>, StoreError> {
    conn.rows(&MINE, &[person.into()], |row| {
        Ok(Mine { number: row.get(0)?, words: row.get(1)?, state: row.get(2)?, on: row.get(3)?, part: row.get(4)? })
    })
}

/// Reports in which this point was met, newest first: number, product, what the panel saw.
pub(super) fn earlier(
    conn: &mut Conn,
    standard: StandardId,
    version: VersionId,
    point: i64,
    most: i64,
) -> Result<Vec<(i64, String, String)>, StoreError> {
    conn.rows(&EARLIER, &[standard.into(), point.into(), version.into(), most.into()], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}
