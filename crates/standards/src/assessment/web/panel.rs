//! `/assessments/{assessment}/panel`: who is proposed, and who is named.

use super::known;
use crate::assessment::panel::{self, Candidate, gather, propose};
use crate::assessment::policy::{self, Action};
use crate::assessment::{Assessment, NamePanel, Seat, name_panel, panel_of};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{CommunityId, PersonId};
use std::collections::BTreeMap;
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

/// Somebody to choose.
struct Choice {
    person: PersonId,
    name: String,
    /// The profession that they are proposed or named for.
    profession: Option<(CommunityId, String)>,
    about: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "assessment/panel.html")]
struct PanelPage {
    frame: Frame,
    it: Assessment,
    /// Named already.
    named: Vec<Seat>,
    choices: Vec<Choice>,
    /// Professions whose seat nobody can take.
    missing: Vec<String>,
    chair: String,
    check: Check,
    once: String,
}

impl PanelPage {
    fn trail(&self) -> Vec<(String, String)> {
        vec![("/standards".into(), "Standards".into()), (self.it.url(), self.it.product_name.clone())]
    }

    fn chairs(&self) -> Vec<(String, String)> {
        let choose = (String::new(), "Choose one of the panel".to_owned());
        std::iter::once(choose).chain(self.choices.iter().map(|it| (it.person.to_string(), it.name.clone()))).collect()
    }
}

pub async fn show(State(app): State<App>, asker: Asker, Path(segment): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &segment, (Form::default(), Check::new()))?))
}

/// Others who offered may be chosen in place of those who are proposed.
const OTHERS: usize = 40;

fn view(app: &App, asker: &Asker, segment: &str, (form, check): (Form, Check)) -> Result<PanelPage, Fault> {
    let today = app.today();
    app.read(|conn| {
        let (it, relation) = known(conn, asker, segment)?;
        if !policy::allows(asker.actor(), Action::SeeProposal, relation) {
            return Err(Fault::NotAllowed(format!("{}.", policy::who(Action::SeeProposal))));
        }
        let (wanted, people) = gather(conn, &it, today)?;
        let names: BTreeMap<CommunityId, String> = crate::standard::professions(conn)?.into_iter().collect();
        let named = panel_of(conn, it.id)?;
        let picked = propose(&wanted, &people).into_iter().next().unwrap_or_default();
        let seats = wanted.first().map(|it| it.seats.clone()).unwrap_or_default();
        let typed: Vec<&str> = form.all("person").collect();
        let mut choices = Vec::new();
        let mut missing = Vec::new();
        let named_of = |id: CommunityId| names.get(&id).map(|name| (id, name.clone()));
        for (seat, person) in seats.iter().zip(&picked) {
            let profession = seat.and_then(named_of);
            match person.and_then(|at| people.get(at)) {
                Some(person) => choices.push(choice(person, profession)),
                None => missing.extend(profession.map(|(_, name)| name)),
            }
        }
        for seat in &named {
            choices.retain(|it| it.person != seat.person);
            let about = "Named for this panel".into();
            let (person, name) = (seat.person, seat.name.clone());
            choices.push(Choice { person, name, profession: seat.profession.clone(), about, is_chosen: true });
        }
        let barred = wanted.first().map(|it| it.barred.clone()).unwrap_or_default();
        let unit = wanted.first().and_then(|it| it.unit);
        let others = people.iter().filter(|it| {
            !barred.contains(&it.person)
                && (it.unit.is_none() || it.unit != unit)
                && choices.iter().all(|known| known.person != it.person)
        });
        let mut others: Vec<Choice> =
            others.take(OTHERS).map(|it| Choice { is_chosen: false, ..choice(it, None) }).collect();
        if !named.is_empty() {
            choices.iter_mut().for_each(|it| it.is_chosen = named.iter().any(|seat| seat.person == it.person));
        }
        choices.append(&mut others);
        if !typed.is_empty() {
            choices.iter_mut().for_each(|it| it.is_chosen = typed.contains(&it.person.to_string().as_str()));
        }
        let chair = named.iter().find(|seat| seat.is_chair).map(|seat| seat.person.to_string()).unwrap_or_default();
        let chair = if form.text("chair").is_empty() { chair } else { form.text("chair").to_owned() };
        let once = app.act(asker.actor()).new_secret();
        Ok(PanelPage { frame: asker.frame("Standards"), it, named, choices, missing, chair, check, once })
    })
}

fn choice(it: &Candidate, profession: Option<(CommunityId, String)>) -> Choice {
    let load = match it.load {
        0 => "no panel in the last year".to_owned(),
        some => format!("{} in the last year", base::text::count(some, "panel", "panels")),
    };
    let about = match &profession {
        Some((_, name)) => format!("For {name}; {load}"),
        None => base::text::capital(&load),
    };
    Choice { person: it.person, name: it.name.clone(), profession, about, is_chosen: true }
}

pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(segment): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let number = super::number_of(&segment)?;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "assessment.panel"), move |tx| {
            let chair = typed.parsed::<PersonId>("chair");
            let people = typed.all("person").filter_map(|it| it.parse::<PersonId>().ok());
            let people = people.map(|it| (it, typed.parsed(&format!("for-{it}")))).collect();
            let chair = chair.ok_or_else(|| Refusal::field("chair", "Choose the chair from the panel"))?;
            name_panel(tx, &act, &NamePanel { number, people, chair })?;
            Ok::<_, Refusal>(Reply::see(crate::assessment::url(number)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &segment, (form, check)))
}

impl Sample for PanelPage {
    fn samples() -> Vec<Self> {
        let candidate = |place: u128, load| Candidate {
            person: PersonId(base::Uuid::from_u128(place)),
            name: "Mori <Tidewell>".into(),
            unit: None,
            professions: vec![],
            load,
        };
        let mut flawed = Check::new();
        flawed.add("people", format!("A panel has {} to {} people", panel::LEAST, panel::MOST));
        let profession = (base::Uuid::from_u128(7).into(), "User <research>".to_owned());
        let page = |choices, missing, check| PanelPage {
            frame: Frame::sample("Standards"),
            it: Assessment::sample(crate::assessment::State::Asked),
            named: vec![],
            choices,
            missing,
            chair: String::new(),
            check,
            once: "once".into(),
        };
        vec![
            page(
                vec![choice(&candidate(1, 0), Some(profession)), choice(&candidate(2, 3), None)],
                vec!["Data & figures".into()],
                Check::new(),
            ),
            page(vec![], vec![], flawed),
        ]
    }
}
web::sample!(PanelPage);
