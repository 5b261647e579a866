//! The parts of the handbook, above each of them.

const PARTS: [(&str, &str, &str); 8] = [
    ("read", "/handbook", "Read"),
    ("paths", "/handbook/paths", "Reading paths"),
    ("collections", "/handbook/collections", "Collections"),
    ("questions", "/handbook/questions", "Questions"),
    ("resources", "/handbook/resources", "From outside"),
    ("vocabulary", "/handbook/vocabulary", "Vocabulary"),
    ("adaptations", "/handbook/adaptations", "Made from others"),
    ("desk", "/handbook/desk", "The desk"),
];

/// Safe HTML; `at`: where the page stands.
pub fn nav(at: &str) -> String {
    let entry = |(word, address, label): &(&str, &str, &str)| {
        let current = if *word == at { " aria-current=\"page\"" } else { "" };
        format!("<li><a href=\"{address}\"{current}>{label}</a></li>")
    };
    let entries: String = PARTS.iter().map(entry).collect();
    format!("<nav class=\"subnav\" aria-label=\"Handbook\"><ul>{entries}</ul></nav>")
}
