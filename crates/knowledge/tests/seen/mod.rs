//! What a reader gets of HTML: elements, the attributes that say something, words.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// One line. White space outside `pre` counts as one blank, or none beside a block.
pub fn of(html: &str) -> String {
    let sink = Sink::default();
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().out.trim().to_owned()
}

#[derive(Default)]
struct Sink(RefCell<Seen>);

#[derive(Default)]
struct Seen {
    out: String,
    in_pre: usize,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let seen = &mut *self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => seen.tag(&tag),
            Token::CharacterTokens(text) => seen.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
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
    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_ref();
        let ends = tag.kind == TagKind::EndTag;
        if BLOCKS.contains(&name) {
            let kept = self.out.trim_end_matches(' ').len();
            self.out.truncate(kept);
        }
        if name == "pre" {
            self.in_pre = if ends { self.in_pre.saturating_sub(1) } else { self.in_pre + 1 };
        }
        self.out.push_str(if ends { "</" } else { "<" });
        self.out.push_str(name);
        for kept in ["href", "src", "alt", "start", "class"] {
            let found = tag.attrs.iter().find(|it| it.name.local == *kept && !ends);
            if let Some(found) = found.filter(|it| kept != "class" || it.value.starts_with("language-")) {
                let value = found.value.strip_prefix("/handbook/files/").unwrap_or(&found.value);
                self.out.push_str(&format!(" {kept}={}", decoded(value)));
            }
        }
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
