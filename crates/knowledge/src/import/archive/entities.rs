//! `entities.xml` of a Confluence space: the objects of its database, read as a stream, and of each only what a handbook
//! can keep.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::BufRead;

/// Bodies of all versions together, in bytes.
const MOST_TEXT: usize = 256 << 20;
const MOST_OBJECTS: usize = 2_000_000;

/// An object: a page, a body, an attachment, a person.
#[derive(Debug, Default)]
pub struct Object {
    pub class: String,
    pub id: String,
    /// Values by name.
    pub says: HashMap<String, String>,
    /// Ids of other objects by name.
    pub leads: HashMap<String, String>,
}

impl Object {
    pub fn said(&self, name: &str) -> &str {
        self.says.get(name).map_or("", |it| it.trim())
    }

    pub fn lead(&self, name: &str) -> Option<&str> {
        self.leads.get(name).map(String::as_str)
    }

    pub fn version(&self) -> i64 {
        self.said("version").parse().unwrap_or(0)
    }

    /// Neither a draft nor thrown away.
    pub fn is_current(&self) -> bool {
        matches!(self.said("contentStatus"), "" | "current")
    }
}

/// What a space holds, by id.
#[derive(Debug, Default)]
pub struct Entities {
    /// Pages and posts of its blog, older versions among them.
    pub pages: HashMap<String, Object>,
    /// Text by the id of what it is the text of.
    pub bodies: HashMap<String, String>,
    pub attachments: Vec<Object>,
    /// What people are called, by their keys.
    pub people: HashMap<String, String>,
    pub comments: usize,
    pub labels: usize,
}

/// Reads to the end. The words of the error are for whoever brought the file.
pub fn read(from: impl BufRead) -> Result<Entities, String> {
    let mut reader = Reader::from_reader(from);
    reader.config_mut().allow_dangling_amp = true;
    let (mut entities, mut buffer) = (Entities::default(), Vec::new());
    let (mut sum, mut count) = (0, 0);
    loop {
        match reader.read_event_into(&mut buffer).map_err(|error| error.to_string())? {
            Event::Start(start) if start.name().as_ref() == b"object" => {
                let class = attribute(&start, b"class");
                let object = object(&mut reader, class)?;
                count += 1;
                sum += object.says.values().map(String::len).sum::<usize>();
                if sum > MOST_TEXT || count > MOST_OBJECTS {
                    return Err("it holds more than 256 MiB of text, or more than two million objects".into());
                }
                entities.keep(object);
            }
            Event::Eof => return Ok(entities),
            _ => {}
        }
        buffer.clear();
    }
}

/// Of which value or list the reader is inside.
#[derive(Default)]
struct Inside {
    property: Option<String>,
    /// A list of objects: their ids are not this one's.
    list: usize,
    depth: usize,
}

fn object(reader: &mut Reader<impl BufRead>, class: String) -> Result<Object, String> {
    let mut object = Object { class, ..Object::default() };
    let (mut inside, mut text, mut buffer) = (Inside::default(), String::new(), Vec::new());
    loop {
        let bad = |error: quick_xml::encoding::EncodingError| error.to_string();
        match reader.read_event_into(&mut buffer).map_err(|error| error.to_string())? {
            Event::Start(start) => {
                inside.depth += 1;
                text.clear();
                match start.name().as_ref() {
                    b"property" => inside.property = Some(attribute(&start, b"name")),
                    b"collection" => inside.list = inside.depth,
                    _ => {}
                }
            }
            Event::Text(it) => text.push_str(&it.decode().map_err(bad)?),
            Event::CData(it) => text.push_str(&it.decode().map_err(bad)?),
            Event::GeneralRef(it) => match it.resolve_char_ref() {
                Ok(Some(letter)) => text.push(letter),
                _ => text.push_str(resolve_predefined_entity(&it.decode().map_err(bad)?).unwrap_or_default()),
            },
            Event::End(end) => {
                if inside.depth == 0 {
                    return Ok(object);
                }
                match end.name().as_ref() {
                    b"id" if inside.list == 0 => object.identify(&inside, text.trim()),
                    b"property" if inside.list == 0 => object.keep(&mut inside, &text),
                    b"collection" if inside.depth == inside.list => inside.list = 0,
                    _ => {}
                }
                inside.depth -= 1;
                text.clear();
            }
            Event::Eof => return Err("it ends in the middle of an object".into()),
            _ => {}
        }
        buffer.clear();
    }
}

impl Object {
    fn identify(&mut self, inside: &Inside, id: &str) {
        match &inside.property {
            Some(name) => drop(self.leads.insert(name.clone(), id.to_owned())),
            None => self.id = id.to_owned(),
        }
    }

    fn keep(&mut self, inside: &mut Inside, text: &str) {
        const KEPT: [&str; 11] = [
            "title",
            "fileName",
            "version",
            "position",
            "contentStatus",
            "creationDate",
            "lastModificationDate",
            "versionComment",
            "body",
            "name",
            "lowerName",
        ];
        let Some(name) = inside.property.take() else { return };
        if KEPT.contains(&name.as_str()) && !self.leads.contains_key(&name) {
            self.says.insert(name, text.to_owned());
        }
    }
}

impl Entities {
    fn keep(&mut self, mut object: Object) {
        match object.class.as_str() {
            "Page" | "BlogPost" => drop(self.pages.insert(object.id.clone(), object)),
            "BodyContent" => {
                let body = object.says.remove("body").unwrap_or_default();
                if let Some(of) = object.lead("content") {
                    // The end of a literal part within is written apart, so that it does not end the whole.
                    self.bodies.insert(of.to_owned(), body.replace("]] >", "]]>"));
                }
            }
            "Attachment" => self.attachments.push(object),
            "ConfluenceUserImpl" => {
                let name = if object.said("name").is_empty() { "lowerName" } else { "name" };
                self.people.insert(object.id.clone(), object.said(name).to_owned());
            }
            "Comment" => self.comments += 1,
            "Labelling" => self.labels += 1,
            _ => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &[u8]) -> String {
    let found = start.attributes().with_checks(false).flatten().find(|it| it.key.as_ref() == name);
    found.map(|it| String::from_utf8_lossy(&it.value).into_owned()).unwrap_or_default()
}
