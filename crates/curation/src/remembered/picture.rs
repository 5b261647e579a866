//! The forgetting curve as SVG: what is remembered falls by the day and steps down when people join; each week's joiners
//! stand below it. Every figure in it is as rounded as the table beside it.

use super::{Curve, Point};
use std::fmt::Write;

const WIDTH: f64 = 1_080.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 1_068.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 172.0;
const JOINED_TOP: f64 = 186.0;
const JOINED_BOTTOM: f64 = 216.0;

fn x(at: usize, points: usize) -> f64 {
    LEFT + (RIGHT - LEFT) * if points > 1 { at as f64 / (points - 1) as f64 } else { 1.0 }
}

fn y(percent: i64) -> f64 {
    BOTTOM - (BOTTOM - TOP) * percent.clamp(0, 100) as f64 / 100.0
}

/// A line through the points that have a value.
fn line(
    points: &[Point],
    value: impl Fn(&Point) -> Option<i64>,
    x: impl Fn(usize) -> f64,
    y: impl Fn(i64) -> f64,
) -> String {
    let mut path = String::new();
    for (at, point) in points.iter().enumerate() {
        if let Some(value) = value(point) {
            let _ = write!(path, "{}{:.1} {:.1} ", if path.is_empty() { "M" } else { "L" }, x(at), y(value));
        }
    }
    path.trim_end().to_owned()
}

/// `12 March`
fn short(point: &Point) -> String {
    format!("{} {}", point.on.day_of_month(), point.on.month_name())
}

/// The whole picture; `of` names it for who hears it.
pub fn whole(curve: &Curve, of: &str) -> String {
    let points = &curve.points;
    let place = |at| x(at, points.len());
    let mut svg = format!("<svg viewBox=\"0 0 {WIDTH} 240\" role=\"img\" aria-label=\"{of}\">");
    for percent in [0, 50, 100] {
        let at = y(percent);
        let _ = write!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\" class=\"g-grid\"/>\
             <text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{percent}%</text>",
            LEFT - 8.0,
            at + 4.0
        );
    }
    let reach = line(points, |point| point.reach(), place, y);
    let _ = write!(svg, "<path d=\"{reach}\" class=\"g-line\" stroke-dasharray=\"2 5\"/>");
    let kept = line(points, |point| Some(point.remembered()), place, y);
    let _ = write!(svg, "<path d=\"{kept}\" class=\"g-line-a\"/>");
    let now = curve.now();
    let (end, at) = (place(points.len() - 1), y(now.remembered()));
    let _ = write!(svg, "<circle cx=\"{end:.1}\" cy=\"{at:.1}\" r=\"4\" class=\"g-a\"/>");
    let most = points.iter().map(|point| point.joined).max().unwrap_or(0).max(1);
    for (at, point) in points.iter().enumerate().filter(|(_, point)| point.joined > 0) {
        let height = (JOINED_BOTTOM - JOINED_TOP) * point.joined as f64 / most as f64;
        let (left, top) = (place(at) - 4.0, JOINED_BOTTOM - height);
        let _ = write!(svg, "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"8\" height=\"{height:.1}\" class=\"g-b\"/>");
    }
    let _ = write!(
        svg,
        "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{JOINED_BOTTOM}\" y2=\"{JOINED_BOTTOM}\" class=\"g-axis\"/>\
         <text x=\"{LEFT}\" y=\"234\">{}</text><text x=\"{RIGHT}\" y=\"234\" text-anchor=\"end\">{}</text></svg>",
        short(&points[0]),
        short(now)
    );
    svg
}

/// A small one, for a row of a table.
pub fn small(points: &[Point]) -> String {
    let place = |at: usize| 2.0 + 114.0 * if points.len() > 1 { at as f64 / (points.len() - 1) as f64 } else { 1.0 };
    let height = |percent: i64| 37.0 - 34.0 * percent as f64 / 100.0;
    let path = line(points, |point| Some(point.remembered()), place, height);
    let end = points.last().map_or(37.0, |point| height(point.remembered()));
    format!(
        "<svg viewBox=\"0 0 120 40\" width=\"120\" height=\"40\" aria-hidden=\"true\">\
         <line x1=\"0\" y1=\"38.5\" x2=\"120\" y2=\"38.5\" class=\"g-grid\"/><path d=\"{path}\" class=\"g-line\"/>\
         <circle cx=\"116\" cy=\"{end:.1}\" r=\"3\" class=\"g-ink\"/></svg>"
    )
}
