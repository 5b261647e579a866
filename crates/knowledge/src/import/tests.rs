//! Whole sources, self-made ones always and the real handbooks where they are at hand.

use super::plan::{Plan, PlannedPage, plan};
use super::source::Source;
use std::path::{Path, PathBuf};
use std::process::Command;

fn planned(path: &Path) -> Plan {
    plan(&Source::open(path).unwrap(), &mut |_, _| {}).unwrap()
}

fn page<'a>(plan: &'a Plan, path: &str) -> &'a PlannedPage {
    plan.pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("{path} is missing"))
}

fn write(folder: &Path, path: &str, content: impl AsRef<[u8]>) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

/// A small handbook with one of everything.
pub fn write_handbook(folder: &Path) {
    write(
        folder,
        "config/tech-docs.yml",
        "host: https://way.example\ndefault_owner_slack: '#way'\nredirects:\n  /old.html: /standards/hosting.html#where\n",
    );
    write(
        folder,
        "source/index.html.md.erb",
        "---\ntitle: The way\n---\n# <%= current_page.data.title %>\n\n[Hosting](/standards/hosting.html#where), [again](https://way.example/old.html), [gone](/gone.html)\n",
    );
    write(
        folder,
        "source/standards/hosting.html.md.erb",
        "---\ntitle: Hosting\nowner_slack: '#infra'\nlast_reviewed_on: 2026-01-31\nreview_in: 6 months\nold_paths:\n- /standards/servers.html\n---\n\n## Where\n\nIn the cloud, as [the start](../index.html) says.\n\n![A map](map.png)\n\n<%= partial 'partials/help' %>\n",
    );
    write(folder, "source/partials/_help.html.md", "Ask [us](/index.html).\n");
    write(folder, "source/standards/map.png", b"\x89PNG\r\n\x1a\nrest");
    write(folder, "source/standards/fake.png", "not a picture");
    write(folder, "source/layouts/core.erb", "<%= yield %>");
}

#[test]
fn a_folder_becomes_pages_with_links_pictures_owners_and_losses() {
    let folder = tempfile::tempdir().unwrap();
    write_handbook(folder.path());
    write(folder.path(), "source/latin.html.md", b"caf\xe9");
    write(folder.path(), "source/huge.html.md", "a ".repeat(1 << 20));
    write(folder.path(), "source/fake.html.md", "![x](standards/fake.png)");
    let plan = planned(folder.path());
    let paths: Vec<&str> = plan.pages.iter().map(|page| page.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "source/fake.html.md",
            "source/index.html.md.erb",
            "source/partials/_help.html.md",
            "source/standards/hosting.html.md.erb"
        ]
    );
    let hosting = page(&plan, "source/standards/hosting.html.md.erb");
    assert_eq!((hosting.title.as_str(), hosting.address.as_str()), ("Hosting", "/standards/hosting.html"));
    assert_eq!(hosting.review_on.unwrap().to_string(), "2026-07-31");
    assert_eq!(hosting.owners, ["#infra"]);
    assert!(hosting.rendered.html.contains("<img src=\"/handbook/files/"), "{}", hosting.rendered.html);
    assert!(hosting.rendered.html.contains("Ask <a href="));
    assert_eq!((plan.links_resolved, plan.links_unresolved), (4, 1));
    let redirects: Vec<&str> = plan.redirects.iter().map(|redirect| redirect.address.as_str()).collect();
    assert_eq!(redirects, ["/standards/servers.html", "/old.html"]);
    let losses: Vec<String> = plan.losses.iter().map(ToString::to_string).collect();
    for wanted in [
        "source/latin.html.md: not UTF-8",
        "source/huge.html.md: larger than",
        "fake.png: not what its name says",
        "index.html.md.erb, line 6: “/gone.html” leads to nothing",
    ] {
        assert!(losses.iter().any(|loss| loss.contains(wanted)), "{wanted} in {losses:#?}");
    }
    // A redirect with an anchor leads to its place.
    let index = page(&plan, "source/index.html.md.erb");
    assert_eq!(index.rendered.html.matches("#where\"").count(), 2, "{}", index.rendered.html);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let (folder, secret) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(secret.path(), "secret.md", "# Secret");
    write(folder.path(), "a.md", "# A\n\n![x](../secret.png) [y](link/secret.md)");
    std::os::unix::fs::symlink(secret.path().join("secret.md"), folder.path().join("b.md")).unwrap();
    std::os::unix::fs::symlink(secret.path(), folder.path().join("link")).unwrap();
    let plan = planned(folder.path());
    assert_eq!(plan.pages.len(), 1);
    assert_eq!(plan.losses.iter().filter(|loss| loss.what.contains("is not followed")).count(), 2);
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    let who = [
        "-c",
        "user.name=a001",
        "-c",
        "user.email=a001@x.example",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
    ];
    let done = command.args(who).args(arguments).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn commit(folder: &Path, why: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", why]);
}

/// A repository with a rename, a change of words, a change of a date alone, and a merge.
pub fn write_repository(folder: &Path) {
    git(folder, &["init", "-q"]);
    write(
        folder,
        "docs/start.md",
        "---\ntitle: Start\nlast_reviewed_on: 2025-01-01\n---\nOne two three four five six seven eight nine ten.\n\n[Other](other.md)\n",
    );
    write(folder, "docs/other.md", "# Other\n\nBack to [the start](old-name.md).\n");
    commit(folder, "Begin");
    git(folder, &["mv", "docs/other.md", "docs/renamed.md"]);
    write(
        folder,
        "docs/start.md",
        "---\ntitle: Start\nlast_reviewed_on: 2025-01-01\n---\nOne two three four five six seven eight nine eleven.\n\n[Other](other.md)\n",
    );
    commit(folder, "Say eleven");
    git(folder, &["checkout", "-q", "-b", "side"]);
    write(folder, "docs/renamed.md", "# Other\n\nBack to [the start](start.md).\n");
    commit(folder, "Mend a link");
    git(folder, &["checkout", "-q", "main"]);
    write(
        folder,
        "docs/start.md",
        "---\ntitle: Start\nlast_reviewed_on: 2026-01-01\n---\nOne two three four five six seven eight nine eleven.\n\n[Other](other.md)\n",
    );
    commit(folder, "Reviewed\n\nWith a longer text.");
    git(folder, &["merge", "-q", "--no-ff", "-m", "Merge side", "side"]);
}

#[test]
fn a_repository_and_its_bundle_give_the_same_pages_with_history() {
    let folder = tempfile::tempdir().unwrap();
    write_repository(folder.path());
    let bundle =
        folder.path().join("../").join(format!("{}.bundle", folder.path().file_name().unwrap().to_str().unwrap()));
    git(folder.path(), &["bundle", "create", "-q", bundle.to_str().unwrap(), "main"]);
    for source in [folder.path().to_owned(), bundle.clone()] {
        let plan = planned(&source);
        let start = page(&plan, "docs/start.md");
        let told: Vec<(&str, bool)> =
            start.revisions.iter().map(|it| (it.made.as_ref().unwrap().why.as_str(), it.words_changed)).collect();
        assert_eq!(told, [("Begin", true), ("Say eleven", true), ("Reviewed", false)]);
        assert_eq!(start.revisions[0].made.as_ref().unwrap().who, "a001");
        let renamed = page(&plan, "docs/renamed.md");
        let told: Vec<(&str, bool)> =
            renamed.revisions.iter().map(|it| (it.made.as_ref().unwrap().why.as_str(), it.words_changed)).collect();
        assert_eq!(told, [("Begin", true), ("Say eleven", false), ("Mend a link", true)]);
        // The old name of a page still leads to it.
        assert_eq!((plan.links_resolved, plan.links_unresolved), (2, 0));
        assert!(plan.redirects.iter().any(|redirect| redirect.address == "/other.html"));
    }
    std::fs::remove_file(bundle).unwrap();
}

#[test]
fn nothing_of_a_repository_is_run() {
    let folder = tempfile::tempdir().unwrap();
    write_repository(folder.path());
    let sign = folder.path().join("sign");
    let script = format!("#!/bin/sh\ntouch {}\n", sign.display());
    for hook in ["post-checkout", "pre-push", "reference-transaction", "post-index-change"] {
        write(folder.path(), &format!(".git/hooks/{hook}"), &script);
        git(folder.path(), &["update-index", "-q", "--refresh"]);
        Command::new("chmod").args(["+x", &format!(".git/hooks/{hook}")]).current_dir(folder.path()).status().unwrap();
    }
    write(folder.path(), "evil.sh", &script);
    let evil = format!("sh {}/evil.sh", folder.path().display());
    for name in ["core.fsmonitor", "uploadpack.packObjectsHook", "diff.external", "core.pager", "core.sshCommand"] {
        let config = Command::new("git").args(["config", name, &evil]).current_dir(folder.path()).status().unwrap();
        assert!(config.success());
    }
    std::fs::remove_file(&sign).ok();
    assert_eq!(planned(folder.path()).pages.len(), 2);
    assert!(!sign.exists());
}

#[test]
fn what_is_no_handbook_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", "words");
    let refused = |path: &Path| match Source::open(path).and_then(|source| plan(&source, &mut |_, _| {})) {
        Ok(_) => panic!("{} was taken", path.display()),
        Err(fault) => fault.to_string(),
    };
    assert!(refused(folder.path()).contains("no handbook"));
    assert!(refused(&folder.path().join("a.txt")).contains("no handbook"));
    assert!(refused(&folder.path().join("none")).contains("cannot be read"));
    write(folder.path(), "bad.bundle", "# v2 git bundle\nnonsense that is no bundle at all");
    let words = refused(&folder.path().join("bad.bundle"));
    assert!(words.contains("cannot be read") || words.contains("git could not"), "{words}");
}

#[allow(clippy::disallowed_methods, reason = "where the real handbooks lie is told by the surroundings of the tests")]
pub fn shared(name: &str) -> Option<PathBuf> {
    let top = std::env::var_os("LYCEUM_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = top.join("data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("{} is not here: skipped", path.display());
    None
}

/// Links of the three real handbooks that lead to nothing that they hold; everything else must lead to its page.
const NOWHERE: [&str; 8] = [
    "/programming-languages",
    "editorconfig",
    "programming-languages/editorconfig",
    "TBC",
    "fhttps://www.gov.uk/government/publications/civil-service-diversity-and-inclusion-strategy-2022-to-2025",
    // Redirected by settings that the bundle does not hold.
    "../standards/testing-with-rspec.html",
    "/standards/publish-opensource-code.html",
    "/HANDLING_INSTRUCTIONS.md",
];

#[test]
fn the_three_real_handbooks_come_in_whole() {
    for (name, pages) in
        [("handbook-gds-way", 65), ("handbook-dfe-technical-guidance", 44), ("handbook-moj-technical-guidance", 17)]
    {
        let Some(path) = shared(name) else { return };
        for inner in ["tree", "history.bundle", ""] {
            let plan = planned(&path.join(inner));
            let revisions: usize = plan.pages.iter().map(|page| page.revisions.len()).sum();
            println!(
                "{name}/{inner}: {} pages, {revisions} revisions, {} links, {} unresolved, {} redirects, {} losses",
                plan.pages.len(),
                plan.links_resolved,
                plan.links_unresolved,
                plan.redirects.len(),
                plan.losses.len()
            );
            assert_eq!(plan.pages.len(), pages, "{name}/{inner}");
            let broken = plan
                .pages
                .iter()
                .flat_map(|page| &page.rendered.links)
                .filter(|link| link.target == crate::markdown::Target::Nowhere);
            for link in broken.filter(|link| !link.is_picture && !link.written.is_empty()) {
                assert!(NOWHERE.contains(&link.written.as_str()), "{name}/{inner}: {}", link.written);
            }
        }
    }
}

#[test]
fn how_far_behind_the_adapted_pages_are_is_told_by_changed_words() {
    let (Some(path), Some(truth)) =
        (shared("handbook-moj-technical-guidance"), shared("adaptation-truth/adaptations.csv"))
    else {
        return;
    };
    let plan = planned(&path.join("history.bundle"));
    for line in std::fs::read_to_string(truth).unwrap().lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [_, source, adapted_on, .., after, words, _] = fields.as_slice() else { panic!("{line}") };
        let revisions = &page(&plan, source).revisions;
        let later: Vec<_> = revisions
            .iter()
            .filter(|it| it.made.as_ref().unwrap().at.day().to_string().as_str() > *adapted_on)
            .collect();
        let changed = later.iter().filter(|it| it.words_changed).count();
        println!("{source}: {} after (truth {after}), {changed} with words (truth {words})", later.len());
        assert!(
            later.len().abs_diff(after.parse().unwrap()) <= 2 && changed.abs_diff(words.parse().unwrap()) <= 2,
            "{line}"
        );
    }
}

/// Files of a small site, and how many of its links between pages lead to one.
fn resolved(files: &[(&str, &str)]) -> (usize, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    let plan = planned(folder.path());
    (plan.links_resolved, plan.losses.iter().map(ToString::to_string).collect())
}

/// Its name, how many links lead to a page, and its files.
type Site = (&'static str, usize, &'static [(&'static str, &'static str)]);

const SITES: [Site; 6] = [
    (
        "plain folder",
        5,
        &[
            (
                "README.md",
                "# Home\n\n[Set up](How%20To/Set%20Up.md#first-step) [[Set Up]] [dir](<How To/>) [top](<How To/README.md>)",
            ),
            ("How To/README.md", "# How to\n\n[home](../)"),
            ("How To/Set Up.md", "# Set up\n\n## First step"),
        ],
    ),
    (
        "mkdocs",
        4,
        &[
            (
                "mkdocs.yml",
                "site_url: https://m.example/base/\nplugins:\n  - redirects:\n      redirect_maps:\n        'old.md': 'guides/new.md'\n",
            ),
            ("docs/index.md", "# M\n\n[new](guides/new.md) [old](old.md) [own](https://m.example/base/guides/new/)"),
            ("docs/guides/new.md", "# New\n\n!!! note\n    [home](../index.md)"),
        ],
    ),
    (
        "docusaurus",
        4,
        &[
            ("docusaurus.config.js", "export default { url: 'https://d.example', baseUrl: '/' }"),
            (
                "docs/01-intro.mdx",
                "---\nslug: /\n---\nimport X from './x';\n\n# Intro\n\n:::tip\n[two](./guides/02-two.md)\n:::\n[two](/docs/guides/two) [named](/docs/called)",
            ),
            ("docs/guides/02-two.md", "---\ntitle: Two\n---\n[intro](../01-intro.mdx)"),
            ("docs/guides/03-three.md", "---\nslug: /called\n---\n# Three"),
        ],
    ),
    (
        "jekyll",
        4,
        &[
            ("_config.yml", "url: https://j.example\nbaseurl: /way\n"),
            (
                "index.md",
                "---\ntitle: J\n---\n[a]({{ site.baseurl }}/guides/a/) [b]({% link _guides/b.md %}) [old](/way/gone.html)",
            ),
            ("_guides/a.md", "---\npermalink: /guides/a/\nredirect_from:\n  - /gone.html\n---\n# A"),
            ("_guides/b.md", "# B\n\n[a](../a/)"),
        ],
    ),
    (
        "hugo",
        4,
        &[
            ("hugo.toml", "baseURL = 'https://h.example/'\n"),
            ("content/_index.md", "+++\ntitle = 'H'\n+++\n[one]({{< ref \"docs/one.md\" >}}) [two](/docs/two/)"),
            ("content/docs/one.md", "+++\ntitle = 'One'\naliases = ['/first/']\n+++\n[two](../two/)"),
            ("content/docs/two.md", "---\ntitle: Two\n---\n[one](/first/)"),
        ],
    ),
    (
        "html endings",
        3,
        &[
            ("source/index.html.md", "[a](a.html) [a](/a) [b](b/)"),
            ("source/a.html.md", "# A"),
            ("source/b/index.html.md", "# B"),
        ],
    ),
];

#[test]
fn handbooks_of_other_makes_come_in_with_their_links() {
    let mut wrong = Vec::new();
    for (name, wanted, files) in SITES {
        let (links, losses) = resolved(files);
        if links != wanted || losses.iter().any(|loss| loss.contains("leads to")) {
            wrong.push(format!("{name}: {links} of {wanted} {losses:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
