//! What a reader gets of HTML: elements, the attributes that say something, words.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// One line. White space outside `pre` counts as one blank, or none beside a block.
pub fn of(html: &str) -> String {
    let mut reader = Reader::from_str(html);
    let config = reader.config_mut();
    (config.allow_dangling_amp, config.allow_unmatched_ends, config.check_end_names) = (true, true, false);
    let mut seen = Seen::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => seen.begins(&start),
            Ok(Event::End(end)) => seen.tag(&String::from_utf8_lossy(end.name().as_ref()), true),
            Ok(Event::Text(text)) => seen.text(&text.decode().unwrap()),
            Ok(Event::GeneralRef(name)) => {
                let whole = format!("&{};", name.decode().unwrap());
                seen.text(&unescape(&whole).map(|it| it.into_owned()).unwrap_or(whole));
            }
            Ok(Event::Eof) => break,
            Ok(Event::Comment(_)) => {}
            Ok(other) => seen.text(&format!("{other:?}")),
            Err(error) => return format!("{} {error}", seen.out),
        }
    }
    seen.out.trim().to_owned()
}

#[derive(Default)]
struct Seen {
    out: String,
    in_pre: usize,
}

const BLOCKS: [&str; 20] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
];

impl Seen {
    fn begins(&mut self, start: &BytesStart<'_>) {
        self.tag(&String::from_utf8_lossy(start.name().as_ref()), false);
        self.out.pop();
        for kept in ["href", "src", "alt", "start", "class"] {
            let mut all = start.html_attributes();
            let found = all.with_checks(false).flatten().find(|it| it.key.as_ref() == kept.as_bytes());
            let value = found.map(|it| it.value.into_owned());
            let value = value.map(|it| String::from_utf8_lossy(&it).into_owned());
            if let Some(value) = value.filter(|it| kept != "class" || it.starts_with("language-")) {
                let value = unescape(&value).map(|it| it.into_owned()).unwrap_or(value);
                let value = value.strip_prefix("/handbook/files/").unwrap_or(&value);
                self.out.push_str(&format!(" {kept}={}", decoded(value)));
            }
        }
        self.out.push('>');
    }

    fn tag(&mut self, name: &str, ends: bool) {
        if BLOCKS.contains(&name) {
            let kept = self.out.trim_end_matches(' ').len();
            self.out.truncate(kept);
        }
        if name == "pre" {
            self.in_pre = if ends { self.in_pre.saturating_sub(1) } else { self.in_pre + 1 };
        }
        self.out.push_str(if ends { "</" } else { "<" });
        self.out.push_str(name);
        self.out.push('>');
    }

    fn text(&mut self, text: &str) {
        if self.in_pre > 0 {
            return self.out.push_str(text);
        }
        for letter in text.chars() {
            let blank = matches!(letter, ' ' | '\n' | '\t' | '\r');
            match blank {
                false => self.out.push(letter),
                true if self.out.ends_with([' ', '>']) && self.is_after_a_block() => {}
                true if self.out.ends_with(' ') => {}
                true => self.out.push(' '),
            }
        }
    }

    fn is_after_a_block(&self) -> bool {
        let Some(at) = self.out.rfind('<') else { return true };
        let name: String =
            self.out[at..].trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        BLOCKS.contains(&name.as_str())
    }
}

/// Browsers read an address the same whether its letters are written as they are or by their bytes.
fn decoded(address: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), address.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let hex =
            after.get(..2).and_then(|it| std::str::from_utf8(it).ok()).and_then(|it| u8::from_str_radix(it, 16).ok());
        match hex.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
