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

const ENTITIES: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE x [<!ENTITY lol "lol"><!ENTITY boom "&lol;&lol;&lol;">]>
<hibernate-generic datetime="2024-01-01 09:00:00">
<object class="Space" package="x"><id name="id">1</id><property name="name"><![CDATA[Space]]></property></object>
<object class="ConfluenceUserImpl" package="x"><id name="key"><![CDATA[k1]]></id><property name="name"><![CDATA[Ada Quill]]></property></object>
<object class="Page" package="x"><id name="id">11</id><property name="title"><![CDATA[Home]]></property><property name="version">1</property>
<property name="contentStatus"><![CDATA[current]]></property><property name="creationDate">2020-03-01 10:02:24.231</property>
<collection name="children" class="java.util.List"><element class="Page" package="x"><id name="id">12</id></element></collection></object>
<object class="Page" package="x"><id name="id">12</id><property name="title"><![CDATA[Ask early & often]]></property><property name="version">2</property><property name="position">3</property>
<property name="parent" class="Page" package="x"><id name="id">11</id></property><property name="contentStatus">current</property>
<property name="lastModifier" class="ConfluenceUserImpl" package="x"><id name="key"><![CDATA[k1]]></id></property>
<property name="lastModificationDate">2021-04-02 08:00:00.000</property><property name="versionComment"><![CDATA[Said why]]></property></object>
<object class="Page" package="x"><id name="id">13</id><property name="title"><![CDATA[Ask early]]></property><property name="version">1</property>
<property name="originalVersion" class="Page" package="x"><id name="id">12</id></property><property name="lastModificationDate">2020-05-02 08:00:00.000</property></object>
<object class="Page" package="x"><id name="id">14</id><property name="title"><![CDATA[Never]]></property><property name="contentStatus">draft</property></object>
<object class="BodyContent" package="x"><id name="id">21</id><property name="body"><![CDATA[<p>See <ac:link ac:anchor="Why"><ri:page ri:content-title="Ask early &amp; often" /><ac:plain-text-link-body><![CDATA[how & why]] ></ac:plain-text-link-body></ac:link>.&nbsp;&boom;</p>]]></property><property name="content" class="Page" package="x"><id name="id">11</id></property><property name="bodyType">2</property></object>
<object class="BodyContent" package="x"><id name="id">22</id><property name="content" class="Page" package="x"><id name="id">12</id></property><property name="body"><![CDATA[<h2 onclick="x()">Why</h2><p>It saves a year.</p><ac:image ac:alt="A gate"><ri:attachment ri:filename="the gate.png" /></ac:image>
<ac:structured-macro ac:name="warning"><ac:parameter ac:name="title">Mind</ac:parameter><ac:rich-text-body><p>Not at night.</p></ac:rich-text-body></ac:structured-macro>
<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">bash</ac:parameter><ac:plain-text-body><![CDATA[if [ 1 < 2 ]; then
  echo "<b>"
fi]] ></ac:plain-text-body></ac:structured-macro>
<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>Ask</ac:task-body></ac:task><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>Wait</ac:task-body></ac:task></ac:task-list>
<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">X-1</ac:parameter></ac:structured-macro>
<table><tbody><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></tbody></table><script>alert(1)</script><p>Form: <ac:link><ri:attachment ri:filename="gone.pdf" /></ac:link></p>]]></property></object>
<object class="BodyContent" package="x"><id name="id">23</id><property name="body"><![CDATA[<p>It saves time.</p>]]></property><property name="content" class="Page" package="x"><id name="id">13</id></property></object>
<object class="Attachment" package="x"><id name="id">31</id><property name="title"><![CDATA[the gate.png]]></property><property name="version">2</property><property name="containerContent" class="Page" package="x"><id name="id">12</id></property></object>
<object class="Attachment" package="x"><id name="id">32</id><property name="title"><![CDATA[gone.pdf]]></property><property name="version">1</property><property name="containerContent" class="Page" package="x"><id name="id">12</id></property></object>
<object class="Comment" package="x"><id name="id">41</id></object>
</hibernate-generic>"##;

#[test]
fn the_xml_of_a_confluence_space_comes_with_its_history() {
    each_engine(|on| {
        let file = zipped(&[
            ("entities.xml", ENTITIES.as_bytes()),
            ("exportDescriptor.properties", b"exportType=space"),
            ("attachments/12/31/2", b"\x89PNG\r\n\x1a\nnot really"),
            ("attachments/12/31/1", b"\x89PNG\r\n\x1a\nolder"),
        ]);
        let report = import(on, &file).unwrap();
        assert_eq!((report.pages, report.revisions, report.links_resolved), (2, 3, 1), "{report:?}");
        let home = html_of(on, "Home");
        assert!(home.contains(">how &amp; why</a>") && home.contains("#why"), "{home}");
        assert!(!home.contains("lol"), "{home}");
        let page = html_of(on, "Ask early & often");
        for there in [
            "alt=\"A gate\"",
            "/handbook/files/",
            "Not at night.",
            "Mind",
            "if [ 1 &lt; 2 ]; then\n  echo &quot;&lt;b&gt;&quot;",
            "<table",
            "task--done",
            "gone.pdf",
        ] {
            assert!(page.contains(there), "{there} in {page}");
        }
        assert!(!page.contains("alert(1)") && !page.contains("onclick") && !page.contains("[!WARNING]"), "{page}");
        let said: Vec<&str> = report.losses.iter().map(|loss| loss.what.as_str()).collect();
        for what in ["the macro jira (1 time)", "1 draft", "1 comment", "does not hold this attachment"] {
            assert!(said.iter().any(|it| it.contains(what)), "{what} in {said:?}");
        }
        let (old, parent) = on
            .store
            .read(|conn| {
                let it = handbook::find_by_name(conn, "brought")?.unwrap();
                let all = page::list_in_handbook(conn, Some(it.id), 0, Limit::of(Some(9)))?.items;
                let of = |title: &str| all.iter().find(|it| it.title == title).unwrap().clone();
                let page = of("Ask early & often");
                assert_eq!(page.parent, Some(of("Home").id));
                Ok::<_, store::StoreError>((crate::revision::find(conn, page.id, 1)?.unwrap(), page.parent))
            })
            .unwrap();
        assert!(parent.is_some());
        assert_eq!((old.summary.title.as_str(), old.body.trim()), ("Ask early", "It saves time."));
    });
}

#[test]
fn a_page_that_is_nested_without_end_is_left_without_its_text() {
    let deep = format!("{}x{}", "<div>".repeat(5_000), "</div>".repeat(5_000));
    let told = ENTITIES.replace("<p>It saves a year.</p>", &deep);
    let on = TestStore::sqlite();
    let report = import(&on, &zipped(&[("entities.xml", told.as_bytes())])).unwrap();
    assert!(report.losses.iter().any(|loss| loss.what.contains("nested more than")), "{:?}", report.losses);
    assert_eq!(report.pages, 2);
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
    assert!(refused(&zipped(&[("entities.xml", b"<hibernate-generic/>")])).contains("no handbook"));
    assert!(refused(&zipped(&[("entities.xml", b"<a><object class=\"Page\"><id>1")])).contains("entities.xml"));
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
