//! `lyceum token create` and `lyceum sign-in-link`: ways in for programs and for people who have no other.

use super::place::operator;
use super::{Place, Trouble};
use clap::{Args, Subcommand, ValueEnum};
use directory::token::{MakeToken, Scope};
use directory::{person, sign_in_link, token};
use store::Store;

#[derive(Subcommand)]
pub enum Token {
    /// Make a token for the API; it is shown once
    Create(Create),
}

#[derive(Args)]
pub struct Create {
    /// Whose token: the e-mail address of somebody who may come in
    #[arg(long = "as", value_name = "EMAIL")]
    email: String,
    /// What it is for
    #[arg(long, default_value = "made at the command line")]
    name: String,
    /// What it may do
    #[arg(long, value_enum, default_value_t = Reach::Write)]
    scope: Reach,
    /// How many days it is good for
    #[arg(long, default_value_t = 90)]
    days: i64,
    #[command(flatten)]
    place: Place,
}

#[derive(Clone, Copy, ValueEnum)]
enum Reach {
    Read,
    Write,
}

impl Token {
    pub fn run(self) -> Result<(), Trouble> {
        let Token::Create(create) = self;
        let store = create.place.existing_store()?;
        let person = find_person(&store, &create.email)?;
        let scope = match create.scope {
            Reach::Read => Scope::Read,
            Reach::Write => Scope::Write,
        };
        let (act, name, days) = (operator(), create.name, create.days);
        let secret = store
            .write_blocking(move |tx| token::make(tx, &act, MakeToken { person, name: name.clone(), scope, days }));
        println!("{}", secret.map_err(Trouble::said)?);
        Ok(())
    }
}

/// Make a link that signs somebody in once, for those who have no other way in.
#[derive(Args)]
pub struct SignInLink {
    /// The e-mail address of somebody who is here
    #[arg(long = "for", value_name = "EMAIL")]
    email: String,
    /// How people reach this server
    #[arg(long, env = "LYCEUM_PUBLIC_URL", default_value = "http://127.0.0.1:3000", value_name = "URL")]
    public_url: String,
    #[command(flatten)]
    place: Place,
}

impl SignInLink {
    pub fn run(self) -> Result<(), Trouble> {
        let store = self.place.existing_store()?;
        let person = find_person(&store, &self.email)?;
        let act = operator();
        let secret = store.write_blocking(move |tx| sign_in_link::make(tx, &act, person)).map_err(Trouble::said)?;
        println!("{}{}", self.public_url.trim_end_matches('/'), sign_in_link::address(&secret));
        Ok(())
    }
}

fn find_person(store: &Store, email: &str) -> Result<base::PersonId, Trouble> {
    let found = store.read(|conn| person::find_by_email(conn, &email.trim().to_lowercase()))?;
    found.map(|person| person.id).ok_or_else(|| Trouble::said(format!("nobody here has the address {email}")))
}
