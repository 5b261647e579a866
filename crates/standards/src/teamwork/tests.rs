use super::*;
use crate::testing::World;
use ::web::refusal::Refusal;
use base::{PersonId, Uuid};
use directory::product::ProductId;
use proptest::prelude::*;
use testkit::{TestStore, each_engine};

fn line(id: u128, shared: Option<u128>, parts: &[(u128, Part)]) -> Line {
    Line {
        id: LineId(Uuid::from_u128(id)),
        shared: shared.map(|id| LineId(Uuid::from_u128(id))),
        title: "What comes next".into(),
        kind: Kind::Decision,
        parts: parts.iter().map(|(id, part)| (CommunityId(Uuid::from_u128(*id)), *part)).collect(),
    }
}

fn ids(all: &[u128]) -> Vec<CommunityId> {
    all.iter().map(|id| CommunityId(Uuid::from_u128(*id))).collect()
}

use Part::{Leads, TakesPart};

#[test]
fn gaps_and_overlaps_are_found_line_by_line() {
    let shared = [line(1, None, &[(10, Leads), (11, TakesPart), (12, TakesPart)])];
    let team = ids(&[10, 11]);
    let of = |own: &[Line]| compare(&shared, own, &team)[0].findings.clone();
    assert_eq!(of(&[]), [Finding::NotSaid]);
    assert_eq!(of(&[line(2, Some(1), &[(10, Leads), (11, TakesPart)])]), []);
    assert_eq!(of(&[line(2, Some(1), &[(10, TakesPart), (11, TakesPart)])]), [Finding::NobodyLeads]);
    assert_eq!(of(&[line(2, Some(1), &[(10, Leads), (11, Leads)])]), [Finding::SeveralLead(ids(&[10, 11]))]);
    assert_eq!(of(&[line(2, Some(1), &[(11, Leads), (10, TakesPart)])]), [Finding::OthersLead(ids(&[10]))]);
    assert_eq!(of(&[line(2, Some(1), &[(10, Leads)])]), [Finding::LeftOut(ids(&[11]))]);
    assert_eq!(
        of(&[line(2, Some(1), &[(10, Leads), (11, TakesPart), (12, TakesPart)])]),
        [Finding::NotOnTeam(ids(&[12]))]
    );
    let alone = compare(&shared, &[line(3, None, &[(10, Leads)])], &team);
    assert_eq!((alone.len(), alone[1].findings.as_slice()), (2, [Finding::OnlyHere].as_slice()));
    assert_eq!(in_no_line(&[line(3, None, &[(10, Leads)])], &team), ids(&[11]));
    assert_eq!(in_no_line(&[], &team), [], "a team that says nothing is not told who is idle");
}

fn any_lines(shared: bool) -> impl Strategy<Value = Vec<Line>> {
    let parts = proptest::collection::btree_map(10_u128..14, prop_oneof![Just(Leads), Just(TakesPart)], 0..4);
    proptest::collection::vec(parts, 0..5).prop_map(move |all| {
        let made = all.iter().enumerate().map(|(at, parts)| {
            let parts: Vec<_> = parts.iter().map(|(id, part)| (*id, *part)).collect();
            let answers = (!shared && at < 3).then_some(1 + at as u128);
            line(if shared { 1 } else { 100 } + at as u128, answers, &parts)
        });
        made.collect()
    })
}

proptest! {
    #[test]
    fn every_line_of_either_table_stands_once_and_what_is_the_same_is_fine(
        shared in any_lines(true), own in any_lines(false),
    ) {
        let compared = compare(&shared, &own, &[]);
        prop_assert_eq!(compared.iter().filter_map(|it| it.shared.as_ref()).count(), shared.len());
        prop_assert_eq!(compared.iter().filter_map(|it| it.own.as_ref()).count(), own.len());
        let same: Vec<_> = shared.iter().map(|it| Line { shared: Some(it.id), ..it.clone() }).collect();
        let everybody = ids(&[10, 11, 12, 13]);
        for it in compare(&shared, &same, &everybody) {
            let leads = it.shared.as_ref().map_or(0, |line| line.leads().len());
            prop_assert_eq!(it.findings.len(), usize::from(leads != 1), "{:?}", it);
        }
    }
}

struct Says<'a> {
    on: &'a TestStore,
    world: World,
}

impl Says<'_> {
    fn say(&self, who: PersonId, of: Option<ProductId>, title: &str, part: Option<Part>) -> Result<LineId, Refusal> {
        let parts = part.map(|part| (self.world.design, part)).into_iter().collect();
        let said = Said { product: of, line: None, title: title.into(), kind: Kind::Decision, parts };
        let act = self.world.act(self.on, who);
        self.on.store.write_blocking(move |tx| say(tx, &act, said.clone()))
    }

    fn lines(&self, of: Option<ProductId>) -> Vec<Line> {
        self.on.store.read(|conn| lines(conn, of)).unwrap()
    }
}

#[test]
fn heads_keep_the_shared_table_and_a_team_its_own() {
    each_engine(|on| {
        let it = Says { on, world: World::made(on) };
        let World { ada, bo, cy, visits, design, .. } = it.world;
        assert!(matches!(it.say(bo, None, "What comes next", None), Err(Refusal::Denied(_))));
        let shared = it.say(ada, None, "What comes next", Some(Leads)).unwrap();
        assert_eq!(it.say(ada, None, "what comes NEXT", Some(Leads)).unwrap(), shared, "by its title, once");
        assert!(matches!(it.say(cy, Some(visits), "What comes next", None), Err(Refusal::Denied(_))));
        assert!(matches!(it.say(bo, Some(visits), " ", None), Err(Refusal::Field { field: "title", .. })));
        it.say(bo, Some(visits), "What comes next", Some(TakesPart)).unwrap();
        it.say(bo, Some(visits), "Our own way", Some(Leads)).unwrap();
        let own = it.lines(Some(visits));
        assert_eq!(own.iter().map(|it| it.shared).collect::<Vec<_>>(), [Some(shared), None]);
        // As the page sends it: the line that is changed, without a title.
        let act = it.world.act(on, bo);
        let parts = vec![(design, TakesPart)];
        let kind = Kind::Decision;
        let said = Said { product: Some(visits), line: Some(own[0].id), title: String::new(), kind, parts };
        assert_eq!(on.store.write_blocking(move |tx| say(tx, &act, said.clone())).unwrap(), own[0].id);
        let team = on.store.read(|conn| on_team(conn, visits)).unwrap();
        assert_eq!(team, [design]);
        let found = compare(&it.lines(None), &own, &team);
        assert_eq!(found[0].findings, [Finding::NobodyLeads]);
        let told = on.store.read(tallies).unwrap();
        assert_eq!((told.teams, told.of[&shared]), (1, (1, 1)));
    });
}

#[test]
fn a_team_begins_with_the_shared_table_and_keeps_what_is_dropped_there() {
    each_engine(|on| {
        let it = Says { on, world: World::made(on) };
        let World { ada, bo, visits, .. } = it.world;
        let act = it.world.act(on, ada);
        on.store.write_blocking(move |tx| begin_shared(tx, &act)).unwrap();
        let shared = it.lines(None);
        assert!(shared.len() > 5);
        let (act, first) = (it.world.act(on, bo), shared[0].clone());
        it.say(bo, Some(visits), &first.title, Some(Leads)).unwrap();
        on.store.write_blocking(move |tx| begin(tx, &act, visits)).unwrap();
        let own = it.lines(Some(visits));
        assert_eq!(own.len(), shared.len());
        let kept = own.iter().find(|it| it.shared == Some(first.id)).unwrap();
        assert_eq!(kept.leads().len(), 1, "what it has said stays");
        let (act, gone) = (it.world.act(on, ada), first.id);
        on.store.write_blocking(move |tx| drop_line(tx, &act, None, gone)).unwrap();
        let after = it.lines(Some(visits));
        let kept = after.iter().find(|it| it.id == kept.id).unwrap();
        assert_eq!((kept.shared, kept.title.as_str()), (None, first.title.as_str()));
        let (act, id) = (it.world.act(on, it.world.cy), kept.id);
        let denied = on.store.write_blocking(move |tx| drop_line(tx, &act, Some(visits), id));
        assert!(matches!(denied, Err(Refusal::Denied(_))));
    });
}
