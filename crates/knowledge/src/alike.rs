//! A reader of the journal that asks the index what may be the same as a thing that was made or changed: pages that say
//! the same ([`crate::double`]), and in the room above problems that may be one.

use base::{Actor, PersonId, Uuid, Viewer};
use search::{Index, Key, Statement};
use std::collections::BTreeSet;
use store::{Conn, Store, StoreError, Tx, events_after, reader_position, set_reader_position};

/// What is looked for, and how.
pub struct Alike {
    /// Its position in the journal is kept under this name.
    pub reader: &'static str,
    /// Events at once.
    pub together: i64,
    pub kind: &'static str,
    /// Events after which a thing says something else.
    pub changes: &'static [&'static str],
    /// From this probability on somebody should look.
    pub likely: f32,
    /// Of one thing so many at most.
    pub most: usize,
    /// Ask the sentence model as well.
    pub with_model: bool,
    /// What is compared; `None` where there is nothing to compare.
    pub text: fn(&mut Conn, Uuid) -> Result<Option<String>, StoreError>,
    /// Keeps what was found of these things.
    pub keep: fn(&mut Tx<'_>, &BTreeSet<Uuid>, &[Pair]) -> Result<(), StoreError>,
}

/// Two things that may be the same, the lower id first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub one: Uuid,
    pub other: Uuid,
    /// Of a hundred.
    pub likely: i64,
}

impl Alike {
    /// Reads on from where it stood, as far as the index knows the things too. Answers how many events that were.
    pub fn catch_up(&self, on: &Store, index: &Index) -> Result<usize, StoreError> {
        let mut read = 0;
        loop {
            let events = self.next(on, index)?;
            if events == 0 {
                return Ok(read);
            }
            read += events;
        }
    }

    fn next(&self, on: &Store, index: &Index) -> Result<usize, StoreError> {
        let events = on.read(|conn| {
            let from = reader_position(conn, self.reader)?;
            events_after(conn, from, self.together)
        })?;
        let known: Vec<_> = events.iter().take_while(|event| event.position <= index.position()).collect();
        let Some(last) = known.last().map(|event| event.position) else { return Ok(0) };
        let changed =
            known.iter().filter(|event| event.kind == self.kind && self.changes.contains(&event.name.as_str()));
        let things: BTreeSet<Uuid> = changed.map(|event| event.subject).collect();
        let mut found = Vec::new();
        for id in &things {
            found.extend(on.read(|conn| self.like(conn, index, *id))?);
        }
        let (keep, reader) = (self.keep, self.reader);
        on.write_blocking(move |tx| {
            keep(tx, &things, &found)?;
            set_reader_position(tx, reader, last)
        })?;
        Ok(known.len())
    }

    fn like(&self, conn: &mut Conn, index: &Index, id: Uuid) -> Result<Vec<Pair>, StoreError> {
        let Some(text) = (self.text)(conn, id)? else { return Ok(Vec::new()) };
        // Whoever is signed in: what only some may read is nobody's double.
        let viewer = Viewer::of(&Actor { person: Some(PersonId(Uuid::nil())), ..Actor::nobody() });
        let own = [Key { kind: self.kind.into(), id }];
        let (kinds, limit, with_model) = ([self.kind], self.most, self.with_model);
        let statement = Statement { limit, kinds: &kinds, exclude: &own, with_model, ..Statement::new(&text, &viewer) };
        let likely = index.matches(&statement).into_iter().filter(|it| it.probability >= self.likely);
        let pair = |it: search::Candidate| {
            let likely = (it.probability * 100.0).round() as i64;
            Pair { one: id.min(it.key.id), other: id.max(it.key.id), likely }
        };
        Ok(likely.map(pair).collect())
    }
}
