//! What Confluence stores of a page (XHTML with elements of its own) as plain HTML: links, pictures, code, notes, tasks.
//! What only Confluence can show is left out and counted.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, HashMap};
use web::frame::escape;

/// Deeper than this nobody writes.
const DEEPEST: usize = 200;
/// Signs that no page has, for marks that a converter of HTML would take for text.
const DONE: char = '\u{e000}';
const OPEN: char = '\u{e001}';
const CALL: char = '\u{e002}';
const CALLED: char = '\u{e003}';

/// What a link or a picture speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// By its title.
    Page(String),
    /// By its name, and the title of its page where that is another one.
    File(String, Option<String>),
    Outside(String),
}

/// HTML of one page, and what was left out with how often.
pub struct Shown {
    pub html: String,
    pub left_out: BTreeMap<String, usize>,
}

/// `place`: where what is spoken of stands; `None` leaves the words alone.
pub fn shown(stored: &str, place: &dyn Fn(&Spoken) -> Option<String>) -> Result<Shown, String> {
    let mut reader = Reader::from_str(stored);
    let config = reader.config_mut();
    (config.allow_dangling_amp, config.allow_unmatched_ends, config.check_end_names) = (true, true, false);
    let mut writer = Writer { place, left_out: BTreeMap::new() };
    let inner = writer.children(&mut reader, 0)?;
    Ok(Shown { html: inner.html, left_out: writer.left_out })
}

/// Puts the marks in, once the HTML is Markdown.
pub fn marked(markdown: &str) -> String {
    let text = markdown.replace(DONE, "[x]").replace(OPEN, "[ ]");
    text.replace(CALL, "[!").replace(CALLED, "]")
}

/// What stands in an element.
#[derive(Default)]
struct Inner {
    html: String,
    /// Of CDATA, as it was typed.
    plain: String,
    /// Of a macro, by name.
    told: HashMap<String, String>,
    spoken: Option<Spoken>,
}

struct Writer<'a> {
    place: &'a dyn Fn(&Spoken) -> Option<String>,
    left_out: BTreeMap<String, usize>,
}

impl Writer<'_> {
    fn children(&mut self, reader: &mut Reader<&[u8]>, depth: usize) -> Result<Inner, String> {
        let mut out = Inner::default();
        if depth > DEEPEST {
            return Err(format!("it is nested more than {DEEPEST} deep"));
        }
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(start) => {
                    let start = start.into_owned();
                    let inner = self.children(reader, depth + 1)?;
                    self.element(&start, inner, &mut out);
                }
                Event::Empty(start) => self.element(&start, Inner::default(), &mut out),
                Event::Text(text) => out.html.push_str(&text.decode().map_err(|error| error.to_string())?),
                Event::GeneralRef(name) => {
                    let name = name.decode().map_err(|error| error.to_string())?;
                    out.html.push_str(&format!("&{name};"));
                }
                Event::CData(text) => {
                    let text = text.decode().map_err(|error| error.to_string())?;
                    out.plain.push_str(&text);
                }
                // One that nothing began with ends nothing.
                Event::End(_) if depth == 0 => {}
                Event::End(_) | Event::Eof => return Ok(out),
                _ => {}
            }
        }
    }

    fn element(&mut self, start: &BytesStart<'_>, inner: Inner, out: &mut Inner) {
        let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
        let said = |wanted: &str| attribute(start, wanted);
        match name.as_str() {
            "ac:parameter" => {
                out.told.insert(said("ac:name").unwrap_or_default(), super::html::words(&inner.html));
                out.spoken = inner.spoken.or(out.spoken.take());
            }
            "ac:task-status" => drop(out.told.insert("status".into(), inner.html)),
            "ac:plain-text-body" | "ac:plain-text-link-body" => out.plain.push_str(&inner.plain),
            "ri:page" | "ri:blog-post" | "ri:content-entity" => out.spoken = said("ri:content-title").map(Spoken::Page),
            "ri:attachment" => {
                let on = match inner.spoken {
                    Some(Spoken::Page(title)) => Some(title),
                    _ => None,
                };
                out.spoken = said("ri:filename").map(|name| Spoken::File(name, on));
            }
            "ri:url" => out.spoken = said("ri:value").map(Spoken::Outside),
            "ac:link" => out.html.push_str(&self.link(said("ac:anchor"), &inner)),
            "ac:image" => out.html.push_str(&self.picture(&said("ac:alt").unwrap_or_default(), &inner)),
            "ac:structured-macro" | "ac:macro" => {
                let html = self.of_macro(&said("ac:name").unwrap_or_default(), inner);
                out.html.push_str(&html);
            }
            "ac:task-list" => out.html.push_str(&format!("<ul>{}</ul>", inner.html)),
            "ac:task" => {
                let is_done = inner.told.get("status").is_some_and(|status| status.trim() == "complete");
                let mark = if is_done { DONE } else { OPEN };
                out.html.push_str(&format!("<li>{mark} {}</li>", inner.html.trim()));
            }
            "ac:emoticon" => out.html.push_str(&escape(&said("ac:emoji-fallback").unwrap_or_default())),
            "time" => out.html.push_str(&escape(&said("datetime").unwrap_or_default())),
            "ac:placeholder" | "ac:task-id" | "ac:task-uuid" | "ac:adf-node" | "ri:user" | "ri:space" => {}
            name if name.contains(':') => {
                out.html.push_str(&inner.html);
                out.plain.push_str(&inner.plain);
                out.spoken = inner.spoken.or(out.spoken.take());
            }
            name => plain_element(name, start, &inner, &mut out.html),
        }
    }

    fn link(&self, anchor: Option<String>, inner: &Inner) -> String {
        let own = match &inner.spoken {
            Some(Spoken::Page(title)) => title.as_str(),
            Some(Spoken::File(name, _)) => name.as_str(),
            Some(Spoken::Outside(address)) => address.as_str(),
            None => "",
        };
        let words = match (inner.html.trim(), inner.plain.trim()) {
            ("", "") => escape(if own.is_empty() { anchor.as_deref().unwrap_or_default() } else { own }),
            ("", plain) => escape(plain),
            (html, _) => html.to_owned(),
        };
        let behind = anchor.as_deref().map(|anchor| format!("#{}", base::text::slug(anchor))).unwrap_or_default();
        let to = inner.spoken.as_ref().map_or(Some(String::new()), |spoken| (self.place)(spoken));
        match to.map(|to| format!("{to}{behind}")).filter(|to| !to.is_empty()) {
            Some(to) => format!("<a href=\"{}\">{words}</a>", escape(&to)),
            None => words,
        }
    }

    fn picture(&self, alt: &str, inner: &Inner) -> String {
        let Some(spoken) = &inner.spoken else { return String::new() };
        let own = match spoken {
            Spoken::File(name, _) => name.as_str(),
            _ => "Picture",
        };
        let alt = if alt.is_empty() { own } else { alt };
        match (self.place)(spoken) {
            Some(from) => format!("<img src=\"{}\" alt=\"{}\">", escape(&from), escape(alt)),
            None => escape(alt),
        }
    }

    fn of_macro(&mut self, name: &str, inner: Inner) -> String {
        let title = inner.told.get("title").map(|title| format!("<p><strong>{}</strong></p>", escape(title)));
        let title = title.unwrap_or_default();
        match name {
            "code" | "noformat" => {
                let language = inner.told.get("language").map(|it| base::text::slug(it)).unwrap_or_default();
                format!("<pre><code class=\"language-{language}\">{}</code></pre>", escape(&inner.plain))
            }
            "info" | "tip" | "note" | "warning" => {
                let call = match name {
                    "info" => "NOTE",
                    "tip" => "TIP",
                    "note" => "IMPORTANT",
                    _ => "WARNING",
                };
                format!("<blockquote><p>{CALL}{call}{CALLED}</p>{title}{}</blockquote>", inner.html)
            }
            "panel" => format!("<blockquote>{title}{}</blockquote>", inner.html),
            "expand" => format!("{title}{}", inner.html),
            "status" => escape(inner.told.get("title").map_or("", String::as_str)),
            "view-file" | "viewpdf" | "viewdoc" | "viewxls" | "viewppt" => self.link(None, &inner),
            "toc" | "anchor" => String::new(),
            "section" | "column" | "excerpt" | "details" | "div" | "span" => inner.html,
            other => {
                let name: String = base::text::shorten(other, 40);
                *self.left_out.entry(name).or_default() += 1;
                if inner.html.is_empty() { escape(&inner.plain) } else { inner.html }
            }
        }
    }
}

/// HTML as it is, with the few attributes that mean something to a reader.
fn plain_element(name: &str, start: &BytesStart<'_>, inner: &Inner, out: &mut String) {
    const KEPT: [&str; 6] = ["href", "src", "alt", "colspan", "rowspan", "start"];
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return out.push_str(&inner.html);
    }
    out.push_str(&format!("<{name}"));
    for kept in KEPT {
        if let Some(value) = attribute(start, kept) {
            out.push_str(&format!(" {kept}=\"{}\"", escape(&value)));
        }
    }
    out.push('>');
    if !matches!(name, "br" | "hr" | "img" | "col" | "wbr") {
        out.push_str(&inner.html);
        out.push_str(&escape(&inner.plain));
        out.push_str(&format!("</{name}>"));
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|it| it.key.as_ref() == name.as_bytes())?;
    let raw = String::from_utf8_lossy(&found.value).into_owned();
    Some(quick_xml::escape::unescape(&raw).map(|it| it.into_owned()).unwrap_or(raw))
}
