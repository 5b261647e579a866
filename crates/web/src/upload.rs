//! Files that a form sends, read whole and within limits.

use crate::Fault;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;

/// A form that sends files has at most so many parts.
const MOST_PARTS: usize = 200;

/// A field of the form, or one of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    /// What the file is called over there, without folders; `None` for a plain field.
    pub file: Option<String>,
    pub bytes: Vec<u8>,
}

/// All parts in their order. `most_bytes`: what the route takes, for the sentence when it is more.
pub async fn parts(mut sent: Multipart, most_bytes: usize) -> Result<Vec<Part>, Fault> {
    let broken = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge { most_bytes },
        _ => Fault::Unreadable("The file did not arrive whole. Go back and send it again.".into()),
    };
    let mut parts = Vec::new();
    while let Some(part) = sent.next_field().await.map_err(broken)? {
        if parts.len() == MOST_PARTS {
            return Err(Fault::Unreadable("These are more files than this form takes.".into()));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(|file| file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
        parts.push(Part { name, file, bytes: part.bytes().await.map_err(broken)?.to_vec() });
    }
    Ok(parts)
}
