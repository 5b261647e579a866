//! A text in the making that still knows which line of its source each line came from.

/// Lines with their line in the source, from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines(pub Vec<(u32, String)>);

impl Lines {
    pub fn of(text: &str, first: u32) -> Self {
        Self(text.lines().enumerate().map(|(at, line)| (first + at as u32, line.to_owned())).collect())
    }

    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.0.iter().map(|(_, line)| line.len() + 1).sum());
        for (_, line) in &self.0 {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// The line in the source of line `at` of [`Lines::text`], both from 1.
    pub fn source_line(&self, at: u32) -> u32 {
        self.0.get(at.saturating_sub(1) as usize).or(self.0.last()).map_or(1, |(line, _)| *line)
    }

    /// Appends text that may go on over line ends, all of it from `line`.
    pub fn push(&mut self, text: &str, line: u32) {
        for (at, part) in text.split('\n').enumerate() {
            match self.0.last_mut() {
                Some((_, last)) if at == 0 => last.push_str(part),
                _ => self.0.push((line, part.to_owned())),
            }
        }
    }
}

/// Is a line inside fenced code? Asked line by line, in order.
#[derive(Default)]
pub struct Fences(Option<(u8, usize)>);

impl Fences {
    /// True for the fences themselves too.
    pub fn covers(&mut self, line: &str) -> bool {
        let text = line.trim_start().trim_start_matches(['>', ' ']);
        let mark = text.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'));
        let length = mark.map_or(0, |mark| text.bytes().take_while(|byte| *byte == mark).count());
        match self.0 {
            None if length >= 3 => {
                let opens = mark == Some(b'~') || !text[length..].contains('`');
                self.0 = mark.filter(|_| opens).map(|mark| (mark, length));
                opens
            }
            None => false,
            Some((open, least)) => {
                if mark == Some(open) && length >= least && text[length..].trim().is_empty() {
                    self.0 = None;
                }
                true
            }
        }
    }
}

/// Changes the parts of a line that stand in no `code`.
pub fn outside_code(line: &str, change: &mut dyn FnMut(&str) -> String) -> String {
    let mut changed = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let ticks = rest[start..].bytes().take_while(|byte| *byte == b'`').count();
        let fence = &rest[start..start + ticks];
        let Some(end) = rest[start + ticks..].find(fence).map(|at| start + ticks + at + ticks) else { break };
        changed.push_str(&change(&rest[..start]));
        changed.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    changed.push_str(&change(rest));
    changed
}
