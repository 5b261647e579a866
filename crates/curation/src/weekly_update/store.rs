use super::copy::Round;
use super::{Item, Update, UpdateId, Wish};
use ::store::{Conn, Row, StoreError, Tx, sql};
use base::{Act, CommunityId, Day, Moment, PersonId};

sql! {
    FIND = "SELECT u.id, u.community, u.week, u.own_line, u.items, p.name, u.sent_at, u.sent_to FROM weekly_update u \
            LEFT JOIN person p ON p.id = COALESCE(u.sent_by, u.changed_by) WHERE u.community = $1 AND u.week = $2";
    FIND_BY_ID = "SELECT u.id, u.community, u.week, u.own_line, u.items, p.name, u.sent_at, u.sent_to FROM weekly_update u \
            LEFT JOIN person p ON p.id = COALESCE(u.sent_by, u.changed_by) WHERE u.id = $1";
    SENT = "SELECT id, week, own_line, items, sent_at FROM weekly_update WHERE community = $1 AND sent_at IS NOT NULL \
            ORDER BY sent_at DESC LIMIT $2";
    LAST_SENT = "SELECT MAX(sent_at) FROM weekly_update WHERE community = $1 AND week < $2";
    KEEP = "INSERT INTO weekly_update (id, community, week, own_line, items, drafted_at, changed_at, changed_by, sent_to) \
            VALUES ($1, $2, $3, $4, $5, $6, $6, $7, 0) ON CONFLICT (community, week) DO UPDATE SET \
            own_line = excluded.own_line, items = excluded.items, changed_at = excluded.changed_at, changed_by = excluded.changed_by";
    NOTE_SENT = "UPDATE weekly_update SET sent_at = $2, sent_by = $3, sent_to = $4 WHERE id = $1";
    COPIES = "INSERT INTO update_copy (weekly_update, person, state, tries, next_at) SELECT u.id, p.id, 'waiting', 0, u.changed_at \
              FROM weekly_update u JOIN membership m ON m.community = u.community JOIN person p ON p.id = m.person \
              WHERE u.id = $1 AND m.to_day IS NULL AND m.from_day <= $2 AND p.state IN ('active', 'invited') \
              AND NOT EXISTS (SELECT 1 FROM update_wish w WHERE w.person = p.id AND w.how = 'never') \
              ON CONFLICT (weekly_update, person) DO NOTHING";
    JOINED = "SELECT p.id, p.name, COALESCE(u.name, '') FROM membership m JOIN person p ON p.id = m.person LEFT JOIN unit u ON u.id = p.unit \
              WHERE m.community = $1 AND m.from_day > $2 AND m.from_day <= $3 AND m.to_day IS NULL \
              AND p.state NOT IN ('suspended', 'left') ORDER BY p.sort_name, p.id LIMIT $4";
    NEW_PAGES = "SELECT p.number, p.title FROM page p JOIN handbook h ON h.id = p.handbook WHERE h.owner = $1 AND p.made_at >= $2 \
                 AND p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' ORDER BY p.number DESC LIMIT $3";
    WAITING = "SELECT c.weekly_update, c.person, c.tries, p.name, p.email, COALESCE(w.how, '') FROM update_copy c \
               JOIN weekly_update u ON u.id = c.weekly_update JOIN person p ON p.id = c.person \
               LEFT JOIN update_wish w ON w.person = c.person \
               WHERE ((c.state = 'waiting' AND c.next_at <= $1) OR (c.state = 'sending' AND c.next_at <= $2)) \
               AND (u.sent_at >= $3 OR (w.how = 'one_mail' AND u.sent_at >= $4)) \
               AND (w.how IS NULL OR w.how = 'at_once' OR (w.how = 'working_hours' AND $5) OR (w.how = 'one_mail' AND $6)) \
               AND p.state IN ('active', 'invited') ORDER BY c.next_at, c.person LIMIT $7";
    // The rest of what one person gets in one mail.
    REST = "SELECT c.weekly_update, c.person, c.tries, p.name, p.email, w.how FROM update_copy c \
            JOIN weekly_update u ON u.id = c.weekly_update JOIN person p ON p.id = c.person \
            JOIN update_wish w ON w.person = c.person \
            WHERE c.person = $1 AND ((c.state = 'waiting' AND c.next_at <= $2) OR (c.state = 'sending' AND c.next_at <= $3)) \
            AND u.sent_at >= $4 ORDER BY u.id LIMIT 50";
    SET_COPY = "UPDATE update_copy SET state = $3, tries = $4, next_at = $5, fault = $6 WHERE weekly_update = $1 AND person = $2";
    COPY_COUNTS = "SELECT COUNT(CASE WHEN state IN ('waiting', 'sending') THEN 1 END), COUNT(CASE WHEN state = 'sent' THEN 1 END), \
                   COUNT(CASE WHEN state = 'failed' THEN 1 END) FROM update_copy WHERE weekly_update = $1";
    WISH = "SELECT how FROM update_wish WHERE person = $1";
    SET_WISH = "INSERT INTO update_wish (person, how, set_at) VALUES ($1, $2, $3) \
                ON CONFLICT (person) DO UPDATE SET how = excluded.how, set_at = excluded.set_at";
}

fn items(text: &str) -> Vec<Item> {
    // Written by us.
    serde_json::from_str(text).unwrap_or_default()
}

fn read(row: &Row<'_>) -> Result<Update, StoreError> {
    Ok(Update {
        id: row.get(0)?,
        community: row.get(1)?,
        week: row.get(2)?,
        own_line: row.get(3)?,
        items: items(&row.get::<String>(4)?),
        by: row.get(5)?,
        sent_at: row.get(6)?,
        sent_to: row.get(7)?,
    })
}

/// Kept or sent.
pub fn find(conn: &mut Conn, community: CommunityId, week: Day) -> Result<Option<Update>, StoreError> {
    conn.row(&FIND, &[community.into(), week.into()], read)
}

pub fn find_by_id(conn: &mut Conn, id: UpdateId) -> Result<Option<Update>, StoreError> {
    conn.row(&FIND_BY_ID, &[id.into()], read)
}

/// A sent update as lists and feeds show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub id: UpdateId,
    pub week: Day,
    pub sent_at: Moment,
    pub own_line: String,
    /// What it told.
    pub items: Vec<Item>,
}

/// The newest first.
pub fn list_sent(conn: &mut Conn, community: CommunityId, most: i64) -> Result<Vec<Sent>, StoreError> {
    conn.rows(&SENT, &[community.into(), most.into()], |row| {
        let items = items(&row.get::<String>(3)?).into_iter().filter(|it| it.is_in).collect();
        Ok(Sent { id: row.get(0)?, week: row.get(1)?, own_line: row.get(2)?, items, sent_at: row.get(4)? })
    })
}

pub(super) fn last_sent_before(conn: &mut Conn, community: CommunityId, week: Day) -> Result<Option<Day>, StoreError> {
    let at = conn.row(&LAST_SENT, &[community.into(), week.into()], |row| row.get::<Option<Moment>>(0))?.flatten();
    Ok(at.map(Moment::day))
}

pub(super) fn keep(tx: &mut Tx<'_>, act: &Act, it: &Update) -> Result<(), StoreError> {
    let items = serde_json::to_string(&it.items).unwrap_or_else(|_| "[]".into());
    let values = [
        it.id.into(),
        it.community.into(),
        it.week.into(),
        it.own_line.as_str().into(),
        items.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&KEEP, &values).map(drop)
}

pub(super) fn note_sent(tx: &mut Tx<'_>, act: &Act, id: UpdateId, sent_to: i64) -> Result<(), StoreError> {
    tx.execute(&NOTE_SENT, &[id.into(), act.now.into(), act.person().into(), sent_to.into()]).map(drop)
}

/// One for each member who wants it; answers how many.
pub(super) fn make_copies(tx: &mut Tx<'_>, act: &Act, it: &Update) -> Result<i64, StoreError> {
    Ok(tx.execute(&COPIES, &[it.id.into(), act.now.day().into()])? as i64)
}

/// Who joined after `since`: id, name, unit.
pub(super) fn joined(
    conn: &mut Conn,
    community: CommunityId,
    since: Day,
    today: Day,
    most: i64,
) -> Result<Vec<(PersonId, String, String)>, StoreError> {
    let values = [community.into(), since.into(), today.into(), most.into()];
    conn.rows(&JOINED, &values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Number and title of pages begun since.
pub(super) fn new_pages(
    conn: &mut Conn,
    community: CommunityId,
    since: Day,
    most: i64,
) -> Result<Vec<(i64, String)>, StoreError> {
    let from = since.plus_days(1).midnight();
    conn.rows(&NEW_PAGES, &[community.into(), from.into(), most.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// One member's copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    pub update: UpdateId,
    pub person: PersonId,
    pub tries: i64,
    pub name: String,
    pub email: String,
    /// They want all of a week in one mail.
    pub in_one: bool,
}

/// The next ones by `round`; `news` and `old`: updates sent before are no news any more, to who gets all in one mail a
/// little later.
pub(super) fn waiting(conn: &mut Conn, round: Round, (news, old): (Moment, Moment)) -> Result<Vec<Copy>, StoreError> {
    let Round { now, stale, at_work, in_one, most } = round;
    let values = [now.into(), stale.into(), news.into(), old.into(), at_work.into(), in_one.into(), most.into()];
    conn.rows(&WAITING, &values, read_copy)
}

pub(super) fn rest(conn: &mut Conn, person: PersonId, round: Round, old: Moment) -> Result<Vec<Copy>, StoreError> {
    conn.rows(&REST, &[person.into(), round.now.into(), round.stale.into(), old.into()], read_copy)
}

fn read_copy(row: &Row<'_>) -> Result<Copy, StoreError> {
    Ok(Copy {
        update: row.get(0)?,
        person: row.get(1)?,
        tries: row.get(2)?,
        name: row.get(3)?,
        email: row.get(4)?,
        in_one: row.get::<String>(5)? == Wish::OneMail.word(),
    })
}

pub(super) fn set_copy(
    tx: &mut Tx<'_>,
    update: UpdateId,
    person: PersonId,
    state: &'static str,
    tries: i64,
    next: Moment,
    fault: Option<&str>,
) -> Result<(), StoreError> {
    let values = [update.into(), person.into(), state.into(), tries.into(), next.into(), fault.into()];
    tx.execute(&SET_COPY, &values).map(drop)
}

pub(super) fn copy_counts(conn: &mut Conn, update: UpdateId) -> Result<(i64, i64, i64), StoreError> {
    let counts = conn.row(&COPY_COUNTS, &[update.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(counts.unwrap_or_default())
}

/// How updates reach them.
pub fn wish_of(conn: &mut Conn, person: PersonId) -> Result<Wish, StoreError> {
    let kept = conn.row(&WISH, &[person.into()], |row| row.get::<String>(0))?;
    Ok(kept.and_then(|word| Wish::from_word(&word)).unwrap_or(Wish::AtOnce))
}

pub(super) fn set_wish(tx: &mut Tx<'_>, person: PersonId, how: Wish, at: Moment) -> Result<(), StoreError> {
    tx.execute(&SET_WISH, &[person.into(), how.into(), at.into()]).map(drop)
}
