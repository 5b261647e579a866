use super::{BringCommunity, BringMembership, BringPerson, BringProduct, BringTeam, TeamPlaceId, Thing};
use crate::membership::MembershipId;
use crate::names::sort_name;
use crate::person::PersonState;
use crate::product::{Phase, ProductId};
use base::{Act, CommunityId, Day, PersonId, Standing, Uuid};
use store::{Conn, Sql, StoreError, Tx, sql};

sql! {
    PERSON = "INSERT INTO person (id, email, name, sort_name, state, generation, joined_on, left_on, unit, location, \
              added_at, added_by) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11)";
    STATE = "INSERT INTO person_state (id, person, state, at, decided_by) VALUES ($1, $2, $3, $4, $5)";
    MANAGER = "UPDATE person SET line_manager = $2 WHERE id = $1";
    COMMUNITY = "INSERT INTO community (id, slug, kind, parent, segment_by, name, sort_name, purpose, signs, founded_on, \
                 ends_on, closed_on, closed_by, outcome) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    COMMUNITY_TAKEN = "SELECT COUNT(*) FROM community WHERE slug = $1";
    MEMBERSHIP = "INSERT INTO membership (id, person, community, standing, route, level, from_day, to_day, decided_at, \
                  decided_by, evidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    APPOINTMENT = "INSERT INTO appointment (id, membership, community, standing, from_day, to_day, decided_at, decided_by) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    PRODUCT = "INSERT INTO product (id, slug, name, sort_name, phase, unit, purpose, added_at, added_by) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    PRODUCT_TAKEN = "SELECT COUNT(*) FROM product WHERE slug = $1";
    PHASE = "INSERT INTO product_phase (id, product, phase, from_day, decided_at, decided_by) \
             VALUES ($1, $2, $3, $4, $5, $6)";
    TEAM = "INSERT INTO team_membership (id, product, person, profession, from_day, to_day, decided_at, decided_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    PERSON_OF = "SELECT person FROM membership WHERE id = $1";
    DROP_UNIT = "DELETE FROM unit WHERE id = $1";
    DROP_LOCATION = "DELETE FROM location WHERE id = $1";
    DROP_STATES = "DELETE FROM person_state WHERE person = $1";
    FREE_REPORTS = "UPDATE person SET line_manager = NULL WHERE id = $1";
    DROP_PERSON = "DELETE FROM person WHERE id = $1";
    DROP_COMMUNITY = "DELETE FROM community WHERE id = $1";
    DROP_APPOINTMENTS = "DELETE FROM appointment WHERE membership = $1";
    DROP_MEMBERSHIP = "DELETE FROM membership WHERE id = $1";
    DROP_PHASES = "DELETE FROM product_phase WHERE product = $1";
    DROP_PRODUCT = "DELETE FROM product WHERE id = $1";
    DROP_TEAM = "DELETE FROM team_membership WHERE id = $1";
}

pub(super) fn insert_person(
    tx: &mut Tx<'_>,
    act: &Act,
    id: PersonId,
    email: &str,
    name: &str,
    it: &BringPerson,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        email.into(),
        name.into(),
        sort_name(name).into(),
        it.state.into(),
        it.joined_on.into(),
        it.left_on.into(),
        it.unit.into(),
        it.location.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&PERSON, &params).map(drop)
}

pub(super) fn note_state(tx: &mut Tx<'_>, act: &Act, person: PersonId, state: PersonState) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    tx.execute(&STATE, &[id.into(), person.into(), state.into(), act.now.into(), act.person().into()]).map(drop)
}

pub(super) fn set_line(tx: &mut Tx<'_>, person: PersonId, manager: PersonId) -> Result<(), StoreError> {
    tx.execute(&MANAGER, &[person.into(), manager.into()]).map(drop)
}

pub(super) fn is_community_slug_taken(conn: &mut Conn, slug: &str) -> Result<bool, StoreError> {
    Ok(conn.number(&COMMUNITY_TAKEN, &[slug.into()])? > 0)
}

pub(super) fn is_product_slug_taken(conn: &mut Conn, slug: &str) -> Result<bool, StoreError> {
    Ok(conn.number(&PRODUCT_TAKEN, &[slug.into()])? > 0)
}

/// `texts`: slug, name, purpose and signs as they are kept.
pub(super) fn insert_community(
    tx: &mut Tx<'_>,
    act: &Act,
    id: CommunityId,
    texts: (&str, &str, &str, Option<&str>),
    it: &BringCommunity,
) -> Result<(), StoreError> {
    let (slug, name, purpose, signs) = texts;
    let closed = it.closed.as_ref();
    let params = [
        id.into(),
        slug.into(),
        it.kind.into(),
        it.parent.into(),
        it.segment_by.into(),
        name.into(),
        sort_name(name).into(),
        purpose.into(),
        signs.into(),
        it.founded_on.into(),
        it.ends_on.into(),
        closed.map(|(day, _)| *day).into(),
        closed.and(act.person()).into(),
        closed.map(|(_, outcome)| outcome.as_str()).into(),
    ];
    tx.execute(&COMMUNITY, &params).map(drop)
}

pub(super) fn insert_membership(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MembershipId,
    (level, evidence): (Option<&str>, Option<&str>),
    it: &BringMembership,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.person.into(),
        it.community.into(),
        it.standing.word().into(),
        it.route.into(),
        level.into(),
        it.from_day.into(),
        it.to_day.into(),
        act.now.into(),
        act.person().into(),
        evidence.into(),
    ];
    tx.execute(&MEMBERSHIP, &params).map(drop)
}

pub(super) fn insert_appointment(
    tx: &mut Tx<'_>,
    act: &Act,
    membership: MembershipId,
    community: CommunityId,
    (standing, from, to): (Standing, Day, Option<Day>),
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        membership.into(),
        community.into(),
        standing.word().into(),
        from.into(),
        to.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&APPOINTMENT, &params).map(drop)
}

pub(super) fn insert_product(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ProductId,
    (slug, name, purpose): (&str, &str, &str),
    it: &BringProduct,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        slug.into(),
        name.into(),
        sort_name(name).into(),
        it.phase.into(),
        it.unit.into(),
        purpose.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&PRODUCT, &params).map(drop)
}

pub(super) fn insert_phase(
    tx: &mut Tx<'_>,
    act: &Act,
    product: ProductId,
    phase: Phase,
    from: Day,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [id.into(), product.into(), phase.into(), from.into(), act.now.into(), act.person().into()];
    tx.execute(&PHASE, &params).map(drop)
}

pub(super) fn insert_team(tx: &mut Tx<'_>, act: &Act, id: TeamPlaceId, it: &BringTeam) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.product.into(),
        it.person.into(),
        it.profession.into(),
        it.from_day.into(),
        it.to_day.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&TEAM, &params).map(drop)
}

pub(super) fn person_of(conn: &mut Conn, id: MembershipId) -> Result<Option<PersonId>, StoreError> {
    conn.row(&PERSON_OF, &[id.into()], |row| row.get(0))
}

/// All rows of it, those that hang on it first.
pub(super) fn delete(tx: &mut Tx<'_>, thing: Thing) -> Result<(), StoreError> {
    let (steps, id): (&[&'static Sql], Uuid) = match thing {
        Thing::Unit(id) => (&[&DROP_UNIT], id.into()),
        Thing::Location(id) => (&[&DROP_LOCATION], id.into()),
        Thing::Person(id) => (&[&DROP_STATES, &DROP_PERSON], id.into()),
        Thing::Community(id) => (&[&DROP_COMMUNITY], id.into()),
        Thing::Membership(id) => (&[&DROP_APPOINTMENTS, &DROP_MEMBERSHIP], id.into()),
        Thing::Product(id) => (&[&DROP_PHASES, &DROP_PRODUCT], id.into()),
        Thing::Team(id) => (&[&DROP_TEAM], id.into()),
    };
    for step in steps {
        tx.execute(step, &[id.into()])?;
    }
    Ok(())
}

/// Before people go, nobody among them reports to another one.
pub(super) fn free_from_line(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&FREE_REPORTS, &[person.into()]).map(drop)
}
