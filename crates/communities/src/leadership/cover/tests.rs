use super::*;
use proptest::prelude::*;

fn activity(hours: Tenths, owners: &[PersonAt], deputies: &[PersonAt]) -> Activity {
    Activity { hours, owners: owners.to_vec(), deputies: deputies.to_vec() }
}

fn states(crew: &Crew, away: &[PersonAt]) -> Vec<(ActivityAt, State)> {
    cover(crew, away).touched.iter().map(|it| (it.activity, it.state)).collect()
}

#[test]
fn an_owner_who_is_there_covers_a_deputy_risks_and_nobody_loses() {
    let crew = Crew {
        room: vec![0, 50, 50],
        activities: vec![activity(100, &[0, 1], &[2]), activity(50, &[0], &[2]), activity(30, &[0], &[])],
    };
    assert_eq!(states(&crew, &[0]), [(0, State::Covered), (1, State::AtRisk), (2, State::Lost)]);
    assert_eq!(states(&crew, &[1]), [(0, State::AtRisk)]);
    assert!(states(&crew, &[2]).is_empty());
    assert_eq!(states(&crew, &[0, 2]), [(0, State::Covered), (1, State::Lost), (2, State::Lost)]);
    assert!(states(&crew, &[7]).is_empty(), "somebody from elsewhere");
}

#[test]
fn who_takes_what_is_decided_for_all_at_once() {
    // In order, person 1 would take the first activity and the second would be lost.
    let crew = Crew { room: vec![0, 50, 50], activities: vec![activity(50, &[0], &[1, 2]), activity(50, &[0], &[1])] };
    let it = cover(&crew, &[0]);
    assert_eq!(it.missing(), 0);
    let taken: Vec<_> = it.taken.iter().map(|taken| (taken.activity, taken.person, taken.hours)).collect();
    assert_eq!(taken, [(0, 2, 50), (1, 1, 50)]);
}

#[test]
fn what_is_short_is_one_activity_and_not_a_little_of_each() {
    let crew = Crew {
        room: vec![0, 60],
        activities: vec![activity(60, &[0], &[1]), activity(20, &[0], &[1]), activity(40, &[0], &[1])],
    };
    let lost: Vec<_> = states(&crew, &[0]).into_iter().filter(|(_, state)| *state == State::Lost).collect();
    assert_eq!(lost, [(0, State::Lost)]);
}

#[test]
fn what_is_owned_by_the_overloaded_stays_with_them() {
    let crew = Crew { room: vec![-300, 0], activities: vec![activity(100, &[0], &[]), activity(10, &[1], &[0])] };
    assert_eq!(states(&crew, &[1]), [(1, State::Lost)]);
}

#[test]
fn single_points_and_whom_to_grow() {
    let crew = Crew {
        room: vec![0, 100, 40, 0],
        activities: vec![
            activity(90, &[0], &[]),
            activity(40, &[0], &[2]),
            activity(20, &[3], &[]),
            activity(10, &[1], &[2]),
        ],
    };
    let points = single_points(&crew);
    assert_eq!(points.iter().map(|it| (it.person, it.hours)).collect::<Vec<_>>(), [(0, 90), (3, 20)]);
    let growth = grow_next(&crew, &single_points(&crew), 2);
    assert_eq!(growth[0], Growth { activity: 0, person: 1, saves: 90 });
    assert_eq!(growth[1].activity, 2);
    let least = least_set(&crew, 500).unwrap();
    assert_eq!((least.people, least.hours, least.is_proven), (vec![0], 90, true));
    assert_eq!(least_set(&Crew::default(), 500), None);
}

/// Every way to hand out the open hours in whole units, tried one after the other.
struct Brute<'a> {
    crew: &'a Crew,
    open: Vec<(ActivityAt, Tenths)>,
    away: Vec<PersonAt>,
    best: (Tenths, Tenths),
}

impl Brute<'_> {
    /// The fewest hours that nobody takes, and among those the fewest that deputies take.
    fn best(crew: &Crew, away: &[PersonAt]) -> (Tenths, Tenths) {
        let is_away = |person: PersonAt| away.contains(&person);
        let open = crew
            .activities
            .iter()
            .enumerate()
            .filter(|(_, it)| it.owners.iter().any(|owner| is_away(*owner)))
            .map(|(at, it)| (at, it.open_hours(is_away)))
            .collect();
        let mut brute = Brute { crew, open, away: away.to_vec(), best: (Tenths::MAX, Tenths::MAX) };
        brute.unit(0, 0, &mut crew.room.clone(), (0, 0));
        brute.best
    }

    fn unit(&mut self, at: usize, given: Tenths, room: &mut Vec<Tenths>, so_far: (Tenths, Tenths)) {
        if so_far >= self.best {
            return;
        }
        let Some((activity, open)) = self.open.get(at).copied() else {
            self.best = so_far;
            return;
        };
        if given == open {
            return self.unit(at + 1, 0, room, so_far);
        }
        let it = self.crew.activities[activity].clone();
        for (takers, deputy) in [(&it.owners, 0), (&it.deputies, 1)] {
            for person in takers {
                if !self.away.contains(person) && room[*person] > 0 {
                    room[*person] -= 1;
                    self.unit(at, given + 1, room, (so_far.0, so_far.1 + deputy));
                    room[*person] += 1;
                }
            }
        }
        self.unit(at, given + 1, room, (so_far.0 + 1, so_far.1));
    }
}

fn crews() -> impl Strategy<Value = Crew> {
    let person = 0_usize..4;
    let activity = (
        1_i64..4,
        proptest::collection::btree_set(person.clone(), 1..3),
        proptest::collection::btree_set(person, 0..3),
    );
    (proptest::collection::vec(-1_i64..4, 4), proptest::collection::vec(activity, 1..4)).prop_map(
        |(room, activities)| Crew {
            room,
            activities: activities
                .into_iter()
                .map(|(hours, owners, deputies)| Activity {
                    hours,
                    deputies: deputies.into_iter().filter(|person| !owners.contains(person)).collect(),
                    owners: owners.into_iter().collect(),
                })
                .collect(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_better_than_the_flow(crew in crews(), away in proptest::collection::btree_set(0_usize..4, 1..3)) {
        let away: Vec<PersonAt> = away.into_iter().collect();
        let it = cover(&crew, &away);
        let by_deputies: Tenths = it.taken.iter().filter(|taken| taken.as_deputy).map(|taken| taken.hours).sum();
        prop_assert_eq!((it.missing(), by_deputies), Brute::best(&crew, &away));
        // Room is respected, nobody who is away takes anything, and only those named do.
        for (person, room) in crew.room.iter().enumerate() {
            let takes: Tenths = it.taken.iter().filter(|taken| taken.person == person).map(|taken| taken.hours).sum();
            prop_assert!(takes <= (*room).max(0));
            prop_assert!(takes == 0 || !away.contains(&person));
        }
        for taken in &it.taken {
            let activity = &crew.activities[taken.activity];
            let named = if taken.as_deputy { &activity.deputies } else { &activity.owners };
            prop_assert!(named.contains(&taken.person));
        }
        for touched in &it.touched {
            let takes: Tenths = it.taken.iter().filter(|taken| taken.activity == touched.activity).map(|taken| taken.hours).sum();
            prop_assert_eq!(takes + touched.missing, touched.open);
        }
    }

    #[test]
    fn everybodys_single_point_is_what_their_absence_loses(crew in crews()) {
        let points = single_points(&crew);
        for person in 0..crew.room.len() {
            let lost = cover(&crew, &[person]).missing();
            let told = points.iter().find(|point| point.person == person).map_or(0, |point| point.hours);
            prop_assert_eq!(told, lost);
        }
    }

    #[test]
    fn no_smaller_group_loses_as_much(crew in crews(), share in 100_i64..1_000) {
        let all: Tenths = crew.activities.iter().map(|it| it.hours).sum();
        let wanted = (all * share + 999) / 1_000;
        let groups = (1_usize..16).map(|bits| (0..4).filter(|person| bits >> person & 1 == 1).collect::<Vec<_>>());
        let smallest = groups.filter(|group| cover(&crew, group).missing() >= wanted).map(|group| group.len()).min();
        let least = least_set(&crew, share);
        prop_assert_eq!(least.map(|least| least.people.len()), smallest);
    }

    #[test]
    fn naming_whom_to_grow_saves_what_is_said(crew in crews()) {
        for growth in grow_next(&crew, &single_points(&crew), 3) {
            let sum = |crew: &Crew| single_points(crew).iter().map(|point| point.hours).sum::<Tenths>();
            let mut grown = crew.clone();
            grown.activities[growth.activity].deputies.push(growth.person);
            prop_assert!(sum(&crew) - sum(&grown) >= growth.saves);
        }
    }
}
