//! The tree that a text becomes: everything that a page can say, and nothing else.

/// Containers nested deeper than this are flattened into the last one: deep nesting is no way to write a page,
/// and deep HTML costs every reader's browser.
pub const DEEPEST: usize = 32;

/// A text, read.
#[derive(Debug, Default)]
pub struct Document {
    pub(crate) nodes: Vec<Node>,
    pub(crate) cut: bool,
}

impl Document {
    /// Reads Markdown: CommonMark with GitHub's tables, task lists, struck words, footnotes and alerts.
    /// Text beyond [`super::LONGEST_TEXT`] is not read.
    pub fn read(text: &str, title: &str) -> Self {
        super::build::build(text, title)
    }

    /// Where its links and pictures lead, as written.
    pub fn destinations(&self) -> Vec<&str> {
        let mut found = Vec::new();
        destinations(&self.nodes, &mut found);
        found
    }
}

fn destinations<'a>(nodes: &'a [Node], found: &mut Vec<&'a str>) {
    for node in nodes {
        if let Node::Element(element, inner) = node {
            if let Element::Link { to: written, .. } | Element::Picture { from: written, .. } = element {
                found.push(written);
            }
            destinations(inner, found);
        }
    }
}

#[derive(Debug, PartialEq)]
pub(crate) enum Node {
    Text(String),
    Code(String),
    Break,
    Rule,
    /// Done or to do, before a task's words.
    Task(bool),
    /// A mark that leads to the footnote of this name.
    FootnoteMark(String),
    Element(Element, Vec<Node>),
}

#[derive(Debug, PartialEq)]
pub(crate) enum Element {
    Paragraph,
    /// `depth` as written, 1 to 6, and an id where the writer gave one.
    Heading {
        depth: u8,
        id: Option<String>,
    },
    Quote,
    Callout(Callout),
    /// Numbered from `start`, or not at all.
    List {
        start: Option<u64>,
    },
    Item,
    CodeBlock {
        language: String,
    },
    Table(Vec<Align>),
    HeadRow,
    Row,
    Cell,
    Inline(Inline),
    Link {
        to: String,
        line: u32,
        wiki: bool,
    },
    /// Its children are the words instead of the picture.
    Picture {
        from: String,
        line: u32,
    },
    Footnote(String),
    Terms,
    Term,
    Meaning,
}

impl Element {
    /// A container that may stand in itself without end.
    pub(crate) fn nests(&self) -> bool {
        matches!(self, Self::Quote | Self::Callout(_) | Self::List { .. } | Self::Inline(_) | Self::Footnote(_))
    }

    pub(crate) fn is_block(&self) -> bool {
        !matches!(self, Self::Inline(_) | Self::Link { .. } | Self::Picture { .. })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Start,
    Middle,
    End,
}

/// Words set apart because of what they do for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Callout {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Callout {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }
}

/// A way of setting words within a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inline {
    Emphasis,
    Strong,
    Struck,
    Code,
    Key,
    Lower,
    Upper,
    Marked,
}

impl Inline {
    pub(crate) fn element(self) -> &'static str {
        match self {
            Self::Emphasis => "em",
            Self::Strong => "strong",
            Self::Struck => "del",
            Self::Code => "code",
            Self::Key => "kbd",
            Self::Lower => "sub",
            Self::Upper => "sup",
            Self::Marked => "mark",
        }
    }

    /// The bare HTML tags that people write within Markdown for want of a sign. With an attribute they stay text.
    pub(crate) fn from_bare_tag(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "em" | "i" => Self::Emphasis,
            "strong" | "b" => Self::Strong,
            "del" | "s" => Self::Struck,
            "code" => Self::Code,
            "kbd" => Self::Key,
            "sub" => Self::Lower,
            "sup" => Self::Upper,
            "mark" => Self::Marked,
            _ => return None,
        })
    }
}
