use super::*;
use crate::remembered::monday;
use crate::resurfacing;
use crate::testing::{World, day};
use ::web::refusal::Refusal;
use base::{Act, Actor, PersonId};
use directory::community;
use knowledge::exposure;
use std::collections::HashSet;
use testkit::{TestStore, each_engine};
use work::work_item::WorkState;

const TODAY: &str = "2026-11-27";

fn at(on: &TestStore, actor: Actor) -> Act {
    Act { now: day(TODAY).midnight(), ..on.act(actor) }
}

fn drafted(on: &TestStore, world: &World) -> Draft {
    let act = at(on, world.actor(world.ada));
    let it = on.store.read(|conn| community::find(conn, world.design)).unwrap().unwrap();
    on.store.read(|conn| draft(conn, &act, &it, monday(day(TODAY)))).unwrap()
}

fn edit(world: &World, own_line: &str, keep: &[&str]) -> Edit {
    let keep: HashSet<String> = keep.iter().map(|key| (*key).to_owned()).collect();
    Edit { community: world.design, week: monday(day(TODAY)), own_line: own_line.into(), keep }
}

fn sent(on: &TestStore, world: &World, who: PersonId, it: Edit) -> Result<UpdateId, Refusal> {
    let act = at(on, world.actor(who));
    on.store.write_blocking(move |tx| send(tx, &act, &it))
}

fn taken(on: &TestStore, now: base::Moment) -> Vec<copy::Copy> {
    let stale = base::Moment::from_micros(now.micros() - 600_000_000);
    on.store
        .write_blocking(move |tx| copy::take(tx, copy::Round { now, stale, at_work: false, in_one: false, most: 100 }))
        .unwrap()
}

#[test]
fn it_is_drafted_edited_and_sent_once() {
    each_engine(|on| {
        let world = World::made(on, 12);
        let page = world.page(on, "Ask early");
        resurfacing::choose(&on.store, day(TODAY)).unwrap();
        let first = drafted(on, &world);
        assert!(!first.is_kept);
        let keys: Vec<&str> = first.update.items.iter().map(|it| it.key.as_str()).collect();
        assert_eq!(keys, ["H 1"], "the page comes once, as one that is worth reading again");
        assert_eq!(first.update.items[0].part, Part::Again);

        let act = at(on, world.actor(world.ada));
        let out = edit(&world, "Stand at your gate", &[]);
        on.store.write_blocking(move |tx| save(tx, &act, &out)).unwrap();
        let kept = drafted(on, &world);
        assert!(kept.is_kept && !kept.update.items[0].is_in, "what was taken out stays out");
        assert_eq!(kept.update.own_line, "Stand at your gate");

        assert!(matches!(sent(on, &world, world.members[1], edit(&world, "", &["H 1"])), Err(Refusal::Denied(_))));
        assert!(matches!(sent(on, &world, world.ada, edit(&world, " ", &[])), Err(Refusal::Field { .. })));
        sent(on, &world, world.ada, edit(&world, "Stand at your gate", &["H 1"])).unwrap();
        assert!(matches!(sent(on, &world, world.ada, edit(&world, "again", &["H 1"])), Err(Refusal::Already(_))));
        let late = Edit { week: monday(day("2026-11-20")), ..edit(&world, "late", &[]) };
        assert!(matches!(sent(on, &world, world.ada, late), Err(Refusal::Already(_))));

        let mine = on.store.read(|conn| exposure::mine(conn, world.members[5], 9)).unwrap();
        assert_eq!(
            (mine.len(), mine[0].number, mine[0].read),
            (1, 1, 0),
            "each member had it before them, told not read"
        );
        assert_eq!(on.store.read(|conn| exposure::read_on(conn, world.members[5], page)).unwrap(), None);
        let list = on.store.read(|conn| list_sent(conn, world.design, 9)).unwrap();
        assert_eq!((list.len(), list[0].items.len()), (1, 1));
    });
}

#[test]
fn each_member_who_wants_mail_gets_one_copy_though_the_server_falls_over() {
    each_engine(|on| {
        let world = World::made(on, 12);
        world.page(on, "Ask early");
        let act = on.act(world.actor(world.members[2]));
        on.store.write_blocking(move |tx| set_wish(tx, &act, Wish::Never)).unwrap();
        resurfacing::choose(&on.store, day(TODAY)).unwrap();
        let id = sent(on, &world, world.ada, edit(&world, "See you", &["H 1"])).unwrap();
        let now = day(TODAY).midnight();
        let copies = taken(on, now);
        assert_eq!(copies.len(), 11, "not to whom wants none");
        assert_eq!(taken(on, now), [], "what is being sent is not taken twice");
        let act = at(on, Actor::system());
        let (done, refused) = (copies[0].clone(), copies[1].clone());
        on.store
            .write_blocking(move |tx| {
                copy::is_sent(tx, &act, &done)?;
                copy::is_refused(tx, &act, &refused, "mailbox full", false)
            })
            .unwrap();
        // The rest was handed over by a server that fell over: nobody knows, so it comes again under the same id.
        let later = day(TODAY).plus_days(1).midnight();
        let again = taken(on, later);
        assert_eq!(again.len(), 10, "all but the one that was answered for");
        assert!(again.iter().all(|it| it.person != copies[0].person));
        let id_of = |it: &copy::Copy| copy::message_id(it.update, it.person, "lyceum.example");
        let known = copies.iter().find(|it| it.person == again[0].person).unwrap();
        assert_eq!(id_of(known), id_of(&again[0]));
        assert_eq!(on.store.read(|conn| copy::counts(conn, id)).unwrap(), (10, 1, 0));
        assert_eq!(taken(on, day(TODAY).plus_days(9).midnight()), [], "old news goes to nobody");
    });
}

#[test]
fn a_copy_that_is_refused_again_and_again_has_failed() {
    each_engine(|on| {
        let world = World::made(on, 3);
        sent(on, &world, world.ada, edit(&world, "See you", &[])).unwrap();
        let mut it = taken(on, day(TODAY).midnight()).remove(0);
        for _ in 0..5 {
            let (act, known) = (at(on, Actor::system()), it.clone());
            on.store.write_blocking(move |tx| copy::is_refused(tx, &act, &known, "no such host", false)).unwrap();
            it.tries += 1;
        }
        assert_eq!(on.store.read(|conn| copy::counts(conn, it.update)).unwrap(), (2, 0, 1));
    });
}

#[test]
fn the_letter_says_it_in_both_forms_and_each_copy_can_be_stopped() {
    each_engine(|on| {
        let world = World::made(on, 4);
        world.page(on, "Ask <early>");
        resurfacing::choose(&on.store, day(TODAY)).unwrap();
        let id =
            sent(on, &world, world.ada, edit(&world, "Read <b>H 1</b>\n\nand stand at your gate", &["H 1"])).unwrap();
        let base = "https://lyceum.example";
        let it = on.store.read(|conn| web::letter::letter(conn, id, base)).unwrap().unwrap();
        let (act, who) = (at(on, Actor::system()), world.members[1]);
        let stop = on.store.write_blocking(move |tx| web::letter::stop_address(tx, &act, who, base)).unwrap();
        let (_, text, html) = web::letter::together(&[&it], &stop);
        assert!(text.contains("Read <b>H 1</b>") && text.contains("- Ask <early>") && text.contains(&stop), "{text}");
        assert!(html.contains("Ask &#60;early&#62;") || html.contains("Ask &lt;early&gt;"), "{html}");
        assert!(html.contains("href=\"https://lyceum.example/handbook/1\"") && !html.contains("href=\"/"), "{html}");
        assert!(!html.contains("<b>H 1") && html.contains(&stop));
        assert_eq!(it.subject, "Design, week of 23 November 2026");

        let token = stop.rsplit('/').next().unwrap().to_owned();
        let by_link = |token: String| {
            let act = on.act(Actor::nobody());
            on.store.write_blocking(move |tx| stop_by_link(tx, &act, &token))
        };
        let other = if &token[30..31] == "A" { "B" } else { "A" };
        assert!(by_link(format!("{}{other}{}", &token[..30], &token[31..])).is_err(), "nobody signed this");
        let wants = || on.store.read(|conn| wish_of(conn, who)).unwrap() != Wish::Never;
        assert!(wants());
        by_link(token).unwrap();
        assert!(!wants());
        let act = on.act(world.actor(who));
        on.store.write_blocking(move |tx| set_wish(tx, &act, Wish::AtOnce)).unwrap();
        assert!(wants());
    });
}

#[test]
fn news_of_an_update_stands_in_the_feed() {
    each_engine(|on| {
        let world = World::made(on, 3);
        let it = on.store.read(|conn| community::find(conn, world.design)).unwrap().unwrap();
        let news = || on.store.read(|conn| web::news(conn, &it, 9)).unwrap();
        assert_eq!(news(), []);
        sent(on, &world, world.ada, edit(&world, "See you", &[])).unwrap();
        assert_eq!(news()[0].title, "Weekly update of 23 November 2026");
        assert_eq!(news()[0].url, "/communities/design/updates/2026-11-23");
        let told = on.store.read(|conn| ::store::events_after(conn, 0, 500)).unwrap();
        assert!(told.iter().any(|event| event.name == "weekly_update.sent"));
    });
}

#[test]
fn who_wants_quiet_gets_mail_in_working_hours_only() {
    each_engine(|on| {
        let world = World::made(on, 3);
        let act = on.act(world.actor(world.members[1]));
        on.store.write_blocking(move |tx| set_wish(tx, &act, Wish::WorkingHours)).unwrap();
        sent(on, &world, world.ada, edit(&world, "See you", &[])).unwrap();
        let now = day(TODAY).midnight();
        assert_eq!(taken(on, now).len(), 2, "not in the night");
        let round = copy::Round { now, stale: now.plus_days(-1), at_work: true, in_one: false, most: 9 };
        let rest = on.store.write_blocking(move |tx| copy::take(tx, round)).unwrap();
        assert_eq!(rest.into_iter().map(|it| it.person).collect::<Vec<_>>(), [world.members[1]]);
    });
}

#[test]
fn who_wants_one_mail_gets_all_of_the_week_together_on_friday() {
    each_engine(|on| {
        let world = World::made(on, 3);
        let who = world.members[1];
        let act = on.act(world.actor(who));
        on.store.write_blocking(move |tx| set_wish(tx, &act, Wish::OneMail)).unwrap();
        let first = sent(on, &world, world.ada, edit(&world, "See you", &[])).unwrap();
        let second = world.another_update(on, who);
        let now = day(TODAY).midnight();
        assert!(taken(on, now).iter().all(|it| it.person != who), "not before Friday");
        // Only one of the two fits into the round: the other comes with it.
        let friday = now.plus_days(4);
        let round = copy::Round { now: friday, stale: now, at_work: true, in_one: true, most: 1 };
        let copies = on.store.write_blocking(move |tx| copy::take(tx, round)).unwrap();
        let mut updates: Vec<_> = copies.iter().map(|it| it.update).collect();
        updates.sort();
        let mut wanted = vec![first, second];
        wanted.sort();
        assert_eq!(updates, wanted);
        assert!(copies.iter().all(|it| it.person == who && it.in_one));
        let letter = |id| on.store.read(|conn| web::letter::letter(conn, id, "https://l.example")).unwrap().unwrap();
        let (one, other) = (letter(first), letter(second));
        let (subject, text, html) = web::letter::together(&[&one, &other], "https://l.example/stop");
        assert_eq!(subject, "2 communities this week: Design, Research");
        assert_eq!((text.matches("https://l.example/stop").count(), html.matches("<html").count()), (1, 1));
        assert!(text.contains("See you") && text.contains("Hello from research"), "{text}");
    });
}

#[test]
fn work_that_somebody_puts_before_the_community_stands_in_it_and_who_helped_is_named() {
    use work::amplify::{Amplify, amplify};
    use work::help::{Answer, AnswerOffer, answer};
    use work::work_item::{Advance, OfferHelp, StartWork, advance, offer, start};
    each_engine(|on| {
        let world = World::made(on, 3);
        let (act, helper) = (at(on, world.actor(world.ada)), at(on, world.actor(world.members[1])));
        let (design, bo) = (world.design, world.members[1]);
        on.store
            .write_blocking(move |tx| {
                let mut started = |title: &str, community| {
                    let line = StartWork {
                        title: title.into(),
                        owner: act.person(),
                        community,
                        problems: vec![],
                        steps_total: 9,
                        steps_done: 0,
                        help_wanted: String::new(),
                        started_on: None,
                    };
                    start(tx, &act, line).unwrap().id
                };
                let (elsewhere, done) = (started("A feed of moves", None), started("A list of forms", Some(design)));
                let words = "It uses your forms".into();
                amplify(tx, &helper, &Amplify { work_item: elsewhere, communities: vec![design], words }).unwrap();
                offer(tx, &helper, OfferHelp { work_item: done, words: String::new() }).unwrap();
                let said = AnswerOffer { work_item: done, person: bo, answer: Answer::Accepted, words: String::new() };
                answer(tx, &act, &said).unwrap();
                let end = Advance {
                    work_item: done,
                    state: WorkState::Done,
                    steps_done: 9,
                    steps_total: 9,
                    help_wanted: String::new(),
                    note: String::new(),
                };
                advance(tx, &act, end).map(drop).unwrap();
                Ok::<_, ::store::StoreError>(())
            })
            .unwrap();
        let items = drafted(on, &world).update.items;
        let about = |part| items.iter().find(|it| it.part == part).map(|it| it.about.clone()).unwrap_or_default();
        assert!(about(Part::Help).ends_with("puts it before you: It uses your forms"), "{items:?}");
        assert!(about(Part::Done).contains("with the help of"), "{items:?}");
    });
}
