//! What a webhook may be told of: events by their names.

use ::web::worded;

worded!(
    /// A part of what happens.
    pub enum Topic {
        Problems = "problems" as "Problems and solutions",
        Work = "work" as "Work and the board",
        Knowledge = "knowledge" as "Pages, questions and words",
        Communities = "communities" as "Communities, meetups and weekly updates",
        Products = "products" as "Products and assessments",
        People = "people" as "People, memberships and teams",
    }
);

impl Topic {
    /// What an event is about: `None` for what leaves by no webhook, signing in, and what a panel does before its report
    /// is published, for instance.
    pub fn of(event: &str) -> Option<Self> {
        let (about, verb) = event.split_once('.')?;
        Some(match about {
            "problem" | "solution" => Topic::Problems,
            "work" | "board" => Topic::Work,
            "handbook" | "page" | "question" | "concept" | "vocabulary" | "collection" | "reading_path"
            | "resource" => Topic::Knowledge,
            "community" | "goal" | "practice" | "meetup" | "maturity" | "activity" | "weekly_update" => {
                Topic::Communities
            }
            "assessment" if matches!(verb, "asked" | "published" | "action_added" | "action_closed") => Topic::Products,
            "product" | "standard" => Topic::Products,
            "person" | "member" | "team" => Topic::People,
            _ => return None,
        })
    }

    /// `problems work`, as it is kept.
    pub fn join(topics: &[Self]) -> String {
        topics.iter().map(|it| it.word()).collect::<Vec<_>>().join(" ")
    }

    pub fn split(kept: &str) -> Vec<Self> {
        kept.split(' ').filter_map(Self::from_word).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private_belongs_to_no_topic() {
        for name in ["session.started", "token.made", "assessment.said", "assessment.told", "panellist.offered", "x"] {
            assert_eq!(Topic::of(name), None, "{name}");
        }
        assert_eq!(Topic::of("problem.solved"), Some(Topic::Problems));
        assert_eq!(Topic::of("assessment.published"), Some(Topic::Products));
    }

    #[test]
    fn topics_come_back_as_they_were_kept() {
        assert_eq!(Topic::split(&Topic::join(Topic::ALL)), Topic::ALL);
        assert_eq!(Topic::split(""), []);
    }
}
