//! A model as a table: `key,area,stage,title,explanation`. Pure.

use super::{Area, Card};
use base::text;

/// What is wrong with a table, with the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flawed {
    pub line: usize,
    pub words: String,
}

const MOST_CARDS: usize = 60;

/// All cards, or everything that is wrong.
pub fn read(table: &str) -> Result<Vec<Card>, Vec<Flawed>> {
    let mut flaws = Vec::new();
    let mut cards: Vec<Card> = Vec::new();
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(table.as_bytes());
    let mut head = true;
    for (at, record) in reader.records().enumerate() {
        let line = at + 1;
        let Ok(record) = record else {
            flaws.push(Flawed { line, words: "This line is no line of a table.".into() });
            continue;
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if std::mem::take(&mut head) && record.get(0).is_some_and(|cell| cell.trim().eq_ignore_ascii_case("key")) {
            continue;
        }
        match card(&record) {
            Ok(card) if cards.iter().any(|known| known.key == card.key) => {
                flaws.push(Flawed { line, words: format!("The key {} stands here twice.", card.key) });
            }
            Ok(card) => cards.push(card),
            Err(words) => flaws.push(Flawed { line, words }),
        }
    }
    if cards.len() < 3 || cards.len() > MOST_CARDS {
        flaws
            .push(Flawed { line: 0, words: format!("A model has 3 to {MOST_CARDS} cards; here are {}.", cards.len()) });
    }
    if flaws.is_empty() { Ok(cards) } else { Err(flaws) }
}

fn card(record: &csv::StringRecord) -> Result<Card, String> {
    let cell = |at: usize| {
        let cell = text::one_line(record.get(at).unwrap_or_default());
        cell.strip_prefix('\'').filter(|rest| is_formula(rest)).map(str::to_owned).unwrap_or(cell)
    };
    let key = text::slug(&cell(0));
    if key.is_empty() || key.len() > 40 {
        return Err("The first column is a short key, such as handbook.".into());
    }
    let area = Area::from_word(&cell(1).to_lowercase()).ok_or("The area is people, programme or place.")?;
    let stage =
        cell(2).parse().ok().filter(|stage| (1..=5).contains(stage)).ok_or("The stage is a number from 1 to 5.")?;
    let title = text::required_line(&cell(3), 120).map_err(|fault| format!("The title: {fault}."))?;
    let explanation = text::shorten(&cell(4), 400);
    Ok(Card { key, area: area.word().to_owned(), stage, title, explanation })
}

fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// As it is read again.
pub fn write_out(cards: &[Card]) -> String {
    let quoted = |cell: &str| {
        let safe = if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() };
        if safe.contains([',', '"', '\n', '\'']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
    };
    let mut text = String::from("key,area,stage,title,explanation\r\n");
    for it in cards {
        text += &format!(
            "{},{},{},{},{}\r\n",
            quoted(&it.key),
            it.area,
            it.stage,
            quoted(&it.title),
            quoted(&it.explanation)
        );
    }
    text
}
