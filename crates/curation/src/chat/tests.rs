use super::post::{self, Post};
use super::{Add, Program, add, end, list, say};
use crate::testing::World;
use crate::weekly_update::{Edit, Item, Part, Update, UpdateId, send};
use ::web::refusal::Refusal;
use base::{Actor, Day, Duty, Moment, Uuid};
use testkit::{TestStore, each_engine};

const ADDRESS: &str = "https://hooks.slack.com/services/T0/B0/secret";

fn operator() -> Actor {
    Actor { duties: vec![Duty::Operator], ..Actor::system() }
}

fn added(on: &TestStore, world: &World, who: Actor, address: &str) -> Result<super::HookId, Refusal> {
    let (act, it) = (on.act(who), Add { community: world.design, program: Program::Slack, address: address.into() });
    on.store.write_blocking(move |tx| add(tx, &act, &it))
}

fn taken(on: &TestStore, minutes: i64) -> Vec<Post> {
    let now = Moment::from_micros(testkit::now().micros() + minutes * 60_000_000);
    on.store.write_blocking(move |tx| post::take(tx, now, 10)).unwrap()
}

#[test]
fn operators_name_channels_and_nobody_sees_an_address_again() {
    each_engine(|on| {
        let world = World::made(on, 3);
        let denied = added(on, &world, world.actor(world.ada), ADDRESS);
        assert!(matches!(denied, Err(Refusal::Denied(_))), "{denied:?}");
        for wrong in ["", "hooks.slack.com/x", "ftp://a.example/", "https://ada:pw@a.example/", "https://a.example/#x"]
        {
            assert!(
                matches!(added(on, &world, operator(), wrong), Err(Refusal::Field { field: "address", .. })),
                "{wrong}"
            );
        }
        let id = added(on, &world, operator(), ADDRESS).unwrap();
        assert!(matches!(added(on, &world, operator(), ADDRESS), Err(Refusal::Field { field: "address", .. })));
        let told = on.store.read(list).unwrap();
        assert_eq!((told.len(), told[0].host.as_str()), (1, "hooks.slack.com"));
        assert!(!format!("{told:?}").contains("secret"));
        let act = on.act(operator());
        on.store.write_blocking(move |tx| end(tx, &act, id)).unwrap();
        assert!(on.store.read(list).unwrap().is_empty());
        added(on, &world, operator(), ADDRESS).unwrap();
    });
}

#[test]
fn an_update_is_told_once_to_each_channel_and_again_after_a_crash() {
    each_engine(|on| {
        let world = World::made(on, 3);
        added(on, &world, operator(), ADDRESS).unwrap();
        added(on, &world, operator(), "https://hooks.slack.com/services/T0/B0/other").unwrap();
        let week = crate::remembered::monday(testkit::now().day());
        let edit = Edit { community: world.design, week, own_line: "Hello".into(), keep: Default::default() };
        let act = on.act(world.actor(world.ada));
        on.store.write_blocking(move |tx| send(tx, &act, &edit)).unwrap();
        let posts = taken(on, 0);
        assert_eq!(posts.len(), 2);
        assert!(taken(on, 1).is_empty(), "they are being sent");
        let (act, first) = (on.act(Actor::system()), posts[0].clone());
        on.store.write_blocking(move |tx| post::is_sent(tx, &act, &first)).unwrap();
        // The server fell over before the second was answered for.
        let again = taken(on, 3);
        assert_eq!(again.iter().map(|it| it.hook).collect::<Vec<_>>(), [posts[1].hook]);
        let (act, second) = (on.act(Actor::system()), again[0].clone());
        on.store.write_blocking(move |tx| post::is_refused(tx, &act, &second, "It answered 404", true)).unwrap();
        assert!(taken(on, 60).is_empty());
        let told = on.store.read(list).unwrap();
        assert_eq!(told.iter().filter_map(|it| it.fault.as_deref()).collect::<Vec<_>>(), ["It answered 404"]);
    });
}

fn update() -> Update {
    let item = |part, title: &str, url: &str| Item {
        part,
        key: "P 87".into(),
        title: title.into(),
        about: "By <!channel> *us*".into(),
        url: url.into(),
        page: None,
        is_in: true,
    };
    Update {
        id: UpdateId(Uuid::nil()),
        community: base::CommunityId(Uuid::nil()),
        week: Day::new(2026, 11, 23).unwrap(),
        own_line: "Ask <@U1> & @here [x](https://evil.example)".into(),
        items: vec![item(Part::Solved, "Rooms | change_d", "/problems/87")],
        by: None,
        sent_at: None,
        sent_to: 0,
    }
}

#[test]
fn each_chat_reads_its_own_form_and_nobody_s_words_mark_or_call_anything() {
    let on = TestStore::sqlite();
    let world = World::made(&on, 3);
    let it = on.store.read(|conn| directory::community::find(conn, world.design)).unwrap().unwrap();
    let said = |program| say::body(program, &it, &update(), "https://l.example");
    let slack = said(Program::Slack)["text"].as_str().unwrap().to_owned();
    assert!(slack.contains("<https://l.example/problems/87|Rooms ¦ change_d>"), "{slack}");
    assert!(slack.contains("&lt;@\u{200b}U1&gt; &amp; @\u{200b}here") && !slack.contains("<!channel>"), "{slack}");
    let mattermost = said(Program::Mattermost)["text"].as_str().unwrap().to_owned();
    assert!(mattermost.contains("[Rooms \\| change\\_d](https://l.example/problems/87)"), "{mattermost}");
    assert!(mattermost.contains("\\[x\\](https://evil.example)") && !mattermost.contains("@here"), "{mattermost}");
    let teams = said(Program::Teams);
    let card = &teams["attachments"][0]["content"];
    assert_eq!((card["type"].as_str(), card["version"].as_str()), (Some("AdaptiveCard"), Some("1.4")));
    assert!(card["actions"][0]["url"].as_str().unwrap().starts_with("https://l.example/communities/"));
    assert!(card["body"].as_array().unwrap().len() >= 4, "{card}");
}
