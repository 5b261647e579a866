//! The state that every door gets: store, index, clock, chance, settings. Cheap to clone.

use crate::asker::Doorkeeper;
use crate::frame::{Chrome, Frame, Theme};
use crate::once::{self, OnceKey, Reply};
use crate::{Asker, Room};
use base::{Act, Actor, Chance, Clock, Day, Moment};
use std::sync::Arc;
use store::{Conn, Store, StoreError, Tx};

/// What the installation is told about itself.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The organisation's name, as people write it, until it is named on its own pages: see [`App::organisation`].
    pub organisation: String,
    /// Scheme and host, no slash at the end: `https://lyceum.example`.
    pub public_url: String,
    /// Everything here is invented, and one click signs in.
    pub demo: bool,
    /// Cookies travel over HTTPS only and carry the `__Host-` prefix.
    pub secure_cookies: bool,
    /// The organisation's clock on the wall.
    pub zone: jiff::tz::TimeZone,
}

impl Settings {
    pub fn sample() -> Self {
        Self {
            organisation: "the Ministry of Justice, Aldersea".into(),
            public_url: "http://127.0.0.1:3000".into(),
            demo: true,
            secure_cookies: false,
            zone: jiff::tz::TimeZone::UTC,
        }
    }
}

/// What an [`App`] is made of.
pub struct Ground {
    pub store: Store,
    pub index: search::Index,
    pub clock: Arc<dyn Clock>,
    pub chance: Arc<dyn Chance>,
    pub settings: Settings,
    pub doorkeeper: Arc<dyn Doorkeeper>,
}

/// The state of every door: `State(app): State<App>`.
#[derive(Clone)]
pub struct App {
    pub store: Store,
    pub index: search::Index,
    pub clock: Arc<dyn Clock>,
    pub chance: Arc<dyn Chance>,
    pub settings: Arc<Settings>,
    pub(crate) doorkeeper: Arc<dyn Doorkeeper>,
    chrome: Arc<Chrome>,
}

impl App {
    /// The rooms give the navigation.
    pub fn new(ground: Ground, rooms: &[Room]) -> Self {
        let nav: Vec<_> = rooms.iter().flat_map(|room| room.nav.iter().cloned()).collect();
        let chrome = Arc::new(Chrome::new(&ground.settings, &nav));
        Self {
            store: ground.store,
            index: ground.index,
            clock: ground.clock,
            chance: ground.chance,
            settings: Arc::new(ground.settings),
            doorkeeper: ground.doorkeeper,
            chrome,
        }
    }

    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The organisation's name, as it was last said.
    pub fn organisation(&self) -> String {
        self.chrome.named().organisation.clone()
    }

    /// From now on every page names it so.
    pub fn name_organisation(&self, name: &str) {
        self.chrome.name(name);
    }

    /// The day on the organisation's calendar.
    pub fn today(&self) -> Day {
        self.now().day_in(&self.settings.zone)
    }

    /// The circumstances of an act by whoever asks, now.
    pub fn act(&self, actor: &Actor) -> Act {
        Act::new(actor.clone(), self.now(), self.chance.clone())
    }

    /// Reads: `app.read(|conn| problem::find_visible_to(conn, asker.actor(), number))?`.
    pub fn read<T, E: From<StoreError>>(&self, read: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        self.store.read(read)
    }

    /// Changes, in one transaction; the closure may be run again.
    pub async fn write<T, E>(&self, write: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.store.write(write).await
    }

    /// Changes once: a second request with the same key gets the first one's answer and changes nothing.
    /// The key comes from [`crate::Form::once`] or, for the API, from [`OnceKey::of_header`]; without one it is a plain write.
    pub async fn write_once<E>(
        &self,
        key: Option<OnceKey>,
        mut write: impl FnMut(&mut Tx<'_>) -> Result<Reply, E> + Send + 'static,
    ) -> Result<Reply, E>
    where
        E: From<StoreError> + Send + 'static,
    {
        let now = self.now();
        self.write(move |tx| once::once(tx, key.as_ref(), now, &mut write)).await
    }

    /// Public so that a test can ask a door as anybody without a session.
    pub fn asker(&self, asking: Option<crate::Asking>, token: bool, theme: Theme) -> Asker {
        Asker::new(asking, token, Frame::new(self.chrome.clone(), theme))
    }
}
