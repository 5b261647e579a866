//! From the parser's events to the tree.

use super::tree::{Align, Callout, DEEPEST, Document, Element, Inline, Node};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

pub(super) fn build(text: &str, title: &str) -> Document {
    let (text, cut) = within(text);
    let mut builder = Builder { lines: Lines::of(text), open: vec![Open::root()], ..Builder::default() };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        builder.take(event, range.start);
    }
    let mut nodes = builder.finish();
    drop_title(&mut nodes, title);
    Document { nodes, cut }
}

fn within(text: &str) -> (&str, bool) {
    if text.len() <= super::LONGEST_TEXT {
        return (text, false);
    }
    let mut end = super::LONGEST_TEXT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (&text[..end], true)
}

/// The page shows its title itself.
fn drop_title(nodes: &mut Vec<Node>, title: &str) {
    let first = nodes.iter().position(|node| !matches!(node, Node::Text(text) if text.trim().is_empty()));
    let repeats = first.is_some_and(|at| match &nodes[at] {
        Node::Element(Element::Heading { depth: 1, .. }, words) => same_words(&super::plain::of_nodes(words), title),
        _ => false,
    });
    if let (Some(at), true) = (first, repeats) {
        nodes.remove(at);
    }
}

fn same_words(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(one) == letters(other)
}

/// An element that is not closed yet. `bare` when a bare HTML tag opened it.
struct Open {
    element: Option<Element>,
    bare: bool,
    nodes: Vec<Node>,
}

impl Open {
    fn root() -> Self {
        Self { element: None, bare: false, nodes: Vec::new() }
    }
}

#[derive(Default)]
struct Builder<'a> {
    lines: Lines<'a>,
    open: Vec<Open>,
    /// For each started tag of the parser: was an element opened for it, or was it flattened?
    tags: Vec<bool>,
    html: String,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.push(Node::Code(text.into_string())),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::Html(html) => self.html.push_str(&html),
            Event::FootnoteReference(name) => self.push(Node::FootnoteMark(name.into_string())),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.push(Node::Break),
            Event::Rule => self.push(Node::Rule),
            Event::TaskListMarker(done) => self.push(Node::Task(done)),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push(Node::Code(text.into_string())),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        let element = self.element(tag, at);
        let flat = self.open.len() > DEEPEST * 2
            || (self.open.len() > DEEPEST && element.as_ref().is_some_and(Element::nests));
        match element {
            Some(element) if !flat => {
                self.tags.push(true);
                self.open.push(Open { element: Some(element), bare: false, nodes: Vec::new() });
            }
            _ => self.tags.push(false),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if tag == TagEnd::HtmlBlock {
            self.html_block();
        }
        if self.tags.pop() == Some(true) {
            while self.open.last().is_some_and(|open| open.bare) {
                self.close();
            }
            self.close();
        }
    }

    fn close(&mut self) {
        if self.open.len() > 1
            && let Some(Open { element: Some(element), nodes, .. }) = self.open.pop()
        {
            self.push(Node::Element(element, nodes));
        }
    }

    fn element(&mut self, tag: Tag<'_>, at: usize) -> Option<Element> {
        Some(match tag {
            Tag::Paragraph => Element::Paragraph,
            Tag::Heading { level, id, .. } => {
                Element::Heading { depth: level as u8, id: id.map(|id| id.into_string()) }
            }
            Tag::BlockQuote(None) => Element::Quote,
            Tag::BlockQuote(Some(kind)) => Element::Callout(callout(kind)),
            Tag::CodeBlock(kind) => Element::CodeBlock { language: language(kind) },
            Tag::List(start) => Element::List { start },
            Tag::Item => Element::Item,
            Tag::FootnoteDefinition(name) => Element::Footnote(name.into_string()),
            Tag::DefinitionList => Element::Terms,
            Tag::DefinitionListTitle => Element::Term,
            Tag::DefinitionListDefinition => Element::Meaning,
            Tag::Table(columns) => Element::Table(columns.into_iter().map(align).collect()),
            Tag::TableHead => Element::HeadRow,
            Tag::TableRow => Element::Row,
            Tag::TableCell => Element::Cell,
            Tag::Emphasis => Element::Inline(Inline::Emphasis),
            Tag::Strong => Element::Inline(Inline::Strong),
            Tag::Strikethrough => Element::Inline(Inline::Struck),
            Tag::Superscript => Element::Inline(Inline::Upper),
            Tag::Subscript => Element::Inline(Inline::Lower),
            Tag::Link { link_type, dest_url, .. } => Element::Link {
                to: destination(link_type, &dest_url),
                line: self.lines.at(at),
                wiki: matches!(link_type, LinkType::WikiLink { .. }),
            },
            Tag::Image { dest_url, .. } => Element::Picture { from: dest_url.into_string(), line: self.lines.at(at) },
            Tag::HtmlBlock | Tag::MetadataBlock(_) => return None,
        })
    }

    fn inline_html(&mut self, html: &str) {
        let tag = html.trim();
        if tag.starts_with("<!--") {
            return;
        }
        let inner = tag.trim_start_matches('<').trim_end_matches('>').trim();
        if inner.trim_end_matches('/').trim().eq_ignore_ascii_case("br") {
            return self.push(Node::Break);
        }
        match (inner.strip_prefix('/'), Inline::from_bare_tag(inner.trim_start_matches('/'))) {
            (None, Some(inline)) if self.open.len() <= DEEPEST => {
                self.open.push(Open { element: Some(Element::Inline(inline)), bare: true, nodes: Vec::new() });
            }
            (Some(_), Some(inline)) if self.last_is_bare(inline) => self.close(),
            _ => self.text(html),
        }
    }

    fn last_is_bare(&self, inline: Inline) -> bool {
        self.open.last().is_some_and(|open| open.bare && open.element == Some(Element::Inline(inline)))
    }

    /// A block of HTML becomes a paragraph of text; comments were never meant for readers.
    fn html_block(&mut self) {
        let html = std::mem::take(&mut self.html);
        let kept = without_comments(&html);
        if !kept.trim().is_empty() {
            self.push(Node::Element(Element::Paragraph, vec![Node::Text(kept.trim().to_owned())]));
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Open { nodes, .. }) = self.open.last_mut() {
            match nodes.last_mut() {
                Some(Node::Text(before)) => before.push_str(text),
                _ => nodes.push(Node::Text(text.to_owned())),
            }
        }
    }

    fn push(&mut self, node: Node) {
        if let Some(open) = self.open.last_mut() {
            open.nodes.push(node);
        }
    }

    fn finish(mut self) -> Vec<Node> {
        while self.open.len() > 1 {
            self.close();
        }
        self.open.pop().map(|root| root.nodes).unwrap_or_default()
    }
}

fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        rest = rest[start + 4..].find("-->").map_or("", |end| &rest[start + 4 + end + 3..]);
    }
    kept + rest
}

fn destination(kind: LinkType, to: &str) -> String {
    if kind == LinkType::Email { format!("mailto:{to}") } else { to.to_owned() }
}

fn callout(kind: BlockQuoteKind) -> Callout {
    match kind {
        BlockQuoteKind::Note => Callout::Note,
        BlockQuoteKind::Tip => Callout::Tip,
        BlockQuoteKind::Important => Callout::Important,
        BlockQuoteKind::Warning => Callout::Warning,
        BlockQuoteKind::Caution => Callout::Caution,
    }
}

fn align(column: Alignment) -> Align {
    match column {
        Alignment::Center => Align::Middle,
        Alignment::Right => Align::End,
        Alignment::None | Alignment::Left => Align::Start,
    }
}

/// The first word after the fence, where it is a plain name.
fn language(kind: CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else { return String::new() };
    let word = info.split(|c: char| c.is_whitespace() || c == ',' || c == '{').next().unwrap_or_default();
    let plain =
        !word.is_empty() && word.len() <= 24 && word.chars().all(|c| c.is_ascii_alphanumeric() || "+-#_".contains(c));
    if plain { word.to_ascii_lowercase() } else { String::new() }
}

/// Byte offsets to line numbers; asked in rising order mostly, so it remembers where it was.
#[derive(Default)]
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    fn at(&mut self, offset: usize) -> u32 {
        if offset >= self.offset {
            let passed = &self.text.as_bytes()[self.offset..offset.min(self.text.len())];
            self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
            self.offset = offset;
        }
        self.line
    }
}
