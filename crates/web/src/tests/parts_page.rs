//! All parts on one page: that they compile, are sound, and can be looked at.

use crate::{Check, Frame, Sample, Wish, sample};
use askama::Template;

#[derive(Template)]
#[template(path = "all_parts.html")]
struct AllParts {
    frame: Frame,
    check: Check,
    why: String,
    wish: Wish,
    options: Vec<(&'static str, &'static str)>,
}

impl Sample for AllParts {
    fn samples() -> Vec<Self> {
        let mut check = Check::new();
        check.add("title", "Say the problem in a sentence");
        check.add("end", "The end date must be after 1 March 2027");
        let why = crate::words::marked("Same cause: a location changes overnight and nobody is told.", &[(12, 40)]);
        let options = vec![("1", "Prison visits booking"), ("2", "Tribunal hearings list")];
        let page = |check| AllParts {
            frame: Frame::sample("Problems"),
            check,
            why: why.clone(),
            wish: Wish::with_form("/problems", b"statement=a"),
            options: options.clone(),
        };
        vec![page(check), page(Check::new())]
    }
}

sample!(AllParts);

/// Writes every sample as a file, to be looked at: `cargo test -p web -- --ignored samples`, then `target/samples`.
#[test]
#[ignore = "writes files to look at"]
fn samples_are_written_as_files() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/samples"));
    std::fs::create_dir_all(folder).unwrap();
    for page in crate::samples() {
        for (number, html) in (page.render)().into_iter().enumerate() {
            let name = page.name.replace("::", "-");
            std::fs::write(folder.join(format!("{name}-{number}.html")), html.unwrap()).unwrap();
        }
    }
}
