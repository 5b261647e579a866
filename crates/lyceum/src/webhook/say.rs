//! What is posted, and its signature, as Standard Webhooks 1.0 has it (<https://www.standardwebhooks.com>): the headers
//! `webhook-id` (the same at every try), `webhook-timestamp` (seconds since 1970) and `webhook-signature`, in which each
//! secret signs `id.timestamp.body` by HMAC-SHA-256; a body with `type`, `timestamp` and `data`.

use ::store::Recorded;
use base::{Act, Moment, Uuid};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The event of a trial.
pub const TRIAL: &str = "webhook.tried";
const PREFIX: &str = "whsec_";

/// `whsec_` and 256 random bits in base64.
pub(super) fn secret(act: &Act) -> String {
    let bits = URL_SAFE_NO_PAD.decode(act.new_secret()).unwrap_or_default();
    format!("{PREFIX}{}", STANDARD.encode(bits))
}

/// Of one secret: `v1,` and the signature in base64.
pub fn signature(secret: &str, id: Uuid, at: Moment, body: &str) -> String {
    let key = STANDARD.decode(secret.trim_start_matches(PREFIX)).unwrap_or_default();
    // A key of any length is taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return String::new() };
    mac.update(format!("{id}.{}.{body}", seconds(at)).as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

pub(super) fn seconds(at: Moment) -> i64 {
    at.micros().div_euclid(1_000_000)
}

/// An event as it leaves; the same bytes at every try. `base`: scheme and host of this installation.
pub fn event(it: &Recorded, base: &str) -> String {
    let data = serde_json::json!({
        "position": it.position,
        "event": it.id,
        "about": { "kind": it.kind, "id": it.subject },
        "by": it.actor,
        "facts": it.payload,
        "from": base,
    });
    body(&it.name, it.at, &data)
}

pub fn trial(made_at: Moment, base: &str) -> String {
    body(TRIAL, made_at, &serde_json::json!({ "position": 0, "from": base }))
}

fn body(name: &str, at: Moment, data: &serde_json::Value) -> String {
    serde_json::json!({ "type": name, "timestamp": at.rfc3339(), "data": data }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked out by `openssl dgst -sha256 -hmac` over the same text.
    #[test]
    fn the_signature_is_the_one_that_others_work_out() {
        let secret = format!("{PREFIX}{}", STANDARD.encode("a key that both know"));
        let id = Uuid::from_u128(7);
        let at = Moment::from_micros(1_790_000_000_999_999);
        let signed = signature(&secret, id, at, r#"{"type":"webhook.tried"}"#);
        assert_eq!(signed, "v1,G7pefF7tQre97ms6s/blP62u2srUWPukMb2XTuUK4oA=");
        assert_ne!(signed, signature(&secret, id, at, r#"{"type":"webhook.tries"}"#));
    }
}
