//! One's own page: name, badges, what one holds, and the ways to what is one's own: sessions, tokens, passkeys, password.

pub mod web;
