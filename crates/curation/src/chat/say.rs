//! An update as each chat reads it.
//!
//! Slack: `text` with its own marks (<https://api.slack.com/reference/surfaces/formatting>: `&`, `<` and `>` are escaped,
//! links are `<address|words>`). Mattermost: `text` in Markdown. Teams: an Adaptive Card 1.4 within a message, whose text
//! blocks know a little Markdown.

use super::Program;
use crate::weekly_update::{self, Item, Update};
use base::text;
use directory::community::Community;
use serde_json::{Value, json};

/// A chat cuts what is longer; the whole stands behind the link.
const LONGEST: usize = 3_000;

/// The body of the post. `base`: scheme and host of this installation.
pub fn body(program: Program, it: &Community, update: &Update, base: &str) -> Value {
    let url = format!("{base}{}", weekly_update::url(&it.slug, update.week));
    let title = format!("{}, week of {}", it.name, update.week.long());
    let words = Words { program, base };
    match program {
        Program::Slack => json!({ "text": words.whole(&title, &url, update), "unfurl_links": false }),
        Program::Mattermost => json!({ "text": words.whole(&title, &url, update) }),
        Program::Teams => json!({
            "type": "message",
            "attachments": [{
                "contentType": "application/vnd.microsoft.card.adaptive",
                "contentUrl": null,
                "content": {
                    "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                    "type": "AdaptiveCard",
                    "version": "1.4",
                    "body": words.blocks(&title, update),
                    "actions": [{ "type": "Action.OpenUrl", "title": "Read all of it", "url": url }],
                },
            }],
        }),
    }
}

struct Words<'a> {
    program: Program,
    base: &'a str,
}

impl Words<'_> {
    fn whole(&self, title: &str, url: &str, update: &Update) -> String {
        let mut lines = vec![self.strong(&self.link(title, url))];
        if !update.own_line.is_empty() {
            lines.push(self.plain(&update.own_line));
        }
        for (part, items) in update.parts() {
            lines.push(String::new());
            lines.push(self.strong(&self.plain(part.label())));
            lines.extend(items.iter().map(|item| format!("{} {}", self.bullet(), self.item(item))));
        }
        cut(lines, &self.link("Read all of it", url))
    }

    fn blocks(&self, title: &str, update: &Update) -> Vec<Value> {
        let block = |text: String| json!({ "type": "TextBlock", "text": text, "wrap": true });
        let heading = |text: String, size: &str| json!({ "type": "TextBlock", "text": text, "wrap": true, "weight": "Bolder", "size": size });
        let mut blocks = vec![heading(self.plain(title), "Medium")];
        if !update.own_line.is_empty() {
            blocks.push(block(self.plain(&text::shorten(&update.own_line, LONGEST))));
        }
        for (part, items) in update.parts() {
            blocks.push(heading(self.plain(part.label()), "Default"));
            blocks.extend(items.iter().take(10).map(|item| block(self.item(item))));
        }
        blocks
    }

    fn item(&self, item: &Item) -> String {
        let title = match item.url.as_str() {
            "" => self.plain(&item.title),
            url => self.link(&item.title, &format!("{}{url}", self.base)),
        };
        if item.about.is_empty() { title } else { format!("{title}: {}", self.plain(&item.about)) }
    }

    fn bullet(&self) -> &'static str {
        if self.program == Program::Slack { "•" } else { "-" }
    }

    fn strong(&self, words: &str) -> String {
        if self.program == Program::Slack { format!("*{words}*") } else { format!("**{words}**") }
    }

    fn link(&self, words: &str, url: &str) -> String {
        match self.program {
            Program::Slack => format!("<{url}|{}>", self.plain(words).replace('|', "¦")),
            _ => format!("[{}]({url})", self.plain(words)),
        }
    }

    /// Whatever somebody wrote says itself, and marks nothing; nobody is called by it either.
    fn plain(&self, words: &str) -> String {
        let words = words.replace("@", "@\u{200b}");
        match self.program {
            Program::Slack => words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
            _ => {
                let mut out = String::with_capacity(words.len());
                for letter in words.chars() {
                    if "\\`*_[]<>#|~".contains(letter) {
                        out.push('\\');
                    }
                    out.push(letter);
                }
                out
            }
        }
    }
}

/// Whole lines, as many as a chat shows.
fn cut(lines: Vec<String>, more: &str) -> String {
    let mut text = String::new();
    for line in lines {
        if text.len() + line.len() > LONGEST {
            text.push_str(more);
            return text;
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}
