//! `/public`, `/public/{handbook}` and `/public/{handbook}/{number}`: without signing in.

use super::{find, is_public, list, set_public, shows};
use crate::handbook::tree::{Group, groups};
use crate::page::{self, Summary};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use store::StoreError;
use web::{App, Asker, Fault, Form, Frame, Page, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.get("/public", Right::Anyone, show_all)
        .get("/public/{handbook}", Right::Anyone, show_handbook)
        .get("/public/{handbook}/{number}", Right::Anyone, show_page)
        .get("/public-files/{sha256}", Right::Anyone, file)
        .post("/public/{handbook}", Right::Operator, change)
}

#[derive(Template)]
#[template(path = "public/all.html")]
struct AllPage {
    frame: Frame,
    organisation: String,
    /// Name and title.
    handbooks: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "public/handbook.html")]
struct HandbookPage {
    frame: Frame,
    name: String,
    title: String,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "public/page.html")]
struct PublicPage {
    frame: Frame,
    name: String,
    handbook: String,
    page: page::Page,
    above: Vec<(i64, String)>,
    under: Vec<Summary>,
}

impl AllPage {
    fn address(&self, name: &str) -> String {
        address(name)
    }
}

impl HandbookPage {
    fn address(&self, it: &Summary) -> String {
        format!("{}/{}", address(&self.name), it.number)
    }
}

impl PublicPage {
    fn trail(&self) -> Vec<(String, String)> {
        let top = address(&self.name);
        let above = self.above.iter().map(|(number, title)| (format!("{top}/{number}"), title.clone()));
        std::iter::once((top.clone(), self.handbook.clone())).chain(above).collect()
    }

    fn address(&self, it: &Summary) -> String {
        format!("{}/{}", address(&self.name), it.number)
    }

    /// Links and pictures lead to what anybody may see.
    fn html(&self) -> String {
        let pages = format!("href=\"{}/", address(&self.name));
        let html = self.page.html.replace("href=\"/handbook/files/", "href=\"/public-files/");
        html.replace("src=\"/handbook/files/", "src=\"/public-files/").replace("href=\"/handbook/", &pages)
    }
}

fn address(name: &str) -> String {
    format!("/public/{}", web::words::query(name).replace('+', "%20"))
}

/// What everybody signed in may read, and no more.
fn is_shown(it: &Summary) -> bool {
    it.audience == Some(base::Audience::Everyone) && it.retired_at.is_none() && !it.is_part
}

async fn show_all(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let all = app.read(list)?;
    if all.is_empty() {
        return Err(Fault::NotFound);
    }
    let handbooks = all.into_iter().map(|(_, name, title)| (name, title)).collect();
    Ok(Page::of(AllPage { frame: asker.frame("Handbook"), organisation: app.organisation(), handbooks }))
}

async fn show_handbook(State(app): State<App>, asker: Asker, Path(name): Path<String>) -> Result<Page, Fault> {
    let page = app.read(|conn| {
        let Some((id, name, title)) = find(conn, &name)? else { return Ok::<_, StoreError>(None) };
        let pages = page::list_tree(conn, id)?.into_iter().filter(is_shown).collect();
        Ok(Some(HandbookPage { frame: asker.frame("Handbook"), name, title, groups: groups(pages) }))
    })?;
    page.map(Page::of).ok_or(Fault::NotFound)
}

/// A page of another public handbook is shown there; one that is not public asks to sign in.
async fn show_page(
    State(app): State<App>,
    asker: Asker,
    Path((name, segment)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let number = page::web::number_of(&segment)?;
    let found = app.read(|conn| {
        let Some((id, name, title)) = find(conn, &name)? else { return Ok::<_, StoreError>(None) };
        let Some(page) = page::find_by_number(conn, number)?.filter(|it| is_shown(&it.summary)) else {
            return Ok(Some(Err(page::url(number))));
        };
        let it = &page.summary;
        if it.handbook != id {
            let there = if is_public(conn, it.handbook)? {
                format!("{}/{number}", address(&it.handbook_name))
            } else {
                page::url(number)
            };
            return Ok(Some(Err(there)));
        }
        let mut above = page::above(conn, it.parent)?;
        for at in (0..above.len()).rev() {
            if !page::find_by_number(conn, above[at].0)?.is_some_and(|page| is_shown(&page.summary)) {
                above.remove(at);
            }
        }
        let mut under = page::near(conn, it.id, None)?;
        under.retain(|other| other.parent == Some(it.id) && is_shown(other));
        crate::handbook::tree::sort(&mut under);
        let frame = asker.frame("Handbook");
        Ok(Some(Ok(PublicPage { frame, name, handbook: title, page, above, under })))
    })?;
    let page = match found.ok_or(Fault::NotFound)? {
        Err(there) => return Ok(web::see(&there)),
        Ok(page) => page,
    };
    // What is shown hangs on the version alone; who is signed in has a frame of their own.
    let tag = format!("\"{}-{}\"", page.page.summary.number, page.page.summary.version);
    if asker.person.is_some() {
        return Ok(Page::of(page).into_response());
    }
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { Page::of(page).into_response() };
    let kept = response.headers_mut();
    kept.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    kept.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(Fault::internal)?);
    Ok(response)
}

/// A picture of a page that anybody may read.
async fn file(State(app): State<App>, Path(sha256): Path<String>) -> Result<Response, Fault> {
    let found = app.read(|conn| match shows(conn, &sha256)? {
        true => page::find_file(conn, &sha256),
        false => Ok::<_, StoreError>(None),
    })?;
    page::web::as_file(found.ok_or(Fault::NotFound)?, "public, max-age=31536000, immutable")
}

/// `POST /public/{handbook}`: `public` is `yes` or `no`.
async fn change(State(app): State<App>, asker: Asker, Path(name): Path<String>, form: Form) -> Result<Response, Fault> {
    let it = app.read(|conn| crate::handbook::find_by_name(conn, &name))?.ok_or(Fault::NotFound)?;
    let (act, public) = (app.act(asker.actor()), form.text("public") == "yes");
    app.write(move |tx| set_public(tx, &act, it.id, public)).await?;
    Ok(web::see(&crate::handbook::url(&it.name)))
}

impl Sample for AllPage {
    fn samples() -> Vec<Self> {
        let frame = Frame::sample_signed_out();
        vec![AllPage {
            frame,
            organisation: "the <Ministry>".into(),
            handbooks: vec![("way".into(), "The <way>".into())],
        }]
    }
}
web::sample!(AllPage);

impl Sample for HandbookPage {
    fn samples() -> Vec<Self> {
        let view = |groups| HandbookPage {
            frame: Frame::sample_signed_out(),
            name: "the way".into(),
            title: "The <way>".into(),
            groups,
        };
        vec![view(groups(vec![Summary::sample()])), view(vec![])]
    }
}
web::sample!(HandbookPage);

impl Sample for PublicPage {
    fn samples() -> Vec<Self> {
        vec![PublicPage {
            frame: Frame::sample_signed_out(),
            name: "the way".into(),
            handbook: "The <way>".into(),
            page: page::Page::sample(),
            above: vec![(3, "Above & beyond".into())],
            under: vec![Summary::sample()],
        }]
    }
}
web::sample!(PublicPage);
