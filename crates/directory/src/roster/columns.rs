//! What columns are called. Pure.

/// An example that people fill in. Its second line shows a second membership.
pub const EXAMPLE: &str = include_str!("../../../../docs/operate/people-example.csv");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Email,
    Name,
    FirstName,
    LastName,
    Joined,
    Left,
    Unit,
    Location,
    Manager,
    Community,
    Level,
    Standing,
    Route,
    MemberSince,
    Evidence,
}

/// Heads that may mean something else: they count only where no better one stands.
pub fn is_weak(head: &str) -> bool {
    let weak =
        ["address", "workaddress", "username", "upn", "title", "role", "jobtitle", "team", "city", "base", "place"];
    weak.contains(&plain(head).as_str())
}

/// Letters and digits, in lower case.
fn plain(head: &str) -> String {
    head.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub fn of_head(head: &str) -> Option<Column> {
    Some(match plain(head).as_str() {
        "email" | "emailaddress" | "mail" | "workemail" | "workemailaddress" | "address" | "workaddress"
        | "username" | "upn" | "userprincipalname" => Column::Email,
        "name" | "fullname" | "displayname" | "person" | "employee" | "employeename" | "preferredname" => Column::Name,
        "firstname" | "forename" | "givenname" => Column::FirstName,
        "lastname" | "surname" | "familyname" => Column::LastName,
        "joined" | "joinedon" | "joineddate" | "start" | "startdate" | "started" | "startedon" | "datejoined"
        | "hiredate" | "dateofjoining" | "joindate" | "joiningdate" => Column::Joined,
        "left" | "lefton" | "end" | "enddate" | "leavingdate" | "leavedate" | "leftdate" | "dateleft" | "leaver" => {
            Column::Left
        }
        "unit" | "businessunit" | "department" | "directorate" | "division" | "organisationunit" | "orgunit"
        | "team" | "organisationalunit" => Column::Unit,
        "location" | "office" | "site" | "place" | "base" | "worklocation" | "officelocation" | "city" => {
            Column::Location
        }
        "manager" | "linemanager" | "manageremail" | "linemanageremail" | "reportsto" | "managedby" | "reportingto"
        | "linemanageraddress" | "supervisor" => Column::Manager,
        "community"
        | "profession"
        | "communityofpractice"
        | "discipline"
        | "practice"
        | "localcommunity"
        | "segment" => Column::Community,
        "level" | "grade" | "seniority" | "role" | "jobtitle" | "title" | "rolelevel" => Column::Level,
        "standing" | "leads" | "leadership" => Column::Standing,
        "route" | "entryroute" | "camein" | "cameinby" => Column::Route,
        "membersince" | "memberfrom" | "membershipfrom" | "membershipstart" | "inprofessionsince" => {
            Column::MemberSince
        }
        "evidence" | "reason" | "onwhatevidence" => Column::Evidence,
        _ => return None,
    })
}
