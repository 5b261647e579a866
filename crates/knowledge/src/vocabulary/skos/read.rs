//! From a file to concepts. The file is read as a stream; only what may become a concept is kept.

use super::Vocabulary;
use super::tidy::tidy;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const XL: &str = "http://www.w3.org/2008/05/skos-xl#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDF_VALUE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value";
const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const OWL_DEPRECATED: &str = "http://www.w3.org/2002/07/owl#deprecated";
/// More concepts are no vocabulary that people keep.
const MOST_CONCEPTS: usize = 500_000;
const MOST_TRIPLES: usize = 50_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// N-Triples is a part of it.
    Turtle,
    RdfXml,
}

impl Format {
    /// By how the file begins.
    pub fn of(beginning: &[u8]) -> Self {
        let text = String::from_utf8_lossy(beginning);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let is_xml = text.starts_with("<?xml") || text.starts_with("<rdf:") || text.starts_with("<!");
        if is_xml { Self::RdfXml } else { Self::Turtle }
    }
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum SkosFault {
    #[error("line {line}: {words}")]
    Line { line: u64, words: String },
    #[error("the file cannot be read: {0}")]
    Read(String),
    #[error("there is no concept in it: a SKOS file says “a skos:Concept”")]
    NoConcept,
    #[error("it has more than {MOST_CONCEPTS} concepts")]
    TooMany,
}

/// What is said of something, before it is known whether it is a concept.
#[derive(Default)]
pub(super) struct Said {
    pub is_concept: bool,
    pub is_deprecated: bool,
    /// Property, language, text.
    pub texts: Vec<(&'static str, String, String)>,
    /// Property and address.
    pub leads: Vec<(&'static str, String)>,
}

#[derive(Default)]
pub(super) struct Graph {
    pub said: BTreeMap<String, Said>,
    /// Literal forms of labels and values of notes that are things of their own.
    pub values: BTreeMap<String, Vec<(String, String)>>,
    /// Properties that mean nothing here, with how often.
    pub unknown: BTreeMap<String, u64>,
    concepts: BTreeSet<String>,
}

/// Properties of SKOS that are kept, by their last part.
const TEXTS: [&str; 11] = [
    "prefLabel",
    "altLabel",
    "hiddenLabel",
    "definition",
    "scopeNote",
    "note",
    "example",
    "editorialNote",
    "historyNote",
    "changeNote",
    "notation",
];
const LEADS: [&str; 8] =
    ["broader", "narrower", "related", "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"];

pub fn read(source: impl Read, format: Format) -> Result<Vocabulary, SkosFault> {
    let mut graph = Graph::default();
    let source = BufReader::new(source);
    match format {
        Format::Turtle => turtle(source, &mut graph)?,
        Format::RdfXml => xml(source, &mut graph)?,
    }
    if graph.concepts.is_empty() {
        return Err(SkosFault::NoConcept);
    }
    for concept in std::mem::take(&mut graph.concepts) {
        graph.said.entry(concept).or_default().is_concept = true;
    }
    Ok(tidy(graph))
}

fn turtle(source: impl BufRead, graph: &mut Graph) -> Result<(), SkosFault> {
    for (count, triple) in oxttl::TurtleParser::new().for_reader(source).enumerate() {
        let triple = triple.map_err(|error| match error {
            oxttl::TurtleParseError::Syntax(error) => {
                SkosFault::Line { line: error.location().start.line + 1, words: error.message().to_owned() }
            }
            oxttl::TurtleParseError::Io(error) => SkosFault::Read(error.to_string()),
        })?;
        graph.take(triple, count)?;
    }
    Ok(())
}

fn xml(source: impl BufRead, graph: &mut Graph) -> Result<(), SkosFault> {
    let mut lines = Lines { source, line: 1 };
    let mut failed = None;
    for (count, triple) in oxrdfxml::RdfXmlParser::new().for_reader(&mut lines).enumerate() {
        match triple {
            Ok(triple) => graph.take(triple, count)?,
            Err(error) => {
                failed = Some(error.to_string());
                break;
            }
        }
    }
    // The reader is ahead of the fault by what it holds, at most some lines.
    failed.map_or(Ok(()), |words| Err(SkosFault::Line { line: lines.line, words }))
}

/// Counts lines while they are read: the parser does not say where it is.
struct Lines<R> {
    source: R,
    line: u64,
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        // Line by line, so that the count stays near the place.
        let held = self.source.fill_buf()?;
        let most = held.iter().position(|byte| *byte == b'\n').map_or(held.len(), |at| at + 1).min(into.len());
        into[..most].copy_from_slice(&held[..most]);
        self.line += u64::from(most > 0 && into[most - 1] == b'\n');
        self.source.consume(most);
        Ok(most)
    }
}

impl Graph {
    fn take(&mut self, triple: Triple, count: usize) -> Result<(), SkosFault> {
        if count >= MOST_TRIPLES || self.concepts.len() > MOST_CONCEPTS {
            return Err(SkosFault::TooMany);
        }
        let subject = name(&triple.subject);
        let property = triple.predicate.as_str().to_owned();
        match (property.as_str(), triple.object) {
            (RDF_TYPE, Term::NamedNode(kind)) => {
                if kind.as_str().strip_prefix(SKOS) == Some("Concept") {
                    self.concepts.insert(subject);
                }
            }
            (OWL_DEPRECATED, Term::Literal(value)) => {
                self.said.entry(subject).or_default().is_deprecated |= matches!(value.value(), "true" | "1");
            }
            (RDF_VALUE, Term::Literal(value)) => self.value(subject, &value),
            (RDFS_LABEL, Term::Literal(value)) => self.text(subject, "label", &value),
            (property, object) => match (known(property), object) {
                (Some("literalForm"), Term::Literal(value)) => self.value(subject, &value),
                (Some(kept), Term::Literal(value)) if TEXTS.contains(&kept) => self.text(subject, kept, &value),
                // A label or a note that is a thing of its own.
                (Some(kept), Term::NamedNode(to)) if TEXTS.contains(&kept) => {
                    self.lead(subject, kept, to.into_string())
                }
                (Some(kept), Term::BlankNode(to)) if TEXTS.contains(&kept) => self.lead(subject, kept, to.to_string()),
                (Some(kept), Term::NamedNode(to)) if LEADS.contains(&kept) => {
                    self.lead(subject, kept, to.into_string())
                }
                // That it belongs to a scheme is plain from where it comes in.
                (Some("inScheme" | "topConceptOf" | "hasTopConcept"), _) => {}
                _ => *self.unknown.entry(short(property)).or_default() += 1,
            },
        }
        Ok(())
    }

    fn value(&mut self, subject: String, value: &oxrdf::Literal) {
        let language = value.language().unwrap_or_default().to_lowercase();
        self.values.entry(subject).or_default().push((language, value.value().to_owned()));
    }

    fn text(&mut self, subject: String, property: &'static str, value: &oxrdf::Literal) {
        let language = value.language().unwrap_or_default().to_lowercase();
        self.said.entry(subject).or_default().texts.push((property, language, value.value().to_owned()));
    }

    fn lead(&mut self, subject: String, property: &'static str, to: String) {
        self.said.entry(subject).or_default().leads.push((property, to));
    }
}

fn name(subject: &NamedOrBlankNode) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

/// The last part of a property that means something here.
fn known(property: &str) -> Option<&'static str> {
    if let Some(last) = property.strip_prefix(XL) {
        return match last {
            "literalForm" => Some("literalForm"),
            last => TEXTS[..3].iter().find(|known| **known == last).copied(),
        };
    }
    let last = property.strip_prefix(SKOS)?;
    let schemes = ["inScheme", "topConceptOf", "hasTopConcept"];
    TEXTS.iter().chain(&LEADS).chain(&schemes).find(|known| **known == last).copied()
}

/// `http://purl.org/dc/terms/created` as reports say it.
fn short(property: &str) -> String {
    base::text::shorten(&base::text::clean(property), 200)
}
