//! Pages written as templates (`.erb`): what the code would have said is written in, the rest is reported as lost.
//! No code of a source is ever run.

use super::front::Front;
use super::lines::Lines;
use std::collections::HashMap;

/// What a page's template may speak of.
pub struct Surroundings<'a> {
    pub title: &'a str,
    pub front: &'a Front,
    /// Texts that pages include, by name: `partials/contact`.
    pub partials: &'a HashMap<String, String>,
}

/// How deep parts may include parts.
const DEEPEST: usize = 6;
/// More text than this from one page and its parts is cut: parts that double each other grow without end.
const LONGEST: usize = 2 << 20;

/// Template to Markdown. What could not be said stands in the second value, with its line.
pub fn to_markdown(body: &str, first_line: u32, around: &Surroundings<'_>) -> (Lines, Vec<(u32, String)>) {
    let mut reader = Reader { around, out: Lines::default(), losses: Vec::new(), size: 0 };
    reader.out.0.push((first_line, String::new()));
    reader.read(body, first_line, 0);
    if reader.out.0.len() > 1 && reader.out.0.last().is_some_and(|(_, line)| line.is_empty()) {
        reader.out.0.pop();
    }
    (reader.out, reader.losses)
}

struct Reader<'a> {
    around: &'a Surroundings<'a>,
    out: Lines,
    losses: Vec<(u32, String)>,
    size: usize,
}

impl Reader<'_> {
    fn read(&mut self, text: &str, first_line: u32, depth: usize) {
        let mut line = first_line;
        let mut rest = text;
        while let Some(start) = rest.find("<%") {
            self.say(&rest[..start], &mut line, depth);
            rest = &rest[start..];
            if let Some(literal) = rest.strip_prefix("<%%") {
                self.say("<%", &mut line, depth);
                rest = literal;
                continue;
            }
            let Some(end) = rest.find("%>") else { break };
            let tag = &rest[2..end];
            rest = &rest[end + 2..];
            if let Some(expression) = tag.strip_prefix('=') {
                self.expression(expression.trim_start_matches('=').trim().trim_end_matches('-').trim(), line, depth);
            } else if let Some(skipped) = self.code(tag.trim().trim_matches('-').trim(), rest, line) {
                line += rest[..skipped].matches('\n').count() as u32;
                rest = &rest[skipped..];
            }
            if depth == 0 {
                line += tag.matches('\n').count() as u32;
            }
        }
        self.say(rest, &mut line, depth);
    }

    /// Text of a page moves its line on; text of a part stays on the line that includes it.
    fn say(&mut self, text: &str, line: &mut u32, depth: usize) {
        self.size += text.len();
        if self.size > LONGEST {
            return;
        }
        for (at, piece) in text.split('\n').enumerate() {
            if at > 0 {
                *line += u32::from(depth == 0);
                self.out.0.push((*line, String::new()));
            }
            self.out.push(piece.trim_end_matches('\r'), *line);
        }
    }

    fn lose(&mut self, line: u32, what: String) {
        self.losses.push((line, what));
    }

    /// Code that says nothing itself. Text set aside for another place of the site goes with it: how much to skip.
    fn code(&mut self, code: &str, rest: &str, line: u32) -> Option<usize> {
        if code.starts_with('#') || code == "end" || code == "else" || code.is_empty() {
            return None;
        }
        if code.starts_with("content_for") && code.ends_with("do") {
            self.lose(line, format!("the text set aside with “{}” is left out", short(code)));
            return end_of_block(rest);
        }
        self.lose(line, format!("the code “{}” is left out", short(code)));
        None
    }

    fn expression(&mut self, code: &str, line: u32, depth: usize) {
        let mut at = line;
        if let Some(name) = part_name(code) {
            return self.include(&name, line, depth);
        }
        match said(code, self.around) {
            Some(text) => self.say(&text, &mut at, 1),
            None => self.lose(line, format!("the code “{}” is left out", short(code))),
        }
    }

    fn include(&mut self, name: &str, line: u32, depth: usize) {
        let around = self.around;
        match around.partials.get(&part_key(name)) {
            Some(_) if depth >= DEEPEST => {
                self.lose(line, format!("the part “{name}” includes itself and is left out"))
            }
            Some(part) if part.contains("page_toc") => {}
            Some(part) if part.contains(".children") => {
                self.lose(
                    line,
                    format!(
                        "the list of pages under this one, made by the part “{name}”, is shown beside the page instead"
                    ),
                );
            }
            Some(part) => self.read(part.trim_end(), line, depth + 1),
            None => self.lose(line, format!("the part “{name}” is not in the source and is left out")),
        }
    }
}

/// `partials/_contact.html.md.erb` and `partials/contact` are one.
pub fn part_key(name: &str) -> String {
    let name = name.trim_matches('/');
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let file = file.trim_start_matches('_').split('.').next().unwrap_or_default();
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

fn part_name(code: &str) -> Option<String> {
    let rest = ["partial", "render partial:", "render"].iter().find_map(|start| code.strip_prefix(start))?;
    quoted(rest).into_iter().next()
}

/// What an expression says, where that can be known without running anything.
fn said(code: &str, around: &Surroundings<'_>) -> Option<String> {
    let (name, rest) = code.split_once(['(', ' ']).unwrap_or((code, ""));
    let words = quoted(rest);
    match name {
        "link_to" => Some(format!("[{}]({})", words.first()?, words.get(1)?)),
        "mail_to" => Some(format!("[{0}](mailto:{1})", words.get(1).or(words.first())?, words.first()?)),
        "image_tag" => Some(picture(&words, rest)?),
        "warning_text" => Some(callout("WARNING", words.first()?)),
        "inset_text" | "info_text" => Some(callout("NOTE", words.first()?)),
        "yield" | "yield_content" => Some(String::new()),
        _ => {
            let data = ["current_page.data.", "frontmatter.", "page.data."]
                .iter()
                .find_map(|start| code.strip_prefix(start))?;
            if data == "title" {
                return Some(around.title.to_owned());
            }
            around.front.value(data).map(str::to_owned)
        }
    }
}

fn picture(words: &[String], rest: &str) -> Option<String> {
    let from = words.first()?;
    let alt = if rest.contains("alt") { words.get(1).map_or("", String::as_str) } else { "" };
    let place = if from.starts_with('/') || from.contains("://") { from.clone() } else { format!("/images/{from}") };
    Some(format!("![{alt}]({place})"))
}

fn callout(kind: &str, words: &str) -> String {
    format!("> [!{kind}]\n> {words}\n")
}

/// All texts in quotes.
fn quoted(code: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), code);
    while let Some(start) = rest.find(['"', '\'']) {
        let quote = rest[start..].chars().next().unwrap_or('"');
        let inner = &rest[start + 1..];
        let Some(end) = inner.find(quote) else { break };
        found.push(inner[..end].to_owned());
        rest = &inner[end + 1..];
    }
    found
}

/// Where the block that was just opened ends, behind its `<% end %>`.
fn end_of_block(rest: &str) -> Option<usize> {
    let (mut at, mut depth) = (0, 1usize);
    while let Some(start) = rest[at..].find("<%").map(|found| at + found) {
        let end = start + rest[start..].find("%>")?;
        let code = rest[start + 2..end].trim().trim_matches('-').trim();
        at = end + 2;
        let first = code.split([' ', '(']).next().unwrap_or_default();
        if code == "end" {
            depth -= 1;
        } else if !code.starts_with('=')
            && (matches!(first, "if" | "unless" | "case" | "while" | "for") || code.contains(" do"))
        {
            depth += 1;
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn short(code: &str) -> String {
    base::text::shorten(&base::text::one_line(code), 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (String, Vec<(u32, String)>) {
        let partials = HashMap::from([
            ("partials/contact".to_owned(), "Ask <%= link_to 'us', '/contact' %>.\n".to_owned()),
            ("partials/loop".to_owned(), "<%= partial 'partials/loop' %>".to_owned()),
        ]);
        let front = Front::read(&super::super::front::part("---\nteam: Blue\n---\n"));
        let around = Surroundings { title: "Hosting", front: &front, partials: &partials };
        let (lines, losses) = to_markdown(body, 1, &around);
        (lines.text(), losses)
    }

    #[test]
    fn what_code_would_have_said_is_written_in() {
        for (body, wanted) in [
            ("# <%= current_page.data.title %>", "# Hosting\n"),
            ("by <%= current_page.data.team %>", "by Blue\n"),
            ("<%= partial('partials/contact') %>", "Ask [us](/contact).\n"),
            ("<%= image_tag 'a.png', alt: 'An A' %>", "![An A](/images/a.png)\n"),
            ("<%= warning_text('Mind the gap') %>", "> [!WARNING]\n> Mind the gap\n"),
            ("write `<%%= x %>`", "write `<%= x %>`\n"),
            ("a\n<% content_for :sidebar do %>\n<% if x %>y<% end %>\n<% end %>\nb", "a\n\nb\n"),
        ] {
            assert_eq!(read(body).0, wanted, "{body}");
        }
    }

    #[test]
    fn what_could_not_be_said_is_reported_with_its_line() {
        let (text, losses) = read(
            "one\n\n<%= data.site.tools %> [x](<%= gone %>)\n<%= partial 'partials/none' %><%= partial 'partials/loop' %>",
        );
        assert_eq!(text, "one\n\n [x]()\n");
        let lines: Vec<u32> = losses.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 3, 4, 4]);
    }

    #[test]
    fn lines_are_those_of_the_source_after_code_over_several_lines() {
        let partials = HashMap::new();
        let front = Front::default();
        let around = Surroundings { title: "T", front: &front, partials: &partials };
        let (lines, _) = to_markdown("<%\nx\n%>\nlast", 5, &around);
        assert_eq!(lines.source_line(2), 8);
    }
}
