//! Concepts as Turtle, in the order of their addresses: the same vocabulary gives the same bytes.

use super::Told;
use crate::vocabulary::LabelKind;
use oxrdf::{Literal, NamedNode, Triple};
use oxttl::TurtleSerializer;

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// `scheme`: the address of the vocabulary itself.
pub fn turtle(concepts: &[Told], scheme: &str, title: &str) -> std::io::Result<Vec<u8>> {
    let serializer = TurtleSerializer::new().with_prefix("skos", SKOS).map_err(std::io::Error::other)?;
    let mut out = Out { to: serializer.for_writer(Vec::new()) };
    out.lead(scheme, RDF_TYPE, &skos("ConceptScheme"))?;
    out.text(scheme, &skos("prefLabel"), "", title)?;
    for it in concepts {
        out.lead(&it.uri, RDF_TYPE, &skos("Concept"))?;
        out.lead(&it.uri, &skos("inScheme"), scheme)?;
        for label in &it.labels {
            let property = match label.kind {
                LabelKind::Preferred => "prefLabel",
                LabelKind::Other => "altLabel",
                LabelKind::Hidden => "hiddenLabel",
            };
            out.text(&it.uri, &skos(property), &label.language, &label.text)?;
        }
        for note in &it.notes {
            if note.kind.ends_with("Match") {
                out.lead(&it.uri, &skos(&note.kind), &note.text)?;
            } else {
                out.text(&it.uri, &skos(&note.kind), &note.language, &note.text)?;
            }
        }
        for (property, others) in [("broader", &it.broader), ("related", &it.related)] {
            for other in others {
                out.lead(&it.uri, &skos(property), other)?;
            }
        }
    }
    out.to.finish()
}

fn skos(last: &str) -> String {
    format!("{SKOS}{last}")
}

struct Out {
    to: oxttl::turtle::WriterTurtleSerializer<Vec<u8>>,
}

impl Out {
    fn lead(&mut self, subject: &str, property: &str, to: &str) -> std::io::Result<()> {
        let node = |address: &str| NamedNode::new(address).map_err(std::io::Error::other);
        self.to.serialize_triple(&Triple::new(node(subject)?, node(property)?, node(to)?))
    }

    fn text(&mut self, subject: &str, property: &str, language: &str, text: &str) -> std::io::Result<()> {
        let node = |address: &str| NamedNode::new(address).map_err(std::io::Error::other);
        // A language that no tag can name is one that nobody can read: the words stay.
        let plain = || Literal::new_simple_literal(text);
        let literal = if language.is_empty() {
            plain()
        } else {
            Literal::new_language_tagged_literal(text, language).unwrap_or_else(|_| plain())
        };
        self.to.serialize_triple(&Triple::new(node(subject)?, node(property)?, literal))
    }
}
