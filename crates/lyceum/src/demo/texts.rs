//! The texts that were written for the demo, inside the binary.

pub const NAMES: &str = include_str!("texts/names.txt");
pub const UNITS: &str = include_str!("texts/units.txt");
pub const PRODUCTS: &str = include_str!("texts/products.txt");
pub const ACTIVITIES: &str = include_str!("texts/activities.txt");
pub const TIME: &str = include_str!("texts/time.txt");
pub const GOALS: &str = include_str!("texts/goals.txt");
pub const PRACTICES: &str = include_str!("texts/practices.txt");
pub const CHANNELS: &str = include_str!("texts/channels.txt");
pub const HISTORY: &str = include_str!("texts/history.txt");
pub const PROBLEMS: [&str; 2] = [include_str!("texts/problems-a.txt"), include_str!("texts/problems-b.txt")];

/// The folder of the handbook.
#[derive(rust_embed::RustEmbed)]
#[folder = "src/demo/texts/handbook/"]
struct Handbook;

/// Each page's path and text, in order of path.
pub fn handbook() -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = Handbook::iter()
        .filter(|path| path.ends_with(".md"))
        .filter_map(|path| Some((path.to_string(), String::from_utf8(Handbook::get(&path)?.data.into_owned()).ok()?)))
        .collect();
    pages.sort();
    pages
}
