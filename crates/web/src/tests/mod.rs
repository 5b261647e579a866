//! The hall tried through its doors, with a room of its own.

mod doors;
mod hall_app;
mod parts_page;
