//! A font ships with its licence beside it.

use super::{Finding, Tree, found};

pub const RULE: &str = "licences";

const FONTS: &[&str] = &["woff2", "woff", "ttf", "otf"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let fonts = tree.files.iter().filter(|file| FONTS.contains(&file.extension()));
    fonts
        .filter(|font| !has_licence(tree, &font.path))
        .map(|font| found(RULE, font, 1, "put the font's licence, named after it, into its folder"))
        .collect()
}

/// A text in the same folder, the folder above or `licences` beside it, named after the font's family.
fn has_licence(tree: &Tree, font: &str) -> bool {
    let (folder, name) = font.rsplit_once('/').unwrap_or(("", font));
    let family = name.split(['-', '.', '_']).next().unwrap_or(name).to_lowercase();
    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
    let places = [folder.to_owned(), above.to_owned(), format!("{folder}/licences"), format!("{above}/licences")];
    tree.files.iter().any(|file| {
        let (place, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let name = name.to_lowercase();
        let is_licence = ["licence", "license", "ofl"].iter().any(|word| name.contains(word));
        is_licence && name.contains(&family) && places.iter().any(|known| known == place) && !file.text.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    #[test]
    fn a_font_with_its_licence_passes() {
        assert!(
            lines(
                check,
                &[
                    ("crates/web/static/fonts/literata-latin.woff2", ""),
                    ("crates/web/static/fonts/LICENSE-literata-OFL.txt", "OFL")
                ]
            )
            .is_empty()
        );
    }

    #[test]
    fn a_font_without_its_licence_is_a_breach() {
        assert_eq!(
            lines(
                check,
                &[
                    ("crates/web/static/fonts/literata-latin.woff2", ""),
                    ("crates/web/static/fonts/LICENSE-other-OFL.txt", "OFL")
                ]
            ),
            [1]
        );
    }
}
