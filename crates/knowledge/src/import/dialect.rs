//! What other programs' Markdown says in signs of their own (Kramdown, MkDocs, Docusaurus, VitePress, Hugo, Jekyll,
//! bare HTML), brought into the signs that we read. Code, fenced or in a line, is left as it is.

use super::lines::{Fences, Lines, outside_code};

/// Line by line; what has no counterpart is reported with its line.
pub fn to_ours(lines: Lines, templates: bool) -> (Lines, Vec<(u32, String)>) {
    let mut writer = Writer { templates, ..Writer::default() };
    for (at, line) in lines.0 {
        writer.line(at, &line);
    }
    (writer.out, writer.losses)
}

#[derive(Default)]
struct Writer {
    out: Lines,
    losses: Vec<(u32, String)>,
    fences: Fences,
    /// Jekyll's and Hugo's signs are read: elsewhere two braces are just text.
    templates: bool,
    /// How the callout that is open ends.
    callout: Option<Ends>,
}

#[derive(Clone, Copy, PartialEq)]
enum Ends {
    /// At a line of colons.
    Colons,
    /// At the first line that is not indented.
    Indent,
}

impl Writer {
    fn line(&mut self, at: u32, line: &str) {
        if self.callout == Some(Ends::Indent)
            && !line.trim().is_empty()
            && !line.starts_with("    ")
            && !line.starts_with('\t')
        {
            self.callout = None;
        }
        let inner = match self.callout {
            Some(Ends::Indent) => line.strip_prefix("    ").or_else(|| line.strip_prefix('\t')).unwrap_or(line.trim()),
            _ => line,
        };
        if self.fences.covers(inner) {
            return self.put(at, inner);
        }
        let bare = inner.trim();
        if self.opens_callout(at, bare) || self.ends_callout(bare) || is_sign_of_another(bare) {
            return;
        }
        if bare.starts_with("import ") && bare.contains(" from ") && bare.ends_with([';', '\'', '"']) {
            return self.lose(at, "a part made by code is left out", bare);
        }
        let changed = outside_code(inner, &mut |text| self.text(at, text));
        self.put(at, &changed);
    }

    fn put(&mut self, at: u32, line: &str) {
        let line = if self.callout.is_some() { format!("> {line}") } else { line.to_owned() };
        self.out.0.push((at, line));
    }

    fn lose(&mut self, at: u32, what: &str, sign: &str) {
        self.losses.push((at, format!("{what}: {}", base::text::shorten(sign, 80))));
    }

    fn opens_callout(&mut self, at: u32, bare: &str) -> bool {
        let opened =
            ["!!!", "???+", "???"].iter().find_map(|sign| bare.strip_prefix(sign)).map(|rest| (Ends::Indent, rest));
        let colons = bare.strip_prefix(":::").map(|rest| rest.trim_start_matches(':'));
        let opened = opened.or_else(|| colons.filter(|rest| !rest.trim().is_empty()).map(|rest| (Ends::Colons, rest)));
        let Some((ends, rest)) = opened else { return false };
        let rest = rest.trim();
        let (kind, title) = rest.split_once([' ', '[', '{']).unwrap_or((rest, ""));
        let Some(kind) = callout_kind(kind) else { return false };
        self.out.0.push((at, String::new()));
        self.callout = Some(ends);
        self.put(at, &format!("[!{kind}]"));
        let title = title.trim().trim_matches(['"', ']', '}', '[']);
        if !title.is_empty() {
            self.put(at, &format!("**{title}**"));
            self.put(at, "");
        }
        true
    }

    fn ends_callout(&mut self, bare: &str) -> bool {
        let ends = self.callout == Some(Ends::Colons) && bare.len() >= 3 && bare.bytes().all(|byte| byte == b':');
        if ends {
            self.callout = None;
        }
        ends
    }

    fn text(&mut self, at: u32, text: &str) -> String {
        let text = if self.templates { self.braces(at, text) } else { text.to_owned() };
        if text.contains('<') { self.html(at, &text) } else { text }
    }

    /// `{{ … }}`, `{% … %}`, `{{< … >}}`.
    fn braces(&mut self, at: u32, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
            let close = if rest[start..].starts_with("{%") { "%}" } else { "}}" };
            let Some(end) = rest[start + 2..].find(close).map(|found| start + 2 + found) else { break };
            out.push_str(&rest[..start]);
            let sign = rest[start + 2..end].trim_matches(['<', '>', '%', '-', ' ']);
            match said_by_sign(sign) {
                Some(said) => out.push_str(&said),
                None => self.lose(at, "a sign of the site's own program is left out", sign),
            }
            rest = &rest[end + 2..];
        }
        out + rest
    }

    fn html(&mut self, at: u32, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        let mut link: Option<String> = None;
        while let Some(start) = rest.find('<') {
            out.push_str(&rest[..start]);
            rest = &rest[start..];
            let Some((tag, length)) = tag(rest) else {
                out.push('<');
                rest = &rest[1..];
                continue;
            };
            match written_tag(&tag, &mut link) {
                Written::As(said) => out.push_str(&said),
                Written::Kept => out.push_str(&rest[..length]),
                Written::Text => {
                    self.lose(at, "HTML is shown as text", &rest[..length]);
                    out.push_str(&rest[..length]);
                }
            }
            rest = &rest[length..];
        }
        out.push_str(rest);
        // A link that is not closed on its line.
        if let Some(to) = link {
            out.push_str(&format!("]({to})"));
        }
        out
    }
}

/// Signs on a line of their own that only tell another program what to do.
fn is_sign_of_another(bare: &str) -> bool {
    matches!(
        bare.to_ascii_lowercase().as_str(),
        "[toc]" | "[[toc]]" | "[[_toc_]]" | "{:toc}" | "* toc" | "- toc" | "1. toc" | "${toc}"
    ) || (bare.starts_with("{:") && bare.ends_with('}'))
}

fn callout_kind(word: &str) -> Option<&'static str> {
    Some(match word.trim_matches(['"', ':']).to_ascii_lowercase().as_str() {
        "note" | "info" | "abstract" | "quote" | "example" | "question" | "seealso" | "details" | "summary" => "NOTE",
        "tip" | "hint" | "success" | "check" => "TIP",
        "important" | "attention" => "IMPORTANT",
        "warning" | "warn" => "WARNING",
        "danger" | "caution" | "error" | "failure" | "bug" => "CAUTION",
        _ => return None,
    })
}

fn said_by_sign(sign: &str) -> Option<String> {
    let (name, rest) = sign.split_once(char::is_whitespace).unwrap_or((sign, ""));
    let quoted = || {
        let start = sign.find(['"', '\''])?;
        let quote = sign[start..].chars().next()?;
        let inner = &sign[start + 1..];
        Some(inner[..inner.find(quote)?].to_owned())
    };
    match name {
        "site.baseurl" | "site.url" | "raw" | "endraw" | "comment" | "endcomment" | "/*" => Some(String::new()),
        "link" | "post_url" => Some(format!("/{}", rest.trim().trim_start_matches('/'))),
        "ref" | "relref" => quoted().or_else(|| Some(rest.trim().to_owned())),
        "figure" => {
            let value = |name: &str| {
                let from = sign.find(&format!("{name}=\""))? + name.len() + 2;
                Some(&sign[from..from + sign[from..].find('"')?])
            };
            Some(format!("![{}]({})", value("alt").or(value("caption")).unwrap_or(""), value("src")?))
        }
        _ if sign.contains("relative_url") || sign.contains("absolute_url") => quoted(),
        _ => None,
    }
}

struct Tag {
    name: String,
    closes: bool,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The HTML tag that `text` begins with, and its length.
fn tag(text: &str) -> Option<(Tag, usize)> {
    let closes = text.starts_with("</");
    let from = if closes { 2 } else { 1 };
    let name: String = text[from..].chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
    let end = text.find('>')?;
    let rest = text.get(from + name.len()..end)?;
    // `<https://…>`, `<me@x.example>`, `<your-name>` are no tags.
    if name.is_empty() || !(rest.is_empty() || rest.starts_with([' ', '/', '\t'])) {
        return None;
    }
    Some((Tag { name: name.to_ascii_lowercase(), closes, attributes: attributes(rest) }, end + 1))
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals].split_whitespace().next_back().unwrap_or_default().to_ascii_lowercase();
        let value = rest[equals + 1..].trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => match value[1..].find(quote) {
                Some(end) => (&value[1..1 + end], &value[end + 2..]),
                None => (&value[1..], ""),
            },
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        found.push((name, value.to_owned()));
        rest = after;
    }
    found
}

enum Written {
    As(String),
    /// Our reader knows it.
    Kept,
    Text,
}

fn written_tag(tag: &Tag, link: &mut Option<String>) -> Written {
    let nothing = || Written::As(String::new());
    match (tag.name.as_str(), tag.closes) {
        ("a", false) => match tag.attribute("href").filter(|_| link.is_none()) {
            Some(to) => {
                *link = Some(to.replace([' ', ')', '('], ""));
                Written::As("[".into())
            }
            None => nothing(),
        },
        ("a", true) => Written::As(link.take().map_or(String::new(), |to| format!("]({to})"))),
        ("img", _) => match tag.attribute("src") {
            Some(from) => Written::As(format!("![{}](<{from}>)", tag.attribute("alt").unwrap_or(""))),
            None => nothing(),
        },
        (
            "div" | "span" | "p" | "center" | "details" | "font" | "section" | "article" | "figure" | "u" | "small"
            | "tabs",
            _,
        ) => nothing(),
        ("summary" | "figcaption", _) => Written::As("**".into()),
        ("br" | "b" | "i" | "em" | "strong" | "code" | "kbd" | "sub" | "sup" | "mark" | "del" | "s", _) => {
            if tag.attributes.is_empty() {
                return Written::Kept;
            }
            let bare = if tag.closes { format!("</{}>", tag.name) } else { format!("<{}>", tag.name) };
            Written::As(bare)
        }
        ("hr", _) => Written::As("\n\n---\n\n".into()),
        ("ul" | "ol", _) | ("li", true) => nothing(),
        ("li", false) => Written::As("- ".into()),
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => {
            Written::As(format!("{} ", "#".repeat(tag.name[1..].parse().unwrap_or(2))))
        }
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => nothing(),
        (
            "table" | "tr" | "td" | "th" | "thead" | "tbody" | "iframe" | "script" | "style" | "video" | "object"
            | "embed" | "form" | "input" | "button" | "svg" | "link" | "audio" | "source" | "dl" | "dt" | "dd" | "pre"
            | "blockquote",
            _,
        ) => Written::Text,
        // Anything else is most likely a word in angle brackets, which our reader keeps as text.
        _ => Written::Kept,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ours(text: &str) -> String {
        to_ours(Lines::of(text, 1), true).0.text()
    }

    #[test]
    fn other_programs_signs_become_ours() {
        for (theirs, wanted) in [
            (":::tip Try it\nwords\n:::\nafter", "\n> [!TIP]\n> **Try it**\n> \n> words\nafter\n"),
            ("!!! warning \"Mind\"\n    the gap\n\nafter", "\n> [!WARNING]\n> **Mind**\n> \n> the gap\n> \nafter\n"),
            ("{: .class}\n[TOC]\nx", "x\n"),
            ("[a]({{< ref \"other.md\" >}})", "[a](other.md)\n"),
            ("[a]({{ site.baseurl }}/x) [b]({{ '/y' | relative_url }})", "[a](/x) [b](/y)\n"),
            ("[a]({% link _docs/x.md %})", "[a](/_docs/x.md)\n"),
            ("<a href=\"x.html\">X</a> <img src='a.png' alt='A'>", "[X](x.html) ![A](<a.png>)\n"),
            (
                "`<a href=\"x\">` and <your-name> <https://x.example>",
                "`<a href=\"x\">` and <your-name> <https://x.example>\n",
            ),
            ("```\n:::tip\n{{ x }}\n```", "```\n:::tip\n{{ x }}\n```\n"),
        ] {
            assert_eq!(ours(theirs), wanted, "{theirs}");
        }
    }

    #[test]
    fn html_that_has_no_counterpart_is_reported() {
        let (lines, losses) = to_ours(Lines::of("a\n<iframe src=x></iframe>", 7), false);
        assert_eq!(lines.text(), "a\n<iframe src=x></iframe>\n");
        assert_eq!(losses[0].0, 8);
    }

    proptest! {
        #[test]
        fn any_text_passes_without_failing(text in "[<>a-c/=\"'{}%`:!\\n ]{0,200}") {
            let _ = ours(&text);
        }
    }
}
