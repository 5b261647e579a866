//! Texts in an index, and problems that are told again.

use base::{Actor, Audience, Moment, PersonId, Uuid, Viewer};
use search::meaning::MiniLm;
use search::{Candidate, Document, Index, Key, Options, Statement};
use std::path::Path;
use std::sync::Arc;

/// Texts in an index of their own.
pub struct Corpus {
    _folder: tempfile::TempDir,
    index: Index,
    viewer: Viewer,
}

fn id(at: usize) -> Uuid {
    Uuid::from_u128(at as u128 + 1)
}

impl Corpus {
    pub fn of(texts: &[(String, String)], model: Option<&Arc<MiniLm>>) -> Corpus {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path(), Options::to_write());
        let mut rebuild = index.begin_rebuild().unwrap();
        for (at, (title, body)) in texts.iter().enumerate() {
            let document = Document {
                kind: "problem".into(),
                id: id(at),
                number: at as i64 + 1,
                reference: format!("P {}", at + 1),
                title: title.clone(),
                body: body.clone(),
                state: String::new(),
                audience: Audience::Everyone.code(),
                url: String::new(),
                at: Moment::from_micros(at as i64),
                facets: Vec::new(),
            };
            rebuild.put(&document).unwrap();
        }
        rebuild.finish(1).unwrap();
        if let Some(model) = model {
            index.set_model(Some(model.clone()));
            while index.embed_some(200).is_ok_and(|embedded| embedded.done < embedded.total) {}
        }
        Corpus {
            _folder: folder,
            index,
            viewer: Viewer::of(&Actor { person: Some(PersonId(id(0))), ..Actor::nobody() }),
        }
    }

    /// The nearest ten, but the text `but`.
    pub fn candidates(&self, text: &str, but: Option<usize>, with_model: bool) -> Vec<Candidate> {
        let exclude: Vec<Key> = but.map(|at| Key::new("problem", id(at))).into_iter().collect();
        self.index.matches(&Statement { exclude: &exclude, with_model, ..Statement::new(text, &self.viewer) })
    }

    /// The nearest ten, each with its probability.
    pub fn nearest(&self, text: &str, but: Option<usize>, with_model: bool) -> Vec<(usize, f32)> {
        let found = self.candidates(text, but, with_model);
        found.into_iter().map(|one| (one.number as usize - 1, one.probability)).collect()
    }
}

/// Problems told again, each with a near miss: seven fields a line (see `assets/sameness/SOURCE.md`).
pub struct Retold(pub Vec<Vec<String>>);

/// Something stated, and what of the texts is the same.
pub struct Query {
    pub text: String,
    /// The text that it is itself.
    pub itself: Option<usize>,
    pub right: Vec<usize>,
    pub near: Option<usize>,
}

impl Retold {
    pub fn read(path: &Path) -> std::io::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        let fields = text.lines().map(|line| line.split('|').map(str::to_owned).collect::<Vec<_>>());
        Ok(Self(fields.filter(|fields| fields.len() == 7).collect()))
    }

    /// Of each problem the first telling, the second and the near miss.
    pub fn texts(&self) -> Vec<(String, String)> {
        let pair = |fields: &[String], at: usize| (fields[at].clone(), fields[at + 1].clone());
        self.0.iter().flat_map(|fields| [pair(fields, 0), pair(fields, 2), pair(fields, 5)]).collect()
    }

    /// Every telling of every problem, and the near misses, for which nothing is right.
    pub fn queries(&self) -> Vec<Query> {
        let mut all = Vec::new();
        for (number, fields) in self.0.iter().enumerate() {
            let (told, again, near) = (number * 3, number * 3 + 1, number * 3 + 2);
            let whole = |at: usize| format!("{}. {}", fields[at], fields[at + 1]);
            let mut add = |text, itself, right, near| all.push(Query { text, itself, right, near });
            add(whole(0), Some(told), vec![again], Some(near));
            add(whole(2), Some(again), vec![told], Some(near));
            add(fields[4].clone(), None, vec![told, again], Some(near));
            add(whole(5), Some(near), Vec::new(), None);
        }
        all
    }
}
