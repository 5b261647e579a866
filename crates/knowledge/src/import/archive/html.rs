//! HTML of another program as Markdown, by a crate; links and pictures are pointed to their new places before.

use htmd::HtmlToMarkdown;

/// Markdown of a piece of HTML. `place` answers where an address leads now; `None` leaves it as it is.
pub fn markdown(html: &str, place: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let html = pointed(html, place);
    let converter =
        HtmlToMarkdown::builder().skip_tags(vec!["script", "style", "head", "iframe", "object", "form"]).build();
    converter.convert(&html).map_err(|error| error.to_string())
}

/// The values of `href` and `src`, each asked for its new place.
fn pointed(html: &str, place: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, quote)) = next_address(rest) {
        out.push_str(&rest[..before]);
        let value = &rest[before..];
        let Some(end) = value.find(quote) else { break };
        let address = value[..end].replace("&amp;", "&");
        match place(&address) {
            Some(new) => out.push_str(&web::frame::escape(&new)),
            None => out.push_str(&value[..end]),
        }
        rest = &value[end..];
    }
    out.push_str(rest);
    out
}

/// Where the next address begins, and the quote that ends it.
fn next_address(html: &str) -> Option<(usize, char)> {
    let begins = ["href=\"", "href='", "src=\"", "src='"];
    let found = begins.iter().filter_map(|begin| Some((html.find(begin)? + begin.len(), begin)));
    found.min_by_key(|(at, _)| *at).map(|(at, begin)| (at, if begin.ends_with('"') { '"' } else { '\'' }))
}

/// What stands between two marks, the first of each.
pub fn between<'a>(html: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let rest = &html[html.find(from)? + from.len()..];
    Some(&rest[..rest.find(to)?])
}

/// Its words alone, entities decoded.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => text.push(other),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    base::text::one_line(&text.replace("&nbsp;", " ").replace("&amp;", "&"))
}
