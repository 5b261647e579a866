//! The command line: what can be asked of `lyceum`, in the words of its help.

mod adaptations;
mod catalogue;
mod find;
mod import;
mod keep;
mod log;
mod mcp;
mod merge;
mod model;
mod place;
mod progress;
mod rehearse;
mod roster;
mod standard;
mod start;
mod token;

pub use place::{Place, Trouble};

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Lyceum: solve a problem once, for all.
#[derive(Parser)]
#[command(name = "lyceum", version, about, max_term_width = 100, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start an invented organisation to look around in: http://127.0.0.1:3000
    Demo(start::Demo),
    /// Start the server of an organisation
    Serve(start::Serve),
    /// State a problem and see whether it is solved, being worked on, or new
    Match(find::Match),
    /// Search everything that anyone signed in may see
    Search(find::Search),
    /// Log work in one line, for somebody
    Log(log::Log),
    /// Answer an assistant over the standard streams (Model Context Protocol)
    Mcp(mcp::Mcp),
    /// What loses cover while somebody is away
    Rehearse(rehearse::Rehearse),
    /// Pages that were made from others, and how far behind they are
    Adaptations(adaptations::Adaptations),
    /// Bring in a handbook, people, problems, or another organisation
    #[command(subcommand)]
    Import(import::Import),
    /// Copy everything into one verified file, while the server runs
    Backup(keep::Backup),
    /// Put a backup in place
    Restore(keep::Restore),
    /// Write everything out in open formats: Markdown, CSV, JSON
    Export(keep::Export),
    /// Say what is wrong with this installation, and what to do
    Doctor(keep::Doctor),
    /// Build the search index again
    Reindex(keep::Reindex),
    /// Keys to the API
    #[command(subcommand)]
    Token(token::Token),
    /// Make a link that signs somebody in once, for those who have no other way in
    SignInLink(token::SignInLink),
    /// The sentence model that makes finding better
    #[command(subcommand)]
    Model(model::Model),
}

/// Runs what was asked. Faults are one sentence on standard error, and exit code 1.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Demo(demo) => demo.run(),
        Command::Serve(serve) => serve.run(),
        Command::Match(it) => it.run(),
        Command::Search(it) => it.run(),
        Command::Log(it) => it.run(),
        Command::Mcp(it) => it.run(),
        Command::Rehearse(it) => it.run(),
        Command::Adaptations(it) => it.run(),
        Command::Import(it) => it.run(),
        Command::Backup(it) => it.run(),
        Command::Restore(it) => it.run(),
        Command::Export(it) => it.run(),
        Command::Doctor(it) => it.run(),
        Command::Reindex(it) => it.run(),
        Command::Token(it) => it.run(),
        Command::SignInLink(it) => it.run(),
        Command::Model(it) => it.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("lyceum: {trouble}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_explains_itself() {
        Cli::command().debug_assert();
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{} has no word of help", command.get_name());
        }
    }
}
