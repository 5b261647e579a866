use crate::operate::store::TableText;
use store::sql;

sql! {
    BOARD_PLACES = "SELECT w.number, b.board, b.place, b.placed_on, b.pinned_why FROM board_place b \
            JOIN work_item w ON w.id = b.work_item ORDER BY w.number";
    BOARD_LIMITS = "SELECT board, most FROM board_limit ORDER BY board";
    WORK_VALUES = "SELECT number, value, remaining_days, comes_back_on, comes_back_when FROM work_item \
            WHERE value IS NOT NULL OR remaining_days IS NOT NULL OR comes_back_on IS NOT NULL OR comes_back_when IS NOT NULL \
            ORDER BY number";
    OFFERS = "SELECT w.number, f.person, f.offered_on, f.words, f.answer, f.answer_words FROM offer f \
            JOIN work_item w ON w.id = f.work_item ORDER BY w.number, f.person";
    AMPLIFIED = "SELECT w.number, c.slug, a.on_day, a.by, a.words FROM amplified a JOIN work_item w ON w.id = a.work_item \
            JOIN community c ON c.id = a.community ORDER BY w.number, c.slug";
    MERGES = "SELECT l.number, m.number, m.title, m.statement, m.stated_on, m.raised_by, m.why FROM problem_merge m \
            JOIN problem l ON l.id = m.lead WHERE m.undone_at IS NULL ORDER BY m.number";
    SUPERSEDED = "SELECT id, superseded_by, superseded_on, superseded_why FROM solution WHERE superseded_by IS NOT NULL ORDER BY id";
    ADOPTION_AGES = "SELECT id, confirmed_on, dropped_on, dropped_why FROM adoption \
            WHERE confirmed_on IS NOT NULL OR dropped_on IS NOT NULL ORDER BY id";
    TEAMWORK = "SELECT d.slug, l.kind, COALESCE(s.title, l.title), c.slug, p.part FROM teamwork_line l \
            LEFT JOIN product d ON d.id = l.product LEFT JOIN teamwork_line s ON s.id = l.shared \
            LEFT JOIN teamwork_part p ON p.line = l.id LEFT JOIN community c ON c.id = p.profession \
            ORDER BY COALESCE(d.slug, ''), l.kind DESC, l.place, l.id, COALESCE(c.slug, '')";
}

pub(in crate::operate) static TABLES: [TableText; 9] = [
    TableText::of("board_places", &["work_item", "board", "place", "placed_on", "pinned_why"], &BOARD_PLACES),
    TableText::of("board_limits", &["board", "most"], &BOARD_LIMITS),
    TableText::of(
        "work_values",
        &["work_item", "value", "remaining_days", "comes_back_on", "comes_back_when"],
        &WORK_VALUES,
    ),
    TableText::of("offers", &["work_item", "person", "offered_on", "words", "answer", "answer_words"], &OFFERS),
    TableText::of("amplified", &["work_item", "community", "on_day", "by", "words"], &AMPLIFIED),
    TableText::of(
        "problem_merges",
        &["lead", "number", "title", "statement", "stated_on", "raised_by", "why"],
        &MERGES,
    ),
    TableText::of("superseded", &["solution", "by", "on", "why"], &SUPERSEDED),
    TableText::of("adoption_ages", &["adoption", "confirmed_on", "dropped_on", "dropped_why"], &ADOPTION_AGES),
    TableText::of("teamwork", &["product", "kind", "title", "profession", "part"], &TEAMWORK),
];
