//! Where words go on the picture, without measuring them: widths are estimated a little too wide.

use crate::timeline::Led;
use crate::timeline::read::Timeline;
use base::{Day, text};

/// So many rows of turning points at most; what finds no room stands in the table.
const LANES: usize = 4;
const LONGEST: usize = 24;

pub struct Placed {
    pub x: f64,
    pub lane: usize,
    pub title: String,
    pub detail: String,
    /// Its words stand before the line, because behind it the picture ends.
    pub is_leftward: bool,
}

/// Estimated, for the sans at 12.5 units.
pub fn width(words: &str) -> f64 {
    words.chars().count() as f64 * 6.6
}

/// Each point in the first row in which its words run into no other's; in order of days.
pub fn place(it: &Timeline, x_of: impl Fn(Day) -> f64, right: f64) -> Vec<Placed> {
    let mut free = [0.0_f64; LANES];
    let mut placed = Vec::new();
    for point in &it.points {
        let x = x_of(point.on);
        let (title, detail) = (text::shorten(&point.title, LONGEST), text::shorten(&point.detail, LONGEST));
        let wide = width(&title).max(width(&detail)) + 14.0;
        let is_leftward = x + wide > right;
        let from = if is_leftward { x - wide } else { x };
        let Some(lane) = free.iter().position(|free| *free <= from) else { continue };
        free[lane] = x + if is_leftward { 4.0 } else { wide };
        placed.push(Placed { x, lane, title, detail, is_leftward });
    }
    placed
}

/// `Ada Quillfeather, alone`; after the same heads only `with 2 Leads`.
pub fn led_words(led: &Led, same_heads: bool) -> String {
    let with = match led.leads {
        0 => "alone".to_owned(),
        leads => format!("with {}", web::words::some(leads, "lead", "leads")),
    };
    match led.heads.as_slice() {
        [] if led.leads == 0 => "nobody".into(),
        [] => format!("no head, {with}"),
        _ if same_heads => with,
        [one] if led.leads == 0 => format!("{one}, alone"),
        [one] => format!("{one}, {with}"),
        [one, other] => {
            format!("{one} and {other}{}", if led.leads == 0 { String::new() } else { format!(", {with}") })
        }
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    }
}
