//! Every product of the bench gets a published report, as people would: asked for by a lead, a panel of two, each point
//! judged, published.

use super::load::{Ask, Line};
use super::pages::{Pair, sign_in_as};
use serde_json::{Value, json};

struct Person {
    line: Line,
    headers: String,
}

impl Person {
    fn of(pair: &Pair, who: &str) -> Result<Self, String> {
        let line = Line::open(&pair.product.address).map_err(|error| error.to_string())?;
        let headers = format!("{}content-type: application/json\r\n", sign_in_as(&pair.product, who)?);
        Ok(Self { line, headers })
    }

    fn read(&mut self, path: &str) -> Result<Value, String> {
        self.asked(&Ask::get(path, &self.headers.clone()))
    }

    fn send(&mut self, path: &str, body: &Value) -> Result<Value, String> {
        self.asked(&Ask::post(path, &self.headers.clone(), body.to_string()))
    }

    fn asked(&mut self, ask: &Ask) -> Result<Value, String> {
        let answer = self.line.ask(ask).map_err(|error| error.to_string())?;
        if answer.status >= 300 {
            return Err(format!(
                "{} was answered {}: {}",
                ask.head,
                answer.status,
                String::from_utf8_lossy(&answer.body)
            ));
        }
        serde_json::from_slice(&answer.body).map_err(|error| format!("{}: {error}", ask.head))
    }

    fn id(&mut self) -> Result<Value, String> {
        Ok(self.read("/api/v1/me")?["id"].clone())
    }
}

/// In no future, whenever the bench runs.
const HELD_ON: &str = "2026-11-02";
/// What a panel says, point by point, in turn.
const SAID: [&str; 4] = ["green", "green", "amber", "green"];

pub fn all(pair: &Pair, products: usize) -> Result<(), String> {
    let (mut lead, mut head) = (Person::of(pair, "lead")?, Person::of(pair, "head")?);
    let (chair, second) = (head.id()?, Person::of(pair, "librarian")?.id()?);
    let version = head.read("/api/v1/standards/starting-well")?["versions"][0].clone();
    let points = version["points"].as_array().map_or(0, Vec::len);
    for at in 0..products {
        let product = format!("bench-product-{at}");
        let asked = json!({"product": product, "version_id": version["id"], "stage": "live", "on": "2027-12-01"});
        let made = lead.send("/api/v1/assessments", &asked)?;
        let number = made["number"].as_i64().ok_or("an assessment has a number")?;
        let path = |what: &str| format!("/api/v1/assessments/{number}/{what}");
        head.send(&path("panel"), &json!({"people": [chair, second], "chair": chair}))?;
        for point in 1..=points {
            let said = SAID[(at + point) % SAID.len()];
            let body = json!({"point": point, "outcome": said, "reason": "Seen by the bench", "on": 0});
            head.send(&path("outcomes"), &body)?;
        }
        head.send(&path("draft"), &json!({}))?;
        head.send(&path("publication"), &json!({"held_on": HELD_ON, "summary": "Seen by the bench"}))?;
    }
    Ok(())
}
