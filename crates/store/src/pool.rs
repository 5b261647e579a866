//! Connections that are read from: opened when first needed, kept, and lent to one closure at a time.

use crate::{Conn, StoreError};
use parking_lot::{Condvar, Mutex};

type Opener = Box<dyn Fn() -> Result<Conn, StoreError> + Send + Sync>;

pub(crate) struct Pool {
    open: Opener,
    most: usize,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Conn>,
    open: usize,
}

impl Pool {
    /// At most `most` connections, each made by `open`.
    pub(crate) fn new(most: usize, open: impl Fn() -> Result<Conn, StoreError> + Send + Sync + 'static) -> Self {
        Self { open: Box::new(open), most, state: Mutex::default(), returned: Condvar::new() }
    }

    /// Lends a connection to `run`, waiting when all are lent. One that was closed meanwhile is replaced.
    pub(crate) fn with<T>(&self, run: impl FnOnce(&mut Conn) -> T) -> Result<T, StoreError> {
        let mut lent = Lent { pool: self, conn: Some(self.take()?) };
        Ok(run(lent.conn.as_mut().expect("a lent connection is there until it is given back")))
    }

    fn take(&self) -> Result<Conn, StoreError> {
        let mut state = self.state.lock();
        loop {
            if let Some(conn) = state.idle.pop() {
                if conn.is_usable() {
                    return Ok(conn);
                }
                state.open -= 1;
                continue;
            }
            if state.open < self.most {
                state.open += 1;
                drop(state);
                return (self.open)().inspect_err(|_| self.state.lock().open -= 1);
            }
            self.returned.wait(&mut state);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // A PostgreSQL client ends its own small runtime when dropped, which must not happen inside another one.
        let idle = std::mem::take(&mut self.state.lock().idle);
        if !idle.is_empty() {
            let _ = std::thread::spawn(move || drop(idle)).join();
        }
    }
}

/// Gives the connection back even when the closure panics; then it is in an unknown state and is not lent again.
struct Lent<'a> {
    pool: &'a Pool,
    conn: Option<Conn>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let Some(conn) = self.conn.take() else { return };
        let mut state = self.pool.state.lock();
        if conn.is_usable() && !std::thread::panicking() {
            state.idle.push(conn);
        } else {
            state.open -= 1;
        }
        self.pool.returned.notify_one();
    }
}
