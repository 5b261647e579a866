use crate::import::{ImportFault, Report, Wish, import_handbook};
use crate::{handbook, page};
use base::{Actor, Limit};
use std::io::Write;
use testkit::{TestStore, each_engine};
use zip::write::{SimpleFileOptions, ZipWriter};

const HEX: &str = "0123456789abcdef0123456789abcdef";

fn zipped(files: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut zip = ZipWriter::new(file.reopen().unwrap());
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap();
    file
}

fn import(on: &TestStore, file: &tempfile::NamedTempFile) -> Result<Report, ImportFault> {
    let wish = Wish { name: "brought".into(), owner: None };
    import_handbook(&on.store, &on.act(Actor::system()), file.path(), wish, &mut |_, _| {})
}

/// Title, and safe HTML.
fn pages(on: &TestStore) -> Vec<(String, String)> {
    on.store
        .read(|conn| {
            let it = handbook::find_by_name(conn, "brought")?.unwrap();
            let all = page::list_in_handbook(conn, Some(it.id), 0, Limit::of(Some(200)))?.items;
            let read = |page: page::Summary| Ok((page.title, page::find(conn, page.id)?.unwrap().html));
            all.into_iter().map(read).collect::<Result<Vec<_>, store::StoreError>>()
        })
        .unwrap()
}

fn html_of(on: &TestStore, title: &str) -> String {
    let all = pages(on);
    all.iter().find(|(known, _)| known == title).unwrap_or_else(|| panic!("{title} in {all:?}")).1.clone()
}

#[test]
fn an_outline_export_is_a_folder_of_markdown() {
    each_engine(|on| {
        let file = zipped(&[
            ("Design/Ask early.md", b"# Ask early\n\nBefore you build.\n\n\\\nSee [why](Ask%20early/Why.md).\n"),
            ("Design/Ask early/Why.md", b"# Why\n\nIt saves a year. ![It](../uploads/a.png)\n"),
            ("Design/uploads/a.png", b"\x89PNG\r\n\x1a\nnot really"),
        ]);
        let report = import(on, &file).unwrap();
        assert_eq!((report.pages, report.links_resolved, report.links_unresolved), (2, 1, 0), "{report:?}");
        assert!(!html_of(on, "Ask early").contains('\\'), "{}", html_of(on, "Ask early"));
        let (parent, below) = on
            .store
            .read(|conn| {
                let it = handbook::find_by_name(conn, "brought")?.unwrap();
                let all = page::list_in_handbook(conn, Some(it.id), 0, Limit::of(Some(9)))?.items;
                let of = |title: &str| all.iter().find(|it| it.title == title).unwrap().clone();
                Ok::<_, store::StoreError>((of("Ask early").id, of("Why").parent))
            })
            .unwrap();
        assert_eq!(below, Some(parent), "it stands under the page whose folder it is in");
    });
}

#[test]
fn a_notion_export_loses_its_digits_and_keeps_its_links() {
    each_engine(|on| {
        let page =
            format!("# Ask early\n\nSee [Why](Ask%20early%20{HEX}/Why%20{HEX}.md) and [List](List%20{HEX}.csv).\n");
        let inner = zipped(&[
            (&format!("Ask early {HEX}.md"), page.as_bytes()),
            (&format!("Ask early {HEX}/Why {HEX}.md"), b"# Why\n\nIt saves a year.\n"),
            (&format!("List {HEX}.csv"), b"Name,Day\nOne,Monday\n"),
            (&format!("List {HEX}_all.csv"), b"Name,Day\nOne,Monday\n\"Two, or | three\",Tuesday\n"),
        ]);
        let inner = std::fs::read(inner.path()).unwrap();
        let file = zipped(&[("ExportBlock-1-Part-1.zip", &inner), ("ExportBlock-1-Part-2.zip", b"PK")]);
        let report = import(on, &file).unwrap();
        let titles: Vec<String> = pages(on).into_iter().map(|(title, _)| title).collect();
        assert_eq!((titles.len(), report.links_resolved, report.links_unresolved), (3, 2, 0), "{titles:?} {report:?}");
        let list = html_of(on, "List");
        assert!(list.contains("<table") && list.contains("Two, or | three"), "{list}");
        assert!(report.losses.iter().any(|loss| loss.path.contains("Part-2")), "{:?}", report.losses);
    });
}

#[test]
fn a_bookstack_export_keeps_chapters_order_and_references() {
    each_engine(|on| {
        let told = serde_json::json!({
            "instance": { "version": "v25" },
            "book": {
                "name": "How we work", "description_html": "<p>For <strong>everyone</strong></p>",
                "chapters": [{ "name": "Beginning", "priority": 2, "pages": [
                    { "id": 7, "name": "Ask early", "priority": 1, "html": "<h2>Before</h2><p>See <a href=\"[[bsexport:page:8]]\">why</a>. <img src=\"[[bsexport:image:3]]\" alt=\"A gate\"></p><script>alert(1)</script>",
                      "images": [{ "id": 3, "name": "gate", "file": "gate.png" }], "tags": [{ "name": "x" }] },
                ] }],
                "pages": [{ "id": 8, "name": "Why", "markdown": "It saves a year. [Read](\u{5b}\u{5b}bsexport:page:7\u{5d}\u{5d})" }],
            },
        });
        let file =
            zipped(&[("data.json", told.to_string().as_bytes()), ("files/gate.png", b"\x89PNG\r\n\x1a\nnot really")]);
        let report = import(on, &file).unwrap();
        let mut titles: Vec<String> = pages(on).into_iter().map(|(title, _)| title).collect();
        titles.sort();
        assert_eq!(titles, ["Ask early", "Beginning", "How we work", "Why"]);
        assert_eq!((report.links_resolved, report.links_unresolved), (2, 0), "{report:?}");
        let page = html_of(on, "Ask early");
        assert!(page.contains("A gate") && !page.contains("alert(1)"), "{page}");
        assert!(report.losses.iter().any(|loss| loss.what.contains("tags")));
    });
}

const CONFLUENCE: &str = r##"<html><head><title>SPACE : TITLE</title></head><body><ol id="breadcrumbs">CRUMBS</ol>
<h1><span id="title-text"> Space : TITLE </span></h1><div class="page-metadata">Created by <span>Ada</span></div>
<div id="main-content" class="wiki-content group">BODY</div>
<div class="pageSection group"><h2>Attachments:</h2></div><div id="footer">Written by Confluence</div></body></html>"##;

fn confluence(title: &str, crumbs: &[&str], body: &str) -> Vec<u8> {
    let crumbs: String = crumbs.iter().map(|it| format!("<li><span><a href=\"x.html\">{it}</a></span></li>")).collect();
    CONFLUENCE.replace("TITLE", title).replace("CRUMBS", &crumbs).replace("BODY", body).into_bytes()
}

#[test]
fn a_confluence_space_comes_with_its_tree_links_and_tables() {
    each_engine(|on| {
        let home = confluence("Home", &["Space"], "<p>See <a href=\"Ask-early_12.html#Why\">Ask</a></p>");
        let ask = confluence(
            "Ask early &amp; often",
            &["Space", "Home"],
            "<p><img src=\"attachments/12/3.png\" alt=\"Gate\"></p><table><tbody><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></tbody></table><p onclick=\"x()\">Back to <a href=\"Home_11.html\">Home</a></p>",
        );
        let file = zipped(&[
            ("SPACE/index.html", b"<html><body><ul><li>Home</li></ul></body></html>"),
            ("SPACE/Home_11.html", &home),
            ("SPACE/Ask-early_12.html", &ask),
            ("SPACE/attachments/12/3.png", b"\x89PNG\r\n\x1a\nnot really"),
            ("SPACE/styles/site.css", b"body{}"),
        ]);
        let report = import(on, &file).unwrap();
        assert_eq!((report.pages, report.links_resolved, report.links_unresolved), (2, 2, 0), "{report:?}");
        let page = html_of(on, "Ask early & often");
        assert!(page.contains("<table") && page.contains("Gate") && !page.contains("onclick"), "{page}");
        assert!(!page.contains("Attachments") && !page.contains("Written by"), "{page}");
        assert!(report.losses.iter().any(|loss| loss.what.contains("no history")), "{:?}", report.losses);
    });
}

fn refused(file: &tempfile::NamedTempFile) -> String {
    let on = TestStore::sqlite();
    import(&on, file).unwrap_err().to_string()
}

#[test]
fn a_hostile_archive_is_refused_and_leaves_nothing() {
    let zeros = vec![0_u8; 90 << 20];
    let bomb = zipped(&[("a.md", &zeros), ("b.md", b"# B")]);
    assert!(std::fs::metadata(bomb.path()).unwrap().len() < 200_000);
    assert!(refused(&bomb).contains("too large"), "{}", refused(&bomb));
    assert!(refused(&zipped(&[("entities.xml", b"<a/>")])).contains("as HTML"));
    assert!(refused(&zipped(&[("a.txt", b"no pages")])).contains("no handbook"));
    assert!(refused(&zipped(&[("data.json", b"{\"book\":")])).contains("data.json"));
    let cut = zipped(&[("a.md", b"# A long enough page"), ("b.md", b"# B")]);
    let bytes = std::fs::read(cut.path()).unwrap();
    std::fs::write(cut.path(), &bytes[..bytes.len() - 30]).unwrap();
    assert!(refused(&cut).contains("damaged"), "{}", refused(&cut));
}

#[test]
fn nothing_is_taken_from_outside_of_the_archive() {
    let on = TestStore::sqlite();
    let file = zipped(&[
        ("../../etc/a.md", b"# Out"),
        ("/etc/b.md", b"# Out"),
        ("C:/c.md", b"# Out"),
        ("in.md", b"# In\n\nHere."),
    ]);
    let report = import(&on, &file).unwrap();
    assert_eq!((report.pages, report.losses.len()), (1, 3), "{:?}", report.losses);
}

#[test]
fn what_says_it_is_small_and_is_not_is_left_out() {
    let file = zipped(&[("a.md", "# A\n\nwords ".repeat(400).as_bytes()), ("b.md", b"# B\n\nHere.")]);
    let mut bytes = std::fs::read(file.path()).unwrap();
    // The size in the archive's table: 12 bytes instead of what there is.
    let real = (4_400_u32).to_le_bytes();
    let mut places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, it)| **it == real).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places.drain(..) {
        bytes[at..at + 4].copy_from_slice(&12_u32.to_le_bytes());
    }
    std::fs::write(file.path(), bytes).unwrap();
    let on = TestStore::sqlite();
    match import(&on, &file) {
        Ok(report) => assert_eq!((report.pages, report.losses.len()), (1, 1), "{:?}", report.losses),
        Err(fault) => assert!(fault.to_string().contains("damaged"), "{fault}"),
    }
}
