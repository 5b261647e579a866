//! The rows of the reference: SQLite with the same durability as the product (WAL, synchronous FULL).

use rusqlite::{Connection, Result, params};
use std::sync::Mutex;

/// Readers kept open, taken and put back by each request.
pub struct Rows {
    path: std::path::PathBuf,
    idle: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
}

pub struct Row {
    pub id: i64,
    pub statement: String,
    pub state: String,
    pub person: String,
    pub stated_on: String,
}

pub struct Reader<'a>(&'a Connection);

const TABLES: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE problem (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, state TEXT NOT NULL,
        stated_on TEXT NOT NULL, statement TEXT NOT NULL);
    CREATE INDEX problem_by_day ON problem (stated_on, id);
    CREATE INDEX problem_by_person ON problem (person_id);
    CREATE TABLE event (id INTEGER PRIMARY KEY, name TEXT NOT NULL, problem_id INTEGER NOT NULL);
    CREATE TABLE tally (name TEXT PRIMARY KEY, n INTEGER NOT NULL);
    INSERT INTO tally VALUES ('problem', 0);";
const LISTED: &str =
    "SELECT p.id, p.statement, p.state, q.name, p.stated_on FROM problem p JOIN person q ON q.id = p.person_id";
const PEOPLE: i64 = 350;

impl Rows {
    pub fn create(folder: &str, statements: &[String]) -> Result<Self> {
        let path = std::path::Path::new(folder).join("reference.db");
        let mut writer = Connection::open(&path)?;
        writer.execute_batch(TABLES)?;
        let all = writer.transaction()?;
        for id in 1..=PEOPLE {
            all.execute("INSERT INTO person VALUES ($1, $2)", params![id, format!("Person Number {id}")])?;
        }
        for (n, statement) in (1i64..).zip(statements) {
            let day = format!("20{:02}-{:02}-{:02}", 20 + n % 6, 1 + n % 12, 1 + n % 28);
            let state = ["open", "solved", "being solved", "not now"][n as usize % 4];
            all.execute(
                "INSERT INTO problem VALUES ($1, $2, $3, $4, $5)",
                params![n, 1 + n % PEOPLE, state, day, statement],
            )?;
        }
        all.commit()?;
        Ok(Self { path, idle: Mutex::default(), writer: Mutex::new(writer) })
    }

    pub fn read<T>(&self, work: impl FnOnce(Reader<'_>) -> Result<T>) -> Result<T> {
        let idle = self.idle.lock().expect("no panic under this lock").pop();
        let connection = idle.map_or_else(|| Connection::open(&self.path), Ok)?;
        let answer = work(Reader(&connection));
        self.idle.lock().expect("no panic under this lock").push(connection);
        answer
    }

    pub fn write(&self, statement: &str) -> Result<()> {
        let mut writer = self.writer.lock().expect("no panic under this lock");
        let one = writer.transaction()?;
        one.prepare_cached(
            "INSERT INTO problem (person_id, state, stated_on, statement) VALUES (7, 'open', '2026-11-23', $1)",
        )?
        .execute([statement])?;
        one.prepare_cached("INSERT INTO event (name, problem_id) VALUES ('problem.recorded', last_insert_rowid())")?
            .execute([])?;
        one.prepare_cached("UPDATE tally SET n = n + 1 WHERE name = 'problem'")?.execute([])?;
        one.commit()
    }
}

impl Reader<'_> {
    pub fn person(&self, id: i64) -> Result<String> {
        self.0.prepare_cached("SELECT name FROM person WHERE id = $1")?.query_row([id], |row| row.get(0))
    }

    pub fn problem(&self, id: i64) -> Result<Row> {
        self.0.prepare_cached(&format!("{LISTED} WHERE p.id = $1"))?.query_row([id], row)
    }

    pub fn count(&self, person: i64) -> Result<i64> {
        self.0
            .prepare_cached("SELECT COUNT(*) FROM problem WHERE person_id = $1")?
            .query_row([person], |row| row.get(0))
    }

    pub fn newest(&self, limit: i64) -> Result<Vec<Row>> {
        self.list("ORDER BY p.stated_on DESC, p.id DESC", limit)
    }

    pub fn oldest(&self, limit: i64) -> Result<Vec<Row>> {
        self.list("ORDER BY p.stated_on, p.id", limit)
    }

    fn list(&self, order: &str, limit: i64) -> Result<Vec<Row>> {
        self.0.prepare_cached(&format!("{LISTED} {order} LIMIT $1"))?.query_map([limit], row)?.collect()
    }
}

fn row(row: &rusqlite::Row<'_>) -> Result<Row> {
    Ok(Row { id: row.get(0)?, statement: row.get(1)?, state: row.get(2)?, person: row.get(3)?, stated_on: row.get(4)? })
}
