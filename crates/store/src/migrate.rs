//! Migrations: one folder for both engines, each file run once, in order of its name. A landed file is never edited:
//! its SHA-256 is kept and compared. `NAME.sqlite.sql` and `NAME.pg.sql` beside it hold the rare rest that differs.

use crate::{Conn, Sql, StoreError};
use base::Moment;
use sha2::Digest;

struct Migration {
    name: &'static str,
    text: &'static str,
    sqlite_only: &'static str,
    postgres_only: &'static str,
}

macro_rules! migration {
    ($name:literal) => {
        migration!($name, "", "")
    };
    ($name:literal, both engines differ) => {
        migration!(
            $name,
            include_str!(concat!("../migrations/", $name, ".sqlite.sql")),
            include_str!(concat!("../migrations/", $name, ".pg.sql"))
        )
    };
    ($name:literal, $sqlite:expr, $postgres:expr) => {
        Migration {
            name: $name,
            text: include_str!(concat!("../migrations/", $name, ".sql")),
            sqlite_only: $sqlite,
            postgres_only: $postgres,
        }
    };
}

/// In order. A room's files keep a decade of numbers of their own, so that two rooms never race for one.
static ALL: &[Migration] = &[
    migration!("0001_ground", both engines differ),
    migration!("0005_once"),
    migration!("0010_directory"),
    migration!("0011_sign_in"),
    migration!("0012_directory_indexes"),
    migration!("0013_entries"),
    migration!("0014_mergers"),
    migration!("0015_waiting_mergers"),
    migration!("0019_members_now"),
    migration!("0020_leadership"),
    migration!("0021_absence"),
    migration!("0022_joined_lately"),
    migration!("0023_activity_history"),
    migration!("0024_meetups"),
    migration!("0025_activity_meetup"),
    migration!("0026_maturity"),
    migration!("0028_timeline"),
    migration!("0029_goals_and_practices"),
    migration!("0030_knowledge"),
    migration!("0031_page_order"),
    migration!("0032_writing"),
    migration!("0033_reviews"),
    migration!("0034_pictures"),
    migration!("0035_adaptations"),
    migration!("0036_vocabulary"),
    migration!("0037_questions"),
    migration!("0038_exposure"),
    migration!("0039_told"),
    migration!("0040_work"),
    migration!("0041_work_order"),
    migration!("0042_sighting_by_community"),
    migration!("0060_finding"),
    migration!("0070_demo"),
    migration!("0080_curation"),
    migration!("0081_public_handbooks"),
    migration!("0082_resources"),
    migration!("0083_counted"),
    migration!("0084_chat"),
    migration!("0085_double"),
    migration!("0086_rota"),
    migration!("0087_readers"),
    migration!("0088_withdrawal"),
    migration!("0089_standards"),
    migration!("0090_board"),
    migration!("0091_share"),
    migration!("0092_adoption_ages"),
    migration!("0093_problem_merge"),
    migration!("0094_report_starts"),
    migration!("0095_webhook"),
    migration!("0096_teamwork"),
    migration!("0097_problem_double"),
    migration!("0098_help"),
    migration!("0099_superseded"),
    migration!("0100_aside"),
];

static DONE: Sql = Sql { name: "store::migrate::DONE", text: "SELECT name, sha256 FROM migration ORDER BY name" };
static NOTE: Sql =
    Sql { name: "store::migrate::NOTE", text: "INSERT INTO migration (name, sha256, applied_at) VALUES ($1, $2, $3)" };
const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration \
                     (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)";
/// An own lock instead of an advisory one: engines that speak PostgreSQL's protocol do not all have those.
const LOCK: &str = "LOCK TABLE migration IN ACCESS EXCLUSIVE MODE";

/// Runs what was not run yet, all in one transaction. Two servers that start at once wait for each other.
pub(crate) fn run(conn: &mut Conn, now: Moment) -> Result<(), StoreError> {
    if is_current(conn) {
        return Ok(());
    }
    let begin = if conn.is_postgres() { "BEGIN" } else { "BEGIN IMMEDIATE" };
    create_table(conn)?;
    conn.script(begin)?;
    let result = apply(conn, now);
    conn.script(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    result
}

/// Two starting servers may both find no table; the one that comes second is told that it exists.
fn create_table(conn: &mut Conn) -> Result<(), StoreError> {
    match conn.script(TABLE) {
        Err(StoreError::Taken { .. }) => Ok(()),
        other => other,
    }
}

/// Without taking any lock: the usual start.
fn is_current(conn: &mut Conn) -> bool {
    done(conn)
        .is_ok_and(|done| done.len() == ALL.len() && ALL.iter().all(|m| done.contains(&(m.name.into(), m.sha256()))))
}

fn done(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    conn.rows(&DONE, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn apply(conn: &mut Conn, now: Moment) -> Result<(), StoreError> {
    if conn.is_postgres() {
        conn.script(LOCK)?;
    }
    let done = done(conn)?;
    if let Some((name, _)) = done.iter().find(|(name, _)| !ALL.iter().any(|m| m.name == name)) {
        return Err(StoreError::Engine(format!(
            "the database was used by a newer Lyceum (it knows {name}); start that version, or restore a backup"
        )));
    }
    for migration in ALL {
        match done.iter().find(|(name, _)| name == migration.name) {
            Some((_, sha)) if *sha == migration.sha256() => {}
            Some(_) => {
                return Err(StoreError::Engine(format!("migration {} was changed after it ran", migration.name)));
            }
            None => migration.apply(conn, now)?,
        }
    }
    Ok(())
}

impl Migration {
    fn apply(&self, conn: &mut Conn, now: Moment) -> Result<(), StoreError> {
        conn.script(self.text)?;
        conn.script(if conn.is_postgres() { self.postgres_only } else { self.sqlite_only })?;
        conn.execute(&NOTE, &[self.name.into(), self.sha256().into(), now.into()]).map(drop)
    }

    fn sha256(&self) -> String {
        let mut sha = sha2::Sha256::new();
        for part in [self.text, self.sqlite_only, self.postgres_only] {
            sha.update(part.as_bytes());
        }
        base::text::hex(&sha.finalize())
    }
}
