//! The picture of a timeline: six staves on one axis, as SVG. Plain arithmetic; all words are escaped here.

use super::lanes;
use crate::timeline::read::Timeline;
use crate::timeline::{Half, Row};
use std::fmt::Write;
use web::words;

pub const WIDTH: f64 = 1200.0;
pub const LEFT: f64 = 112.0;
const RIGHT: f64 = 8.0;

/// What a maturity session left, as the picture shows it: cards done, in progress, next, of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    pub on: base::Day,
    pub done: i64,
    pub in_progress: i64,
    pub next: i64,
    pub of: i64,
}

pub struct Picture<'a> {
    pub it: &'a Timeline,
    pub sessions: &'a [Session],
    svg: String,
    quarter: f64,
}

/// A place in the picture, written to a tenth. There are hundreds in each, and writing a float exactly costs ten times
/// what this does.
struct At(f64);

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
    }
}

/// `12.0 3.5 L16.0 4.5`: the points of a line.
fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::with_capacity(points.len() * 14);
    for (at, (x, y)) in points.iter().enumerate() {
        let begins = if at == 0 { "" } else { " L" };
        // Writing to a String cannot fail.
        let _ = write!(path, "{begins}{} {}", At(*x), At(*y));
    }
    path
}

macro_rules! draw {
    ($picture:expr, $($arg:tt)*) => {
        // Writing to a String cannot fail.
        let _ = write!($picture.svg, $($arg)*);
    };
}

impl<'a> Picture<'a> {
    pub fn new(it: &'a Timeline, sessions: &'a [Session]) -> Self {
        let quarter = (WIDTH - LEFT - RIGHT) / it.rows.len().max(1) as f64;
        Self { it, sessions, svg: String::with_capacity(16 * 1024), quarter }
    }

    /// `title` and `about` are read out in place of the picture.
    pub fn svg(mut self, title: &str, about: &str) -> String {
        let points = lanes::place(self.it, |day| self.x_of(day), WIDTH - RIGHT);
        let lanes = points.iter().map(|point| point.lane + 1).max().unwrap_or(1).max(2);
        let top = 38.0 * lanes as f64;
        let floor = top + 136.0;
        let has_maturity = !self.sessions.is_empty();
        let maturity = floor + 176.0;
        let led = floor + if has_maturity { 258.0 } else { 190.0 };
        let height = led + 54.0;
        draw!(
            self,
            "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"score-t score-d\"><title id=\"score-t\">{}</title><desc id=\"score-d\">{}</desc>",
            words::marked(title, &[]),
            words::marked(about, &[])
        );
        self.years(height);
        self.members_area(top, floor);
        self.turning_points(&points, floor);
        self.members_line(top, floor);
        self.joined_and_left(floor + 78.0);
        self.energy(floor + 136.0);
        if has_maturity {
            self.maturity(maturity);
        }
        self.led_by(led);
        self.svg.push_str("</svg>");
        self.svg
    }

    fn x(&self, quarter: f64) -> f64 {
        LEFT + self.quarter * quarter
    }

    fn x_of(&self, day: base::Day) -> f64 {
        self.x(self.it.first().place_of(day).clamp(0.0, self.it.rows.len() as f64))
    }

    fn years(&mut self, height: f64) {
        let axis = height - 28.0;
        for (at, row) in self.it.rows.iter().enumerate() {
            if at > 0 && row.quarter.number() != 1 {
                continue;
            }
            let x = self.x(at as f64);
            draw!(self, "<line class=\"g-grid\" x1=\"{x:.1}\" y1=\"0\" x2=\"{x:.1}\" y2=\"{axis}\"/>");
            // A year of one quarter at the beginning has no room for its number.
            if at > 0 || row.quarter.number() < 4 {
                draw!(
                    self,
                    "<text x=\"{:.1}\" y=\"{:.1}\" class=\"t-b t-y\">{}</text>",
                    x + 6.0,
                    height - 6.0,
                    row.quarter.year()
                );
            }
        }
        let x = self.x(self.it.rows.len() as f64);
        draw!(self, "<line class=\"g-grid\" x1=\"{x:.1}\" y1=\"0\" x2=\"{x:.1}\" y2=\"{axis}\"/>");
    }

    fn stave(&mut self, y: f64, name: &str, about: &str) {
        draw!(self, "<text x=\"0\" y=\"{y:.1}\" class=\"t-b\">{name}</text>");
        if !about.is_empty() {
            draw!(self, "<text x=\"0\" y=\"{:.1}\" class=\"t-s\">{about}</text>", y + 16.0);
        }
    }

    fn scale(&self, top: f64, floor: f64) -> impl Fn(i64) -> f64 + use<> {
        let most = self.it.rows.iter().map(|row| row.members).chain([self.it.before]).max().unwrap_or(1);
        let most = round_up(most.max(4)) as f64;
        move |members| floor - (floor - top - 10.0) * members as f64 / most
    }

    fn line(&self, top: f64, floor: f64) -> (String, Vec<(f64, f64)>) {
        let y = self.scale(top, floor);
        let mut points = vec![(self.x(0.0), y(self.it.before))];
        points.extend(self.it.rows.iter().enumerate().map(|(at, row)| (self.x(at as f64 + 1.0), y(row.members))));
        (format!("M{}", path(&points)), points)
    }

    fn members_area(&mut self, top: f64, floor: f64) {
        self.stave(top + 20.0, "Members", "in this community");
        let most = self.it.rows.iter().map(|row| row.members).chain([self.it.before]).max().unwrap_or(1);
        let step = (round_up(most.max(4)) / 4).max(1);
        let y = self.scale(top, floor);
        for part in 1..=4 {
            let at = y(step * part);
            draw!(
                self,
                "<line class=\"g-grid\" x1=\"{LEFT}\" y1=\"{at:.1}\" x2=\"{:.1}\" y2=\"{at:.1}\"/>",
                WIDTH - RIGHT
            );
            if part == 2 {
                draw!(
                    self,
                    "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" class=\"t-s\">{}</text>",
                    LEFT - 8.0,
                    at + 4.0,
                    step * part
                );
            }
        }
        let (path, _) = self.line(top, floor);
        draw!(
            self,
            "<path d=\"{path} L{:.1} {floor} L{LEFT} {floor}Z\" class=\"g-soft\" opacity=\".55\"/>",
            self.x(self.it.rows.len() as f64)
        );
    }

    fn members_line(&mut self, top: f64, floor: f64) {
        let (path, points) = self.line(top, floor);
        draw!(
            self,
            "<path d=\"{path}\" class=\"g-line\"/><line class=\"g-axis\" x1=\"{LEFT}\" y1=\"{floor}\" x2=\"{:.1}\" y2=\"{floor}\"/>",
            WIDTH - RIGHT
        );
        if let (Some((x, y)), members) = (points.last(), self.it.members()) {
            draw!(
                self,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\" class=\"g-ink\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" class=\"t-b t-l halo\">{members}</text>",
                x - 4.0,
                (y + 26.0).min(floor - 6.0)
            );
        }
        if let Some((x, y)) = points.first() {
            draw!(
                self,
                "<text x=\"{:.1}\" y=\"{:.1}\" class=\"t-b t-l halo\">{}</text>",
                x + 7.0,
                y - 8.0,
                self.it.before
            );
        }
    }

    fn turning_points(&mut self, points: &[lanes::Placed], floor: f64) {
        self.stave(20.0, "Turning points", "");
        // Lines first: words of another row stand over them, with a halo.
        for point in points {
            let y = 6.0 + 38.0 * point.lane as f64;
            draw!(self, "<line class=\"g-edge\" x1=\"{0:.1}\" y1=\"{y:.1}\" x2=\"{0:.1}\" y2=\"{floor}\"/>", point.x);
        }
        for point in points {
            let y = 18.0 + 38.0 * point.lane as f64;
            let (x, anchor) = if point.is_leftward { (point.x - 7.0, "end") } else { (point.x + 7.0, "start") };
            for (words, y, class) in
                [(&point.title, y, "words halo t-ink"), (&point.detail, y + 17.0, "words halo t-soft")]
            {
                let words = words::marked(words, &[]);
                draw!(self, "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"{class}\">{words}</text>");
            }
        }
    }

    fn joined_and_left(&mut self, y: f64) {
        let most = self.it.rows.iter().map(|row| row.joined.max(row.left)).max().unwrap_or(0);
        let scale = 54.0 / most.max(12) as f64;
        self.stave(y - 6.0, "Joined", "");
        self.stave(y + 17.0, "Left", "");
        let width = self.quarter * 0.34;
        for (at, row) in self.it.rows.iter().enumerate() {
            let x = self.x(at as f64) + (self.quarter - width) / 2.0;
            for (number, class) in [(row.joined, "g-a"), (row.left, "g-b")] {
                let height = number as f64 * scale;
                let top = if class == "g-a" { y - 1.0 - height } else { y + 1.0 };
                if number > 0 {
                    draw!(
                        self,
                        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{class}\"/>",
                        At(x),
                        At(top),
                        At(width),
                        At(height)
                    );
                }
            }
        }
        draw!(self, "<line class=\"g-edge\" x1=\"{LEFT}\" y1=\"{y}\" x2=\"{:.1}\" y2=\"{y}\"/>", WIDTH - RIGHT);
        self.busiest(y, scale);
    }

    /// The one quarter that stands out is said.
    fn busiest(&mut self, y: f64, scale: f64) {
        let mut by_joined: Vec<(usize, &Row)> = self.it.rows.iter().enumerate().collect();
        by_joined.sort_by_key(|(_, row)| std::cmp::Reverse(row.joined));
        let [(at, most), (_, second), ..] = by_joined.as_slice() else { return };
        if most.joined < 8 || most.joined < second.joined * 2 {
            return;
        }
        let (x, words) = (self.x(*at as f64 + 1.0) + 2.0, format!("{} in one quarter", most.joined));
        let near_end = x > WIDTH - 140.0;
        let (x, anchor) = if near_end { (self.x(*at as f64) - 2.0, "end") } else { (x, "start") };
        draw!(
            self,
            "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" class=\"t-s t-ink\">{words}</text>",
            y - most.joined as f64 * scale + 14.0
        );
    }

    fn energy(&mut self, y: f64) {
        let known: Vec<(f64, f64)> = self
            .it
            .rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((self.x(at as f64 + 0.5), row.energy?)))
            .collect();
        self.stave(y - 8.0, "Energy", "who took part");
        if known.len() < 2 {
            draw!(self, "<text x=\"{:.1}\" y=\"{y:.1}\" class=\"t-s\">Not enough is known yet.</text>", LEFT + 6.0);
            return;
        }
        let most = known.iter().map(|(_, energy)| *energy).fold(10.0, f64::max);
        let height = |energy: f64| y + 20.0 - 48.0 * energy / most;
        let mean = known.iter().map(|(_, energy)| energy).sum::<f64>() / known.len() as f64;
        let line: Vec<(f64, f64)> = known.iter().map(|(x, energy)| (*x, height(*energy))).collect();
        draw!(
            self,
            "<line class=\"g-dash\" x1=\"{LEFT}\" y1=\"{0:.1}\" x2=\"{1:.1}\" y2=\"{0:.1}\"/><path d=\"M{2}\" class=\"g-line-a\"/>",
            height(mean),
            WIDTH - RIGHT,
            path(&line)
        );
        let Some((x, energy)) = known.iter().skip(2).copied().min_by(|one, other| one.1.total_cmp(&other.1)) else {
            return;
        };
        if energy < mean * 0.7 {
            let near_end = x > WIDTH - 100.0;
            let (place, anchor) = if near_end { (x - 9.0, "end") } else { (x + 9.0, "start") };
            draw!(
                self,
                "<circle cx=\"{x:.1}\" cy=\"{0:.1}\" r=\"3.5\" class=\"g-a\"/><text x=\"{place:.1}\" y=\"{1:.1}\" text-anchor=\"{anchor}\" class=\"t-s t-ink\">lowest</text>",
                height(energy),
                height(energy) + 8.0
            );
        }
    }

    fn maturity(&mut self, y: f64) {
        let of = self.sessions.last().map_or(0, |session| session.of);
        self.stave(y + 16.0, "Maturity", &format!("of {of} indicators"));
        let width = 12.0;
        for session in self.sessions {
            let x = self.x_of(session.on).min(WIDTH - RIGHT - width);
            let unit = 46.0 / session.of.max(1) as f64;
            let parts = [(session.next, "m-next"), (session.in_progress, "m-doing"), (session.done, "m-done")];
            let mut top = y + 46.0 - unit * parts.iter().map(|(number, _)| *number as f64).sum::<f64>();
            for (number, class) in parts {
                let height = number as f64 * unit;
                if number > 0 {
                    draw!(
                        self,
                        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{}\" height=\"{:.1}\" class=\"{class}\"/>",
                        x + 0.5,
                        top + 0.5,
                        width - 1.0,
                        (height - 1.0).max(1.0)
                    );
                    if class == "m-doing" {
                        draw!(
                            self,
                            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{}\" height=\"{:.1}\" class=\"m-half\"/>",
                            width / 2.0,
                            height
                        );
                    }
                }
                top += height;
            }
            let leftward = x > WIDTH - 90.0;
            let (place, anchor) = if leftward { (x - 6.0, "end") } else { (x + width + 6.0, "start") };
            draw!(
                self,
                "<text x=\"{place:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" class=\"t-ink\">{} done</text>",
                y + 45.0,
                session.done
            );
        }
    }

    fn led_by(&mut self, y: f64) {
        self.stave(y + 4.0, "Led by", "");
        let mut room_from = LEFT;
        for (at, led) in self.it.led.iter().enumerate() {
            let (from, to) = (self.x_of(led.from), self.x_of(led.to.unwrap_or(self.it.today)));
            let class = match (led.heads.is_empty(), led.leads) {
                (true, _) => "g-none",
                (false, 0) => "g-alone",
                _ => "g-shared",
            };
            let end = (to - 4.0).max(from + 2.0);
            draw!(
                self,
                "<line class=\"{class}\" x1=\"{from:.1}\" y1=\"{0:.1}\" x2=\"{end:.1}\" y2=\"{0:.1}\"/>",
                y - 10.0
            );
            let before = at.checked_sub(1).and_then(|before| self.it.led.get(before));
            let words = lanes::led_words(led, before.is_some_and(|before| before.heads == led.heads));
            let room = if at + 1 == self.it.led.len() { WIDTH } else { to };
            let x = from.max(room_from) + 2.0;
            // Words that would run into the next are left to the table.
            if x + lanes::width(&words) <= room {
                draw!(
                    self,
                    "<text x=\"{x:.1}\" y=\"{:.1}\" class=\"t-ink\">{}</text>",
                    y + 10.0,
                    words::marked(&words, &[])
                );
                room_from = x + lanes::width(&words) + 8.0;
            }
        }
    }
}

/// The next number that divides into four parts that people read easily.
fn round_up(number: i64) -> i64 {
    let mut unit = 4;
    loop {
        for factor in [1, 2, 3, 5] {
            if number <= unit * factor {
                return unit * factor;
            }
        }
        unit *= 10;
    }
}

/// `half of its members stay longer than 3.4 years`
pub fn half_words(half: Half) -> String {
    match half {
        Half::Unknown => "Too few have left to say".into(),
        Half::After(years) if years >= 20.0 => "more than 20 years".into(),
        Half::After(years) if years < 1.0 => words::some((years * 12.0).round().max(1.0) as usize, "month", "months"),
        Half::After(years) => format!("{years:.1} years"),
    }
}
