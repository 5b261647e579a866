//! How figures are printed: name, figure, ratio, aim, and whether it is kept.

pub fn head(title: &str) {
    println!("\n{title}\n{:<34}{:>12}{:>12}{:>14}", "", "figure", "ratio", "aim");
}

/// A cost in microseconds of CPU as a ratio against another one.
pub fn ratio(what: &str, micros: f64, against: f64, sign: &str, most: f64) {
    let ratio = micros / against;
    println!("{what:<34}{:>9.1} µs{:>10.2} {sign}{:>12.1} {sign}   {}", micros, ratio, most, kept(ratio <= most));
}

pub fn plain(what: &str, micros: f64, note: &str) {
    println!("{what:<34}{micros:>9.1} µs   {note}");
}

pub fn at_most(what: &str, figure: f64, unit: &str, most: f64) {
    println!("{what:<34}{figure:>9.1} {unit:<12}{most:>15.1} {unit}   {}", kept(figure <= most));
}

pub fn at_least(what: &str, figure: f64, unit: &str, least: f64) {
    println!("{what:<34}{figure:>9.0} {unit:<12}{least:>15.0} {unit}   {}", kept(figure >= least));
}

fn kept(holds: bool) -> &'static str {
    if holds { "kept" } else { "NOT KEPT" }
}
