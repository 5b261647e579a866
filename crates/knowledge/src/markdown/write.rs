//! The typed HTML writer. Every element and attribute that can come out is a literal in this file.

use super::headings::Outline;
use super::targets::{Target, Targets, name_of_file, plain_target};
use super::tree::{Align, Element, Node};
use super::{Anchors, Document, Link, Rendered, TocEntry, plain};
use base::shelfmark;
use std::collections::HashMap;

/// Longer output is cut at a block: a text of [`super::LONGEST_TEXT`] does not come near it unless made to.
pub const LONGEST_HTML: usize = 8 << 20;

/// Headings beyond this are shown but not listed.
pub const LONGEST_TOC: usize = 500;

/// Elements that can come out; the property test holds the writer to this list.
pub const ELEMENTS: [&str; 36] = [
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "div",
    "ul",
    "ol",
    "li",
    "pre",
    "code",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "em",
    "strong",
    "del",
    "kbd",
    "sub",
    "sup",
    "mark",
    "a",
    "img",
    "br",
    "hr",
    "span",
    "section",
    "dl",
    "dt",
    "dd",
    "b",
];

/// Attributes that can come out.
pub const ATTRIBUTES: [&str; 13] = [
    "id",
    "href",
    "src",
    "alt",
    "class",
    "start",
    "scope",
    "role",
    "aria-label",
    "tabindex",
    "loading",
    "rel",
    "download",
];

pub fn write(document: &Document, targets: &dyn Targets) -> Rendered {
    let mut writer = Writer {
        targets,
        anchors: Anchors::of(document),
        outline: Outline::default(),
        out: Rendered { plain: plain::of(document), cut: document.cut, ..Rendered::default() },
        columns: Vec::new(),
        notes: Notes::default(),
        in_link: false,
    };
    let (notes, text): (Vec<_>, Vec<_>) =
        document.nodes.iter().partition(|node| matches!(node, Node::Element(Element::Footnote(_), _)));
    for node in text {
        writer.node(node);
    }
    writer.footnotes(&notes);
    writer.out
}

/// Footnotes in the order of their first mark.
#[derive(Default)]
struct Notes {
    numbers: HashMap<String, usize>,
    marked: HashMap<String, usize>,
}

impl Notes {
    fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_owned()).or_insert(next)
    }
}

struct Writer<'a> {
    targets: &'a dyn Targets,
    anchors: Anchors,
    outline: Outline,
    out: Rendered,
    columns: Vec<Align>,
    notes: Notes,
    in_link: bool,
}

impl Writer<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        if self.out.html.len() > LONGEST_HTML {
            self.out.cut = true;
            return;
        }
        match node {
            Node::Text(text) => self.words(text),
            Node::Code(text) => {
                self.raw("<code>");
                self.text(text);
                self.raw("</code>");
            }
            Node::Break => self.raw("<br>"),
            Node::Rule => self.raw("<hr>\n"),
            Node::Task(true) => self.raw("<span class=\"task task--done\" role=\"img\" aria-label=\"Done\">☑</span> "),
            Node::Task(false) => self.raw("<span class=\"task\" role=\"img\" aria-label=\"To do\">☐</span> "),
            Node::FootnoteMark(name) => self.footnote_mark(name),
            Node::Element(element, inner) => self.element(element, inner),
        }
    }

    fn element(&mut self, element: &Element, inner: &[Node]) {
        match element {
            Element::Paragraph => self.within("<p>", inner, "</p>\n"),
            Element::Heading { depth, id } => self.heading(*depth, id.as_deref(), inner),
            Element::Quote => self.within("<blockquote>\n", inner, "</blockquote>\n"),
            Element::Callout(callout) => {
                let word = callout.word();
                self.raw("<div class=\"callout callout--");
                self.raw(&word.to_ascii_lowercase());
                self.raw("\" role=\"note\"><p class=\"callout__kind\">");
                self.raw(word);
                self.raw("</p>\n");
                self.within("", inner, "</div>\n");
            }
            Element::List { start: None } => self.within("<ul>\n", inner, "</ul>\n"),
            Element::List { start: Some(1) } => self.within("<ol>\n", inner, "</ol>\n"),
            Element::List { start: Some(from) } => self.within(&format!("<ol start=\"{from}\">\n"), inner, "</ol>\n"),
            Element::Item => self.within("<li>", inner, "</li>\n"),
            Element::CodeBlock { language } => self.code_block(language, inner),
            Element::Table(columns) => self.table(columns, inner),
            Element::HeadRow => self.row(inner, true),
            Element::Row => self.row(inner, false),
            Element::Cell => self.nodes(inner),
            Element::Inline(inline) => {
                let name = inline.element();
                self.within(&format!("<{name}>"), inner, &format!("</{name}>"));
            }
            Element::Link { to, line, wiki } => self.link(to, *line, *wiki, inner),
            Element::Picture { from, line } => self.picture(from, *line, inner),
            // One that stands inside something else: its words are kept where they are.
            Element::Footnote(_) => self.nodes(inner),
            Element::Terms => self.within("<dl>\n", inner, "</dl>\n"),
            Element::Term => self.within("<dt>", inner, "</dt>\n"),
            Element::Meaning => self.within("<dd>", inner, "</dd>\n"),
        }
    }

    fn heading(&mut self, depth: u8, id: Option<&str>, inner: &[Node]) {
        let title = plain::of_nodes(inner);
        let (depth, anchor) = self.outline.next(depth, id, &title);
        self.raw(&format!("<h{depth} id=\""));
        self.text(&anchor);
        self.raw("\">");
        self.nodes(inner);
        self.raw(&format!("</h{depth}>\n"));
        if self.out.toc.len() < LONGEST_TOC {
            self.out.toc.push(TocEntry { depth, anchor, title });
        }
    }

    /// Can be reached and scrolled by keyboard, because long lines do not wrap.
    fn code_block(&mut self, language: &str, inner: &[Node]) {
        self.raw("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.raw(" class=\"language-");
            self.text(language);
            self.raw("\"");
        }
        self.within(">", inner, "</code></pre>\n");
    }

    fn table(&mut self, columns: &[Align], inner: &[Node]) {
        let outer = std::mem::replace(&mut self.columns, columns.to_vec());
        self.raw("<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>\n");
        let (head, body): (Vec<_>, Vec<_>) =
            inner.iter().partition(|row| matches!(row, Node::Element(Element::HeadRow, _)));
        // A head without words is a trick to get a table at all: then there is none.
        if head.iter().any(|row| !plain::of_nodes(std::slice::from_ref(*row)).trim().is_empty()) {
            self.raw("<thead>\n");
            head.into_iter().for_each(|row| self.node(row));
            self.raw("</thead>\n");
        }
        self.raw("<tbody>\n");
        body.into_iter().for_each(|row| self.node(row));
        self.raw("</tbody>\n</table></div>\n");
        self.columns = outer;
    }

    fn row(&mut self, cells: &[Node], head: bool) {
        self.raw("<tr>");
        for (at, cell) in cells.iter().enumerate() {
            // An empty head cell is no heading.
            let heads = head && !plain::of_nodes(std::slice::from_ref(cell)).trim().is_empty();
            self.raw(if heads { "<th scope=\"col\"" } else { "<td" });
            match self.columns.get(at) {
                Some(Align::Middle) => self.raw(" class=\"al-c\">"),
                Some(Align::End) => self.raw(" class=\"al-r\">"),
                _ => self.raw(">"),
            }
            self.node(cell);
            self.raw(if heads { "</th>" } else { "</td>" });
        }
        self.raw("</tr>\n");
    }

    fn link(&mut self, to: &str, line: u32, wiki: bool, inner: &[Node]) {
        let target = match plain_target(to) {
            Some(Target::Outside(address)) => match self.targets.link(&address, false) {
                Target::Nowhere => Target::Outside(address),
                ours => ours,
            },
            Some(Target::Here(anchor)) => self.here(&anchor),
            Some(other) => other,
            None => self.targets.link(to.trim(), wiki),
        };
        // A link within a link cannot be said in HTML.
        let href = if self.in_link { None } else { href(&target) };
        if !matches!(target, Target::Outside(_)) {
            self.out.links.push(Link { written: to.to_owned(), line, is_picture: false, target: target.clone() });
        }
        let Some(href) = href else { return self.nodes(inner) };
        self.raw("<a href=\"");
        self.text(&href);
        match &target {
            Target::Outside(_) => self.raw("\" rel=\"noreferrer\">"),
            // A file is known by its hash; who saves it wants its name.
            Target::Picture(_) => {
                if let Some(name) = name_of_file(to) {
                    self.raw("\" download=\"");
                    self.text(name);
                }
                self.raw("\">");
            }
            _ => self.raw("\">"),
        }
        self.in_link = true;
        self.nodes(inner);
        self.in_link = false;
        self.raw("</a>");
    }

    fn here(&self, anchor: &str) -> Target {
        match self.anchors.find(anchor) {
            Some(known) => Target::Here(known.to_owned()),
            None if anchor.is_empty() || anchor == "top" || anchor == "content" => Target::Here("main".to_owned()),
            None => Target::Nowhere,
        }
    }

    fn picture(&mut self, from: &str, line: u32, inner: &[Node]) {
        let target = if plain_target(from).is_some() { Target::Nowhere } else { self.targets.picture(from.trim()) };
        let words = plain::of_nodes(inner);
        if let Target::Picture(picture) = &target {
            self.raw("<img src=\"/handbook/files/");
            self.text(&picture.sha256);
            self.raw("\" alt=\"");
            self.text(&words);
            self.raw("\" loading=\"lazy\">");
        } else {
            self.raw("<span class=\"no-picture\">");
            self.text(if words.is_empty() { "Picture" } else { &words });
            self.raw("</span>");
        }
        self.out.links.push(Link { written: from.to_owned(), line, is_picture: true, target });
    }

    fn footnote_mark(&mut self, name: &str) {
        let number = self.notes.number(name);
        let times = self.notes.marked.entry(name.to_owned()).or_insert(0);
        *times += 1;
        let id = if *times == 1 { format!(" id=\"note-{number}-mark\"") } else { String::new() };
        self.raw(&format!("<sup><a href=\"#note-{number}\"{id}>{number}</a></sup>"));
    }

    fn footnotes(&mut self, notes: &[&Node]) {
        let mut numbered: Vec<(usize, &[Node])> = Vec::new();
        for note in notes {
            if let Node::Element(Element::Footnote(name), inner) = note {
                numbered.push((self.notes.number(name), inner));
            }
        }
        numbered.sort_by_key(|(number, _)| *number);
        numbered.dedup_by_key(|(number, _)| *number);
        if numbered.is_empty() {
            return;
        }
        self.raw("<section class=\"footnotes\" aria-label=\"Notes\"><ol>\n");
        for (number, inner) in numbered {
            self.raw(&format!("<li id=\"note-{number}\">"));
            self.nodes(inner);
            self.raw(&format!("<a href=\"#note-{number}-mark\" aria-label=\"Back to the text\">↩</a></li>\n"));
        }
        self.raw("</ol></section>\n");
    }

    fn within(&mut self, start: &str, inner: &[Node], end: &str) {
        self.raw(start);
        self.nodes(inner);
        self.raw(end);
    }

    /// Only literals of this file and names that it made.
    fn raw(&mut self, html: &str) {
        self.out.html.push_str(html);
    }

    /// Fit for text and for attributes in double quotes.
    /// Running text: shelfmarks in it become links where they lead somewhere.
    fn words(&mut self, text: &str) {
        if self.in_link {
            return self.text(text);
        }
        let mut at = 0;
        for mark in shelfmark::find(text) {
            let Some(address) = self.targets.shelfmark(&mark) else { continue };
            self.text(&text[at..mark.place.start]);
            self.raw("<a href=\"");
            self.text(&address);
            self.raw("\">");
            self.text(&text[mark.place.clone()]);
            self.raw("</a>");
            at = mark.place.end;
        }
        self.text(&text[at..]);
    }

    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\n' | '\t' => self.out.html.push(letter),
                _ if letter.is_control() => {}
                _ => self.out.html.push(letter),
            }
        }
    }
}

fn href(target: &Target) -> Option<String> {
    match target {
        Target::Outside(address) => Some(address.clone()),
        Target::Here(anchor) => Some(format!("#{anchor}")),
        Target::Inside(place) => {
            Some(place.anchor.as_ref().map_or_else(|| place.path.clone(), |anchor| format!("{}#{anchor}", place.path)))
        }
        Target::Picture(picture) => Some(format!("/handbook/files/{}", picture.sha256)),
        Target::Nowhere => None,
    }
}
