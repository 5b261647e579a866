//! What every page stands in: head, masthead, navigation, footer. All that is the same for everybody is written once
//! at start; a request only picks the pieces.

use crate::assets::{self, Asset};
use crate::{Nav, Settings};
use parking_lot::RwLock;
use std::sync::Arc;

/// Light or dark. `Device` follows the device's own setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Device,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Device, Theme::Light, Theme::Dark];

    pub fn word(self) -> &'static str {
        match self {
            Theme::Device => "device",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

/// The parts of the layout that do not depend on who asks.
pub(crate) struct Chrome {
    head: String,
    demo: bool,
    named: RwLock<Arc<Named>>,
    /// Label of a section, its masthead up to the person, and the phone menu after it. The first is for no section.
    sections: Vec<(&'static str, String, String)>,
}

/// The organisation's name and what is written with it. Changes when somebody names it anew.
pub(crate) struct Named {
    pub organisation: String,
    foot: String,
}

impl Chrome {
    pub(crate) fn new(settings: &Settings, nav: &[Nav]) -> Self {
        let mut nav = nav.to_vec();
        nav.sort_by_key(|entry| entry.order);
        let labels = std::iter::once("").chain(nav.iter().map(|entry| entry.label));
        let sections = labels.map(|label| (label, top(&nav, label), menu(&nav, label))).collect();
        let named = Chrome::written(&settings.organisation, settings.demo);
        Self { head: head(), demo: settings.demo, named: RwLock::new(named), sections }
    }

    fn written(organisation: &str, demo: bool) -> Arc<Named> {
        Arc::new(Named { organisation: organisation.to_owned(), foot: foot(organisation, demo) })
    }

    pub(crate) fn named(&self) -> Arc<Named> {
        self.named.read().clone()
    }

    pub(crate) fn name(&self, organisation: &str) {
        if self.named().organisation != organisation {
            *self.named.write() = Chrome::written(organisation, self.demo);
        }
    }

    fn section(&self, label: &str) -> &(&'static str, String, String) {
        self.sections.iter().find(|(known, ..)| *known == label).unwrap_or(&self.sections[0])
    }
}

/// Every page's struct has a field `frame: Frame`; get one from [`crate::Asker::frame`].
#[derive(Clone)]
pub struct Frame {
    chrome: Arc<Chrome>,
    named: Arc<Named>,
    section: &'static str,
    name: Arc<str>,
    theme: Theme,
}

impl Frame {
    pub(crate) fn new(chrome: Arc<Chrome>, theme: Theme) -> Self {
        Self { named: chrome.named(), chrome, section: "", name: "".into(), theme }
    }

    pub(crate) fn for_person(mut self, name: &str) -> Self {
        self.name = name.into();
        self
    }

    pub(crate) fn in_section(mut self, section: &'static str) -> Self {
        self.section = section;
        self
    }

    /// For samples and tests of templates: Ada Quillfeather's, in the Ministry of the design.
    pub fn sample(section: &'static str) -> Self {
        let nav = |order, label, href| Nav { order, label, href };
        let entries = [
            nav(10, "Today", "/"),
            nav(20, "Problems", "/problems"),
            nav(30, "Communities", "/communities"),
            nav(40, "Handbook", "/handbook"),
        ];
        let chrome = Chrome::new(&Settings::sample(), &entries);
        Frame::new(chrome.into(), Theme::Device).for_person("Ada Quillfeather").in_section(section)
    }

    /// A sample in `theme`, for nobody: error and sign-in pages.
    pub fn sample_signed_out() -> Self {
        Frame { name: "".into(), ..Self::sample("") }
    }

    pub fn with_theme(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    pub fn theme(&self) -> Theme {
        self.theme
    }

    pub fn is_signed_in(&self) -> bool {
        !self.name.is_empty()
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The organisation, as it is named now.
    pub fn organisation(&self) -> &str {
        &self.named.organisation
    }

    pub fn initials(&self) -> String {
        base::text::initials(&self.name)
    }

    /// The attribute of the root element that fixes the theme, with its leading space.
    pub fn theme_attribute(&self) -> &'static str {
        match self.theme {
            Theme::Device => "",
            Theme::Light => " data-theme=\"light\"",
            Theme::Dark => " data-theme=\"dark\"",
        }
    }
}

/// The pieces for `layout.html`; all are safe HTML. Public because rooms' templates extend the layout.
impl Frame {
    pub fn head(&self) -> &str {
        &self.chrome.head
    }

    pub fn top(&self) -> &str {
        &self.chrome.section(self.section).1
    }

    pub fn menu(&self) -> &str {
        &self.chrome.section(self.section).2
    }

    pub fn foot(&self) -> &str {
        &self.named.foot
    }

    /// The address of an icon: one of those inlined, or one of the static sprite.
    pub fn icon(&self, name: &str) -> String {
        match name {
            "search" | "menu" | "lock" => format!("#i-{name}"),
            _ => format!("{}#i-{name}", assets::address(Asset::Icons)),
        }
    }
}

fn head() -> String {
    format!(
        "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"stylesheet\" href=\"{}\">\n\
         <link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\">\n<script src=\"{}\" defer></script>",
        assets::address(Asset::Style),
        assets::address(Asset::Mark),
        assets::address(Asset::Script),
    )
}

fn entries(nav: &[Nav], current: &str) -> String {
    let entry = |entry: &Nav| {
        let mark = if entry.label == current { " aria-current=\"page\"" } else { "" };
        format!("<li><a href=\"{}\"{mark}>{}</a></li>", entry.href, entry.label)
    };
    nav.iter().map(entry).collect()
}

fn top(nav: &[Nav], current: &str) -> String {
    let marks = assets::text(Asset::Marks);
    let entries = entries(nav, current);
    format!(
        r##"{marks}
<a class="skip" href="#main">Skip to main content</a>
<header class="masthead"><div class="wrap masthead__in"><a class="brand" href="/"><svg class="brand__mark" aria-hidden="true"><use href="#brand"/></svg>Lyceum</a>
<nav class="mainnav" aria-label="Main"><ul>{entries}</ul></nav>
<div class="masthead__end"><form class="find" role="search" aria-label="Everywhere" action="/search"><label class="vh" for="find-q">Search everything</label><input id="find-q" name="q" type="search" autocomplete="off" placeholder="Search"><button aria-label="Search"><svg class="ico" aria-hidden="true"><use href="#i-search"/></svg></button></form>
"##
    )
}

fn menu(nav: &[Nav], current: &str) -> String {
    let entries = entries(nav, current);
    format!(
        r##"<details class="menu"><summary><svg class="ico" aria-hidden="true"><use href="#i-menu"/></svg>Menu</summary><ul>{entries}<li><a href="/search">Search</a></li></ul></details></div></div></header>"##
    )
}

fn foot(organisation: &str, demo: bool) -> String {
    let organisation = escape(organisation);
    let invented = if demo { " Organisation, people and products here are invented." } else { "" };
    format!(
        r#"<footer class="foot"><div class="wrap foot__in"><p>Lyceum for {organisation}.{invented}</p><nav aria-label="About this service"><ul><li><a href="/help">Help</a></li><li><a href="/accessibility">Accessibility</a></li><li><a href="/privacy">Privacy: who can see what</a></li><li><a href="/display">Light or dark</a></li></ul></nav></div></footer>"#
    )
}

/// HTML escaping for the few places that are written without a template.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_section_is_marked_and_an_unknown_one_marks_nothing() {
        assert_eq!(Frame::sample("Problems").top().matches("aria-current").count(), 1);
        assert_eq!(Frame::sample("No such place").top().matches("aria-current").count(), 0);
    }

    #[test]
    fn the_organisation_s_name_cannot_break_the_page_and_can_change() {
        let chrome = Arc::new(Chrome::new(&Settings::sample(), &[]));
        let before = Frame::new(chrome.clone(), Theme::Device);
        chrome.name("<b>&Co");
        assert!(before.foot().contains("Aldersea"), "a page that is being written keeps its name");
        let after = Frame::new(chrome, Theme::Device);
        assert!(after.foot().contains("&lt;b&gt;&amp;Co"));
        assert_eq!(after.organisation(), "<b>&Co");
    }

    #[test]
    fn the_inlined_marks_stay_under_2_kb() {
        assert!(assets::text(Asset::Marks).len() < 2048);
    }
}
