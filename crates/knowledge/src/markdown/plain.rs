//! The words of a text without its signs: what search reads, and what two revisions are compared by.

use super::Document;
use super::tree::{Element, Node};

/// A block a line.
pub fn of(document: &Document) -> String {
    of_nodes(&document.nodes)
}

pub(crate) fn of_nodes(nodes: &[Node]) -> String {
    let mut words = String::new();
    collect(nodes, &mut words);
    words.truncate(words.trim_end().len());
    words
}

fn collect(nodes: &[Node], words: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) | Node::Code(text) => words.push_str(text),
            Node::Break | Node::Rule => end_line(words),
            Node::Task(_) | Node::FootnoteMark(_) => {}
            Node::Element(Element::Cell, inner) => {
                collect(inner, words);
                words.push(' ');
            }
            Node::Element(element, inner) => {
                if element.is_block() {
                    end_line(words);
                }
                collect(inner, words);
                if element.is_block() {
                    end_line(words);
                }
            }
        }
    }
}

fn end_line(words: &mut String) {
    if !words.is_empty() && !words.ends_with('\n') {
        words.push('\n');
    }
}
