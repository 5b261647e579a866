use super::change::ChangeOne;
use super::note::Note;
use super::rule::Rule;
use super::say::Answer;
use super::{Changed, Meetup, MeetupId};
use base::{Act, CommunityId, Day, PersonId, Uuid};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT m.id, m.number, m.community, m.title, m.about, m.zone, m.first_on, m.starts_minute, m.minutes, m.rule, \
            m.place, m.link, p.id, p.name, m.sequence, m.made_at, m.changed_at, m.cancel_reason, m.cancelled_at \
            FROM meetup m LEFT JOIN person p ON p.id = m.organiser WHERE m.id = $1";
    BY_NUMBER = "SELECT m.id, m.number, m.community, m.title, m.about, m.zone, m.first_on, m.starts_minute, m.minutes, \
                 m.rule, m.place, m.link, p.id, p.name, m.sequence, m.made_at, m.changed_at, m.cancel_reason, \
                 m.cancelled_at FROM meetup m LEFT JOIN person p ON p.id = m.organiser WHERE m.number = $1";
    LIST = "SELECT m.id, m.number, m.community, m.title, m.about, m.zone, m.first_on, m.starts_minute, m.minutes, m.rule, \
            m.place, m.link, p.id, p.name, m.sequence, m.made_at, m.changed_at, m.cancel_reason, m.cancelled_at \
            FROM meetup m LEFT JOIN person p ON p.id = m.organiser WHERE m.community = $1 \
            AND (m.last_on IS NULL OR m.last_on >= $2) ORDER BY m.first_on, m.number LIMIT 200";
    RUNNING = "SELECT COUNT(*) FROM meetup WHERE community = $1 AND last_on IS NULL AND cancelled_at IS NULL";
    INSERT = "INSERT INTO meetup (id, number, community, title, about, zone, first_on, starts_minute, minutes, rule, \
              last_on, place, link, organiser, sequence, made_at, made_by, changed_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15, $16, $15)";
    UPDATE = "UPDATE meetup SET title = $2, about = $3, zone = $4, first_on = $5, starts_minute = $6, minutes = $7, \
              rule = $8, last_on = $9, place = $10, link = $11, sequence = sequence + 1, changed_at = $12 WHERE id = $1";
    TOUCH = "UPDATE meetup SET sequence = sequence + 1, changed_at = $2 WHERE id = $1";
    CANCEL = "UPDATE meetup SET cancelled_at = $2, cancel_reason = $3, sequence = sequence + 1, changed_at = $2 \
              WHERE id = $1";
    PUT_CHANGE = "INSERT INTO meetup_change (meetup, on_day, is_cancelled, new_on, new_minute, place, link, reason, \
                  changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
                  ON CONFLICT (meetup, on_day) DO UPDATE SET is_cancelled = excluded.is_cancelled, \
                  new_on = excluded.new_on, new_minute = excluded.new_minute, place = excluded.place, \
                  link = excluded.link, reason = excluded.reason, changed_at = excluded.changed_at, \
                  changed_by = excluded.changed_by";
    CHANGES = "SELECT on_day, is_cancelled, new_on, new_minute, place, link, reason FROM meetup_change \
               WHERE meetup = $1 ORDER BY on_day LIMIT 2000";
    PUT_ANSWER = "INSERT INTO rsvp (meetup, on_day, person, answer, answered_at) VALUES ($1, $2, $3, $4, $5) \
                  ON CONFLICT (meetup, on_day, person) DO UPDATE SET answer = excluded.answer, \
                  answered_at = excluded.answered_at";
    ANSWERS = "SELECT p.id, p.name, r.answer FROM rsvp r JOIN person p ON p.id = r.person \
               WHERE r.meetup = $1 AND r.on_day = $2 ORDER BY p.sort_name, p.id LIMIT 2000";
    COMING = "SELECT COUNT(*) FROM rsvp WHERE meetup = $1 AND on_day = $2 AND answer = $3";
    ANSWER_OF = "SELECT answer FROM rsvp WHERE meetup = $1 AND on_day = $2 AND person = $3";
    AGENDA = "SELECT a.id, a.title, a.state, p.name FROM agenda_item a LEFT JOIN person p ON p.id = a.proposed_by \
              WHERE a.meetup = $1 AND a.on_day = $2 AND a.state <> 'declined' ORDER BY a.proposed_at, a.id LIMIT 60";
    INSERT_ITEM = "INSERT INTO agenda_item (id, meetup, on_day, title, state, proposed_at, proposed_by) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SET_ITEM = "UPDATE agenda_item SET state = $3 WHERE id = $2 AND meetup = $1";
    NOTES = "SELECT notes, visitors FROM meetup_notes WHERE meetup = $1 AND on_day = $2";
    PUT_NOTES = "INSERT INTO meetup_notes (meetup, on_day, notes, visitors, noted_at, noted_by) \
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (meetup, on_day) DO UPDATE SET notes = excluded.notes, \
                 visitors = excluded.visitors, noted_at = excluded.noted_at, noted_by = excluded.noted_by";
    CLEAR_CAME = "DELETE FROM attendance WHERE meetup = $1 AND on_day = $2";
    CAME = "INSERT INTO attendance (meetup, on_day, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    ATTENDED = "SELECT p.id, p.name FROM attendance a JOIN person p ON p.id = a.person \
                WHERE a.meetup = $1 AND a.on_day = $2 ORDER BY p.sort_name, p.id LIMIT 2000";
    KEY = "SELECT bytes FROM signing_key WHERE name = $1";
    INSERT_KEY = "INSERT INTO signing_key (name, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    GENERATION = "SELECT generation FROM calendar_address WHERE person = $1";
    RAISE = "INSERT INTO calendar_address (person, generation) VALUES ($1, 1) \
             ON CONFLICT (person) DO UPDATE SET generation = calendar_address.generation + 1";
    OF_PERSON = "SELECT community FROM membership WHERE person = $1 AND to_day IS NULL";
}

fn read(row: &Row<'_>) -> Result<Meetup, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.get::<Option<String>>(column)?.unwrap_or_default());
    let (organiser, name): (Option<PersonId>, Option<String>) = (row.get(12)?, row.get(13)?);
    let rule: Option<String> = row.get(9)?;
    let cancelled: Option<i64> = row.get(18)?;
    Ok(Meetup {
        id: row.get(0)?,
        number: row.get(1)?,
        community: row.get(2)?,
        title: row.get(3)?,
        about: text(4)?,
        zone: row.get(5)?,
        first_on: row.get(6)?,
        starts_minute: row.get(7)?,
        minutes: row.get(8)?,
        // What stands there was written by us.
        rule: rule.and_then(|rule| Rule::parse(&rule).ok()),
        place: text(10)?,
        link: text(11)?,
        organiser: organiser.zip(name),
        sequence: row.get(14)?,
        made_at: row.get(15)?,
        changed_at: row.get(16)?,
        cancelled: match cancelled {
            Some(_) => Some(text(17)?),
            None => None,
        },
    })
}

pub fn find(conn: &mut Conn, id: MeetupId) -> Result<Option<Meetup>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// By the number of `E 9`.
pub fn find_by_number(conn: &mut Conn, number: i64) -> Result<Option<Meetup>, StoreError> {
    conn.row(&BY_NUMBER, &[number.into()], read)
}

/// Those of a community that may still fall on or after a day, cancelled ones too.
pub fn list(conn: &mut Conn, community: CommunityId, from: Day) -> Result<Vec<Meetup>, StoreError> {
    conn.rows(&LIST, &[community.into(), from.into()], read)
}

pub(super) fn count_running(conn: &mut Conn, community: CommunityId) -> Result<i64, StoreError> {
    conn.number(&RUNNING, &[community.into()])
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Meetup, last: Option<Day>) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.number.into(),
        it.community.into(),
        (&it.title).into(),
        (&it.about).into(),
        (&it.zone).into(),
        it.first_on.into(),
        it.starts_minute.into(),
        it.minutes.into(),
        it.rule.as_ref().map(Rule::to_string).into(),
        last.into(),
        (&it.place).into(),
        (&it.link).into(),
        it.organiser.as_ref().map(|(id, _)| *id).into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn update(tx: &mut Tx<'_>, act: &Act, it: &Meetup, last: Option<Day>) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        (&it.title).into(),
        (&it.about).into(),
        (&it.zone).into(),
        it.first_on.into(),
        it.starts_minute.into(),
        it.minutes.into(),
        it.rule.as_ref().map(Rule::to_string).into(),
        last.into(),
        (&it.place).into(),
        (&it.link).into(),
        act.now.into(),
    ];
    tx.execute(&UPDATE, &params).map(drop)
}

pub(super) fn cancel(tx: &mut Tx<'_>, act: &Act, id: MeetupId, reason: &str) -> Result<(), StoreError> {
    tx.execute(&CANCEL, &[id.into(), act.now.into(), reason.into()]).map(drop)
}

pub(super) fn put_change(tx: &mut Tx<'_>, act: &Act, it: &ChangeOne, reason: Option<&str>) -> Result<(), StoreError> {
    let params = [
        it.meetup.into(),
        it.on.into(),
        it.is_cancelled.into(),
        it.new_on.into(),
        it.new_minute.into(),
        (&it.place).into(),
        (&it.link).into(),
        reason.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&PUT_CHANGE, &params)?;
    tx.execute(&TOUCH, &[it.meetup.into(), act.now.into()]).map(drop)
}

/// By the day on which the series puts them.
pub fn changes(conn: &mut Conn, id: MeetupId) -> Result<Vec<Changed>, StoreError> {
    conn.rows(&CHANGES, &[id.into()], |row| {
        Ok(Changed {
            on: row.get(0)?,
            is_cancelled: row.get(1)?,
            new_on: row.get(2)?,
            new_minute: row.get(3)?,
            place: row.get(4)?,
            link: row.get(5)?,
            reason: row.get(6)?,
        })
    })
}

pub(super) fn put_answer(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MeetupId,
    on: Day,
    person: PersonId,
    answer: Answer,
) -> Result<(), StoreError> {
    tx.execute(&PUT_ANSWER, &[id.into(), on.into(), person.into(), answer.into(), act.now.into()]).map(drop)
}

/// By name.
pub fn answers(conn: &mut Conn, id: MeetupId, on: Day) -> Result<Vec<(PersonId, String, Answer)>, StoreError> {
    conn.rows(&ANSWERS, &[id.into(), on.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// How many say that they come.
pub fn coming(conn: &mut Conn, id: MeetupId, on: Day) -> Result<usize, StoreError> {
    let number = conn.number(&COMING, &[id.into(), on.into(), Answer::Yes.word().into()])?;
    Ok(usize::try_from(number).unwrap_or(0))
}

pub fn answer_of(conn: &mut Conn, id: MeetupId, on: Day, person: PersonId) -> Result<Option<Answer>, StoreError> {
    conn.row(&ANSWER_OF, &[id.into(), on.into(), person.into()], |row| row.get(0))
}

/// Something to talk about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: Uuid,
    pub title: String,
    pub is_accepted: bool,
    pub by: String,
}

pub fn agenda(conn: &mut Conn, id: MeetupId, on: Day) -> Result<Vec<Item>, StoreError> {
    conn.rows(&AGENDA, &[id.into(), on.into()], |row| {
        Ok(Item {
            id: row.get(0)?,
            title: row.get(1)?,
            is_accepted: row.get::<String>(2)? == "accepted",
            by: row.get::<Option<String>>(3)?.unwrap_or_default(),
        })
    })
}

pub(super) fn insert_item(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MeetupId,
    on: Day,
    title: &str,
    state: &str,
) -> Result<(), StoreError> {
    let item: Uuid = act.new_id::<MeetupId>().into();
    let params = [item.into(), id.into(), on.into(), title.into(), state.into(), act.now.into(), act.person().into()];
    tx.execute(&INSERT_ITEM, &params).map(drop)
}

pub(super) fn set_item(tx: &mut Tx<'_>, id: MeetupId, item: Uuid, state: &str) -> Result<u64, StoreError> {
    tx.execute(&SET_ITEM, &[id.into(), item.into(), state.into()])
}

/// What was said, and how many came who are not named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    pub notes: String,
    pub visitors: i64,
}

pub fn notes_of(conn: &mut Conn, id: MeetupId, on: Day) -> Result<Option<Notes>, StoreError> {
    conn.row(&NOTES, &[id.into(), on.into()], |row| Ok(Notes { notes: row.get(0)?, visitors: row.get(1)? }))
}

pub fn attended(conn: &mut Conn, id: MeetupId, on: Day) -> Result<Vec<(PersonId, String)>, StoreError> {
    conn.rows(&ATTENDED, &[id.into(), on.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn put_notes(tx: &mut Tx<'_>, act: &Act, it: &Note, notes: &str) -> Result<(), StoreError> {
    let params =
        [it.meetup.into(), it.on.into(), notes.into(), it.visitors.into(), act.now.into(), act.person().into()];
    tx.execute(&PUT_NOTES, &params)?;
    tx.execute(&CLEAR_CAME, &[it.meetup.into(), it.on.into()])?;
    for person in &it.came {
        tx.execute(&CAME, &[it.meetup.into(), it.on.into(), (*person).into()])?;
    }
    Ok(())
}

pub(super) fn signing_key(conn: &mut Conn, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    conn.row(&KEY, &[name.into()], |row| row.get(0))
}

pub(super) fn insert_signing_key(tx: &mut Tx<'_>, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
    tx.execute(&INSERT_KEY, &[name.into(), bytes.into()]).map(drop)
}

pub(super) fn generation(conn: &mut Conn, person: PersonId) -> Result<i64, StoreError> {
    Ok(conn.row(&GENERATION, &[person.into()], |row| row.get(0))?.unwrap_or(0))
}

pub(super) fn raise_generation(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&RAISE, &[person.into()]).map(drop)
}

/// The communities of a person, whose meetups their calendar has.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<CommunityId>, StoreError> {
    conn.rows(&OF_PERSON, &[person.into()], |row| row.get(0))
}
