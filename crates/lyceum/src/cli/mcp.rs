//! `lyceum mcp`: the protocol for assistants over the standard streams, for one person and with their rights.

use super::{Place, Trouble};
use crate::mcp::{self, Desk, ToolFault};
use base::{Act, Actor, Clock, Membership, SystemChance, SystemClock};
use clap::Args;
use directory::{membership, person};
use serde_json::Value;
use std::io::{BufRead, Write};
use std::sync::Arc;
use store::{Store, StoreError};

/// A message longer than this is none that an assistant wrote.
const MOST_BYTES: usize = 2 * 1024 * 1024;

#[derive(Args)]
pub struct Mcp {
    /// The work address of the person for whom the assistant works; it may do what they may
    #[arg(long, value_name = "EMAIL")]
    who: String,
    /// Where people reach this Lyceum, for addresses in answers
    #[arg(long, value_name = "URL", default_value = "")]
    public_url: String,
    #[command(flatten)]
    place: Place,
}

/// Somebody with all that they are, as signing in would find them.
fn actor(store: &Store, email: &str) -> Result<Actor, Trouble> {
    let found = store.read(|conn| {
        let Some(it) = person::find_by_email(conn, email)?.filter(|it| it.left_on.is_none()) else {
            return Ok::<_, StoreError>(None);
        };
        let held = membership::of_person(conn, it.id)?.into_iter();
        let memberships = held.map(|it| Membership { community: it.community, standing: it.standing }).collect();
        let duties = person::duties(conn, it.id)?;
        Ok(Some(Actor { person: Some(it.id), name: it.name, duties, memberships, ..Actor::nobody() }))
    })?;
    found.ok_or_else(|| Trouble::said(format!("nobody here has the address {email}")))
}

impl Mcp {
    pub fn run(self) -> Result<(), Trouble> {
        let (store, index) = self.place.ready()?;
        let actor = actor(&store, &self.who)?;
        let desk = Desk { index: &index, actor: &actor, public_url: self.public_url.trim_end_matches('/') };
        let call = |tool: &str, arguments: &Value| {
            // A server beside this writes on meanwhile.
            index.refresh();
            if !mcp::writes(tool) {
                return store.read(|conn| mcp::read_tool(conn, &desk, tool, arguments));
            }
            let act = Act::new(actor.clone(), SystemClock.now(), Arc::new(SystemChance));
            let arguments = arguments.clone();
            store.write_blocking(move |tx| mcp::log_work(tx, &act, &arguments))
        };
        serve(&mut std::io::stdin().lock(), &mut std::io::stdout().lock(), call)
    }
}

/// A message a line, until the stream ends.
fn serve(
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    call: impl Fn(&str, &Value) -> Result<Value, ToolFault>,
) -> Result<(), Trouble> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if std::io::Read::take(&mut *input, MOST_BYTES as u64).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = match serde_json::from_slice::<Value>(&line) {
            Ok(message) => mcp::answer(&message, &call),
            Err(_) => Some(mcp::fault(&Value::Null, -32700, "This is no JSON")),
        };
        if let Some(answer) = answer {
            writeln!(output, "{answer}")?;
            output.flush()?;
        }
    }
}
