use super::skos::{Format, SkosFault, read, turtle};
use super::*;
use crate::handbook::Shelf;
use crate::page::{self, Begin, PageId};
use crate::refusal::Refusal;
use crate::testing::World;
use testkit::{TestStore, each_engine};

const SKOS: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix x: <http://x.example/> .\n";

fn vocabulary(body: &str) -> skos::Vocabulary {
    read(format!("{SKOS}{body}").as_bytes(), Format::Turtle).unwrap()
}

fn brought(on: &TestStore, world: World, body: &str) -> Brought {
    let (act, told) = (world.act(on, world.lib), vocabulary(body));
    on.store.write_blocking(move |tx| bring(tx, &act, &told)).unwrap()
}

const HOMES: &str = r#"
x:building a skos:Concept ; skos:prefLabel "Building"@en .
x:house a skos:Concept ; skos:prefLabel "House"@en, "Talo"@fi ; skos:altLabel "Single family home"@en ;
  skos:hiddenLabel "Huose" ; skos:broader x:building ; skos:definition "Where one lives."@en ; skos:related x:garden .
x:hut a skos:Concept ; skos:prefLabel "Hut"@en ; skos:broader x:house .
x:garden a skos:Concept ; skos:prefLabel "Garden"@en .
"#;

#[test]
fn what_breaks_the_rules_is_mended_and_said() {
    let told = vocabulary(
        r#"
x:a a skos:Concept ; skos:prefLabel "A"@en, "Also A"@en ; skos:broader x:b, x:a, x:gone ; skos:altLabel "A"@en .
x:b a skos:Concept ; skos:prefLabel "B" ; skos:broader x:c ; skos:related x:c .
x:c a skos:Concept ; skos:narrower x:d ; skos:broader x:a .
x:d a skos:Concept ; x:unknown "thing" ; skos:prefLabel "D" ; <http://www.w3.org/2002/07/owl#deprecated> true .
[] a skos:Concept ; skos:prefLabel "Nameless" .
"#,
    );
    let uris: Vec<&str> = told.concepts.iter().map(|it| it.uri.rsplit('/').next().unwrap()).collect();
    assert_eq!(uris, ["a", "b", "c"]);
    let said = told.losses.iter().map(|it| format!("{} {}", it.about, it.what)).collect::<Vec<_>>().join("\n");
    for part in [
        "a second preferred label (en) became another label: “Also A”",
        "broader of itself",
        "http://x.example/gone is left out",
        "it would be broader than itself",
        "it has no preferred label: “c”",
        "given it up",
        "without an address of its own",
        "x.example/unknown left out",
        "one is broader",
    ] {
        assert!(said.contains(part) || said.contains(&part.replace(" left out", " once left out")), "{part} in {said}");
    }
    let fault = read(format!("{SKOS}x:a a skos:Concept ;\n  skos:prefLabel \"A .\n").as_bytes(), Format::Turtle);
    assert!(matches!(fault, Err(SkosFault::Line { line: 4.., .. })), "{fault:?}");
    assert!(matches!(read("".as_bytes(), Format::Turtle), Err(SkosFault::NoConcept)));
}

#[test]
fn rdf_xml_says_the_same() {
    let xml = r#"<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="http://x.example/a"><skos:prefLabel xml:lang="en">A &amp; B</skos:prefLabel>
<skos:narrower><skos:Concept rdf:about="http://x.example/b"><skos:prefLabel>B</skos:prefLabel></skos:Concept></skos:narrower>
</skos:Concept></rdf:RDF>"#;
    assert_eq!(Format::of(xml.as_bytes()), Format::RdfXml);
    let told = read(xml.as_bytes(), Format::RdfXml).unwrap();
    assert_eq!((told.concepts.len(), told.losses.len()), (2, 0));
    assert_eq!(told.concepts[0].labels[0].text, "A & B");
    assert_eq!(told.concepts[1].broader, ["http://x.example/a"]);
    let cut = read(&xml.as_bytes()[..330], Format::RdfXml);
    assert!(matches!(cut, Err(SkosFault::Line { line: 3.., .. })), "{cut:?}");
    let bomb = r#"<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>"#;
    assert!(read(bomb.as_bytes(), Format::RdfXml).is_err());
}

#[test]
fn a_vocabulary_comes_in_goes_out_and_comes_in_again_the_same() {
    each_engine(|on| {
        let world = World::made(on);
        let act = world.act(on, world.bo);
        let told = vocabulary(HOMES);
        let refused = on.store.write_blocking(move |tx| bring(tx, &act, &told));
        assert!(matches!(refused, Err(Refusal::Denied(_))));
        let first = brought(on, world, HOMES);
        assert_eq!((first.concepts, first.new, first.changed, first.losses.len()), (4, 4, 0, 0));
        let again = brought(on, world, HOMES);
        assert_eq!((again.new, again.changed), (0, 0));
        let out = |on: &TestStore| turtle(&on.store.read(told_of).unwrap(), "urn:lyceum:vocabulary", "Words").unwrap();
        let bytes = out(on);
        let back = read(bytes.as_slice(), Format::Turtle).unwrap();
        let sorted = |mut all: Vec<skos::Told>| {
            all.iter_mut().for_each(|it| {
                it.labels.sort();
                it.related.clear();
            });
            all.sort_by(|one, other| one.uri.cmp(&other.uri));
            all
        };
        assert_eq!(sorted(back.concepts), sorted(vocabulary(HOMES).concepts));
        let act = world.act(on, world.lib);
        let again = read(bytes.as_slice(), Format::Turtle).unwrap();
        on.store.write_blocking(move |tx| bring(tx, &act, &again)).unwrap();
        assert_eq!(out(on), bytes, "byte for byte");
        let house = on.store.read(|conn| list(conn, "house", 1)).unwrap().remove(0);
        let it = known(on, house.id);
        assert_eq!((it.broader[0].label.as_str(), it.narrower[0].label.as_str()), ("Building", "Hut"));
        assert_eq!(it.related[0].label, "Garden");
    });
}

fn known(on: &TestStore, id: ConceptId) -> Whole {
    let it = on.store.read(|conn| find(conn, id)).unwrap().unwrap();
    on.store.read(|conn| whole(conn, it)).unwrap()
}

fn told_of(conn: &mut ::store::Conn) -> Result<Vec<skos::Told>, ::store::StoreError> {
    told(conn)
}

fn page(on: &TestStore, world: World) -> PageId {
    let act = world.act(on, world.bo);
    let it = Begin {
        shelf: Shelf::Of(world.design),
        under: None,
        title: "Ask early".into(),
        why: String::new(),
        body: "Before you build.".into(),
    };
    on.store.write_blocking(move |tx| page::begin(tx, &act, it.clone())).unwrap().page
}

#[test]
fn a_new_word_is_proposed_by_using_it_and_a_librarian_decides() {
    each_engine(|on| {
        let world = World::made(on);
        brought(on, world, HOMES);
        let page = page(on, world);
        let tagged = |who, word: &str| {
            let (act, word) = (world.act(on, who), word.to_owned());
            on.store.write_blocking(move |tx| tag(tx, &act, Subject::Page(page), &word))
        };
        assert!(matches!(tagged(world.cy, "House"), Err(Refusal::Denied(_))));
        assert_eq!(tagged(world.bo, "TALO").unwrap().label, "House", "by any label, in any case");
        let new = tagged(world.bo, "Dwelling").unwrap();
        assert_eq!(new.state, ConceptState::Proposed);
        assert_eq!(tagged(world.bo, "dwelling").unwrap().id, new.id, "proposed once");
        assert_eq!(on.store.read(to_decide).unwrap().len(), 1);
        let decided = |who, decision: Decision| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| decide(tx, &act, new.id, decision.clone()))
        };
        assert!(matches!(decided(world.bo, Decision::Accept), Err(Refusal::Denied(_))));
        let house = on.store.read(|conn| list(conn, "house", 1)).unwrap().remove(0);
        decided(world.lib, Decision::SameAs(house.id)).unwrap();
        let tags = on.store.read(|conn| tags_of(conn, Subject::Page(page))).unwrap();
        assert_eq!(tags.iter().map(|(it, _)| it.label.as_str()).collect::<Vec<_>>(), ["House"]);
        assert!(on.store.read(|conn| labels(conn, house.id)).unwrap().iter().any(|it| it.text == "Dwelling"));
        assert!(matches!(decided(world.lib, Decision::Accept), Err(Refusal::Already(_))));
        assert_eq!(tagged(world.bo, "Dwelling").unwrap().id, house.id);
        let gone = on.store.read(|conn| find(conn, new.id)).unwrap().unwrap();
        assert_eq!((gone.state, gone.merged_into), (ConceptState::Merged, Some(house.id)));
    });
}

#[test]
fn other_labels_and_narrower_words_widen_a_search() {
    each_engine(|on| {
        let world = World::made(on);
        brought(on, world, HOMES);
        let wider = |text: &str| {
            let found = on.store.read(|conn| widen(conn, text)).unwrap();
            found.into_iter().map(|it| (it.stems.join(" "), it.others.join("|"))).collect::<Vec<_>>()
        };
        let house = "House|Talo|Single family home|Huose|Hut".to_owned();
        assert_eq!(wider("a house in the wood"), [("hous".to_owned(), house["House|".len()..].to_owned())]);
        let other = "Single family home|";
        assert_eq!(wider("single family homes"), [("singl famili home".to_owned(), house.replace(other, ""))]);
        assert_eq!(wider("hut"), [], "nothing else stands for it");
        assert!(wider("buildings")[0].1.ends_with("Hut"), "by way of what is between");
        assert_eq!(wider(""), []);
    });
}

#[test]
fn a_librarian_writes_labels_and_nothing_is_broader_than_itself() {
    each_engine(|on| {
        let world = World::made(on);
        brought(on, world, HOMES);
        let building = on.store.read(|conn| list(conn, "building", 1)).unwrap().remove(0).id;
        let changed = |who, broader: &str| {
            let it = Change {
                preferred: "en: Building\nfi: Rakennus".into(),
                other: "Edifice\nRatio 1:2".into(),
                definition: "It stands.".into(),
                broader: broader.into(),
                related: String::new(),
            };
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| change(tx, &act, building, &it))
        };
        assert!(matches!(changed(world.bo, ""), Err(Refusal::Denied(_))));
        assert!(matches!(changed(world.lib, "Hut"), Err(Refusal::Field { field: "broader", .. })));
        assert!(matches!(changed(world.lib, "Castle"), Err(Refusal::Field { field: "broader", .. })));
        changed(world.lib, "Garden").unwrap();
        let it = known(on, building);
        let labels: Vec<_> = it.labels.iter().map(|it| format!("{}:{}", it.language, it.text)).collect();
        assert_eq!(labels.len(), 4, "{labels:?}");
        assert!(labels.contains(&":Ratio 1:2".to_owned()) && labels.contains(&"fi:Rakennus".to_owned()), "{labels:?}");
        assert_eq!((it.broader[0].label.as_str(), it.notes[0].text.as_str()), ("Garden", "It stands."));
    });
}
