use crate::operate::store::TableText;
use store::sql;

sql! {
    STANDARDS = "SELECT s.slug, s.title, s.purpose, v.number, v.title, v.scale FROM standard_version v \
            JOIN standard s ON s.id = v.standard ORDER BY s.slug, v.number";
    POINTS = "SELECT s.slug, v.number, p.number, p.title, p.description, c.slug, p.guidance FROM standard_point p \
            JOIN standard_version v ON v.id = p.version JOIN standard s ON s.id = v.standard \
            LEFT JOIN community c ON c.id = p.leads ORDER BY s.slug, v.number, p.number";
    PROMPTS = "SELECT s.slug, v.number, p.point, p.phase, p.kind, p.words FROM standard_prompt p \
            JOIN standard_version v ON v.id = p.version JOIN standard s ON s.id = v.standard \
            ORDER BY s.slug, v.number, p.place, p.point, p.phase";
    MAPS = "SELECT s.slug, f.number, m.from_point, t.number, m.to_point FROM point_map m \
            JOIN standard_version f ON f.id = m.from_version JOIN standard_version t ON t.id = m.to_version \
            JOIN standard s ON s.id = f.standard ORDER BY s.slug, f.number, t.number, m.from_point, m.to_point";
    ASSESSMENTS = "SELECT a.number, p.slug, s.slug, v.number, a.stage, a.on_day, a.outcome, a.summary FROM assessment a \
            JOIN product p ON p.id = a.product JOIN standard_version v ON v.id = a.version \
            JOIN standard s ON s.id = v.standard WHERE a.state = 'published' ORDER BY a.number";
    OUTCOMES = "SELECT a.number, o.point, o.outcome, o.reason FROM point_outcome o JOIN assessment a ON a.id = o.assessment \
            WHERE a.state = 'published' ORDER BY a.number, o.point";
    EVIDENCE = "SELECT a.number, e.point, e.url, e.words FROM evidence e JOIN assessment a ON a.id = e.assessment \
            WHERE a.state = 'published' AND e.removed_at IS NULL ORDER BY a.number, e.point, e.added_at, e.id";
    PANELS = "SELECT a.number, s.person, s.is_chair, c.slug FROM panel_seat s JOIN assessment a ON a.id = s.assessment \
            LEFT JOIN community c ON c.id = s.profession WHERE a.state = 'published' ORDER BY a.number, s.person";
    ACTIONS = "SELECT a.number, t.point, t.owner, t.due_on, t.closed_on, t.words, t.closed_words FROM assessment_action t \
            JOIN assessment a ON a.id = t.assessment WHERE a.state = 'published' ORDER BY a.number, t.due_on, t.id";
    BUILT_AGAIN = "SELECT d.slug, p.number, b.said_on, b.why FROM built_again b JOIN product d ON d.id = b.product \
            JOIN problem p ON p.id = b.problem ORDER BY d.slug, p.number";
    TRACKS = "SELECT t.id, s.slug, t.title, t.point, t.phase, t.by_day FROM track t JOIN standard s ON s.id = t.standard \
            WHERE t.ended_at IS NULL ORDER BY t.by_day, t.id";
    EXEMPTIONS = "SELECT e.track, d.slug, e.until_day, e.why FROM exemption e JOIN product d ON d.id = e.product \
            ORDER BY e.track, d.slug";
}

/// What is published, and no draft.
pub(in crate::operate) static TABLES: [TableText; 12] = [
    TableText::of("standards", &["standard", "title", "purpose", "version", "version_title", "scale"], &STANDARDS),
    TableText::of(
        "standard_points",
        &["standard", "version", "point", "title", "description", "leads", "guidance"],
        &POINTS,
    ),
    TableText::of("standard_prompts", &["standard", "version", "point", "phase", "kind", "text"], &PROMPTS),
    TableText::of("point_maps", &["standard", "from_version", "from_point", "to_version", "to_point"], &MAPS),
    TableText::of(
        "assessments",
        &["number", "product", "standard", "version", "stage", "on_day", "outcome", "summary"],
        &ASSESSMENTS,
    ),
    TableText::of("assessment_outcomes", &["assessment", "point", "outcome", "reason"], &OUTCOMES),
    TableText::of("assessment_evidence", &["assessment", "point", "url", "words"], &EVIDENCE),
    TableText::of("assessment_panels", &["assessment", "person", "is_chair", "profession"], &PANELS),
    TableText::of(
        "assessment_actions",
        &["assessment", "point", "owner", "due_on", "closed_on", "words", "closed_words"],
        &ACTIONS,
    ),
    TableText::of("built_again", &["product", "problem", "said_on", "why"], &BUILT_AGAIN),
    TableText::of("tracks", &["id", "standard", "title", "point", "phase", "by_day"], &TRACKS),
    TableText::of("exemptions", &["track", "product", "until_day", "why"], &EXEMPTIONS),
];
