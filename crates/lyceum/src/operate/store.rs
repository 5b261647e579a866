//! What an export reads: one text a table, each with the columns that anyone signed in may see.

use base::{FromValue, Moment, Uuid, Value};
use base64::{Engine, prelude::BASE64_STANDARD as STANDARD};
use store::{Conn, Sql, StoreError, sql};

/// A table of the export. Columns of any kind, written as text.
pub struct TableText {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    text: &'static Sql,
}

impl TableText {
    pub(super) const fn of(name: &'static str, columns: &'static [&'static str], text: &'static Sql) -> Self {
        Self { name, columns, text }
    }
}

sql! {
    ORGANISATION = "SELECT id, slug, name FROM organisation ORDER BY id";
    UNITS = "SELECT id, slug, name, parent, closed_on FROM unit ORDER BY id";
    LOCATIONS = "SELECT id, name, address, closed_on FROM location ORDER BY id";
    PEOPLE = "SELECT id, name, email, state, joined_on, left_on, unit, location, line_manager FROM \
            person ORDER BY id";
    COMMUNITIES = "SELECT id, slug, kind, name, purpose, parent, segment_by, signs, founded_on, \
            ends_on, closed_on, outcome FROM community ORDER BY id";
    MEMBERSHIPS = "SELECT id, person, community, standing, route, level, from_day, to_day FROM \
            membership ORDER BY id";
    APPOINTMENTS = "SELECT id, membership, standing, from_day, to_day FROM appointment ORDER BY id";
    TURNING_POINTS = "SELECT id, community, on_day, title, detail FROM turning_point WHERE removed_at IS \
            NULL ORDER BY id";
    PRODUCTS = "SELECT id, slug, name, phase, purpose, unit FROM product ORDER BY id";
    PRODUCT_PHASES = "SELECT f.id, d.slug, f.phase, f.from_day FROM product_phase f JOIN product d ON d.id \
            = f.product ORDER BY f.id";
    TEAMS = "SELECT t.id, d.slug, t.person, t.profession, t.from_day, t.to_day FROM \
            team_membership t JOIN product d ON d.id = t.product ORDER BY t.id";
    PROBLEMS = "SELECT p.number, p.title, p.statement, p.hurts, d.slug, c.slug, p.stated_on, \
            p.state, p.state_on, p.different, p.raised_by FROM problem p LEFT JOIN product d ON \
            d.id = p.product LEFT JOIN community c ON c.id = p.community ORDER BY p.number";
    PROBLEM_STATES = "SELECT p.number, s.place, s.state, s.on_day, s.decided_by, s.reason, \
            s.comes_back_on, s.comes_back_when FROM problem_state s JOIN problem p ON p.id = \
            s.problem ORDER BY p.number, s.place, s.id";
    SIGHTINGS = "SELECT p.number, s.seen_on, d.slug, c.slug, s.days, s.words, s.id, s.person FROM \
            sighting s JOIN problem p ON p.id = s.problem LEFT JOIN product d ON d.id = \
            s.product LEFT JOIN community c ON c.id = s.community ORDER BY p.number, s.seen_on, \
            s.id";
    SOLUTIONS = "SELECT p.number, s.solved_on, s.days, s.works, s.watch_out, s.id, s.solved_by FROM \
            solution s JOIN problem p ON p.id = s.problem ORDER BY p.number, s.solved_on, s.id";
    SOLUTION_LINKS = "SELECT l.solution, l.place, l.title, l.url FROM solution_link l ORDER BY l.solution, \
            l.place";
    ADOPTIONS = "SELECT p.number, d.slug, a.since, a.days, a.changes, a.id, a.solution, a.adopted_by \
            FROM adoption a JOIN problem p ON p.id = a.problem JOIN product d ON d.id = \
            a.product ORDER BY p.number, a.since, a.id";
    WORK = "SELECT w.number, w.title, w.state, w.state_on, w.steps_done, w.steps_total, \
            w.started_on, w.help_wanted, c.slug, w.id, w.owner, w.moved_on FROM work_item w LEFT JOIN community c ON c.id = \
            w.community ORDER BY w.number";
    WORK_PROBLEMS = "SELECT l.work_item, p.number FROM work_item_problem l JOIN problem p ON p.id = l.problem \
            ORDER BY l.work_item, p.number";
    MEETUPS = "SELECT id, community, title, about, zone, first_on, starts_minute, minutes, rule, last_on, place, link, \
            organiser, cancelled_at, cancel_reason FROM meetup ORDER BY number";
    MEETUP_NOTES = "SELECT n.meetup, n.on_day, n.notes, n.visitors + (SELECT COUNT(*) FROM attendance a \
            WHERE a.meetup = n.meetup AND a.on_day = n.on_day) FROM meetup_notes n ORDER BY n.meetup, n.on_day";
    GOALS = "SELECT id, community, title, measure, start_value, start_of, target_value, target_of, opened_on, due_on, \
            closed_on, outcome, reason FROM goal ORDER BY id";
    GOAL_VALUES = "SELECT goal, on_day, value, out_of, note FROM goal_value ORDER BY goal, on_day, id";
    PRACTICES = "SELECT id, community, name, intent, signal, started_on, review_on, retired_on FROM practice ORDER BY id";
    PRACTICE_REVIEWS = "SELECT practice, on_day, decision, reason FROM practice_review ORDER BY practice, on_day, id";
    ACTIVITIES = "SELECT id, community, name, hours, character, rhythm, first_on, from_day, to_day FROM activity \
            ORDER BY id";
    CARRIERS = "SELECT activity, person, part, from_day, to_day FROM carrier ORDER BY activity, from_day, id";
    HANDBOOKS = "SELECT id, name, title, owner, default_owner FROM handbook ORDER BY id";
    PAGE_LIST = "SELECT p.number, h.name, p.path, p.title, p.summary, p.owner, p.reviewed_on, \
            p.review_on, p.version, p.retired_at FROM page p JOIN handbook h ON h.id = \
            p.handbook WHERE p.audience = 'everyone' AND NOT p.is_part ORDER BY p.number";
    REVISIONS = "SELECT p.number, r.version, r.made_at, r.author, r.why, r.title, r.front_matter, \
            r.body FROM revision r JOIN page p ON p.id = r.page WHERE p.audience = 'everyone' \
            AND NOT p.is_part ORDER BY p.number, r.version";
    ADAPTATIONS = "SELECT p.number, s.number, a.source_version, a.outside_title, a.outside_address, a.outside_revision, \
            a.changed, a.named_at FROM adaptation a JOIN page p ON p.id = a.page LEFT JOIN page s ON s.id = a.source \
            WHERE p.audience = 'everyone' ORDER BY p.number";
    TAGS = "SELECT c.label, t.kind, t.subject, t.tagged_at FROM tagged t JOIN concept c ON c.id = t.concept \
            WHERE t.kind IN ('page', 'problem') ORDER BY c.number, t.kind, t.subject";
    TIME_GIVEN = "SELECT id, community, person, share, from_day FROM time_given ORDER BY id";
    MATURITY_SESSIONS = "SELECT id, community, opened_on, closed_on, sorted_by, done, in_progress, next, not_for_us \
            FROM maturity_session WHERE closed_on IS NOT NULL ORDER BY id";
    RESOURCES = "SELECT id, number, kind, title, maker, address, applies, community, added_at, ended_at FROM resource ORDER BY number";
    COLLECTIONS = "SELECT id, slug, title, purpose, community, made_at, ended_at FROM collection ORDER BY id";
    COLLECTION_ENTRIES = "SELECT k.slug, e.place, p.number, e.title, e.address, e.reason FROM collection_entry e \
            JOIN collection k ON k.id = e.collection LEFT JOIN page p ON p.id = e.page \
            WHERE p.id IS NULL OR p.audience = 'everyone' ORDER BY k.slug, e.place";
    READING_PATHS = "SELECT id, slug, title, purpose, community, for_newcomers, made_at, ended_at FROM reading_path ORDER BY id";
    PATH_STEPS = "SELECT k.slug, s.week, s.place, s.kind, p.number, s.words, s.acknowledged FROM path_step s \
            JOIN reading_path k ON k.id = s.reading_path LEFT JOIN page p ON p.id = s.page \
            WHERE s.ended_at IS NULL AND (p.id IS NULL OR p.audience = 'everyone') ORDER BY k.slug, s.week, s.place";
    WEEKLY_UPDATES = "SELECT id, community, week, own_line, items, sent_at FROM weekly_update WHERE sent_at IS NOT NULL ORDER BY id";
    ORIGINS = "SELECT r.kind, r.ours, m.organisation, m.name, r.theirs, m.on_day FROM merger_record \
            r JOIN merger m ON m.id = r.merger WHERE m.undone_at IS NULL AND r.theirs IS NOT \
            NULL ORDER BY m.done_at, m.id, r.place";
    FILES = "SELECT f.sha256, f.media_type, f.content FROM file f WHERE EXISTS (SELECT 1 FROM page_file l JOIN page p ON \
            p.id = l.page WHERE l.sha256 = f.sha256 AND p.audience = 'everyone') ORDER BY f.sha256";
    PAGE_PLACES = "SELECT p.number, l.written, l.leads FROM page_place l JOIN page p ON p.id = l.page \
            WHERE p.audience = 'everyone' AND NOT p.is_part ORDER BY p.number, l.written";
    PAGES = "SELECT h.name, p.path, p.number, p.title, p.owner, p.reviewed_on, p.review_on, p.version, r.body FROM page p \
             JOIN handbook h ON h.id = p.handbook JOIN revision r ON r.page = p.id AND r.version = p.version \
             WHERE p.retired_at IS NULL AND p.audience = 'everyone' ORDER BY p.number";
}

/// In the order in which they are written. Columns that a merger needs stand here too: who, from when to when, by which
/// route. What a column is called decides how it is written: `*_at` is a time, `retired_on` the day of one,
/// `*_base64` the bytes of a file.
pub static TABLES: [TableText; 43] = [
    TableText { name: "organisation", columns: &["id", "slug", "name"], text: &ORGANISATION },
    TableText { name: "units", columns: &["id", "slug", "name", "parent", "closed_on"], text: &UNITS },
    TableText { name: "locations", columns: &["id", "name", "address", "closed_on"], text: &LOCATIONS },
    TableText {
        name: "people",
        columns: &["id", "name", "email", "state", "joined_on", "left_on", "unit", "location", "line_manager"],
        text: &PEOPLE,
    },
    TableText {
        name: "communities",
        columns: &[
            "id",
            "slug",
            "kind",
            "name",
            "purpose",
            "parent",
            "segment_by",
            "signs",
            "founded_on",
            "ends_on",
            "closed_on",
            "outcome",
        ],
        text: &COMMUNITIES,
    },
    TableText {
        name: "memberships",
        columns: &["id", "person", "community", "standing", "route", "level", "from_day", "to_day"],
        text: &MEMBERSHIPS,
    },
    TableText {
        name: "appointments",
        columns: &["id", "membership", "standing", "from_day", "to_day"],
        text: &APPOINTMENTS,
    },
    TableText {
        name: "turning_points",
        columns: &["id", "community", "on_day", "title", "detail"],
        text: &TURNING_POINTS,
    },
    TableText { name: "products", columns: &["id", "slug", "name", "phase", "purpose", "unit"], text: &PRODUCTS },
    TableText { name: "product_phases", columns: &["id", "product", "phase", "from_day"], text: &PRODUCT_PHASES },
    TableText {
        name: "teams",
        columns: &["id", "product", "person", "profession", "from_day", "to_day"],
        text: &TEAMS,
    },
    TableText {
        name: "problems",
        columns: &[
            "number",
            "title",
            "statement",
            "who_has_it",
            "product",
            "community",
            "stated_on",
            "state",
            "state_on",
            "different",
            "raised_by",
        ],
        text: &PROBLEMS,
    },
    TableText {
        name: "problem_states",
        columns: &["problem", "place", "state", "on_day", "decided_by", "reason", "comes_back_on", "comes_back_when"],
        text: &PROBLEM_STATES,
    },
    TableText {
        name: "sightings",
        columns: &["problem", "seen_on", "product", "community", "days", "words", "id", "person"],
        text: &SIGHTINGS,
    },
    TableText {
        name: "solutions",
        columns: &["problem", "solved_on", "days", "works", "watch_out", "id", "solved_by"],
        text: &SOLUTIONS,
    },
    TableText { name: "solution_links", columns: &["solution", "place", "title", "url"], text: &SOLUTION_LINKS },
    TableText {
        name: "adoptions",
        columns: &["problem", "product", "since", "days", "changes", "id", "solution", "adopted_by"],
        text: &ADOPTIONS,
    },
    TableText {
        name: "work_items",
        columns: &[
            "number",
            "title",
            "state",
            "state_on",
            "steps_done",
            "steps_total",
            "started_on",
            "help_wanted",
            "community",
            "id",
            "owner",
            "moved_on",
        ],
        text: &WORK,
    },
    TableText { name: "work_item_problems", columns: &["work_item", "problem"], text: &WORK_PROBLEMS },
    TableText {
        name: "meetups",
        columns: &[
            "id",
            "community",
            "title",
            "about",
            "zone",
            "first_on",
            "starts_minute",
            "minutes",
            "rule",
            "last_on",
            "place",
            "link",
            "organiser",
            "cancelled_at",
            "cancel_reason",
        ],
        text: &MEETUPS,
    },
    TableText { name: "meetup_notes", columns: &["meetup", "on_day", "notes", "visitors"], text: &MEETUP_NOTES },
    TableText {
        name: "goals",
        columns: &[
            "id",
            "community",
            "title",
            "measure",
            "start_value",
            "start_of",
            "target_value",
            "target_of",
            "opened_on",
            "due_on",
            "closed_on",
            "outcome",
            "reason",
        ],
        text: &GOALS,
    },
    TableText { name: "goal_values", columns: &["goal", "on_day", "value", "out_of", "note"], text: &GOAL_VALUES },
    TableText {
        name: "practices",
        columns: &["id", "community", "name", "intent", "signal", "started_on", "review_on", "retired_on_day"],
        text: &PRACTICES,
    },
    TableText {
        name: "practice_reviews",
        columns: &["practice", "on_day", "decision", "reason"],
        text: &PRACTICE_REVIEWS,
    },
    TableText {
        name: "activities",
        columns: &["id", "community", "name", "hours", "character", "rhythm", "first_on", "from_day", "to_day"],
        text: &ACTIVITIES,
    },
    TableText { name: "carriers", columns: &["activity", "person", "part", "from_day", "to_day"], text: &CARRIERS },
    TableText { name: "handbooks", columns: &["id", "name", "title", "owner", "default_owner"], text: &HANDBOOKS },
    TableText {
        name: "pages",
        columns: &[
            "number",
            "handbook",
            "path",
            "title",
            "summary",
            "owner",
            "reviewed_on",
            "review_on",
            "version",
            "retired_on",
        ],
        text: &PAGE_LIST,
    },
    TableText {
        name: "revisions",
        columns: &["page", "version", "made_at", "author", "why", "title", "front_matter", "body"],
        text: &REVISIONS,
    },
    TableText { name: "page_places", columns: &["page", "written", "leads"], text: &PAGE_PLACES },
    TableText { name: "files", columns: &["sha256", "media_type", "content_base64"], text: &FILES },
    TableText {
        name: "adaptations",
        columns: &[
            "page",
            "source",
            "source_version",
            "outside_title",
            "outside_address",
            "outside_revision",
            "changed",
            "named_at",
        ],
        text: &ADAPTATIONS,
    },
    TableText { name: "tags", columns: &["word", "kind", "subject", "tagged_at"], text: &TAGS },
    TableText { name: "time_given", columns: &["id", "community", "person", "share", "from_day"], text: &TIME_GIVEN },
    TableText {
        name: "maturity_sessions",
        columns: &[
            "id",
            "community",
            "opened_on",
            "closed_on",
            "sorted_by",
            "done",
            "in_progress",
            "next",
            "not_for_us",
        ],
        text: &MATURITY_SESSIONS,
    },
    TableText {
        name: "resources",
        columns: &["id", "number", "kind", "title", "maker", "address", "applies", "community", "added_at", "ended_at"],
        text: &RESOURCES,
    },
    TableText {
        name: "collections",
        columns: &["id", "slug", "title", "purpose", "community", "made_at", "ended_at"],
        text: &COLLECTIONS,
    },
    TableText {
        name: "collection_entries",
        columns: &["collection", "place", "page", "title", "address", "reason"],
        text: &COLLECTION_ENTRIES,
    },
    TableText {
        name: "reading_paths",
        columns: &["id", "slug", "title", "purpose", "community", "for_newcomers", "made_at", "ended_at"],
        text: &READING_PATHS,
    },
    TableText {
        name: "path_steps",
        columns: &["reading_path", "week", "place", "kind", "page", "words", "acknowledged"],
        text: &PATH_STEPS,
    },
    TableText {
        name: "weekly_updates",
        columns: &["id", "community", "week", "own_line", "items", "sent_at"],
        text: &WEEKLY_UPDATES,
    },
    TableText {
        name: "origins",
        columns: &["kind", "id", "organisation", "organisation_name", "theirs", "on_day"],
        text: &ORIGINS,
    },
];

/// Calls `visit` with the cells of each row.
pub fn each_row(
    conn: &mut Conn,
    table: &TableText,
    visit: &mut dyn FnMut(&[Option<String>]),
) -> Result<(), StoreError> {
    conn.each(table.text, &[], |row| {
        let mut cells = Vec::with_capacity(table.columns.len());
        for (at, column) in table.columns.iter().enumerate() {
            cells.push(match *column {
                column if column.ends_with("_at") => row.get::<Option<Moment>>(at)?.map(Moment::rfc3339),
                column if column.ends_with("_base64") => Some(STANDARD.encode(row.get::<Vec<u8>>(at)?)),
                "retired_on" => row.get::<Option<Moment>>(at)?.map(|at| at.day().to_string()),
                _ => row.get::<Cell>(at)?.0,
            });
        }
        visit(&cells);
        Ok(())
    })
}

/// Any value as text; an engine may keep an id as its 16 bytes.
struct Cell(Option<String>);

impl FromValue for Cell {
    fn from_value(value: Value<'_>) -> Option<Self> {
        Some(Self(match value {
            Value::Null => None,
            Value::Int(it) => Some(it.to_string()),
            Value::Real(it) => Some(it.to_string()),
            Value::Bool(it) => Some(it.to_string()),
            Value::Text(it) => Some(it.into_owned()),
            Value::Uuid(it) => Some(it.to_string()),
            Value::Bytes(it) => Some(Uuid::from_slice(&it).ok()?.to_string()),
        }))
    }
}

/// A page as it is now.
pub struct Page {
    pub handbook: String,
    pub path: String,
    pub number: i64,
    pub title: String,
    pub owner: Option<String>,
    pub reviewed_on: Option<String>,
    pub review_on: Option<String>,
    pub version: i64,
    pub body: String,
}

pub fn each_page(conn: &mut Conn, visit: &mut dyn FnMut(Page)) -> Result<(), StoreError> {
    conn.each(&PAGES, &[], |row| {
        visit(Page {
            handbook: row.get(0)?,
            path: row.get(1)?,
            number: row.get(2)?,
            title: row.get(3)?,
            owner: row.get(4)?,
            reviewed_on: row.get(5)?,
            review_on: row.get(6)?,
            version: row.get(7)?,
            body: row.get(8)?,
        });
        Ok(())
    })
}
