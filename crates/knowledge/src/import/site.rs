//! Which program a source was written for, and what its settings say: where pages lie, the site's own host,
//! redirects. Known: Middleman with tech-docs, MkDocs, Docusaurus, Jekyll, Hugo, VitePress; any other folder is read
//! as it lies.

use super::yaml::Yaml;

/// What is known of the site that a source makes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    pub program: Program,
    /// The folder that the site's addresses begin in, without slashes at the ends; empty for the source itself.
    pub root: String,
    /// Pages lie only under `root`.
    pub only_root: bool,
    /// Hosts that are the site itself, lower case.
    pub hosts: Vec<String>,
    /// What stands before every address of the site, without slashes at the ends.
    pub base: String,
    /// Old address → new address.
    pub redirects: Vec<(String, String)>,
    /// Who owns a page that names nobody.
    pub default_owner: Option<String>,
    /// What the handbook is called, where it says so for itself.
    pub title: Option<String>,
    /// Path of a page's file → the address that it has, whatever its path.
    pub addresses: std::collections::HashMap<String, String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Program {
    #[default]
    Folder,
    TechDocs,
    MkDocs,
    Docusaurus,
    Jekyll,
    Hugo,
    VitePress,
    /// Written out by this program: read as it stands.
    Lyceum,
}

impl Program {
    /// Its pages are addressed `/a/b/`, so that relative links start one deeper than the file lies.
    pub fn is_pretty(self) -> bool {
        matches!(self, Self::Hugo | Self::Jekyll | Self::MkDocs)
    }

    /// Two braces are signs.
    pub fn has_templates(self) -> bool {
        matches!(self, Self::Hugo | Self::Jekyll)
    }
}

/// Settings files in the order asked for, each with its program.
const SETTINGS: [(&str, Program); 15] = [
    ("lyceum.yml", Program::Lyceum),
    ("config/tech-docs.yml", Program::TechDocs),
    ("mkdocs.yml", Program::MkDocs),
    ("mkdocs.yaml", Program::MkDocs),
    ("docusaurus.config.js", Program::Docusaurus),
    ("docusaurus.config.ts", Program::Docusaurus),
    ("_config.yml", Program::Jekyll),
    ("_config.yaml", Program::Jekyll),
    ("hugo.toml", Program::Hugo),
    ("hugo.yaml", Program::Hugo),
    ("config/_default/hugo.toml", Program::Hugo),
    ("config.toml", Program::Hugo),
    (".vitepress/config.ts", Program::VitePress),
    (".vitepress/config.js", Program::VitePress),
    ("config.rb", Program::TechDocs),
];

/// A settings file, if the source has one: its path.
pub fn settings_file<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> Option<(&'a str, Program)> {
    SETTINGS.iter().find_map(|(name, program)| {
        let fits =
            |path: &&str| path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('/'));
        let found = paths.clone().filter(fits).min_by_key(|path| path.matches('/').count())?;
        Some((found, *program)).filter(|(path, _)| path.matches('/').count() <= name.matches('/').count() + 2)
    })
}

impl Site {
    /// From the settings file, or from where the pages lie when there is none.
    pub fn read<'a>(settings: Option<(&str, Program, &str)>, pages: impl Iterator<Item = &'a str> + Clone) -> Self {
        let Some((path, program, text)) = settings else {
            return Self { root: usual_root(pages), ..Self::default() };
        };
        let before =
            SETTINGS.iter().find_map(|(name, _)| path.strip_suffix(name)).unwrap_or_default().trim_matches('/');
        let mut site = match program {
            Program::Hugo if path.ends_with("toml") => Self::from_toml(text),
            Program::Docusaurus | Program::VitePress => Self::from_script(text),
            _ => Self::from_yaml(&Yaml::read(text)),
        };
        site.program = program;
        if program == Program::Lyceum {
            return site.of_ours(&Yaml::read(text), before);
        }
        let inner = match program {
            Program::TechDocs => "source".to_owned(),
            Program::MkDocs if site.root.is_empty() => "docs".to_owned(),
            Program::Docusaurus => "docs".to_owned(),
            Program::Hugo if site.root.is_empty() => "content".to_owned(),
            _ => site.root.clone(),
        };
        site.root = [before, inner.trim_matches('/')]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("/");
        // Settings may lie beside pages that are not where they usually are.
        site.only_root = !site.root.is_empty() && pages.clone().any(|page| under(page, &site.root).is_some());
        if !site.only_root && !site.root.is_empty() {
            site.root = usual_root(pages);
        }
        site
    }

    /// A folder that was written out says where everything is.
    fn of_ours(mut self, yaml: &Yaml, before: &str) -> Self {
        self.root = before.to_owned();
        self.title = yaml.get("title").and_then(Yaml::text).map(str::to_owned);
        if let Some(Yaml::Map(pairs)) = yaml.get("addresses") {
            let pairs = pairs.iter().filter_map(|(path, address)| Some((path.clone(), address.text()?.to_owned())));
            self.addresses = pairs.filter(|(_, address)| address.starts_with('/')).collect();
        }
        self
    }

    fn from_yaml(yaml: &Yaml) -> Self {
        let mut site = Self::default();
        let text = |key: &str| yaml.get(key).and_then(Yaml::text);
        for host in ["host", "site_url", "url", "baseURL", "service_link"].into_iter().filter_map(text) {
            site.add_host(host);
        }
        if let Some(base) = text("baseurl") {
            site.base = base.trim_matches('/').to_owned();
        }
        site.root = text("docs_dir")
            .or(text("contentDir"))
            .or(text("source"))
            .unwrap_or_default()
            .trim_matches(['.', '/'])
            .to_owned();
        site.default_owner = text("default_owner_slack").or(text("default_owner")).map(str::to_owned);
        site.redirects = redirects(yaml);
        site
    }

    fn from_toml(text: &str) -> Self {
        let table = text.parse::<toml::Table>().unwrap_or_default();
        let value =
            |key: &str| table.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).and_then(|(_, it)| it.as_str());
        let mut site = Self::default();
        if let Some(host) = value("baseURL") {
            site.add_host(host);
        }
        site.root = value("contentDir").unwrap_or_default().trim_matches('/').to_owned();
        site
    }

    /// Settings that are a program are not run: only their plain `url` and `baseUrl` are read.
    fn from_script(text: &str) -> Self {
        let value = |key: &str| {
            let from = text.find(&format!("{key}:"))? + key.len() + 1;
            let rest = text[from..].trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
            Some(&rest[1..1 + rest[1..].find(quote)?])
        };
        let mut site = Self::default();
        if let Some(host) = value("url") {
            site.add_host(host);
        }
        if let Some(base) = value("baseUrl").or(value("base")) {
            site.base = base.trim_matches('/').to_owned();
        }
        site
    }

    fn add_host(&mut self, address: &str) {
        let Some((_, rest)) = address.split_once("://") else { return };
        let (host, base) = rest.split_once('/').unwrap_or((rest, ""));
        let host = bare_host(host);
        if !host.is_empty() && !self.hosts.contains(&host) {
            self.hosts.push(host);
        }
        if self.base.is_empty() {
            self.base = base.trim_matches('/').to_owned();
        }
    }

    /// The path of an address of the site itself, from its root; `None` for any other.
    pub fn own_path<'a>(&self, address: &'a str) -> Option<&'a str> {
        let (scheme, rest) = address.split_once("://")?;
        let own = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https");
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        (own && self.hosts.contains(&bare_host(&rest[..end]))).then_some(&rest[end..])
    }
}

fn bare_host(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

/// `redirects:` of tech-docs, `redirect_maps:` of MkDocs' plugin.
fn redirects(yaml: &Yaml) -> Vec<(String, String)> {
    fn search(yaml: &Yaml, found: &mut Vec<(String, String)>) {
        match yaml {
            Yaml::Map(pairs) => {
                for (name, value) in pairs {
                    match value {
                        Yaml::Map(maps) if matches!(name.as_str(), "redirects" | "redirect_maps") => {
                            let pairs =
                                maps.iter().filter_map(|(old, new)| Some((old.clone(), new.text()?.to_owned())));
                            found.extend(pairs);
                            search(value, found);
                        }
                        _ => search(value, found),
                    }
                }
            }
            Yaml::List(items) => items.iter().for_each(|item| search(item, found)),
            Yaml::Text(_) => {}
        }
    }
    let mut found = Vec::new();
    search(yaml, &mut found);
    found
}

/// `path` within `folder`.
pub fn under<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// A usual folder for pages that holds at least nine in ten of them.
fn usual_root<'a>(pages: impl Iterator<Item = &'a str> + Clone) -> String {
    const USUAL: [&str; 7] = ["source", "docs", "content", "handbook", "pages", "wiki", "src"];
    let all = pages.clone().count();
    let holds = |folder: &&&str| pages.clone().filter(|page| under(page, folder).is_some()).count() * 10 >= all * 9;
    if all == 0 { String::new() } else { USUAL.iter().find(holds).map_or(String::new(), |folder| (*folder).to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(path: &str, text: &str, pages: &[&str]) -> Site {
        let (found, program) = settings_file([path].into_iter()).unwrap();
        Site::read(Some((found, program, text)), pages.iter().copied())
    }

    #[test]
    fn settings_tell_root_host_and_redirects() {
        let tech_docs = site(
            "config/tech-docs.yml",
            "host: https://www.Way.example\nredirects:\n  /a.html: /b.html#c\n",
            &["source/x.md"],
        );
        assert_eq!((tech_docs.root.as_str(), tech_docs.only_root), ("source", true));
        assert_eq!(tech_docs.redirects, [("/a.html".to_owned(), "/b.html#c".to_owned())]);
        assert_eq!(tech_docs.own_path("https://way.example/x#y"), Some("/x#y"));
        assert_eq!(tech_docs.own_path("https://way.example.evil/x"), None);
        let mkdocs = site(
            "site/mkdocs.yml",
            "site_url: https://m.example/base/\nplugins:\n  - redirects:\n      redirect_maps:\n        old.md: new.md\n",
            &["site/docs/a.md"],
        );
        assert_eq!((mkdocs.root.as_str(), mkdocs.base.as_str()), ("site/docs", "base"));
        assert!(mkdocs.redirects.contains(&("old.md".to_owned(), "new.md".to_owned())));
        let docusaurus = site(
            "docusaurus.config.js",
            "module.exports = {\n  url: 'https://d.example',\n  baseUrl: '/d/',\n}",
            &["docs/a.md"],
        );
        assert_eq!((docusaurus.hosts[0].as_str(), docusaurus.base.as_str()), ("d.example", "d"));
        let hugo = site("hugo.toml", "baseURL = \"https://h.example/\"", &["content/a.md"]);
        assert_eq!(hugo.root, "content");
    }

    #[test]
    fn without_settings_the_usual_folder_that_holds_the_pages_is_the_root() {
        assert_eq!(Site::read(None, ["docs/a.md", "docs/b.md"].into_iter()).root, "docs");
        assert_eq!(Site::read(None, ["docs/a.md", "b.md"].into_iter()).root, "");
    }
}
