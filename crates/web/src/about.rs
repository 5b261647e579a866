//! The hall's own pages: help, accessibility, privacy, and the choice of light or dark.

use crate::{App, Asker, Form, Frame, Page, Right, Room, Sample, Theme, cookie, page, sample};
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The hall as a room.
pub fn room() -> Room {
    Room::new("web")
        .get("/help", Right::Anyone, help)
        .get("/accessibility", Right::Anyone, accessibility)
        .get("/privacy", Right::Anyone, privacy)
        .get("/display", Right::Anyone, display)
        .post("/display", Right::Anyone, choose_display)
        .get("/favicon.ico", Right::Anyone, favicon)
}

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "display.html")]
struct DisplayPage {
    frame: Frame,
}

macro_rules! plain_sample {
    ($($page:ident),*) => {$(
        impl Sample for $page {
            fn samples() -> Vec<Self> {
                vec![$page { frame: Frame::sample("") }, $page { frame: Frame::sample_signed_out().with_theme(Theme::Dark) }]
            }
        }
        sample!($page);
    )*};
}

plain_sample!(HelpPage, AccessibilityPage, PrivacyPage, DisplayPage);

async fn help(asker: Asker) -> Page {
    Page::of(HelpPage { frame: asker.frame("") })
}

async fn accessibility(asker: Asker) -> Page {
    Page::of(AccessibilityPage { frame: asker.frame("") })
}

async fn privacy(asker: Asker) -> Page {
    Page::of(PrivacyPage { frame: asker.frame("") })
}

async fn display(asker: Asker) -> Page {
    Page::of(DisplayPage { frame: asker.frame("") })
}

async fn choose_display(State(app): State<App>, form: Form) -> Response {
    let theme = Theme::from_word(form.text("theme")).unwrap_or_default();
    ([(header::SET_COOKIE, cookie::theme(&app.settings, theme))], page::see("/display")).into_response()
}

async fn favicon() -> Response {
    page::moved(crate::assets::address(crate::assets::Asset::Mark))
}
