//! `cargo xtask new-concept ROOM NAME` lays the folder of a concept, ready to compile (docs/adding-a-concept.md).

use crate::workspace;
use std::fs;
use std::path::Path;

/// File names and their first texts. `NAME` stands for the concept, `Type` for its Rust name, `ROOM` for the crate.
const FILES: &[(&str, &str)] = &[
    ("mod.rs", include_str!("concept/mod.txt")),
    ("policy.rs", include_str!("concept/policy.txt")),
    ("store.rs", include_str!("concept/store.txt")),
    ("tests.rs", include_str!("concept/tests.txt")),
];

pub fn run(words: &[String]) -> Result<(), String> {
    let [room, name] = words else { return Err("cargo xtask new-concept ROOM NAME".to_owned()) };
    if !is_name(name) {
        return Err(format!("'{name}' is no name: one glossary word, small letters, singular, words joined by _"));
    }
    let source = workspace::root().join("crates").join(room).join("src");
    let library = source.join("lib.rs");
    let text = fs::read_to_string(&library).map_err(|_| format!("there is no room '{room}' in crates/"))?;
    let folder = source.join(name);
    if folder.exists() {
        return Err(format!("{room} has a concept '{name}' already"));
    }
    lay(&folder, room, name).map_err(|error| format!("cannot write {}: {error}", folder.display()))?;
    fs::write(&library, with_module(&text, name))
        .map_err(|error| format!("cannot write {}: {error}", library.display()))?;
    println!("crates/{room}/src/{name}/ is laid and named in lib.rs. Next (docs/adding-a-concept.md):");
    println!("  its words into docs/glossary.md, its table into a new migration, its verbs one file each,");
    println!("  its door web.rs with its routes into the room's room(), its rules into tests.rs");
    Ok(())
}

fn lay(folder: &Path, room: &str, name: &str) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    FILES.iter().try_for_each(|(file, text)| fs::write(folder.join(file), fill(text, room, name)))
}

fn fill(text: &str, room: &str, name: &str) -> String {
    text.replace("NAME", name).replace("Type", &type_name(name)).replace("ROOM", room)
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// `work_item` becomes `WorkItem`.
fn type_name(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('_').filter(|word| !word.is_empty()).map(capital).collect()
}

/// The library with one more module, in the order of the alphabet where it has a list of modules.
fn with_module(text: &str, name: &str) -> String {
    let line = format!("pub mod {name};");
    let mut lines: Vec<&str> = text.lines().collect();
    let is_module = |candidate: &&str| candidate.starts_with("pub mod ");
    let place = lines.iter().position(|other| is_module(other) && **other > *line);
    let after_last = lines.iter().rposition(is_module).map(|n| n + 1);
    lines.insert(place.or(after_last).unwrap_or(lines.len()), &line);
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_takes_its_place_in_the_alphabet() {
        assert_eq!(
            with_module("//! x\n\npub mod a;\npub mod c;\n\nfn x() {}\n", "b"),
            "//! x\n\npub mod a;\npub mod b;\npub mod c;\n\nfn x() {}\n"
        );
        assert_eq!(with_module("//! x\npub mod a;\nfn x() {}\n", "b"), "//! x\npub mod a;\npub mod b;\nfn x() {}\n");
        assert_eq!(with_module("//! x\n", "b"), "//! x\npub mod b;\n");
    }

    #[test]
    fn names_are_the_glossary_s_in_small_letters() {
        assert!(is_name("work_item"));
        assert!(!is_name("WorkItem") && !is_name("../x") && !is_name(""));
        assert_eq!(type_name("work_item"), "WorkItem");
    }

    #[test]
    fn nothing_of_the_pattern_is_left_over() {
        for (file, text) in FILES {
            let filled = fill(text, "work", "offer");
            assert!(!["NAME", "Type", "ROOM"].iter().any(|word| filled.contains(word)), "{file}");
        }
    }
}
