//! What happens while somebody is away, month by month, as SVG: solid is covered, dashed is at risk, hatched is lost.

use super::Shown;
use crate::leadership::cover::State;
use base::Day;
use std::fmt::Write;
use web::words::marked;

const WIDTH: f64 = 1_200.0;
const LEFT: f64 = 300.0;
const ROW: f64 = 34.0;
const TOP: f64 = 30.0;
/// A month of a long absence has no room for its name.
const NAMED: usize = 16;

macro_rules! draw {
    ($svg:expr, $($arg:tt)*) => {
        // Writing to a String cannot fail.
        let _ = write!($svg, $($arg)*);
    };
}

/// The first day of the month `more` months after that of `day`.
fn month(day: Day, more: i32) -> Day {
    let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + more;
    Day::new(month.div_euclid(12) as i16, (month.rem_euclid(12) + 1) as i8, 1).unwrap_or(day)
}

pub fn svg(shown: &[Shown], from: Day, to: Day) -> String {
    let (begin, end) = (month(from, -1), month(to, 2));
    let days = end.days_since(begin).max(1) as f64;
    let x = |day: Day| LEFT + (WIDTH - LEFT) * (day.days_since(begin) as f64 / days).clamp(0.0, 1.0);
    let height = TOP + ROW * shown.len() as f64 + 6.0;
    let mut svg = String::with_capacity(4_096);
    draw!(
        svg,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Which activities keep cover from {} to {}; the same is in the table\">",
        from.long(),
        to.long()
    );
    svg.push_str("<defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\"><rect width=\"7\" height=\"7\" class=\"g-hatch\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"7\" class=\"g-hatch-line\"/></pattern></defs>");
    let (left, right) = (x(from), x(to.plus_days(1)));
    draw!(
        svg,
        "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"g-band\"/>",
        TOP - 4.0,
        right - left,
        height - TOP
    );
    months(&mut svg, begin, end, (from, to), &x, height);
    for (place, it) in shown.iter().enumerate() {
        row(&mut svg, it, TOP + ROW * place as f64 + 14.0, (left, right), &x);
    }
    svg.push_str("</svg>");
    svg
}

fn months(svg: &mut String, begin: Day, end: Day, (from, to): (Day, Day), x: &impl Fn(Day) -> f64, height: f64) {
    let all = (0..).map(|more| month(begin, more)).take_while(|first| *first < end).collect::<Vec<_>>();
    for first in &all {
        let at = x(*first);
        let within = *first <= to && month(*first, 1) > from;
        let named = all.len() <= NAMED || first.month() == 1 || first.month() == 7;
        if named {
            let name: String = first.month_name().chars().take(3).collect();
            let class = if within { "t-b" } else { "" };
            draw!(svg, "<text x=\"{:.1}\" y=\"16\" class=\"{class}\">{name}</text>", at + 4.0);
        }
        draw!(
            svg,
            "<line class=\"g-grid\" x1=\"{at:.1}\" y1=\"{:.1}\" x2=\"{at:.1}\" y2=\"{:.1}\"/>",
            TOP - 4.0,
            height - 2.0
        );
    }
}

fn row(svg: &mut String, it: &Shown, y: f64, (left, right): (f64, f64), x: &impl Fn(Day) -> f64) {
    let name = base::text::shorten(&it.name, 42);
    draw!(svg, "<text x=\"0\" y=\"{:.1}\" class=\"t-ink t-row\">{}</text>", y + 5.0, marked(&name, &[]));
    draw!(
        svg,
        "<line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{left:.1}\" y2=\"{y}\" class=\"g-cover\"/><line x1=\"{right:.1}\" y1=\"{y}\" x2=\"{WIDTH}\" y2=\"{y}\" class=\"g-cover\"/>"
    );
    match it.state {
        State::Covered => {
            draw!(svg, "<line x1=\"{left:.1}\" y1=\"{y}\" x2=\"{right:.1}\" y2=\"{y}\" class=\"g-cover\"/>");
        }
        State::AtRisk => {
            draw!(svg, "<line x1=\"{left:.1}\" y1=\"{y}\" x2=\"{right:.1}\" y2=\"{y}\" class=\"g-thin\"/>");
        }
        State::Lost => {
            draw!(
                svg,
                "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"18\" fill=\"url(#hatch)\"/>",
                y - 9.0,
                right - left
            );
        }
    }
    if !it.takers.is_empty() && it.state != State::Lost {
        let takers = base::text::shorten(&it.takers, 60);
        draw!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" class=\"halo\">{}</text>",
            left + 11.0,
            y + 4.5,
            marked(&takers, &[])
        );
    }
    if let (State::Lost, Some(day)) = (it.state, it.harm) {
        let at = x(day);
        let words = format!("{} {}", day.day_of_month(), day.month_name());
        let (place, anchor) = if at > WIDTH - 110.0 { (at - 9.0, "end") } else { (at + 9.0, "start") };
        draw!(
            svg,
            "<line x1=\"{at:.1}\" y1=\"{:.1}\" x2=\"{at:.1}\" y2=\"{:.1}\" class=\"g-harm\"/><text x=\"{place:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" class=\"halo\">{words}</text>",
            y - 11.0,
            y + 11.0,
            y + 4.5
        );
    }
}
