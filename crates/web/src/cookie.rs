//! The two cookies: the session (a secret, HttpOnly) and the theme (a word).

use crate::{Settings, Theme};
use axum::http::{HeaderMap, HeaderValue, header};

/// How long a browser keeps the session cookie; the server ends sessions by its own rule, earlier.
const SESSION_SECONDS: u32 = 30 * 86_400;
const THEME: &str = "lyceum-theme";

/// The session cookie's name: the `__Host-` prefix makes browsers refuse it from other hosts and plain HTTP.
pub fn session_name(settings: &Settings) -> &'static str {
    if settings.secure_cookies { "__Host-lyceum" } else { "lyceum" }
}

/// `Set-Cookie` for a new session, made of [`base::Act::new_secret`].
pub fn session(settings: &Settings, secret: &str) -> HeaderValue {
    cookie(session_name(settings), secret, SESSION_SECONDS, settings.secure_cookies, true)
}

/// `Set-Cookie` that removes the session cookie.
pub fn no_session(settings: &Settings) -> HeaderValue {
    cookie(session_name(settings), "", 0, settings.secure_cookies, true)
}

pub(crate) fn theme(settings: &Settings, theme: Theme) -> HeaderValue {
    let seconds = if theme == Theme::Device { 0 } else { 365 * 86_400 };
    cookie(THEME, theme.word(), seconds, settings.secure_cookies, false)
}

fn cookie(name: &str, value: &str, seconds: u32, secure: bool, hidden: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let hidden = if hidden { "; HttpOnly" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{hidden}{secure}");
    // Names and values are ours and of plain letters; an empty header would be refused by every browser.
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// The value of a cookie that was sent. Longer ones than any of ours are ignored.
fn sent<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
        .filter(|value| !value.is_empty() && value.len() <= 100)
}

/// The secret in the session cookie.
pub fn session_of<'a>(headers: &'a HeaderMap, settings: &Settings) -> Option<&'a str> {
    sent(headers, session_name(settings))
}

/// The token of `Authorization: Bearer …`.
pub(crate) fn token_of(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty() && token.len() <= 200)
}

pub(crate) fn theme_of(headers: &HeaderMap) -> Theme {
    sent(headers, THEME).and_then(Theme::from_word).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn the_session_cookie_is_closed_to_scripts_and_other_sites() {
        let settings = Settings { secure_cookies: true, ..Settings::sample() };
        let cookie = session(&settings, "abc");
        assert_eq!(cookie, "__Host-lyceum=abc; Path=/; Max-Age=2592000; SameSite=Lax; HttpOnly; Secure");
        assert!(no_session(&settings).to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn cookies_are_found_among_others_and_only_by_their_whole_name() {
        let sent = headers(header::COOKIE, "a=1; xlyceum=no; lyceum=secret; lyceum-theme=dark");
        assert_eq!(session_of(&sent, &Settings::sample()), Some("secret"));
        assert_eq!(theme_of(&sent), Theme::Dark);
        assert_eq!(session_of(&headers(header::COOKIE, "xlyceum=no"), &Settings::sample()), None);
    }

    #[test]
    fn a_token_is_read_from_a_bearer_header_only() {
        assert_eq!(token_of(&headers(header::AUTHORIZATION, "Bearer t0k")), Some("t0k"));
        assert_eq!(token_of(&headers(header::AUTHORIZATION, "Basic t0k")), None);
        assert_eq!(token_of(&headers(header::AUTHORIZATION, "Bearer ")), None);
    }
}
