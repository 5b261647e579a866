use super::*;
use crate::person::{self, ChangePerson};
use crate::trial::{Small, day, read, write};
use testkit::each_engine;

#[test]
fn a_location_is_renamed_and_closes_when_its_people_have_somewhere_to_go() {
    each_engine(|on| {
        let small = Small::on(on);
        let added = |name: &'static str| {
            let act = small.act_of("admin");
            write(on, move |tx| add(tx, &act, AddLocation { name: name.into(), address: String::new() }))
        };
        let (harbour, hill) = (added("Harbour House"), added("Harrow Hill"));
        let (act, member) = (small.act_of("admin"), small.id("member"));
        write(on, move |tx| {
            let input = ChangePerson {
                person: member,
                name: "Kit".into(),
                unit: None,
                location: Some(hill),
                line_manager: None,
            };
            person::change(tx, &act, input)
        });
        let rename = |who: &str, name: &'static str| {
            let act = small.act_of(who);
            let input = move || ChangeLocation { location: hill, name: name.into(), address: "1 Hill Road".into() };
            on.store.write_blocking(move |tx| change(tx, &act, input()))
        };
        assert!(matches!(rename("head", "Hill").unwrap_err(), LocationError::Denied(_)));
        assert!(matches!(rename("admin", " ").unwrap_err(), LocationError::Name(_)));
        rename("admin", "Hill").unwrap();
        let shut = |people_go_to| {
            let act = small.act_of("admin");
            let input = move || CloseLocation { location: hill, on: day("2026-11-26"), people_go_to };
            on.store.write_blocking(move |tx| close(tx, &act, input()))
        };
        assert!(matches!(shut(None).unwrap_err(), LocationError::HasPeople(1)));
        shut(Some(harbour)).unwrap();
        assert_eq!(read(on, |conn| person::find(conn, member)).unwrap().location, Some(harbour));
        assert!(matches!(shut(None).unwrap_err(), LocationError::NoLocation));
        let it = read(on, |conn| find(conn, hill)).unwrap();
        assert_eq!((it.name.as_str(), it.closed_on), ("Hill", Some(day("2026-11-26"))));
        assert_eq!(read(on, list).len(), 1);
    });
}
