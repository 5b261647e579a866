use super::{BringActivity, BringGoal, BringMeetup, BringPractice, BringTime, Carried, Held, Thing};
use crate::goal::{Figure, GoalId};
use crate::leadership::activity::ActivityId;
use crate::meetup::MeetupId;
use crate::practice::{Decision, PracticeId};
use base::{Act, CommunityId, Day, Uuid};
use store::{Conn, Sql, StoreError, Tx, sql};

sql! {
    MEETUP = "INSERT INTO meetup (id, number, community, title, about, zone, first_on, starts_minute, minutes, rule, \
              last_on, place, link, organiser, sequence, made_at, made_by, changed_at, cancelled_at, cancel_reason) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15, $16, $15, $17, $18)";
    NOTES = "INSERT INTO meetup_notes (meetup, on_day, notes, visitors, noted_at, noted_by) VALUES ($1, $2, $3, $4, $5, $6)";
    GOAL = "INSERT INTO goal (id, community, title, measure, start_value, start_of, target_value, target_of, now_value, \
            now_of, now_on, opened_on, due_on, opened_at, opened_by, closed_on, outcome, reason) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    VALUE = "INSERT INTO goal_value (id, goal, on_day, value, out_of, note, written_at, written_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    PRACTICE = "INSERT INTO practice (id, community, name, intent, signal, review_on, started_on, started_at, started_by, \
                retired_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    REVIEW = "INSERT INTO practice_review (id, practice, on_day, decision, reason, decided_at, decided_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ACTIVITY = "INSERT INTO activity (id, community, name, hours, character, rhythm, first_on, from_day, to_day, added_at, \
                added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    CARRIER = "INSERT INTO carrier (id, activity, person, part, from_day, to_day, named_at, named_by) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OF_MEETUP = "SELECT community FROM meetup WHERE id = $1";
    OF_GOAL = "SELECT community FROM goal WHERE id = $1";
    OF_PRACTICE = "SELECT community FROM practice WHERE id = $1";
    OF_ACTIVITY = "SELECT community FROM activity WHERE id = $1";
    TIME = "INSERT INTO time_given (id, community, person, share, from_day, given_at, given_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_TIME = "SELECT community FROM time_given WHERE id = $1";
    DROP_TIME = "DELETE FROM time_given WHERE id = $1";
    DROP_NOTES = "DELETE FROM meetup_notes WHERE meetup = $1";
    DROP_CAME = "DELETE FROM attendance WHERE meetup = $1";
    DROP_MEETUP = "DELETE FROM meetup WHERE id = $1";
    DROP_VALUES = "DELETE FROM goal_value WHERE goal = $1";
    DROP_GOAL = "DELETE FROM goal WHERE id = $1";
    DROP_REVIEWS = "DELETE FROM practice_review WHERE practice = $1";
    DROP_PRACTICE = "DELETE FROM practice WHERE id = $1";
    DROP_CARRIERS = "DELETE FROM carrier WHERE activity = $1";
    DROP_ACTIVITY = "DELETE FROM activity WHERE id = $1";
}

fn some(kept: &str) -> Option<&str> {
    Some(kept).filter(|kept| !kept.is_empty())
}

pub(super) fn insert_meetup(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, number, title): (MeetupId, i64, &str),
    it: &BringMeetup,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        number.into(),
        it.community.into(),
        title.into(),
        some(&it.about).into(),
        (&it.zone).into(),
        it.first_on.into(),
        it.starts_minute.into(),
        it.minutes.into(),
        it.rule.as_ref().map(|rule| rule.to_string()).into(),
        it.last_on.into(),
        some(&it.place).into(),
        some(&it.link).into(),
        it.organiser.into(),
        act.now.into(),
        act.person().into(),
        it.cancelled.as_ref().map(|(at, _)| *at).into(),
        it.cancelled.as_ref().map(|(_, why)| why.as_str()).into(),
    ];
    tx.execute(&MEETUP, &params).map(drop)
}

pub(super) fn insert_held(tx: &mut Tx<'_>, act: &Act, meetup: MeetupId, it: &Held) -> Result<(), StoreError> {
    let params =
        [meetup.into(), it.on.into(), (&it.notes).into(), it.visitors.into(), act.now.into(), act.person().into()];
    tx.execute(&NOTES, &params).map(drop)
}

pub(super) fn insert_goal(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, title): (GoalId, &str),
    it: &BringGoal,
) -> Result<(), StoreError> {
    let (now_on, now) = it.values.last().map_or((it.opened_on, it.start), |(on, figure, _)| (*on, *figure));
    let params = [
        id.into(),
        it.community.into(),
        title.into(),
        (&it.measure).into(),
        it.start.value.into(),
        it.start.out_of.into(),
        it.target.value.into(),
        it.target.out_of.into(),
        now.value.into(),
        now.out_of.into(),
        now_on.into(),
        it.opened_on.into(),
        it.due_on.into(),
        act.now.into(),
        act.person().into(),
        it.closed.as_ref().map(|closed| closed.0).into(),
        it.closed.as_ref().map(|closed| closed.1.word()).into(),
        it.closed.as_ref().map(|closed| closed.2.as_str()).into(),
    ];
    tx.execute(&GOAL, &params).map(drop)
}

pub(super) fn insert_value(
    tx: &mut Tx<'_>,
    act: &Act,
    goal: GoalId,
    (on, figure, note): &(Day, Figure, String),
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        goal.into(),
        (*on).into(),
        figure.value.into(),
        figure.out_of.into(),
        some(note).into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&VALUE, &params).map(drop)
}

pub(super) fn insert_practice(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, name): (PracticeId, &str),
    it: &BringPractice,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.community.into(),
        name.into(),
        (&it.intent).into(),
        (&it.signal).into(),
        it.review_on.into(),
        it.started_on.into(),
        act.now.into(),
        act.person().into(),
        it.retired_on.into(),
    ];
    tx.execute(&PRACTICE, &params).map(drop)
}

pub(super) fn insert_review(
    tx: &mut Tx<'_>,
    act: &Act,
    practice: PracticeId,
    (on, decision, reason): &(Day, Decision, String),
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        practice.into(),
        (*on).into(),
        decision.word().into(),
        reason.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&REVIEW, &params).map(drop)
}

pub(super) fn insert_activity(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, name): (ActivityId, &str),
    it: &BringActivity,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.community.into(),
        name.into(),
        it.hours.into(),
        it.character.into(),
        it.rhythm.into(),
        it.first_on.into(),
        it.from.into(),
        it.to.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&ACTIVITY, &params).map(drop)
}

pub(super) fn insert_carrier(tx: &mut Tx<'_>, act: &Act, activity: ActivityId, it: &Carried) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        activity.into(),
        it.person.into(),
        it.part.into(),
        it.from.into(),
        it.to.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&CARRIER, &params).map(drop)
}

pub(super) fn insert_time(tx: &mut Tx<'_>, act: &Act, id: Uuid, it: &BringTime) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.community.into(),
        it.person.into(),
        it.share.into(),
        it.from.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&TIME, &params).map(drop)
}

pub(super) fn community_of(conn: &mut Conn, thing: Thing) -> Result<Option<CommunityId>, StoreError> {
    let (sql, id): (&'static Sql, Uuid) = match thing {
        Thing::Meetup(id) => (&OF_MEETUP, id.into()),
        Thing::Goal(id) => (&OF_GOAL, id.into()),
        Thing::Practice(id) => (&OF_PRACTICE, id.into()),
        Thing::Activity(id) => (&OF_ACTIVITY, id.into()),
        Thing::Time(id) => (&OF_TIME, id),
    };
    conn.row(sql, &[id.into()], |row| row.get(0))
}

pub(super) fn delete(tx: &mut Tx<'_>, thing: Thing) -> Result<(), StoreError> {
    let (steps, id): (&[&'static Sql], Uuid) = match thing {
        Thing::Meetup(id) => (&[&DROP_NOTES, &DROP_CAME, &DROP_MEETUP], id.into()),
        Thing::Goal(id) => (&[&DROP_VALUES, &DROP_GOAL], id.into()),
        Thing::Practice(id) => (&[&DROP_REVIEWS, &DROP_PRACTICE], id.into()),
        Thing::Activity(id) => (&[&DROP_CARRIERS, &DROP_ACTIVITY], id.into()),
        Thing::Time(id) => (&[&DROP_TIME], id),
    };
    for step in steps {
        tx.execute(step, &[id.into()])?;
    }
    Ok(())
}
