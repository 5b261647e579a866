//! A published report as JSON in the shape of the service standard reports: title, summary, body, and a date, a result
//! and a stage by which it is found. Shape: `service_standard_reports` of the specialist publisher (MIT).

use super::{Action, Assessment, Evidence, Said, Seat};
use crate::reuse::Started;
use crate::standard::Point;
use serde_json::{Value, json};

/// Everything that stands in a report.
pub struct Whole<'a> {
    pub it: &'a Assessment,
    pub points: &'a [Point],
    pub said: &'a [Said],
    pub panel: &'a [Seat],
    pub evidence: &'a [Evidence],
    pub actions: &'a [Action],
    pub started: &'a [Started],
}

/// In the words and fields of the schema: `metadata.assessment_date`, `metadata.result`, `metadata.stage`; a body in
/// Markdown beneath.
pub fn document(whole: &Whole<'_>) -> Value {
    let it = whole.it;
    json!({
        "document_type": "service_standard_report",
        "title": format!("{}: {}", it.product_name, it.title()),
        "summary": it.summary.lines().next().unwrap_or_default(),
        "body": markdown(whole),
        "metadata": {
            "assessment_date": it.on.to_string(),
            "result": it.outcome.map(|outcome| outcome.in_schema()),
            "stage": it.stage.word(),
        },
    })
}

/// The whole report as Markdown.
pub fn markdown(whole: &Whole<'_>) -> String {
    let it = whole.it;
    let mut text = format!("{}\n\n", it.summary.trim());
    let panel: Vec<String> = whole
        .panel
        .iter()
        .map(|seat| if seat.is_chair { format!("{} (chair)", seat.name) } else { seat.name.clone() })
        .collect();
    text += &format!(
        "- Standard: {}, version {}\n- Assessed on: {}\n- Result: {}\n- Panel: {}\n",
        it.standard_title,
        it.version_number,
        it.on.long(),
        it.outcome.map_or("", |outcome| outcome.label()),
        panel.join(", ")
    );
    for point in whole.points {
        text += &format!("\n## {}. {}\n", point.number, point.title);
        if let Some(said) = whole.said.iter().find(|said| said.point == point.number) {
            text += &format!("\n**{}.** {}\n", said.outcome.label(), said.reason.trim());
        }
        let shown: Vec<&Evidence> = whole.evidence.iter().filter(|shown| shown.point == point.number).collect();
        if !shown.is_empty() {
            text += "\nEvidence:\n\n";
        }
        for shown in shown {
            let words = shown.words.replace('\n', " ");
            match &shown.url {
                Some(url) => text += &format!("- {words} (<{url}>)\n"),
                None => text += &format!("- {words}\n"),
            }
        }
    }
    if !whole.started.is_empty() {
        text += "\n## What it starts from\n\n";
    }
    for it in whole.started {
        let words = match (it.is_adopted(), &it.why) {
            (true, _) => "started from it".to_owned(),
            (false, Some(why)) => format!("built its own: {}", why.replace('\n', " ")),
            (false, None) => "built its own; no reason is given yet".to_owned(),
        };
        text += &format!("- {} {}: {words}\n", it.reference(), it.title);
    }
    if !whole.actions.is_empty() {
        text += "\n## What is to be done\n\n";
    }
    for action in whole.actions {
        let by = action.owner.as_ref().map_or("Nobody yet", |(_, name)| name.as_str());
        let came = action.closed_words.as_ref().map_or(String::new(), |words| format!(" Done: {words}"));
        text += &format!("- {} ({by}, by {}).{came}\n", action.words.replace('\n', " "), action.due_on.long());
    }
    text
}
