//! A Markdown text in the pieces that people move and change as one.

/// Pieces between blank lines, without those; a fence is one piece whatever stands in it.
pub fn blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block: Vec<&str> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let opened = opens(line);
        match fence {
            Some(mark) if opened.is_some_and(|closing| closes(line, closing, mark)) => fence = None,
            None if opened.is_some() => fence = opened,
            _ => {}
        }
        if line.trim().is_empty() && fence.is_none() {
            push(&mut blocks, &mut block);
        } else {
            block.push(line);
        }
    }
    push(&mut blocks, &mut block);
    blocks
}

/// The text of blocks: one blank line between them, a line end last.
pub fn whole(blocks: &[String]) -> String {
    if blocks.is_empty() { String::new() } else { format!("{}\n", blocks.join("\n\n")) }
}

fn push(blocks: &mut Vec<String>, block: &mut Vec<&str>) {
    // Blank lines at the end of a fence that was never closed.
    while block.last().is_some_and(|line| line.trim().is_empty()) {
        block.pop();
    }
    if !block.is_empty() {
        blocks.push(block.join("\n"));
        block.clear();
    }
}

/// The run of backticks or tildes that a fence begins or ends with.
fn opens(line: &str) -> Option<&str> {
    let inner = line.trim_start();
    let sign = inner.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let run = inner.len() - inner.trim_start_matches(sign).len();
    let is_code = sign == '`' && inner[run..].contains('`');
    (run >= 3 && !is_code).then(|| &inner[..run])
}

fn closes(line: &str, closing: &str, opening: &str) -> bool {
    closing.len() >= opening.len() && closing.starts_with(opening) && line.trim() == closing
}
