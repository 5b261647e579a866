use super::{catch_up, decline, is_open, list};
use crate::merging::{Merge, merge};
use crate::problem::{self, Problem};
use crate::refusal::Refusal;
use crate::testing::World;
use search::{Change, Index, Options};
use testkit::{TestStore, each_engine};

/// The index knows all of them up to now.
fn indexed(on: &TestStore, index: &Index, problems: &[&Problem]) {
    let (documents, position) = on
        .store
        .read(|conn| {
            let mut documents = Vec::new();
            for it in problems {
                documents.extend(problem::index::document(conn, it.id)?.map(Change::put));
            }
            Ok::<_, store::StoreError>((documents, store::last_position(conn)?))
        })
        .unwrap();
    index.apply(documents, position).unwrap();
    index.refresh();
}

#[test]
fn problems_that_may_be_one_are_proposed_once_and_decided_for_good() {
    each_engine(|on| {
        let world = World::made(on);
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path(), Options::to_write());
        index.begin_rebuild().unwrap().finish(0).unwrap();
        let one = world.problem(on, "Visitors arrive at the prison and find that their booking was cancelled");
        let two = world.problem(on, "Visitors arrive at the prison to find their booking has been cancelled");
        let three = world.problem(on, "The printer on the third floor has no toner again");
        assert_eq!(catch_up(&on.store, &index).unwrap(), 0, "the index knows none of it yet");
        indexed(on, &index, &[&one, &two, &three]);
        assert!(catch_up(&on.store, &index).unwrap() >= 3);
        assert_eq!(catch_up(&on.store, &index).unwrap(), 0);
        let pairs = || on.store.read(|conn| list(conn, 9)).unwrap();
        let found: Vec<_> = pairs().iter().map(|it| (it.number, it.other)).collect();
        assert_eq!(found, [(one.number, two.number)]);
        let said = |who: &str, first: &Problem, second: &Problem| {
            let (act, first, second) = (world.act(on, who), first.id, second.id);
            on.store.write_blocking(move |tx| decline(tx, &act, first, second))
        };
        assert!(matches!(said("bo", &one, &two), Err(Refusal::Denied(_))));
        assert!(on.store.read(|conn| is_open(conn, two.id, one.id)).unwrap());
        // Whichever of the two is named first.
        said("lib", &two, &one).unwrap();
        assert!(pairs().is_empty());
        assert!(matches!(said("lib", &one, &two), Err(Refusal::Already(_))));
        // A fourth is like both; merging it into one leaves the other pair, and the decision stands.
        let four = world.problem(on, "Visitors find at the prison that their booking was cancelled");
        indexed(on, &index, &[&one, &two, &three, &four]);
        catch_up(&on.store, &index).unwrap();
        assert_eq!(pairs().len(), 2, "{:?}", pairs());
        let (act, lead, gone) = (world.act(on, "lib"), one.id, four.id);
        let it = Merge { lead, gone, why: "The same".into() };
        on.store.write_blocking(move |tx| merge(tx, &act, &it)).unwrap();
        assert!(pairs().is_empty(), "what went into another is proposed no more: {:?}", pairs());
    });
}
