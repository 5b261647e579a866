use super::*;
use crate::import::{Wish, import_handbook};
use base::Actor;
use std::path::{Path, PathBuf};
use testkit::{TestStore, each_engine, shared_input};

fn bring(on: &TestStore, source: &Path) {
    let wish = Wish { name: "way".into(), owner: None };
    import_handbook(&on.store, &on.act(Actor::system()), source, wish, &mut |_, _| {}).unwrap();
}

/// All files below a folder, by their paths.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    all
}

/// Exports, imports that into an empty store, exports again: the same bytes. Answers the files.
fn there_and_back(on: &TestStore, bundle: bool) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let told = export_handbook(&on.store, "way", &first).unwrap();
    assert!(matches!(export_handbook(&on.store, "way", &first), Err(ExportFault::Exists(_))));
    let other = TestStore::sqlite();
    bring(&other, &if bundle { first.join("way.bundle") } else { first.join("markdown") });
    let again = export_handbook(&other.store, "way", &second).unwrap();
    assert_eq!((again.pages, again.files), (told.pages, told.files));
    let (before, mut after) = (files(&first), files(&second));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    if !bundle {
        // A folder has no history, and a page of the site says when it was changed.
        after.retain(|path, _| path.starts_with("markdown"));
    }
    for (path, content) in &after {
        let known = &before[path];
        let (one, other) = (String::from_utf8_lossy(known), String::from_utf8_lossy(content));
        let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        let words = differs.map(|(one, other)| format!("{}\n{}", base::text::clean(one), base::text::clean(other)));
        assert!(known == content, "{}: {words:?}", path.display());
    }
    before
}

fn write(folder: &Path, path: &str, content: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

#[test]
fn what_goes_out_and_comes_in_again_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "host: https://way.example\ndefault_owner_slack: '#way'\nredirects:\n  /old.html: /standards/hosting.html#where\n";
    write(folder.path(), "config/tech-docs.yml", settings);
    write(
        folder.path(),
        "source/index.html.md.erb",
        "---\ntitle: The way\n---\n# <%= current_page.data.title %>\n\n[Hosting](/standards/hosting.html#where) and [late](standards/late.html)\n",
    );
    write(
        folder.path(),
        "source/standards/hosting.html.md.erb",
        "---\ntitle: \"Hosting: where\"\nlast_reviewed_on: 2026-05-30\nreview_in: 6 months\nlayout: core\nold_paths:\n  - /hosting/old.html\n---\n\n## Where\n\nIn the cloud, as [the start](../index.html) says. ::: no callout\n\n![A map](map.png)\n",
    );
    std::fs::write(folder.path().join("source/standards/map.png"), b"\x89PNG\r\n\x1a\nrest").unwrap();
    write(
        folder.path(),
        "source/standards/late.html.md",
        "---\ntitle: Late\nreview_by: 2026-01-01\nowner: Ada, Bo\n---\nOld words.\n",
    );
    each_engine(|on| {
        bring(on, folder.path());
        for bundle in [true, false] {
            let files = there_and_back(on, bundle);
            let text = |path: &str| String::from_utf8_lossy(&files[Path::new(path)]).into_owned();
            let hosting = text("markdown/source/standards/hosting.md");
            for part in [
                "title: \"Hosting: where\"\n",
                "review_by: 2026-11-30\n",
                "layout: core\n",
                "](../index.md)",
                "](../../files/",
            ] {
                assert!(hosting.contains(part), "{part} in {hosting}");
            }
            assert!(!hosting.contains("old_paths"), "{hosting}");
            let settings = text("markdown/lyceum.yml");
            assert!(settings.contains("\"/old.html\": \"/standards/hosting.html#where\""), "{settings}");
            let site = text("site/source/standards/hosting.html");
            assert!(site.contains("href=\"../index.html\"") && site.contains("src=\"../../files/"), "{site}");
            assert!(text("site/index.html").contains("href=\"source/standards/hosting.html\""));
            assert!(!site.contains("href=\"/") && !site.contains("<script"), "{site}");
        }
    });
}

#[test]
fn real_handbooks_go_out_and_come_in_again_the_same() {
    for name in ["handbook-gds-way", "handbook-dfe-technical-guidance", "handbook-moj-technical-guidance"] {
        let Some(source) = shared_input(name) else { continue };
        let on = TestStore::sqlite();
        bring(&on, &source);
        let files = there_and_back(&on, true);
        println!("{name}: {} files", files.len());
    }
}
