//! Addresses of things with names: a slug from the name, made unique by a number where two share it.

use base::text;
use store::StoreError;

/// The first of `name`, `name-2`, `name-3` … that is free. `otherwise` is taken for names in other scripts.
pub fn free_slug(
    name: &str,
    otherwise: &str,
    mut is_taken: impl FnMut(&str) -> Result<bool, StoreError>,
) -> Result<String, StoreError> {
    let stem = Some(text::slug(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| otherwise.to_owned());
    if !is_taken(&stem)? {
        return Ok(stem);
    }
    for number in 2u32.. {
        let slug = format!("{stem}-{number}");
        if !is_taken(&slug)? {
            return Ok(slug);
        }
    }
    unreachable!("there is always a free number")
}

/// Could this be an address of ours? What cannot need not be looked up; PostgreSQL refuses some bytes that SQLite takes.
pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.len() <= 80 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// What lists are ordered by: the name without regard to case.
pub(crate) fn sort_name(name: &str) -> String {
    name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_thing_of_the_same_name_gets_a_number() {
        let taken = ["design", "design-2"];
        let slug = |name: &str| free_slug(name, "community", |slug| Ok(taken.contains(&slug))).unwrap();
        assert_eq!(slug("Design"), "design-3");
        assert_eq!(slug("日本"), "community");
    }
}
