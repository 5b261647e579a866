//! Where a link may lead. Decided before anything is written.

use base::shelfmark::Shelfmark;

/// Where a link or picture of a text leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To another site, or to write to somebody: `http`, `https` or `mailto`.
    Outside(String),
    /// To a place on this page.
    Here(String),
    /// To a place inside this installation.
    Inside(Inside),
    /// To a stored picture.
    Picture(Picture),
    /// Nowhere that we know of: its words are shown without a link.
    Nowhere,
}

/// A place inside: a path that begins with one `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside {
    pub path: String,
    pub anchor: Option<String>,
}

/// A stored picture, by its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub sha256: String,
}

/// Knows the places that a page's text speaks of.
pub trait Targets {
    /// Where `written` leads when it is not a plain link outside. `wiki` for `[[name]]`.
    fn link(&self, written: &str, wiki: bool) -> Target;

    /// The stored picture that `written` names.
    fn picture(&self, written: &str) -> Target;

    /// Where a shelfmark (`P 87`) in running text leads; `None`: it stays text.
    fn shelfmark(&self, _mark: &Shelfmark) -> Option<String> {
        None
    }
}

/// For texts that stand alone: links outside and to places inside work, pictures do not.
pub struct Alone;

impl Targets for Alone {
    fn link(&self, written: &str, _wiki: bool) -> Target {
        match stored_picture(written) {
            Target::Nowhere => place_inside(written).map_or(Target::Nowhere, Target::Inside),
            file => file,
        }
    }

    fn picture(&self, written: &str) -> Target {
        stored_picture(written)
    }
}

/// Reads `/handbook/31#when`: one leading slash, no dots that climb, nothing that a browser could read as a host.
pub fn place_inside(written: &str) -> Option<Inside> {
    let (path, anchor) = written.split_once('#').map_or((written, None), |(path, anchor)| (path, Some(anchor)));
    let plain = path.starts_with('/')
        && !path[1..].starts_with(['/', '\\'])
        && path.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.~%?=&+,".contains(c))
        && !path.split('/').any(|part| part == "..");
    plain.then(|| Inside { path: path.to_owned(), anchor: anchor.map(str::to_owned).filter(|a| !a.is_empty()) })
}

/// Reads `/handbook/files/SHA`, behind which a file's own name may stand: `/handbook/files/SHA/form.pdf`.
pub fn stored_picture(written: &str) -> Target {
    let hash = written.strip_prefix("/handbook/files/").and_then(|rest| rest.split('/').next());
    match hash {
        Some(sha) if is_sha256(sha) => Target::Picture(Picture { sha256: sha.to_owned() }),
        _ => Target::Nowhere,
    }
}

/// What a file is called that a link leads to, where its last step says so: `files/form.pdf` is `form.pdf`.
pub(super) fn name_of_file(written: &str) -> Option<&str> {
    let name = written.split(['#', '?']).next()?.rsplit('/').next()?;
    let (_, ending) = name.rsplit_once('.')?;
    let plain = |c: char| c.is_alphanumeric() || "-_. ()%".contains(c);
    let is_name = (1..=5).contains(&ending.len()) && name.len() <= 120 && name.chars().all(plain);
    (is_name && !name.starts_with('.')).then_some(name)
}

pub fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// A link that needs no knowledge of this installation. `None`: ask [`Targets`].
pub(super) fn plain_target(written: &str) -> Option<Target> {
    let written = written.trim();
    if let Some(anchor) = written.strip_prefix('#') {
        return Some(Target::Here(anchor.to_owned()));
    }
    let scheme = scheme(written)?;
    Some(match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if written[scheme.len()..].starts_with("://") => Target::Outside(written.to_owned()),
        "mailto" => Target::Outside(written.to_owned()),
        _ => Target::Nowhere,
    })
}

/// The scheme as a browser would read it: browsers drop control characters first, so a text with any is no address.
pub(crate) fn scheme(written: &str) -> Option<&str> {
    if written.chars().any(char::is_control) {
        return Some("");
    }
    let (scheme, _) = written.split_once(':')?;
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    named.then_some(scheme)
}
