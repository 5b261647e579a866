use super::deliver::{DAYS, deliver_next};
use super::{Add, DeliveryState, Topic, WebhookId, add, end, list, log, renew, say, send_again, try_out};
use crate::egress::Egress;
use ::web::refusal::Refusal;
use base::{Act, Actor, Audience, Clock, Duty, Moment, Subject, Uuid};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use testkit::{TestApp, TestStore};

/// A program that is told: it answers with what it is given, in turn, the last for ever, and keeps what it heard.
struct Program {
    origin: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Program {
    fn answering(answers: &'static [u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let kept = heard.clone();
        std::thread::spawn(move || {
            for (at, line) in listener.incoming().enumerate() {
                let mut line = line.unwrap();
                let post = hear(&mut line);
                kept.lock().unwrap().push(post);
                let status = answers[at.min(answers.len() - 1)];
                let answer = format!("HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                line.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { origin, heard }
    }

    fn heard(&self) -> Vec<Post> {
        self.heard.lock().unwrap().iter().map(|text| Post::read(text)).collect()
    }

    fn names(&self) -> Vec<String> {
        self.heard().iter().map(|it| it.body["type"].as_str().unwrap().to_owned()).collect()
    }
}

/// One request to its end: the head, then as much as it says.
fn hear(line: &mut impl Read) -> String {
    let (mut all, mut some) = (String::new(), [0_u8; 4096]);
    loop {
        let read = line.read(&mut some).unwrap();
        all.push_str(&String::from_utf8_lossy(&some[..read]));
        let Some((head, body)) = all.split_once("\r\n\r\n") else { continue };
        let length =
            head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ").map(str::to_owned));
        if read == 0 || body.len() >= length.and_then(|it| it.parse().ok()).unwrap_or(0) {
            return all;
        }
    }
}

struct Post {
    id: Uuid,
    at: Moment,
    signed: String,
    text: String,
    body: serde_json::Value,
}

impl Post {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let header = |name: &str| {
            head.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap_or_default().to_owned()
        };
        Self {
            id: header("webhook-id").parse().unwrap(),
            at: Moment::from_micros(header("webhook-timestamp").parse::<i64>().unwrap() * 1_000_000),
            signed: header("webhook-signature"),
            text: body.to_owned(),
            body: serde_json::from_str(body).unwrap(),
        }
    }
}

fn operator() -> Actor {
    Actor { duties: vec![Duty::Operator], ..Actor::system() }
}

/// The application on each engine there is.
fn apps() -> Vec<TestApp> {
    let stores = [Some(TestStore::sqlite()), TestStore::postgres()];
    let app = |on| TestApp::new(on, crate::rooms::all, directory::Doorman::new(::web::Settings::sample()));
    stores.into_iter().flatten().map(app).collect()
}

struct Told<'a> {
    on: &'a TestApp,
    egress: Egress,
}

impl Told<'_> {
    fn act(&self) -> Act {
        self.on.app.act(&operator())
    }

    async fn add(&self, program: &Program, topics: &[Topic]) -> (WebhookId, String) {
        let address = format!("{}/told", program.origin);
        let (act, it) = (self.act(), Add { name: "Tickets".into(), address, topics: topics.to_vec() });
        self.on.app.write(move |tx| add(tx, &act, &it)).await.unwrap()
    }

    async fn happens(&self, name: &'static str, audience: Audience) {
        let act = self.act();
        let event = act.event(name, Subject::new("problem", Uuid::from_u128(9))).seen_by(audience);
        let event = event.with(serde_json::json!({ "number": 87, "title": "Zwölf <Boxkämpfer>" }));
        self.on.app.write(move |tx| tx.record(&event)).await.unwrap();
    }

    /// Until nothing is left that could be done now.
    async fn deliver(&self) {
        while deliver_next(&self.on.app, &self.egress).await.unwrap() > 0 {}
    }

    fn later(&self, seconds: i64) {
        self.on.clock.move_to(self.on.clock.now().plus_seconds(seconds));
    }

    fn states(&self, id: WebhookId) -> Vec<(String, DeliveryState, i64)> {
        let log = self.on.app.read(|conn| log(conn, id, 50)).unwrap();
        log.into_iter().rev().map(|it| (it.name, it.state, it.tries)).collect()
    }
}

fn told<'a>(on: &'a TestApp, programs: &[&Program]) -> Told<'a> {
    let origins: Vec<_> = programs.iter().map(|it| it.origin.clone()).collect();
    Told { on, egress: Egress::allowing(&origins).unwrap() }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_everybody_may_know_of_the_topics_arrives_in_order_signed() {
    for on in &apps() {
        let program = Program::answering(&[204]);
        let it = told(on, &[&program]);
        it.happens("problem.recorded", Audience::Everyone).await;
        let (id, secret) = it.add(&program, &[Topic::Problems]).await;
        for (name, audience) in [
            ("problem.sighted", Audience::Everyone),
            ("problem.solved", Audience::Person(Uuid::from_u128(1).into())),
            ("work.started", Audience::Everyone),
            ("problem.adopted", Audience::Community(Uuid::from_u128(1).into())),
            ("problem.solved", Audience::Everyone),
        ] {
            it.happens(name, audience).await;
        }
        it.deliver().await;
        assert_eq!(program.names(), ["problem.sighted", "problem.solved"], "from then on, and nothing else");
        for post in program.heard() {
            assert_eq!(post.signed, say::signature(&secret, post.id, post.at, &post.text));
            assert_eq!(post.body["data"]["facts"]["title"], "Zwölf <Boxkämpfer>");
        }
        it.deliver().await;
        assert_eq!(program.names().len(), 2, "what was answered for comes once");
        assert!(it.states(id).iter().all(|(_, state, tries)| (*state, *tries) == (DeliveryState::Sent, 1)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_does_not_answer_waits_in_order_and_delays_no_other() {
    for on in &apps() {
        let (slow, well) = (Program::answering(&[503, 503, 200]), Program::answering(&[200]));
        let it = told(on, &[&slow, &well]);
        let (id, _) = it.add(&slow, &[Topic::Problems]).await;
        it.add(&well, Topic::ALL).await;
        it.happens("problem.recorded", Audience::Everyone).await;
        it.happens("problem.sighted", Audience::Everyone).await;
        it.deliver().await;
        assert_eq!((slow.names().len(), well.names().len()), (1, 2));
        it.deliver().await;
        assert_eq!(slow.names().len(), 1, "it rests");
        it.later(31);
        it.deliver().await;
        it.later(61);
        it.deliver().await;
        let first = slow.heard()[0].id;
        assert_eq!(slow.heard().iter().map(|it| it.id == first).collect::<Vec<_>>(), [true, true, true, false]);
        let sent = DeliveryState::Sent;
        assert_eq!(it.states(id), [("problem.recorded".into(), sent, 3), ("problem.sighted".into(), sent, 1)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_is_given_up_after_three_and_may_be_sent_again() {
    for on in &apps() {
        let program = Program::answering(&[404, 404, 404, 200]);
        let it = told(on, &[&program]);
        let (id, _) = it.add(&program, &[Topic::Problems]).await;
        it.happens("problem.recorded", Audience::Everyone).await;
        it.happens("problem.sighted", Audience::Everyone).await;
        for _ in 0..3 {
            it.deliver().await;
            it.later(3_600);
        }
        let after = it.states(id);
        assert_eq!(after[0], ("problem.recorded".into(), DeliveryState::Failed, 3));
        assert_eq!(after[1], ("problem.sighted".into(), DeliveryState::Sent, 1), "it goes on with the next");
        let failed = on.app.read(|conn| log(conn, id, 50)).unwrap();
        let failed = failed.iter().find(|it| it.state == DeliveryState::Failed).unwrap();
        assert_eq!(failed.fault.as_deref(), Some("It answered 404"));
        let (act, delivery) = (it.act(), failed.id);
        on.app.write(move |tx| send_again(tx, &act, id, delivery)).await.unwrap();
        it.deliver().await;
        assert_eq!(program.heard().last().unwrap().id, delivery, "under its old id");
        assert!(it.states(id).iter().all(|(_, state, _)| *state == DeliveryState::Sent));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_answers_for_in_three_days_is_given_up() {
    for on in &apps() {
        let program = Program::answering(&[500]);
        let it = told(on, &[&program]);
        let (id, _) = it.add(&program, &[Topic::Problems]).await;
        it.happens("problem.recorded", Audience::Everyone).await;
        it.deliver().await;
        it.later(DAYS * 24 * 3_600 + 1);
        it.deliver().await;
        assert_eq!(it.states(id), [("problem.recorded".into(), DeliveryState::Failed, 1)]);
        assert_eq!(program.names().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_secrets_sign_for_a_day_and_an_ended_one_is_told_nothing() {
    for on in &apps() {
        let program = Program::answering(&[200]);
        let it = told(on, &[&program]);
        let (id, old) = it.add(&program, &[Topic::Problems]).await;
        let act = it.act();
        let new = on.app.write(move |tx| renew(tx, &act, id)).await.unwrap();
        for (seconds, secrets) in [(0, vec![&new, &old]), (25 * 3_600, vec![&new])] {
            it.later(seconds);
            let act = it.act();
            on.app.write(move |tx| try_out(tx, &act, id)).await.unwrap();
            it.deliver().await;
            let post = program.heard().pop().unwrap();
            let signed = secrets.iter().map(|secret| say::signature(secret, post.id, post.at, &post.text));
            assert_eq!(post.signed, signed.collect::<Vec<_>>().join(" "));
            assert_eq!(post.body["type"], say::TRIAL);
        }
        it.happens("problem.recorded", Audience::Everyone).await;
        let act = it.act();
        on.app.write(move |tx| end(tx, &act, id)).await.unwrap();
        it.deliver().await;
        assert_eq!((program.names().len(), on.app.read(list).unwrap().len()), (2, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_is_not_allowed_is_told_nothing_and_the_log_says_so() {
    for on in &apps() {
        let program = Program::answering(&[200]);
        let it = Told { on, egress: Egress::default() };
        let (id, _) = it.add(&program, &[Topic::Problems]).await;
        it.happens("problem.recorded", Audience::Everyone).await;
        it.deliver().await;
        let log = on.app.read(|conn| log(conn, id, 50)).unwrap();
        assert!(log[0].fault.as_deref().unwrap().contains("may not be posted to"), "{log:?}");
        assert!(program.names().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_alone_name_one_and_flaws_are_told_at_their_fields() {
    for on in &apps() {
        let add_as = |actor: Actor, it: Add| {
            let act = on.app.act(&actor);
            on.app.write(move |tx| add(tx, &act, &it))
        };
        let fine =
            Add { name: "Tickets".into(), address: "https://a.example/x?key=1".into(), topics: vec![Topic::Work] };
        let librarian = Actor { duties: vec![Duty::Librarian], ..Actor::nobody() };
        assert!(matches!(add_as(librarian, fine.clone()).await, Err(Refusal::Denied(_))));
        let reading = Actor { read_only: true, ..operator() };
        assert!(matches!(add_as(reading, fine.clone()).await, Err(Refusal::Denied(_))));
        for (field, it) in [
            ("name", Add { name: " ".into(), ..fine.clone() }),
            ("address", Add { address: "a.example".into(), ..fine.clone() }),
            ("address", Add { address: "https://ada:pw@a.example/".into(), ..fine.clone() }),
            ("topics", Add { topics: vec![], ..fine.clone() }),
        ] {
            let refused = add_as(operator(), it).await.unwrap_err();
            assert!(matches!(refused, Refusal::Field { field: at, .. } if at == field), "{field}: {refused:?}");
        }
        let (_, secret) = add_as(operator(), fine).await.unwrap();
        let shown = format!("{:?}", on.app.read(list).unwrap());
        assert!(!shown.contains(&secret) && !shown.contains("key=1"), "{shown}");
    }
}
