//! `lyceum demo` and `lyceum serve`.

use super::place::operator;
use super::progress::Bar;
use super::{Place, Trouble};
use crate::egress::Egress;
use crate::mail::Postman;
use crate::serve::{Setup, serve};
use crate::{boot, demo};
use base::{Clock, SystemClock};
use clap::{Args, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use web::Settings;

/// How weekly updates leave: by mail, and into chats. Without a mail server they are read here and in feeds.
#[derive(Args)]
pub struct Mail {
    /// The mail server: smtp://user:password@mail.example:587?tls=required, or smtp://127.0.0.1:2525 without encryption
    #[arg(long, env = "LYCEUM_SMTP", value_name = "URL", hide_env_values = true)]
    smtp: Option<String>,
    /// Who sends: "Lyceum <lyceum@example.org>"
    #[arg(long, env = "LYCEUM_MAIL_FROM", default_value = "Lyceum <lyceum@localhost>", value_name = "ADDRESS")]
    mail_from: String,
    /// Where weekly updates and webhooks may be posted to besides Slack and Teams: https://chat.example.org; may be said
    /// more than once
    #[arg(long, env = "LYCEUM_ALLOW_POST", value_name = "ORIGIN", value_delimiter = ',')]
    allow_post: Vec<String>,
}

impl Mail {
    fn egress(&self) -> Result<Egress, Trouble> {
        Egress::allowing(&self.allow_post).map_err(Trouble::said)
    }

    fn postman(&self, public_url: &str) -> Result<Option<Postman>, Trouble> {
        self.smtp.as_deref().map(|server| Postman::new(server, &self.mail_from, public_url)).transpose()
    }
}

/// Start an invented organisation to look around in.
#[derive(Args)]
pub struct Demo {
    /// How many people work there now
    #[arg(long, default_value_t = 350, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    people: u32,
    /// How many problems are on the register (about 400 when not said)
    #[arg(long)]
    problems: Option<u32>,
    /// The same seed makes the same organisation
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to keep it in
    #[arg(long, default_value = "data/demo", value_name = "DIR")]
    data: PathBuf,
    /// PostgreSQL instead of the embedded database
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:3000", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Where to serve Prometheus metrics, at /metrics
    #[arg(long, value_name = "ADDRESS")]
    metrics_listen: Option<SocketAddr>,
    /// Folder of the sentence model
    #[arg(long, env = "LYCEUM_MODEL", value_name = "DIR")]
    model: Option<PathBuf>,
    /// Make the organisation and stop
    #[arg(long)]
    fill_only: bool,
    #[command(flatten)]
    mail: Mail,
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

impl Demo {
    pub fn run(self) -> Result<(), Trouble> {
        start_log(self.log_format);
        let place = Place {
            database_url: self.database_url.clone(),
            model: self.model.clone(),
            ..Place::at(self.data.clone())
        };
        let store = place.store()?;
        let bar = Bar::new("Making the organisation");
        let plan = demo::Plan {
            people: self.people as usize,
            problems: self.problems.map(|problems| problems as usize),
            seed: self.seed,
            today: SystemClock.now().day(),
        };
        let summary = demo::fill(&store, &plan, |done, total| bar.show(done, total)).map_err(Trouble::said)?;
        bar.end();
        println!("{summary}");
        if self.fill_only {
            return boot::index_for_command(&place, &store).map(drop);
        }
        let settings = Settings {
            organisation: "the Ministry of Justice, Aldersea".into(),
            public_url: format!("http://{}", self.listen),
            demo: true,
            secure_cookies: false,
            zone: base::time::zone("Europe/London"),
        };
        let ready =
            |address| println!("\nOpen http://{address} and choose who to be. Ctrl-C stops it; it is all kept.");
        serve(
            Setup {
                place,
                mail: self.mail.postman(&settings.public_url)?,
                egress: self.mail.egress()?,
                settings,
                listen: self.listen,
                metrics: self.metrics_listen,
                ready: Box::new(ready),
            },
            store,
        )
    }
}

/// Start the server of an organisation.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Where to listen
    #[arg(long, env = "LYCEUM_LISTEN", default_value = "127.0.0.1:3000", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// How people reach it, when a proxy stands in front: https://lyceum.example
    #[arg(long, env = "LYCEUM_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// The organisation's name
    #[arg(long, env = "LYCEUM_ORGANISATION", default_value = "your organisation")]
    organisation: String,
    /// The organisation's time zone
    #[arg(long, env = "LYCEUM_TIME_ZONE", default_value = "Europe/London", value_name = "ZONE")]
    time_zone: String,
    /// Where to serve Prometheus metrics, at /metrics
    #[arg(long, env = "LYCEUM_METRICS_LISTEN", value_name = "ADDRESS")]
    metrics_listen: Option<SocketAddr>,
    #[command(flatten)]
    mail: Mail,
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

impl Serve {
    pub fn run(self) -> Result<(), Trouble> {
        start_log(self.log_format);
        let store = self.place.store()?;
        let public_url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        let public_url = public_url.trim_end_matches('/').to_owned();
        let settings = Settings {
            organisation: self.organisation,
            secure_cookies: public_url.starts_with("https:"),
            public_url: public_url.clone(),
            demo: false,
            zone: base::time::zone(&self.time_zone),
        };
        let link = directory::first_administrator_link(&store, &operator())?;
        let ready = move |address| {
            println!("Lyceum listens on http://{address}");
            if let Some(path) = link {
                println!(
                    "\nNobody can sign in yet. The first administrator opens this link; it works once, for 24 hours:"
                );
                println!("{public_url}{path}");
            }
        };
        let mail = self.mail.postman(&settings.public_url)?;
        let setup = Setup {
            place: self.place,
            mail,
            egress: self.mail.egress()?,
            settings,
            listen: self.listen,
            metrics: self.metrics_listen,
            ready: Box::new(ready),
        };
        serve(setup, store)
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub enum LogFormat {
    /// One line for people
    Text,
    /// One JSON object a line
    Json,
}

/// `RUST_LOG` chooses what is told; warnings and our own news otherwise.
fn start_log(format: LogFormat) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,lyceum=info"));
    let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    match format {
        LogFormat::Text => log.compact().init(),
        LogFormat::Json => log.json().init(),
    }
}
