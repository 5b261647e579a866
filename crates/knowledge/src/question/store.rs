use super::{AnswerId, Given, KIND, Question, QuestionId, QuestionState};
use crate::page::PageId;
use base::{Act, CommunityId, Cursor, Day, Limit, PersonId, Slice};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT q.id, q.number, q.kind, q.title, q.body, q.community, (SELECT c.name FROM community c WHERE c.id = q.community), \
            q.asked_at, q.asked_by, (SELECT o.name FROM person o WHERE o.id = q.asked_by), q.state, q.again, \
            (SELECT COUNT(*) FROM answer a WHERE a.question = q.id), q.page, \
            (SELECT p.number FROM page p WHERE p.id = q.page), (SELECT p.title FROM page p WHERE p.id = q.page) \
            FROM question q WHERE q.id = $1";
    BY_NUMBER = "SELECT q.id, q.number, q.kind, q.title, q.body, q.community, (SELECT c.name FROM community c WHERE c.id = q.community), \
            q.asked_at, q.asked_by, (SELECT o.name FROM person o WHERE o.id = q.asked_by), q.state, q.again, \
            (SELECT COUNT(*) FROM answer a WHERE a.question = q.id), q.page, \
            (SELECT p.number FROM page p WHERE p.id = q.page), (SELECT p.title FROM page p WHERE p.id = q.page) \
            FROM question q WHERE q.number = $1";
    LIST = "SELECT q.id, q.number, q.kind, q.title, q.body, q.community, (SELECT c.name FROM community c WHERE c.id = q.community), \
            q.asked_at, q.asked_by, (SELECT o.name FROM person o WHERE o.id = q.asked_by), q.state, q.again, \
            (SELECT COUNT(*) FROM answer a WHERE a.question = q.id), q.page, \
            (SELECT p.number FROM page p WHERE p.id = q.page), (SELECT p.title FROM page p WHERE p.id = q.page) \
            FROM question q WHERE q.state = $1 AND (q.again < $2 OR (q.again = $2 AND q.number < $3)) \
            ORDER BY q.again DESC, q.number DESC LIMIT $4";
    COUNT = "SELECT COUNT(*) FROM question WHERE state = 'open'";
    IDS = "SELECT number, id FROM question WHERE number > $1 ORDER BY number LIMIT 200";
    INSERT = "INSERT INTO question (id, number, kind, title, body, community, asked_at, asked_by, state, state_at, again) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $7, 0)";
    SET_STATE = "UPDATE question SET state = $2, state_at = $3, page = COALESCE($4, page) WHERE id = $1";
    AGAIN = "INSERT INTO question_again (question, person, asked_at) VALUES ($1, $2, $3) ON CONFLICT (question, person) DO NOTHING";
    COUNT_AGAIN = "UPDATE question SET again = again + 1 WHERE id = $1";
    ANSWER = "INSERT INTO answer (id, question, body, answered_at, answered_by) VALUES ($1, $2, $3, $4, $5)";
    ANSWERS = "SELECT a.id, a.body, a.answered_at, a.answered_by, (SELECT o.name FROM person o WHERE o.id = a.answered_by), \
               a.accepted_at FROM answer a WHERE a.question = $1 \
               ORDER BY CASE WHEN a.accepted_at IS NULL THEN 1 ELSE 0 END, a.answered_at, a.id LIMIT 200";
    ANSWERED = "SELECT q.number, q.title, q.kind, COUNT(a.id), MAX(a.answered_at) FROM question q JOIN answer a ON a.question = q.id \
                WHERE (q.asked_by = $1 OR EXISTS (SELECT 1 FROM question_again g WHERE g.question = q.id AND g.person = $1)) \
                AND q.state <> 'withdrawn' AND a.answered_at >= $2 AND (a.answered_by IS NULL OR a.answered_by <> $1) \
                GROUP BY q.number, q.title, q.kind ORDER BY MAX(a.answered_at) DESC, q.number LIMIT 5";
    NOT_ACCEPTED = "UPDATE answer SET accepted_at = NULL WHERE question = $1 AND accepted_at IS NOT NULL";
    ACCEPT = "UPDATE answer SET accepted_at = $3 WHERE question = $1 AND id = $2";
    FOR_DRAFT = "UPDATE draft SET question = $3 WHERE writer = $1 AND id = $2";
    OF_DRAFT = "SELECT question FROM draft WHERE writer = $1 AND id = $2";
}

fn read(row: &Row<'_>) -> Result<Question, StoreError> {
    let community: Option<CommunityId> = row.get(5)?;
    let asked_by: Option<PersonId> = row.get(8)?;
    let page: Option<PageId> = row.get(13)?;
    let text = |at| Ok::<_, StoreError>(row.get::<Option<String>>(at)?.unwrap_or_default());
    let page_number: Option<i64> = row.get(14)?;
    Ok(Question {
        id: row.get(0)?,
        number: row.get(1)?,
        wants_page: row.get::<String>(2)? == "page",
        title: row.get(3)?,
        body: row.get(4)?,
        community: community.zip(Some(text(6)?)),
        asked_at: row.get(7)?,
        asked_by: asked_by.zip(Some(text(9)?)),
        state: QuestionState::from_word(&row.get::<String>(10)?).unwrap_or(QuestionState::Withdrawn),
        again: row.get(11)?,
        answers: row.get(12)?,
        page: page.zip(page_number).zip(Some(text(15)?)).map(|((id, number), title)| (id, number, title)),
    })
}

pub fn find(conn: &mut Conn, id: QuestionId) -> Result<Option<Question>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

pub fn find_by_number(conn: &mut Conn, number: i64) -> Result<Option<Question>, StoreError> {
    conn.row(&BY_NUMBER, &[number.into()], read)
}

/// Those in a state, what most people ask first; `after`: how often asked and number of the last one before.
pub fn list(
    conn: &mut Conn,
    state: QuestionState,
    after: Option<(i64, i64)>,
    limit: Limit,
) -> Result<Slice<Question>, StoreError> {
    let (again, number) = after.unwrap_or((i64::MAX, i64::MAX));
    let params = [state.word().into(), again.into(), number.into(), limit.with_one_more().into()];
    let rows = conn.rows(&LIST, &params, read)?;
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.again, &it.number])))
}

pub fn count_open(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[])
}

/// Numbers and ids after a number, for building the index anew.
pub fn ids(conn: &mut Conn, after: i64) -> Result<Vec<(i64, QuestionId)>, StoreError> {
    conn.rows(&IDS, &[after.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The accepted one first, then in their order.
pub fn answers(conn: &mut Conn, question: QuestionId) -> Result<Vec<Given>, StoreError> {
    conn.rows(&ANSWERS, &[question.into()], |row| {
        let by: Option<PersonId> = row.get(3)?;
        let name = row.get::<Option<String>>(4)?.unwrap_or_default();
        Ok(Given {
            id: row.get(0)?,
            body: row.get(1)?,
            at: row.get(2)?,
            by: by.zip(Some(name)),
            is_accepted: row.get::<Option<i64>>(5)?.is_some(),
        })
    })
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    (title, body): (&str, &str),
    wants_page: bool,
    community: Option<CommunityId>,
) -> Result<(QuestionId, i64), StoreError> {
    let (id, number): (QuestionId, i64) = (act.new_id(), tx.next_number(KIND)?);
    let params = [
        id.into(),
        number.into(),
        if wants_page { "page" } else { "question" }.into(),
        title.into(),
        body.into(),
        community.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params)?;
    Ok((id, number))
}

pub(super) fn set_state(
    tx: &mut Tx<'_>,
    act: &Act,
    id: QuestionId,
    state: QuestionState,
    page: Option<PageId>,
) -> Result<(), StoreError> {
    tx.execute(&SET_STATE, &[id.into(), state.word().into(), act.now.into(), page.into()]).map(drop)
}

/// Whether they had not said so before.
pub(super) fn again(tx: &mut Tx<'_>, act: &Act, id: QuestionId, person: PersonId) -> Result<bool, StoreError> {
    let is_new = tx.execute(&AGAIN, &[id.into(), person.into(), act.now.into()])? > 0;
    if is_new {
        tx.execute(&COUNT_AGAIN, &[id.into()])?;
    }
    Ok(is_new)
}

pub(super) fn add_answer(tx: &mut Tx<'_>, act: &Act, question: QuestionId, body: &str) -> Result<AnswerId, StoreError> {
    let id: AnswerId = act.new_id();
    tx.execute(&ANSWER, &[id.into(), question.into(), body.into(), act.now.into(), act.person().into()])?;
    Ok(id)
}

/// This one alone is accepted; how many that were: one, or none that is an answer to it.
pub(super) fn accept(tx: &mut Tx<'_>, act: &Act, question: QuestionId, id: AnswerId) -> Result<u64, StoreError> {
    tx.execute(&NOT_ACCEPTED, &[question.into()])?;
    tx.execute(&ACCEPT, &[question.into(), id.into(), act.now.into()])
}

pub(super) fn for_draft(
    tx: &mut Tx<'_>,
    writer: PersonId,
    draft: crate::draft::DraftId,
    question: QuestionId,
) -> Result<(), StoreError> {
    tx.execute(&FOR_DRAFT, &[writer.into(), draft.into(), question.into()]).map(drop)
}

/// The question that a draft answers.
pub(crate) fn of_draft(
    conn: &mut Conn,
    writer: PersonId,
    draft: crate::draft::DraftId,
) -> Result<Option<QuestionId>, StoreError> {
    Ok(conn.row(&OF_DRAFT, &[writer.into(), draft.into()], |row| row.get(0))?.flatten())
}

/// Number, title and how many answers of the questions that somebody asks and others answered since, the newest first.
pub fn answered_since(conn: &mut Conn, person: PersonId, since: Day) -> Result<Vec<(i64, String, i64)>, StoreError> {
    conn.rows(&ANSWERED, &[person.into(), since.midnight().into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(3)?)))
}
