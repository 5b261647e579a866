//! Pictures and other files that pages lead to: found in the source, told by their content, kept by their hash.

use super::Loss;
use super::address::{bases, join};
use super::site::Site;
use super::source::Source;
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};

pub const LARGEST_FILE: usize = 10 << 20;
const MOST_FILES: usize = 5_000;
const MOST_BYTES: usize = 256 << 20;

/// A file to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    pub sha256: String,
    pub media_type: &'static str,
    pub content: Vec<u8>,
}

/// What a file is, by its first bytes. `None`: nothing that a handbook keeps.
pub fn media_type(content: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 8] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"%PDF-", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"\x1f\x8b", "application/gzip"),
        (b"wOF2", "font/woff2"),
    ];
    if let Some((_, kind)) = STARTS.iter().find(|(start, _)| content.starts_with(start)) {
        return Some(kind);
    }
    if content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
        return Some("image/webp");
    }
    if content.get(4..12) == Some(b"ftypavif") {
        return Some("image/avif");
    }
    let text = std::str::from_utf8(content).ok()?;
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with("<svg") || ((start.starts_with("<?xml") || start.starts_with("<!")) && text.contains("<svg")) {
        return Some("image/svg+xml");
    }
    (!text.chars().any(|c| c.is_control() && !c.is_whitespace())).then_some("text/plain")
}

/// What a file of this name and content is; `None`: nothing that a handbook keeps, or not what its name says.
pub fn kind_of(path: &str, content: &[u8]) -> Option<&'static str> {
    let kind = media_type(content).filter(|kind| is_what_it_says(path, kind))?;
    Some(match (kind, ending(path).as_str()) {
        ("application/zip", "docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ("application/zip", "xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ("application/zip", "pptx") => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ("application/zip", "odt") => "application/vnd.oasis.opendocument.text",
        ("application/zip", "ods") => "application/vnd.oasis.opendocument.spreadsheet",
        ("application/zip", "odp") => "application/vnd.oasis.opendocument.presentation",
        ("text/plain", "csv") => "text/csv",
        (kind, _) => kind,
    })
}

/// How a file of this kind ends when it is written out.
pub fn ending_of(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/avif" => "avif",
        "image/svg+xml" => "svg",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "pptx",
        "application/vnd.oasis.opendocument.text" => "odt",
        "application/vnd.oasis.opendocument.spreadsheet" => "ods",
        "application/vnd.oasis.opendocument.presentation" => "odp",
        "text/plain" => "txt",
        "text/csv" => "csv",
        _ => "bin",
    }
}

fn ending(path: &str) -> String {
    path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Does the content keep the promise of the name?
fn is_what_it_says(path: &str, media_type: &str) -> bool {
    let promised: &[&str] = match ending(path).as_str() {
        "png" => &["image/png"],
        "jpg" | "jpeg" => &["image/jpeg"],
        "gif" => &["image/gif"],
        "webp" => &["image/webp"],
        "avif" => &["image/avif"],
        "svg" => &["image/svg+xml"],
        "pdf" => &["application/pdf"],
        "zip" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" => &["application/zip"],
        _ => return true,
    };
    promised.contains(&media_type)
}

/// The path in the source of the file that `written` speaks of on the page at `from`.
pub fn find(source: &Source, site: &Site, from: &str, written: &str) -> Option<String> {
    let path = written.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty() || path.contains("://") {
        return None;
    }
    let decoded = super::address::decoded(path);
    let mut starts = bases(site, from, &decoded);
    let folder = site.root.rsplit_once('/').map_or("", |(above, _)| above);
    for usual in ["static", "public", "assets", "images", "source", "source/images", "docs"] {
        starts.push((join(folder, usual)?, decoded.trim_start_matches('/').to_owned()));
    }
    starts.into_iter().filter_map(|(base, rest)| join(&base, &rest)).find(|path| source.files.contains_key(path))
}

/// Files by their path in the source.
pub type Assets = BTreeMap<String, Asset>;

/// Reads what pages lead to, within the limits; what is refused is reported.
pub fn gather(source: &Source, wanted: &BTreeSet<String>) -> Result<(Assets, Vec<Loss>), super::ImportFault> {
    let (mut kept, mut losses, mut bytes) = (Assets::new(), Vec::new(), 0usize);
    for path in wanted {
        let size = source.files.get(path).map_or(0, |file| file.size) as usize;
        if kept.len() >= MOST_FILES || bytes + size > MOST_BYTES {
            losses.push(Loss::of_file(path, "one file more than an import may bring; it is left out"));
            continue;
        }
        if size > LARGEST_FILE {
            losses.push(Loss::of_file(path, "larger than 10 MiB; it is left out"));
            continue;
        }
        let Some(content) = source.contents(&[path], LARGEST_FILE)?.remove(path) else {
            losses.push(Loss::of_file(path, "could not be read; it is left out"));
            continue;
        };
        match kind_of(path, &content) {
            Some(media_type) => {
                bytes += content.len();
                let sha256 = base::text::hex(&sha2::Sha256::digest(&content));
                kept.insert(path.clone(), Asset { sha256, media_type, content });
            }
            None => losses
                .push(Loss::of_file(path, "not what its name says, or no kind that a handbook keeps; it is left out")),
        }
    }
    Ok((kept, losses))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_content_not_by_name() {
        for (content, wanted) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], Some("image/png")),
            (b"<?xml version=\"1.0\"?><svg/>", Some("image/svg+xml")),
            (b"plain words", Some("text/plain")),
            (b"MZ\x90\x00\x03", None),
            (b"\x00\x01\xff\xfe", None),
        ] {
            assert_eq!(media_type(content), wanted);
        }
        assert!(!is_what_it_says("a.png", "text/plain"));
        assert!(!is_what_it_says("a.jpg", "image/svg+xml"));
        assert!(is_what_it_says("a.JPEG", "image/jpeg"));
    }
}
