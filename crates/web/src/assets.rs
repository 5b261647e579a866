//! The static files inside the binary: served under addresses that contain their content's hash, kept by browsers
//! for a year, compressed once at first use.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use sha2::Digest;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asset {
    Style,
    Script,
    /// Only on pages that ask for a passkey.
    Passkey,
    /// Only where pages are written.
    Write,
    /// Only where pages are read.
    Read,
    /// Only where work is moved about.
    Board,
    Marks,
    Icons,
    /// The mark in a browser's tab.
    Mark,
    Font(u8),
}

struct File {
    asset: Asset,
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

macro_rules! file {
    ($asset:expr, $name:literal, $kind:literal) => {
        File { asset: $asset, name: $name, kind: $kind, bytes: include_bytes!(concat!("../static/", $name)) }
    };
}

static FILES: [File; 17] = [
    file!(Asset::Font(0), "fonts/schibsted-grotesk-latin-wght-normal.woff2", "font/woff2"),
    file!(Asset::Font(1), "fonts/schibsted-grotesk-latin-ext-wght-normal.woff2", "font/woff2"),
    file!(Asset::Font(2), "fonts/literata-latin-opsz-normal.woff2", "font/woff2"),
    file!(Asset::Font(3), "fonts/literata-latin-ext-opsz-normal.woff2", "font/woff2"),
    file!(Asset::Font(4), "fonts/literata-latin-wght-italic.woff2", "font/woff2"),
    file!(Asset::Font(5), "licences/LICENSE-schibsted-grotesk-OFL.txt", "text/plain; charset=utf-8"),
    file!(Asset::Font(6), "licences/LICENSE-literata-OFL.txt", "text/plain; charset=utf-8"),
    file!(Asset::Font(7), "licences/lucide-ISC.txt", "text/plain; charset=utf-8"),
    file!(Asset::Script, "lyceum.js", "text/javascript; charset=utf-8"),
    file!(Asset::Passkey, "passkey.js", "text/javascript; charset=utf-8"),
    file!(Asset::Write, "write.js", "text/javascript; charset=utf-8"),
    file!(Asset::Read, "read.js", "text/javascript; charset=utf-8"),
    file!(Asset::Board, "board.js", "text/javascript; charset=utf-8"),
    file!(Asset::Marks, "marks.svg", "image/svg+xml"),
    file!(Asset::Icons, "icons.svg", "image/svg+xml"),
    file!(Asset::Mark, "brand.svg", "image/svg+xml"),
    // Last: its text names the addresses of the fonts above.
    file!(Asset::Style, "lyceum.css", "text/css; charset=utf-8"),
];

/// A file as it is served.
struct Served {
    asset: Asset,
    name: &'static str,
    kind: &'static str,
    address: String,
    plain: Cow<'static, [u8]>,
    gzip: Option<Vec<u8>>,
}

static SERVED: LazyLock<HashMap<String, Served>> = LazyLock::new(|| {
    let mut all: Vec<Served> = Vec::with_capacity(FILES.len());
    for file in &FILES {
        let next = served(file, &all);
        all.push(next);
    }
    all.into_iter().map(|served| (served.address["/static/".len()..].to_owned(), served)).collect()
});

/// Addresses by asset: asked for at every page's making, so kept apart from the bytes.
static ADDRESSES: LazyLock<HashMap<Asset, String>> =
    LazyLock::new(|| SERVED.values().map(|served| (served.asset, served.address.clone())).collect());

fn served(file: &File, before: &[Served]) -> Served {
    let plain: Cow<'static, [u8]> =
        if file.asset == Asset::Style { style(file.bytes, before) } else { file.bytes.into() };
    let digest = sha2::Sha256::digest(&plain);
    let hash = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&digest[..9]);
    let (stem, end) = file.name.rsplit_once('.').unwrap_or((file.name, ""));
    let stem = stem.rsplit('/').next().unwrap_or(stem);
    let gzip = (!file.kind.starts_with("font/")).then(|| compress(&plain));
    let address = format!("/static/{stem}-{hash}.{end}");
    Served { asset: file.asset, name: file.name, kind: file.kind, address, plain, gzip }
}

fn style(bytes: &'static [u8], before: &[Served]) -> Cow<'static, [u8]> {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for font in before.iter().filter(|served| served.kind == "font/woff2") {
        text = text.replace(font.name, &font.address);
    }
    text.into_bytes().into()
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing into memory cannot fail.
    gzip.write_all(bytes).and_then(|()| gzip.finish()).unwrap_or_default()
}

/// Where the file is served, from the root of the site.
pub fn address(asset: Asset) -> &'static str {
    ADDRESSES.get(&asset).map_or("", String::as_str)
}

/// A text file's content, as it stands in the binary.
pub(crate) fn text(asset: Asset) -> &'static str {
    let file = FILES.iter().find(|file| file.asset == asset);
    file.and_then(|file| std::str::from_utf8(file.bytes).ok()).unwrap_or_default()
}

/// `GET /static/{file}`
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = SERVED.get(&name) else { return crate::Fault::NotFound.into_response() };
    let always = [
        (header::CONTENT_TYPE, file.kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
        (header::ETAG, "\"same\""),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    if headers.contains_key(header::IF_NONE_MATCH) {
        // The address holds the content's hash: whoever has something from here has this.
        return (StatusCode::NOT_MODIFIED, always).into_response();
    }
    let takes_gzip = headers.get(header::ACCEPT_ENCODING).is_some_and(|value| {
        value
            .to_str()
            .is_ok_and(|list| list.split(',').any(|one| one.trim().starts_with("gzip") && !one.ends_with("q=0")))
    });
    match &file.gzip {
        Some(gzip) if takes_gzip => (always, [(header::CONTENT_ENCODING, "gzip")], &gzip[..]).into_response(),
        _ => (always, file.plain.clone()).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_names_only_files_that_are_served() {
        let sheet = SERVED.values().find(|served| served.asset == Asset::Style).unwrap();
        let text = std::str::from_utf8(&sheet.plain).unwrap();
        let named: Vec<&str> = text.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(named.len(), 5);
        for address in named {
            assert!(SERVED.contains_key(address.trim_start_matches("/static/")), "{address}");
        }
    }

    #[test]
    fn the_script_stays_under_10_kb() {
        assert!(text(Asset::Script).len() <= 10_240);
    }

    #[tokio::test]
    async fn a_file_is_kept_for_ever_under_its_hash_and_unknown_names_are_not_found() {
        let name = address(Asset::Style).trim_start_matches("/static/").to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, "br, gzip".parse().unwrap());
        let answer = serve(Path(name), headers).await;
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip");
        assert!(answer.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let missing = serve(Path("lyceum.css".into()), HeaderMap::new()).await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    }
}
