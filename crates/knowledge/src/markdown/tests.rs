use super::targets::Alone;
use super::*;
use html5ever::tendril::TendrilSink;
use proptest::prelude::*;

fn html(text: &str) -> String {
    render(text, "", &Alone).html
}

#[test]
fn raw_html_becomes_text_and_bare_signs_for_want_of_markdown_work() {
    assert_eq!(html("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
    assert_eq!(
        html("use <your-name> and <b onclick=x>y</b>"),
        "<p>use &lt;your-name&gt; and &lt;b onclick=x&gt;y&lt;/b&gt;</p>\n"
    );
    assert_eq!(html("a<br/>b <i>c</i> <b>d"), "<p>a<br>b <em>c</em> <strong>d</strong></p>\n");
    assert_eq!(html("<!-- a note\nto self -->\n\nword"), "<p>word</p>\n");
}

#[test]
fn links_lead_to_known_schemes_or_inside_and_never_elsewhere() {
    let cases = [
        ("[a](https://x.example/?a=1&b=2)", "<a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noreferrer\">a</a>"),
        ("[a](mailto:b@c.example)", "<a href=\"mailto:b@c.example\" rel=\"noreferrer\">a</a>"),
        ("<b@c.example>", "<a href=\"mailto:b@c.example\" rel=\"noreferrer\">b@c.example</a>"),
        ("[a](/handbook/31#when)", "<a href=\"/handbook/31#when\">a</a>"),
        ("[a](javascript:alert(1))", "a"),
        ("[a](java&#10;script:alert(1))", "a"),
        ("[a](data:text/html,x)", "a"),
        ("[a](//evil.example/)", "a"),
        ("[a](/\\evil.example/)", "a"),
        ("[a](http:evil)", "a"),
        ("[a](other.html)", "a"),
    ];
    for (text, wanted) in cases {
        assert_eq!(html(text), format!("<p>{wanted}</p>\n"), "{text}");
    }
}

#[test]
fn pictures_come_from_stored_files_alone() {
    let sha = "0123456789abcdef".repeat(4);
    assert!(
        html(&format!("![Words](/handbook/files/{sha})"))
            .contains(&format!("<img src=\"/handbook/files/{sha}\" alt=\"Words\" loading=\"lazy\">"))
    );
    assert!(!html("![Words](https://x.example/track.png)").contains("<img"));
    assert!(html("![Words](x.png)").contains("<span class=\"no-picture\">Words</span>"));
}

#[test]
fn headings_get_unique_names_and_no_level_is_skipped() {
    let page = render("# My page\n\n## One\n\n#### Deep\n\n## One\n\n# Main\n\n## Eins {#own}", "My page", &Alone);
    let toc: Vec<(u8, &str)> = page.toc.iter().map(|entry| (entry.depth, entry.anchor.as_str())).collect();
    assert_eq!(toc, [(2, "one"), (3, "deep"), (2, "one-2"), (2, "about-main"), (3, "own")]);
    assert!(page.html.starts_with("<h2 id=\"one\">One</h2>"));
}

#[test]
fn places_on_the_page_are_found_by_other_programs_names() {
    let page = render("[a](#foo--bar) [b](#one-1) [c](#none)\n\n## Foo & bar\n\n## One\n\n## One", "", &Alone);
    assert!(page.html.starts_with("<p><a href=\"#foo-bar\">a</a> <a href=\"#one-2\">b</a> c</p>"), "{}", page.html);
    assert_eq!(page.links[2].target, Target::Nowhere);
}

#[test]
fn tables_tasks_footnotes_alerts_and_code_are_written() {
    let page = html(
        "| A | B |\n|---|--:|\n| x | y |\n\n- [x] done\n- [ ] open\n\n> [!WARNING]\n> Mind[^1]\n\n```rust,ignore\nfn x() {}\n```\n\n[^1]: the gap",
    );
    for part in [
        "<th scope=\"col\">A</th><th scope=\"col\" class=\"al-r\">B</th>",
        "<td>x</td><td class=\"al-r\">y</td>",
        "aria-label=\"Done\">☑</span> done",
        "<p class=\"callout__kind\">Warning</p>",
        "<pre tabindex=\"0\"><code class=\"language-rust\">fn x() {}\n</code></pre>",
        "<li id=\"note-1\"><p>the gap</p>",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[test]
fn plain_text_keeps_words_and_drops_signs() {
    let page = render("## A\n\n*b* `c` [d](https://e.example)\n\n| f | g |\n|---|---|\n| h | i |", "", &Alone);
    assert_eq!(page.plain, "A\nb c d\nf g \nh i");
}

#[test]
fn hostile_nesting_and_size_end_in_small_depth_and_bounded_output() {
    for piece in [">", "- ", "*", "[", "![", "`", "(", "<b>", "|", "<", "&", "\\", "[^a]", "~", "_", "# ", "1. ", "[]("]
    {
        let page = render(&piece.repeat(LONGEST_TEXT / piece.len() / 16), "", &Alone);
        assert!(page.html.len() <= write::LONGEST_HTML * 2, "{piece}");
    }
    let deep = render(&format!("{}word", "> ".repeat(5_000)), "", &Alone);
    assert!(deep.html.matches("<blockquote>").count() <= tree::DEEPEST * 2 + 1);
    assert!(deep.html.contains("word"));
    assert!(render(&"a ".repeat(LONGEST_TEXT), "", &Alone).cut);
}

/// Every element, attribute and address of `html` as an HTML5 parser sees it is on the writer's lists.
fn only_listed(html: &str) -> Result<(), String> {
    let sink = Seen::default();
    let seen = html5ever::parse_document(sink, Default::default()).one(html);
    for (name, attributes) in seen {
        if ["html", "head", "body"].contains(&name.as_str()) {
            continue;
        }
        if !write::ELEMENTS.contains(&name.as_str()) {
            return Err(format!("element {name}"));
        }
        for (attribute, value) in attributes {
            if !write::ATTRIBUTES.contains(&attribute.as_str()) {
                return Err(format!("attribute {attribute} of {name}"));
            }
            let opened = ["http://", "https://", "mailto:", "#", "/"]
                .iter()
                .any(|start| value.to_lowercase().starts_with(start));
            let inside = attribute == "src" && value.starts_with("/handbook/files/");
            if (attribute == "href" && (!opened || value.starts_with("//"))) || (attribute == "src" && !inside) {
                return Err(format!("{attribute}={value}"));
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn whatever_is_written_only_listed_elements_attributes_and_schemes_come_out(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40),
        noise in any::<String>(),
        at in 0usize..40,
    ) {
        let mut pieces: Vec<&str> = pieces;
        pieces.insert(at.min(pieces.len()), &noise);
        let page = render(&pieces.concat(), "", &Alone);
        prop_assert_eq!(only_listed(&page.html), Ok(()));
        let anchors: std::collections::HashSet<_> = page.toc.iter().map(|entry| &entry.anchor).collect();
        prop_assert_eq!(anchors.len(), page.toc.len());
    }
}

const PIECES: [&str; 60] = [
    "word ",
    "\n",
    "\n\n",
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "* ",
    "**",
    "__",
    "~~",
    "`",
    "```\n",
    "    ",
    "| a | b |\n|---|---|\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&lt;",
    "&#106;",
    "&#x0A;",
    "\\",
    "javascript:alert(1)",
    "JaVaScRiPt:",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:x",
    "https://x.example/",
    "//x.example",
    "mailto:a@b.example",
    "/handbook/31",
    "/handbook/files/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "/form.pdf",
    "#here",
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=x>",
    "<style>",
    "<iframe src=",
    "<b>",
    "</b>",
    "<i onclick=x>",
    "<br/>",
    "<!--",
    "-->",
    "[^1]",
    "[^1]: ",
    "[ref]: javascript:x\n",
    "[[wiki|x]]",
    "{#id .c onclick=x}",
    "> [!NOTE]\n> ",
];

mod seen {
    use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
    use html5ever::tendril::StrTendril;
    use html5ever::{Attribute, ExpandedName, QualName};
    use std::borrow::Cow;
    use std::cell::RefCell;

    /// Keeps every element that an HTML5 parser makes, with its attributes.
    /// An element's name and its attributes.
    type Element = (String, Vec<(String, String)>);

    #[derive(Default)]
    pub struct Seen {
        names: RefCell<Vec<QualName>>,
        found: RefCell<Vec<Element>>,
    }

    impl Seen {
        fn note(&self, at: usize, attributes: Vec<Attribute>) {
            let kept = attributes.iter().map(|a| (a.name.local.to_string(), a.value.to_string()));
            self.found.borrow_mut()[at].1.extend(kept);
        }
    }

    impl TreeSink for Seen {
        type Handle = usize;
        type Output = Vec<(String, Vec<(String, String)>)>;
        type ElemName<'a> = OwnedName;

        fn finish(self) -> Self::Output {
            self.found.into_inner().into_iter().filter(|(name, _)| !name.is_empty()).collect()
        }
        fn parse_error(&self, _: Cow<'static, str>) {}
        fn get_document(&self) -> usize {
            if self.names.borrow().is_empty() {
                self.create_element(
                    QualName::new(None, html5ever::ns!(), html5ever::local_name!("")),
                    vec![],
                    Default::default(),
                );
            }
            0
        }
        fn elem_name<'a>(&'a self, at: &'a usize) -> OwnedName {
            OwnedName(self.names.borrow()[*at].clone())
        }
        fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
            self.found.borrow_mut().push((name.local.to_string(), vec![]));
            self.names.borrow_mut().push(name);
            let at = self.names.borrow().len() - 1;
            self.note(at, attributes);
            at
        }
        fn create_comment(&self, _: StrTendril) -> usize {
            self.create_element(QualName::new(None, html5ever::ns!(), "comment".into()), vec![], Default::default())
        }
        fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
            self.create_comment(StrTendril::new())
        }
        fn append(&self, _: &usize, _: NodeOrText<usize>) {}
        fn append_based_on_parent_node(&self, _: &usize, _: &usize, _: NodeOrText<usize>) {}
        fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
        fn get_template_contents(&self, at: &usize) -> usize {
            *at
        }
        fn same_node(&self, one: &usize, other: &usize) -> bool {
            one == other
        }
        fn set_quirks_mode(&self, _: QuirksMode) {}
        fn append_before_sibling(&self, _: &usize, _: NodeOrText<usize>) {}
        fn add_attrs_if_missing(&self, at: &usize, attributes: Vec<Attribute>) {
            self.note(*at, attributes);
        }
        fn remove_from_parent(&self, _: &usize) {}
        fn reparent_children(&self, _: &usize, _: &usize) {}
    }

    #[derive(Debug)]
    pub struct OwnedName(QualName);

    impl html5ever::interface::ElemName for OwnedName {
        fn ns(&self) -> &html5ever::Namespace {
            &self.0.ns
        }
        fn local_name(&self) -> &html5ever::LocalName {
            &self.0.local
        }
    }

    impl OwnedName {
        #[allow(dead_code)]
        fn expanded(&self) -> ExpandedName<'_> {
            self.0.expanded()
        }
    }
}
use seen::Seen;
