use super::*;
use crate::{SearchQuery, Statement};

#[test]
fn what_is_for_one_person_or_community_comes_out_for_nobody_else() {
    let mut documents = some_documents();
    documents.push(Document {
        audience: Audience::Person(PersonId(Uuid::from_u128(7))).code(),
        ..document("problem", 20, "Secret laptop trouble", "Only mine: a laptop.")
    });
    documents.push(Document {
        audience: Audience::Community(CommunityId(Uuid::from_u128(8))).code(),
        ..document("problem", 21, "Community laptop trouble", "Only ours: a laptop.")
    });
    documents.push(Document { audience: "garbage".into(), ..document("problem", 22, "Nobody's laptop trouble", "") });
    let (_folder, index) = built(&documents, 1);
    for (who, sees) in [
        (viewer(1, &[]), vec![]),
        (viewer(7, &[]), vec![20]),
        (viewer(1, &[8]), vec![21]),
        (viewer(7, &[8, 9]), vec![20, 21]),
    ] {
        for text in ["laptop trouble", "secret community nobody trouble", "P 20", "P 21", "p22", "laptop"] {
            let found = index.search(&SearchQuery { limit: 50, ..SearchQuery::new(text, &who) });
            let seen: Vec<i64> = found.hits.iter().map(|hit| hit.number).filter(|n| *n >= 20).collect();
            assert!(seen.iter().all(|number| sees.contains(number)), "{text}: {seen:?}");
            assert_eq!(found.total as usize, found.hits.len(), "{text}");
            assert_eq!(found.counts.iter().map(|count| count.1).sum::<u64>(), found.total, "{text}");
            let matched = index.matches(&Statement { limit: 50, ..Statement::new(text, &who) });
            assert!(matched.iter().all(|one| one.number < 20 || sees.contains(&one.number)), "{text}");
        }
        let own = index.search(&SearchQuery::new("laptop trouble", &who));
        assert!(sees.iter().all(|number| own.hits.iter().any(|hit| hit.number == *number)), "{sees:?}");
    }
    let nobody = Viewer::of(&Actor::nobody());
    assert_eq!(index.search(&SearchQuery::new("laptop", &nobody)), crate::Found::default());
    assert!(index.matches(&Statement::new("laptop", &nobody)).is_empty());
}

#[test]
fn a_document_that_becomes_private_is_gone_for_others_at_once() {
    let (_folder, index) = built(&some_documents(), 1);
    let everyone = viewer(1, &[]);
    assert!(index.search(&SearchQuery::new("postcode", &everyone)).total > 0);
    let private = Document { audience: format!("person:{}", Uuid::from_u128(7)), ..some_documents().remove(0) };
    index.apply(vec![Change::put(private)], 2).unwrap();
    assert!(index.search(&SearchQuery::new("postcode", &everyone)).hits.iter().all(|hit| hit.number != 1));
    assert!(index.matches(&Statement::new("postcode lookup", &everyone)).iter().all(|one| one.number != 1));
    assert_eq!(index.search(&SearchQuery::new("postcode", &viewer(7, &[]))).hits[0].number, 1);
}
