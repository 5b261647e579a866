//! Pages make samples of themselves, so that every template is rendered in a test and can be looked at.

use askama::Template;

/// Implemented by every page's struct: one value for each of its states.
pub trait Sample: Template + Sized {
    fn samples() -> Vec<Self>;
}

/// A registered page: [`sample!`] makes one.
pub struct SamplePage {
    pub name: &'static str,
    pub render: fn() -> Vec<Result<String, askama::Error>>,
}

inventory::collect!(SamplePage);

/// Every page that was linked in, by name.
pub fn samples() -> Vec<&'static SamplePage> {
    let mut all: Vec<_> = inventory::iter::<SamplePage>.into_iter().collect();
    all.sort_by_key(|page| page.name);
    all
}

/// Renders all samples of a page.
pub fn render_all<P: Sample>() -> Vec<Result<String, askama::Error>> {
    P::samples().iter().map(Template::render).collect()
}

/// Registers a page that implements [`Sample`]: `web::sample!(ProblemPage);`
#[macro_export]
macro_rules! sample {
    ($page:ty) => {
        $crate::inventory::submit! {
            $crate::SamplePage {
                name: concat!(module_path!(), "::", stringify!($page)),
                render: $crate::render_all::<$page>,
            }
        }
    };
}

/// What no page may have, found by reading its text: used by the test of all samples. Empty when all is well.
pub fn faults_of(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (sign, words) in [
        (" style=\"", "an inline style"),
        ("<style", "a style element"),
        (" onclick=", "an inline script"),
        ("javascript:", "a script address"),
        ("<script>", "an inline script"),
        ("href=\"#\"", "a link that leads nowhere"),
        ("href=\"\"", "a link that leads nowhere"),
        ("{{", "a template's brace"),
    ] {
        if html.contains(sign) {
            faults.push(words.to_owned());
        }
    }
    let mut ids = values(html, " id=\"");
    ids.sort_unstable();
    let doubled: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    faults.extend(doubled.iter().map(|id| format!("the id {id} twice")));
    for named in [" for=\"", " aria-describedby=\"", " aria-labelledby=\""] {
        let missing =
            values(html, named).into_iter().flat_map(str::split_whitespace).filter(|id| ids.binary_search(id).is_err());
        faults.extend(missing.map(|id| format!("nothing has the id {id}")));
    }
    if html.matches("<h1").count() > 1 {
        faults.push("two first headings".into());
    }
    faults
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_hall_renders_and_is_sound() {
        let pages = samples();
        assert!(pages.len() >= 5, "{}", pages.len());
        for page in pages {
            for html in (page.render)() {
                let html = html.unwrap_or_else(|error| panic!("{}: {error}", page.name));
                assert_eq!(faults_of(&html), Vec::<String>::new(), "{}", page.name);
                assert_eq!(html.matches("<h1").count(), 1, "{}", page.name);
            }
        }
    }

    #[test]
    fn the_reading_finds_what_it_looks_for() {
        let bad = r##"<p style="x" id="a"></p><b id="a"></b><label for="c"></label><h1></h1><h1></h1><a href="#">"##;
        assert_eq!(faults_of(bad).len(), 5, "{:?}", faults_of(bad));
    }
}
