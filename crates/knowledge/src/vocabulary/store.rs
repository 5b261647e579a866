use super::skos::Told;
use super::{Concept, ConceptId, ConceptState, KIND, Label, LabelKind, Note, Subject, key};
use base::{Act, Uuid};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, number, uri, label, state, merged_into, made_at, why FROM concept WHERE id = $1";
    BY_NUMBER = "SELECT id, number, uri, label, state, merged_into, made_at, why FROM concept WHERE number = $1";
    BY_URI = "SELECT id, number, uri, label, state, merged_into, made_at, why FROM concept WHERE uri = $1";
    BY_LABEL = "SELECT id, number, uri, label, state, merged_into, made_at, why FROM concept \
                WHERE label_key = $1 AND state IN ('accepted', 'proposed') ORDER BY state, number LIMIT 1";
    BY_STEMS = "SELECT c.id, c.number, c.uri, c.label, c.state, c.merged_into, c.made_at, c.why, l.label \
                FROM concept_label l JOIN concept c ON c.id = l.concept WHERE l.first_stem = $1 AND l.stems = $2 \
                AND c.state IN ('accepted', 'proposed') ORDER BY c.state, c.number LIMIT 100";
    LIST = "SELECT id, number, label FROM concept WHERE state = 'accepted' AND label_key >= $1 \
            ORDER BY label_key, number LIMIT $2";
    TOPS = "SELECT id, number, label FROM concept c WHERE state = 'accepted' \
            AND NOT EXISTS (SELECT 1 FROM concept_broader b WHERE b.concept = c.id) \
            AND EXISTS (SELECT 1 FROM concept_broader b WHERE b.broader = c.id) ORDER BY label_key, number LIMIT $1";
    TO_DECIDE = "SELECT c.id, c.number, c.uri, c.label, c.state, c.merged_into, c.made_at, c.why, \
                 (SELECT o.name FROM person o WHERE o.id = c.made_by), \
                 (SELECT COUNT(*) FROM tagged t WHERE t.concept = c.id AND t.kind <> 'person') \
                 FROM concept c WHERE c.state = 'proposed' ORDER BY c.made_at, c.number LIMIT 100";
    COUNT = "SELECT COUNT(*) FROM concept WHERE state = $1";
    LABELS = "SELECT kind, language, label FROM concept_label WHERE concept = $1 ORDER BY kind DESC, language, label";
    NOTES = "SELECT kind, language, note FROM concept_note WHERE concept = $1 ORDER BY kind, place";
    BROADER = "SELECT c.id, c.number, c.label FROM concept_broader b JOIN concept c ON c.id = b.broader \
               WHERE b.concept = $1 ORDER BY c.label_key, c.number LIMIT 100";
    NARROWER = "SELECT c.id, c.number, c.label FROM concept_broader b JOIN concept c ON c.id = b.concept \
                WHERE b.broader = $1 AND c.state = 'accepted' ORDER BY c.label_key, c.number LIMIT 500";
    RELATED = "SELECT c.id, c.number, c.label FROM concept_related r JOIN concept c ON c.id = r.other \
               WHERE r.concept = $1 AND c.state = 'accepted' ORDER BY c.label_key, c.number LIMIT 100";
    IS_ABOVE = "WITH RECURSIVE above (id, depth) AS (SELECT broader, 1 FROM concept_broader WHERE concept = $1 \
                UNION SELECT b.broader, above.depth + 1 FROM concept_broader b JOIN above ON b.concept = above.id \
                WHERE above.depth < 64) SELECT COUNT(*) FROM above WHERE id = $2";
    INSERT = "INSERT INTO concept (id, number, uri, label, label_key, state, made_at, made_by, why) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    CALL = "UPDATE concept SET label = $2, label_key = $3, uri = COALESCE($4, uri) WHERE id = $1";
    SET_STATE = "UPDATE concept SET state = $2, merged_into = $3, decided_at = $4, decided_by = $5, why = $6 WHERE id = $1";
    ADD_LABEL = "INSERT INTO concept_label (concept, kind, language, label, stems, first_stem) \
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (concept, language, label) DO NOTHING";
    NO_LABELS = "DELETE FROM concept_label WHERE concept = $1";
    ADD_NOTE = "INSERT INTO concept_note (concept, kind, language, place, note) VALUES ($1, $2, $3, $4, $5)";
    NO_NOTES = "DELETE FROM concept_note WHERE concept = $1";
    ADD_BROADER = "INSERT INTO concept_broader (concept, broader) VALUES ($1, $2) ON CONFLICT (concept, broader) DO NOTHING";
    NO_BROADER = "DELETE FROM concept_broader WHERE concept = $1";
    NO_NARROWER = "DELETE FROM concept_broader WHERE broader = $1";
    ADD_RELATED = "INSERT INTO concept_related (concept, other) VALUES ($1, $2) ON CONFLICT (concept, other) DO NOTHING";
    NO_RELATED = "DELETE FROM concept_related WHERE concept = $1 OR other = $1";
    TAG = "INSERT INTO tagged (concept, kind, subject, tagged_at, tagged_by) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT (kind, subject, concept) DO NOTHING";
    UNTAG = "DELETE FROM tagged WHERE concept = $1 AND kind = $2 AND subject = $3";
    TAGS_OF = "SELECT c.id, c.number, c.label, c.state FROM tagged t JOIN concept c ON c.id = t.concept \
               WHERE t.kind = $1 AND t.subject = $2 AND c.state IN ('accepted', 'proposed') ORDER BY c.label_key LIMIT 50";
    SUBJECTS = "SELECT subject FROM tagged WHERE concept = $1 AND kind = $2 ORDER BY tagged_at DESC, subject LIMIT $3";
    COUNT_TAGGED = "SELECT COUNT(*) FROM tagged WHERE concept = $1 AND kind = $2";
    NO_DOUBLE_TAGS = "DELETE FROM tagged WHERE concept = $1 AND EXISTS (SELECT 1 FROM tagged t \
                      WHERE t.concept = $2 AND t.kind = tagged.kind AND t.subject = tagged.subject)";
    MOVE_TAGS = "UPDATE tagged SET concept = $2 WHERE concept = $1";
    SAID = "SELECT l.concept, l.stems FROM concept_label l JOIN concept c ON c.id = l.concept \
            WHERE l.first_stem IN ($1, $2, $3, $4, $5, $6, $7, $8) AND c.state = 'accepted' LIMIT 400";
    WIDER = "WITH RECURSIVE under (id, depth) AS (SELECT id, 0 FROM concept WHERE id = $1 \
             UNION SELECT b.concept, under.depth + 1 FROM concept_broader b JOIN under ON b.broader = under.id \
             WHERE under.depth < 3) \
             SELECT l.label FROM under JOIN concept_label l ON l.concept = under.id \
             ORDER BY under.depth, l.kind DESC, l.label LIMIT $2";
    ALL = "SELECT id, number, uri, label, state, merged_into, made_at, why FROM concept \
           WHERE state = 'accepted' AND number > $1 ORDER BY number LIMIT 500";
    URI_OF = "SELECT c.uri, c.id FROM concept_broader b JOIN concept c ON c.id = b.broader \
              WHERE b.concept = $1 AND c.state = 'accepted' ORDER BY c.number";
    URI_OF_RELATED = "SELECT c.uri, c.id FROM concept_related r JOIN concept c ON c.id = r.other \
              WHERE r.concept = $1 AND c.state = 'accepted' ORDER BY c.number";
}

/// A concept as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub id: ConceptId,
    pub number: i64,
    pub label: String,
}

impl Shown {
    pub fn url(&self) -> String {
        super::url(self.number)
    }
}

/// A concept with everything that is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub concept: Concept,
    pub labels: Vec<Label>,
    pub notes: Vec<Note>,
    pub broader: Vec<Shown>,
    pub narrower: Vec<Shown>,
    pub related: Vec<Shown>,
}

fn read(row: &Row<'_>) -> Result<Concept, StoreError> {
    Ok(Concept {
        id: row.get(0)?,
        number: row.get(1)?,
        uri: row.get(2)?,
        label: row.get(3)?,
        state: ConceptState::from_word(&row.get::<String>(4)?),
        merged_into: row.get(5)?,
        made_at: row.get(6)?,
        why: row.get(7)?,
    })
}

fn read_shown(row: &Row<'_>) -> Result<Shown, StoreError> {
    Ok(Shown { id: row.get(0)?, number: row.get(1)?, label: row.get(2)? })
}

pub fn find(conn: &mut Conn, id: ConceptId) -> Result<Option<Concept>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

pub fn find_by_number(conn: &mut Conn, number: i64) -> Result<Option<Concept>, StoreError> {
    conn.row(&BY_NUMBER, &[number.into()], read)
}

pub(super) fn find_by_uri(conn: &mut Conn, uri: &str) -> Result<Option<Concept>, StoreError> {
    conn.row(&BY_URI, &[uri.into()], read)
}

/// By its preferred label, else by another one; accepted before proposed.
pub(super) fn find_by_label(conn: &mut Conn, label: &str) -> Result<Option<Concept>, StoreError> {
    let key = key(label);
    if let Some(found) = conn.row(&BY_LABEL, &[key.as_str().into()], read)? {
        return Ok(Some(found));
    }
    let (stems, first) = stems(label);
    // Letter case beyond ASCII is not the engines' to compare.
    let alike = conn.rows(&BY_STEMS, &[first.as_str().into(), stems.as_str().into()], |row| {
        Ok((read(row)?, row.get::<String>(8)?))
    })?;
    Ok(alike.into_iter().find(|(_, label)| super::key(label) == key).map(|(it, _)| it))
}

/// Accepted ones from `label` on, in the order of their labels.
pub fn list(conn: &mut Conn, from: &str, most: i64) -> Result<Vec<Shown>, StoreError> {
    conn.rows(&LIST, &[key(from).into(), most.into()], read_shown)
}

/// Those that have narrower ones and nothing broader.
pub fn tops(conn: &mut Conn, most: i64) -> Result<Vec<Shown>, StoreError> {
    conn.rows(&TOPS, &[most.into()], read_shown)
}

/// Proposed words, the oldest first, with who proposed them and how many things they tag.
pub fn to_decide(conn: &mut Conn) -> Result<Vec<(Concept, Option<String>, i64)>, StoreError> {
    conn.rows(&TO_DECIDE, &[], |row| Ok((read(row)?, row.get(8)?, row.get(9)?)))
}

pub fn count_in(conn: &mut Conn, state: ConceptState) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[state.word().into()])
}

pub fn labels(conn: &mut Conn, id: ConceptId) -> Result<Vec<Label>, StoreError> {
    conn.rows(&LABELS, &[id.into()], |row| {
        Ok(Label { kind: LabelKind::from_word(&row.get::<String>(0)?), language: row.get(1)?, text: row.get(2)? })
    })
}

pub(super) fn notes(conn: &mut Conn, id: ConceptId) -> Result<Vec<Note>, StoreError> {
    conn.rows(&NOTES, &[id.into()], |row| Ok(Note { kind: row.get(0)?, language: row.get(1)?, text: row.get(2)? }))
}

pub fn narrower_of(conn: &mut Conn, id: ConceptId) -> Result<Vec<Shown>, StoreError> {
    conn.rows(&NARROWER, &[id.into()], read_shown)
}

pub fn whole(conn: &mut Conn, concept: Concept) -> Result<Whole, StoreError> {
    let id = concept.id;
    Ok(Whole {
        labels: labels(conn, id)?,
        notes: notes(conn, id)?,
        broader: conn.rows(&BROADER, &[id.into()], read_shown)?,
        narrower: narrower_of(conn, id)?,
        related: conn.rows(&RELATED, &[id.into()], read_shown)?,
        concept,
    })
}

/// Is `other` broader than `concept`, by any way?
pub(super) fn is_above(conn: &mut Conn, concept: ConceptId, other: ConceptId) -> Result<bool, StoreError> {
    Ok(conn.number(&IS_ABOVE, &[concept.into(), other.into()])? > 0)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    (uri, label): (Option<&str>, &str),
    state: ConceptState,
    why: &str,
) -> Result<ConceptId, StoreError> {
    let (id, number): (ConceptId, i64) = (act.new_id(), tx.next_number(KIND)?);
    let params = [
        id.into(),
        number.into(),
        uri.into(),
        label.into(),
        key(label).into(),
        state.word().into(),
        act.now.into(),
        act.person().into(),
        why.into(),
    ];
    tx.execute(&INSERT, &params)?;
    Ok(id)
}

pub(super) fn call(tx: &mut Tx<'_>, id: ConceptId, label: &str, uri: Option<&str>) -> Result<(), StoreError> {
    tx.execute(&CALL, &[id.into(), label.into(), key(label).into(), uri.into()]).map(drop)
}

pub(super) fn set_state(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ConceptId,
    (state, into): (ConceptState, Option<ConceptId>),
    why: &str,
) -> Result<(), StoreError> {
    let params = [id.into(), state.word().into(), into.into(), act.now.into(), act.person().into(), why.into()];
    tx.execute(&SET_STATE, &params).map(drop)
}

/// A label's stems as one text, and the first of them.
fn stems(label: &str) -> (String, String) {
    let mut stems = search::stems(label);
    if stems.is_empty() {
        stems.push(key(label));
    }
    (stems.join(" "), stems.swap_remove(0))
}

pub(super) fn add_label(tx: &mut Tx<'_>, id: ConceptId, label: &Label) -> Result<(), StoreError> {
    let (stems, first) = stems(&label.text);
    let params = [
        id.into(),
        label.kind.word().into(),
        label.language.as_str().into(),
        label.text.as_str().into(),
        stems.into(),
        first.into(),
    ];
    tx.execute(&ADD_LABEL, &params).map(drop)
}

pub(super) fn set_labels(tx: &mut Tx<'_>, id: ConceptId, labels: &[Label]) -> Result<(), StoreError> {
    tx.execute(&NO_LABELS, &[id.into()])?;
    labels.iter().try_for_each(|label| add_label(tx, id, label))
}

pub(super) fn set_notes(tx: &mut Tx<'_>, id: ConceptId, notes: &[Note]) -> Result<(), StoreError> {
    tx.execute(&NO_NOTES, &[id.into()])?;
    for (place, note) in notes.iter().enumerate() {
        let (kind, language) = (note.kind.as_str().into(), note.language.as_str().into());
        tx.execute(&ADD_NOTE, &[id.into(), kind, language, (place as i64).into(), note.text.as_str().into()])?;
    }
    Ok(())
}

pub(super) fn add_broader(tx: &mut Tx<'_>, id: ConceptId, broader: ConceptId) -> Result<(), StoreError> {
    tx.execute(&ADD_BROADER, &[id.into(), broader.into()]).map(drop)
}

pub(super) fn add_related(tx: &mut Tx<'_>, id: ConceptId, other: ConceptId) -> Result<(), StoreError> {
    tx.execute(&ADD_RELATED, &[id.into(), other.into()])?;
    tx.execute(&ADD_RELATED, &[other.into(), id.into()]).map(drop)
}

/// What is broader than it, and what goes with it; what is narrower stays.
pub(super) fn unrelate(tx: &mut Tx<'_>, id: ConceptId) -> Result<(), StoreError> {
    tx.execute(&NO_BROADER, &[id.into()])?;
    tx.execute(&NO_RELATED, &[id.into()]).map(drop)
}

pub(super) fn without_narrower(tx: &mut Tx<'_>, id: ConceptId) -> Result<(), StoreError> {
    tx.execute(&NO_NARROWER, &[id.into()]).map(drop)
}

pub(super) fn tag(tx: &mut Tx<'_>, act: &Act, id: ConceptId, subject: Subject) -> Result<u64, StoreError> {
    let params = [id.into(), subject.kind().into(), subject.id().into(), act.now.into(), act.person().into()];
    tx.execute(&TAG, &params)
}

pub(super) fn untag(tx: &mut Tx<'_>, id: ConceptId, subject: Subject) -> Result<u64, StoreError> {
    tx.execute(&UNTAG, &[id.into(), subject.kind().into(), subject.id().into()])
}

pub(super) fn move_tags(tx: &mut Tx<'_>, from: ConceptId, into: ConceptId) -> Result<(), StoreError> {
    tx.execute(&NO_DOUBLE_TAGS, &[from.into(), into.into()])?;
    tx.execute(&MOVE_TAGS, &[from.into(), into.into()]).map(drop)
}

/// What something is tagged with, and whether the word is only proposed yet.
pub fn tags_of(conn: &mut Conn, subject: Subject) -> Result<Vec<(Shown, bool)>, StoreError> {
    conn.rows(&TAGS_OF, &[subject.kind().into(), subject.id().into()], |row| {
        Ok((read_shown(row)?, row.get::<String>(3)? == "proposed"))
    })
}

/// What is tagged with a concept, the newest first, and how much there is.
pub fn subjects(conn: &mut Conn, id: ConceptId, kind: &str, most: i64) -> Result<(Vec<Uuid>, i64), StoreError> {
    let all = conn.number(&COUNT_TAGGED, &[id.into(), kind.into()])?;
    let found = if all == 0 {
        Vec::new()
    } else {
        conn.rows(&SUBJECTS, &[id.into(), kind.into(), most.into()], |row| row.get(0))?
    };
    Ok((found, all))
}

/// Labels that begin with one of at most eight stems: their concepts and all their stems.
pub(super) fn said(conn: &mut Conn, firsts: &[&str]) -> Result<Vec<(ConceptId, String)>, StoreError> {
    let Some(last) = firsts.last() else { return Ok(Vec::new()) };
    let params: Vec<_> = (0..8).map(|at| (*firsts.get(at).unwrap_or(last)).into()).collect();
    conn.rows(&SAID, &params, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Labels of a concept and of what is narrower, its own first.
pub(super) fn wider(conn: &mut Conn, id: ConceptId, most: i64) -> Result<Vec<String>, StoreError> {
    conn.rows(&WIDER, &[id.into(), most.into()], |row| row.get(0))
}

/// Every accepted concept as a file tells it, by number.
pub fn told(conn: &mut Conn) -> Result<Vec<Told>, StoreError> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let slice = conn.rows(&ALL, &[after.into()], read)?;
        let Some(last) = slice.last() else { return Ok(all) };
        after = last.number;
        for it in slice {
            let address = |row: &Row<'_>| Ok(address(row.get(0)?, row.get(1)?));
            all.push(Told {
                labels: labels(conn, it.id)?,
                notes: notes(conn, it.id)?,
                broader: conn.rows(&URI_OF, &[it.id.into()], address)?,
                related: conn.rows(&URI_OF_RELATED, &[it.id.into()], address)?,
                uri: address_of(&it),
            });
        }
    }
}

fn address(uri: Option<String>, id: ConceptId) -> String {
    uri.unwrap_or_else(|| format!("urn:uuid:{id}"))
}

fn address_of(it: &Concept) -> String {
    address(it.uri.clone(), it.id)
}
