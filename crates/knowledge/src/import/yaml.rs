//! The part of YAML that front matter and site settings are written in: maps, lists and plain values, by indentation
//! or in brackets, and folded texts. Anchors, tags and types are left as text: nothing in a source can run or refer.

/// A value as written; every scalar is a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Yaml {
    Text(String),
    List(Vec<Yaml>),
    /// In the order written.
    Map(Vec<(String, Yaml)>),
}

/// Deeper values are read as text.
const DEEPEST: usize = 12;

impl Yaml {
    pub fn get(&self, key: &str) -> Option<&Yaml> {
        match self {
            Yaml::Map(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, when it is one and says something.
    pub fn text(&self) -> Option<&str> {
        match self {
            Yaml::Text(text) if !text.is_empty() && text != "null" && text != "~" => Some(text),
            _ => None,
        }
    }

    /// All texts within, one or many.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Yaml::Text(_) => self.text().into_iter().collect(),
            Yaml::List(items) => items.iter().flat_map(Yaml::texts).collect(),
            Yaml::Map(pairs) => pairs.iter().flat_map(|(_, value)| value.texts()).collect(),
        }
    }

    pub fn read(text: &str) -> Yaml {
        let lines: Vec<Line<'_>> = text.lines().filter_map(Line::of).collect();
        let mut reader = Reader { lines: &lines, at: 0 };
        reader.block(0, 0)
    }
}

#[derive(Clone, Copy)]
struct Line<'a> {
    indent: usize,
    text: &'a str,
    raw: &'a str,
}

impl<'a> Line<'a> {
    fn of(raw: &'a str) -> Option<Self> {
        let text = raw.trim();
        let indent = raw.len() - raw.trim_start().len();
        let skip = text.starts_with('#') || text == "---" || text == "...";
        (!skip).then_some(Self { indent, text, raw })
    }
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&mut self) -> Option<Line<'a>> {
        while self.lines.get(self.at).is_some_and(|line| line.text.is_empty()) {
            self.at += 1;
        }
        self.lines.get(self.at).copied()
    }

    fn block(&mut self, indent: usize, depth: usize) -> Yaml {
        match self.peek() {
            Some(line) if line.indent >= indent && is_item(line.text) => self.list(line.indent, depth),
            Some(line) if line.indent >= indent => self.map(line.indent, depth),
            _ => Yaml::Text(String::new()),
        }
    }

    fn list(&mut self, indent: usize, depth: usize) -> Yaml {
        let mut items = Vec::new();
        while let Some(line) = self.peek() {
            if line.indent != indent || !is_item(line.text) {
                break;
            }
            self.at += 1;
            let rest = line.text[1..].trim_start();
            if rest.is_empty() && depth < DEEPEST {
                items.push(self.block(indent + 1, depth + 1));
            } else if let Some((key, value)) = pair(rest).filter(|_| depth < DEEPEST) {
                items.push(self.item_map(indent, key, value, depth));
            } else {
                items.push(flow(rest, depth));
            }
        }
        Yaml::List(items)
    }

    /// `- key: value` with more pairs on the lines below, further in.
    fn item_map(&mut self, indent: usize, key: &str, value: &'a str, depth: usize) -> Yaml {
        let mut pairs = vec![(unquoted(key), self.value(value, indent + 2, depth))];
        if let Some(line) = self.peek()
            && line.indent > indent
            && !is_item(line.text)
            && let Yaml::Map(more) = self.map(line.indent, depth + 1)
        {
            pairs.extend(more);
        }
        Yaml::Map(pairs)
    }

    fn map(&mut self, indent: usize, depth: usize) -> Yaml {
        let mut pairs = Vec::new();
        while let Some(line) = self.peek() {
            if line.indent != indent || is_item(line.text) && !pairs.is_empty() {
                break;
            }
            self.at += 1;
            // A line that is no pair says nothing that we could keep under a name.
            if let Some((key, value)) = pair(line.text) {
                pairs.push((unquoted(key), self.value(value, indent, depth)));
            }
        }
        // Always forward, whatever the indentation does.
        if pairs.is_empty() && self.peek().is_some_and(|line| line.indent > indent) {
            self.at += 1;
        }
        Yaml::Map(pairs)
    }

    fn value(&mut self, written: &'a str, indent: usize, depth: usize) -> Yaml {
        let mark = written.split('#').next().unwrap_or_default().trim();
        if matches!(mark, "|" | "|-" | "|+" | ">" | ">-" | ">+") {
            return Yaml::Text(self.long_text(indent, mark.starts_with('>')));
        }
        if !written.is_empty() && !written.starts_with('#') {
            return self.plain_value(written, indent, depth);
        }
        match self.peek() {
            Some(line) if line.indent > indent && depth < DEEPEST => self.block(line.indent, depth + 1),
            // Lists may stand at their key's own indentation.
            Some(line) if line.indent == indent && is_item(line.text) && depth < DEEPEST => {
                self.list(indent, depth + 1)
            }
            _ => Yaml::Text(String::new()),
        }
    }

    /// A value that may go on over further lines, further in.
    fn plain_value(&mut self, written: &str, indent: usize, depth: usize) -> Yaml {
        let mut whole = written.to_owned();
        while let Some(line) = self.peek().filter(|line| line.indent > indent) {
            let open = whole.starts_with('[') && !whole.ends_with(']');
            if !open && pair(line.text).is_some() {
                break;
            }
            self.at += 1;
            whole = format!("{whole} {}", line.text);
        }
        flow(&whole, depth)
    }

    fn long_text(&mut self, indent: usize, folded: bool) -> String {
        let mut kept: Vec<&str> = Vec::new();
        while let Some(line) = self.lines.get(self.at) {
            if !line.text.is_empty() && line.indent <= indent {
                break;
            }
            self.at += 1;
            kept.push(line.raw.trim());
        }
        kept.join(if folded { " " } else { "\n" }).trim().to_owned()
    }
}

fn is_item(text: &str) -> bool {
    text == "-" || text.starts_with("- ")
}

/// `key: value`, where the key may stand in quotes.
fn pair(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = match quote {
        Some(quote) => text[1..].find(quote)? + 2,
        None => 0,
    };
    let colon = from + text[from..].find(':')?;
    let rest = &text[colon + 1..];
    let split = rest.is_empty() || rest.starts_with([' ', '\t']);
    if split {
        return Some((text[..colon].trim(), rest.trim()));
    }
    // `a:b: c` has the key `a:b`; an address such as `https://x` has none.
    let next = rest.find(": ")?;
    Some((text[..colon + 1 + next].trim(), rest[next + 2..].trim()))
}

/// A value on one line: `[a, b]`, `{a: b}`, a quoted or a plain text.
fn flow(written: &str, depth: usize) -> Yaml {
    let written = without_comment(written);
    if depth < DEEPEST
        && let Some(inner) = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
    {
        return Yaml::List(split_flow(inner).into_iter().map(|item| flow(item, depth + 1)).collect());
    }
    if depth < DEEPEST
        && let Some(inner) = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
    {
        let pairs = split_flow(inner).into_iter().filter_map(pair);
        return Yaml::Map(pairs.map(|(key, value)| (unquoted(key), flow(value, depth + 1))).collect());
    }
    Yaml::Text(unquoted(written))
}

/// At commas that stand in no quotes and no inner brackets.
fn split_flow(inner: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth, mut quote) = (Vec::new(), 0, 0usize, None);
    for (at, letter) in inner.char_indices() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.push(inner[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(inner[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

fn without_comment(written: &str) -> &str {
    if written.starts_with(['"', '\'']) {
        return written.trim();
    }
    written.find(" #").map_or(written, |at| &written[..at]).trim()
}

fn unquoted(written: &str) -> String {
    let written = written.trim();
    let Some(quote) = written.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return written.to_owned() };
    let inner = &written[1..];
    let end = inner.rfind(quote).unwrap_or(inner.len());
    let inner = &inner[..end];
    match quote {
        '\'' => inner.replace("''", "'"),
        _ => inner.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Yaml {
        Yaml::Text(text.into())
    }

    #[test]
    fn front_matter_as_people_write_it_is_read() {
        let yaml = Yaml::read(
            "title: \"A: b\" # why\nowner_slack: '#x'\nold_paths:\n- /a.html\n- /b.html\ntags: [one, \"two, three\"]\nempty:\nlong: >\n  of two\n  lines\nnav:\n  - Home: index.md\n  - Deep:\n    - X: x.md\nplain: goes\n  on here\nurl: https://x.example/a#b",
        );
        assert_eq!(yaml.get("title"), Some(&text("A: b")));
        assert_eq!(yaml.get("owner_slack"), Some(&text("#x")));
        assert_eq!(yaml.get("old_paths").unwrap().texts(), ["/a.html", "/b.html"]);
        assert_eq!(yaml.get("tags").unwrap().texts(), ["one", "two, three"]);
        assert_eq!(yaml.get("empty").unwrap().text(), None);
        assert_eq!(yaml.get("long"), Some(&text("of two lines")));
        assert_eq!(yaml.get("nav").unwrap().texts(), ["index.md", "x.md"]);
        assert_eq!(yaml.get("plain"), Some(&text("goes on here")));
        assert_eq!(yaml.get("url"), Some(&text("https://x.example/a#b")));
    }

    #[test]
    fn maps_of_redirects_keep_their_order() {
        let yaml = Yaml::read("redirects:\n  /old.html: /new.html#part\n  \"/a b\": /c\nhost: https://h.example");
        let Some(Yaml::Map(pairs)) = yaml.get("redirects") else { panic!("{yaml:?}") };
        assert_eq!(pairs[0], ("/old.html".into(), text("/new.html#part")));
        assert_eq!(pairs[1], ("/a b".into(), text("/c")));
        assert_eq!(yaml.get("host"), Some(&text("https://h.example")));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_failing(lines in prop::collection::vec("[ \\-:a\\[\\]{},'\"#|>]{0,12}", 0..30)) {
            let _ = Yaml::read(&lines.join("\n"));
        }
    }
}
