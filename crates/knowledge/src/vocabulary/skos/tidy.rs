//! What a file said, brought to SKOS's rules: one preferred label in a language (S14), no label twice (S13), nothing
//! broader than itself, nothing related to what is broader (S27). Everything that is mended is said.

use super::read::{Graph, Said};
use super::{Loss, Told, Vocabulary};
use crate::vocabulary::{LABEL_MOST, Label, LabelKind, Note};
use base::text;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

const NOTE_MOST: usize = 10_000;
/// So many losses of one kind are named; the rest is counted.
const NAMED: usize = 200;

pub(super) fn tidy(mut graph: Graph) -> Vocabulary {
    let mut losses = Losses::default();
    let concepts: BTreeMap<String, Said> = std::mem::take(&mut graph.said)
        .into_iter()
        .filter(|(uri, said)| said.is_concept && kept(uri, said, &mut losses))
        .collect();
    let mut told: Vec<Told> = concepts
        .iter()
        .map(|(uri, said)| {
            let labels = labels(uri, said, &graph, &mut losses);
            let notes = notes(uri, said, &graph, &mut losses);
            Told { uri: uri.clone(), labels, notes, ..Told::default() }
        })
        .collect();
    relate(&mut told, &concepts, &mut losses);
    for (property, count) in &graph.unknown {
        losses.say(property, format!("{} left out: it is no label, note or relation of a concept", times(*count)));
    }
    Vocabulary { concepts: told, losses: losses.all() }
}

fn times(count: u64) -> String {
    if count == 1 { "once".into() } else { format!("{count} times") }
}

#[derive(Default)]
struct Losses {
    said: Vec<Loss>,
    more: usize,
}

impl Losses {
    fn say(&mut self, about: &str, what: impl Into<String>) {
        if self.said.len() < NAMED {
            self.said.push(Loss { about: text::shorten(&text::clean(about), 200), what: what.into() });
        } else {
            self.more += 1;
        }
    }

    fn all(mut self) -> Vec<Loss> {
        if self.more > 0 {
            self.said
                .push(Loss { about: "and more".into(), what: format!("{} further things of these kinds", self.more) });
        }
        self.said
    }
}

fn kept(uri: &str, said: &Said, losses: &mut Losses) -> bool {
    if uri.starts_with("_:") {
        losses.say(uri, "left out: a concept without an address of its own");
        return false;
    }
    if said.is_deprecated {
        losses.say(uri, "left out: its source has given it up");
    }
    !said.is_deprecated
}

/// Texts of a property, those that are things of their own among them.
fn texts<'g>(said: &'g Said, graph: &'g Graph, property: &str) -> Vec<(&'g str, &'g str)> {
    let own = said.texts.iter().filter(|(known, ..)| *known == property);
    let own = own.map(|(_, language, text)| (language.as_str(), text.as_str()));
    let led = said.leads.iter().filter(|(known, _)| *known == property);
    let led = led.flat_map(|(_, to)| graph.values.get(to).into_iter().flatten());
    own.chain(led.map(|(language, text)| (language.as_str(), text.as_str()))).collect()
}

fn labels(uri: &str, said: &Said, graph: &Graph, losses: &mut Losses) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let mut known: HashSet<(String, String)> = HashSet::new();
    let kinds =
        [("prefLabel", LabelKind::Preferred), ("altLabel", LabelKind::Other), ("hiddenLabel", LabelKind::Hidden)];
    for (property, kind) in kinds {
        let mut sorted = texts(said, graph, property);
        sorted.sort_unstable();
        for (language, written) in sorted {
            let line = text::one_line(&text::clean(written));
            if line.is_empty() {
                losses.say(uri, format!("an empty {property} is left out"));
                continue;
            }
            let label = text::shorten(&line, LABEL_MOST);
            if label != line {
                losses.say(uri, format!("a {property} longer than {LABEL_MOST} characters is cut"));
            }
            if !known.insert((language.to_owned(), label.clone())) {
                continue;
            }
            let second = labels.iter().any(|it| it.kind == LabelKind::Preferred && it.language == language);
            let kind = if kind == LabelKind::Preferred && second {
                let language = if language.is_empty() { "without a language" } else { language };
                losses.say(uri, format!("a second preferred label ({language}) became another label: “{label}”"));
                LabelKind::Other
            } else {
                kind
            };
            labels.push(Label { kind, language: language.to_owned(), text: label });
        }
    }
    if !labels.iter().any(|it| it.kind == LabelKind::Preferred) {
        labels.insert(0, instead(uri, said, losses));
    }
    labels.sort();
    labels
}

/// Where no preferred label is: what it is called otherwise, else the end of its address.
fn instead(uri: &str, said: &Said, losses: &mut Losses) -> Label {
    let called = said.texts.iter().find(|(property, ..)| *property == "label");
    let (language, text) = match called {
        Some((_, language, written)) => (language.clone(), text::one_line(&text::clean(written))),
        None => (String::new(), String::new()),
    };
    let last = uri.trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or(uri);
    let text =
        if text.is_empty() { text::shorten(&text::clean(last), LABEL_MOST) } else { text::shorten(&text, LABEL_MOST) };
    losses.say(uri, format!("it has no preferred label: “{text}” stands for it"));
    Label { kind: LabelKind::Preferred, language, text }
}

fn notes(uri: &str, said: &Said, graph: &Graph, losses: &mut Losses) -> Vec<Note> {
    let mut notes = Vec::new();
    let kinds =
        ["definition", "scopeNote", "note", "example", "editorialNote", "historyNote", "changeNote", "notation"];
    for kind in kinds {
        let mut sorted = texts(said, graph, kind);
        let valueless = said.leads.iter().filter(|(known, to)| *known == kind && !graph.values.contains_key(to));
        for _ in valueless {
            losses.say(uri, format!("a {kind} that is a thing of its own without a value is left out"));
        }
        sorted.sort_unstable();
        sorted.dedup();
        for (language, written) in sorted {
            let text = text::shorten(&text::clean(written), NOTE_MOST);
            if !text.is_empty() {
                notes.push(Note { kind: kind.into(), language: language.to_owned(), text });
            }
        }
    }
    let mut matches: Vec<_> = said.leads.iter().filter(|(property, _)| property.ends_with("Match")).collect();
    matches.sort();
    matches.dedup();
    notes.extend(matches.into_iter().map(|(kind, to)| Note {
        kind: (*kind).into(),
        language: String::new(),
        text: to.clone(),
    }));
    notes
}

fn relate(told: &mut [Told], concepts: &BTreeMap<String, Said>, losses: &mut Losses) {
    let at: HashMap<String, usize> = told.iter().enumerate().map(|(at, it)| (it.uri.clone(), at)).collect();
    let mut broader: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); told.len()];
    let mut related: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); told.len()];
    for (uri, said) in concepts {
        let from = at[uri];
        for (property, to) in &said.leads {
            if !matches!(*property, "broader" | "narrower" | "related") {
                continue;
            }
            match at.get(to) {
                None => losses.say(uri, format!("{property} {to} is left out: there is no such concept in the file")),
                Some(other) if *other == from => losses.say(uri, format!("{property} of itself is left out")),
                Some(other) => {
                    let (list, key, value) = match *property {
                        "broader" => (&mut broader, from, *other),
                        "narrower" => (&mut broader, *other, from),
                        _ => (&mut related, from, *other),
                    };
                    list[key].insert(value);
                }
            }
        }
    }
    for (from, to) in circles(&broader) {
        broader[from].remove(&to);
        losses.say(&told[from].uri, format!("broader {} is left out: it would be broader than itself", told[to].uri));
    }
    for from in 0..told.len() {
        for other in related[from].clone() {
            if broader[from].contains(&other) || broader[other].contains(&from) {
                losses.say(&told[from].uri, format!("related {} is left out: one is broader", told[other].uri));
            } else if from < other || !related[other].contains(&from) {
                let other = told[other].uri.clone();
                told[from].related.push(other);
            }
        }
    }
    for (from, wider) in broader.iter().enumerate() {
        told[from].broader = wider.iter().map(|to| told[*to].uri.clone()).collect();
    }
}

/// Links that close a circle, found by going up from each concept in the order of addresses (depth first, no recursion:
/// a chain may be as long as the file).
fn circles(broader: &[BTreeSet<usize>]) -> Vec<(usize, usize)> {
    let mut closing = Vec::new();
    // 0: not seen, 1: on the way, 2: done.
    let mut seen = vec![0_u8; broader.len()];
    for start in 0..broader.len() {
        if seen[start] != 0 {
            continue;
        }
        let mut way = vec![(start, broader[start].iter())];
        seen[start] = 1;
        while let Some((from, rest)) = way.last_mut() {
            let from = *from;
            match rest.next() {
                Some(to) if seen[*to] == 1 => closing.push((from, *to)),
                Some(to) if seen[*to] == 0 => {
                    seen[*to] = 1;
                    way.push((*to, broader[*to].iter()));
                }
                Some(_) => {}
                None => {
                    seen[from] = 2;
                    way.pop();
                }
            }
        }
    }
    closing
}
