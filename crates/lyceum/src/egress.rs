//! The one way out: this installation posts to a few hosts that its operator allows, and to nothing else. Nothing that a
//! member typed is ever fetched.
//!
//! Limits: allowed origins alone; of those that come with it only by TLS and only to public addresses, so that a name that
//! suddenly leads into the network behind us is refused; the address that was looked up is the one that is connected to;
//! no redirects are followed, no proxy is asked; ten seconds; of the answer only its number is read.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

/// Hosts, and what hosts may end with, of the chats that everybody uses.
const KNOWN: [&str; 1] = ["hooks.slack.com"];
const KNOWN_ENDINGS: [&str; 3] = [".webhook.office.com", ".logic.azure.com", ".api.powerplatform.com"];

/// Where may be posted to.
#[derive(Clone, Debug, Default)]
pub struct Egress {
    /// Named by the operator, who may mean a machine of their own network: scheme, host and port.
    named: Vec<url::Origin>,
}

/// Why nothing arrived. `for_good`: the same post would not arrive later either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub words: String,
    pub for_good: bool,
    /// What it answered, if it answered at all.
    pub status: Option<u16>,
}

impl Refused {
    pub fn for_good(words: impl Into<String>) -> Self {
        Self { words: words.into(), for_good: true, status: None }
    }

    pub fn for_now(words: impl Into<String>) -> Self {
        Self { words: words.into(), for_good: false, status: None }
    }

    fn answered(status: u16) -> Self {
        let for_good = !matches!(status, 408 | 425 | 429 | 500..);
        Self { words: format!("It answered {status}"), for_good, status: Some(status) }
    }
}

impl Egress {
    /// `named`: origins as `https://chat.example.org` or `http://10.1.2.3:8065`.
    pub fn allowing(named: &[String]) -> Result<Self, String> {
        let read = |text: &String| match Url::parse(text) {
            Ok(url) if url.has_host() && matches!(url.scheme(), "http" | "https") => Ok(url.origin()),
            _ => Err(format!("{text} is no origin; write https://chat.example.org")),
        };
        Ok(Self { named: named.iter().map(read).collect::<Result<_, _>>()? })
    }

    /// Posts JSON. It waits for the network: not for async code.
    pub fn post(&self, address: &str, body: &serde_json::Value) -> Result<(), Refused> {
        self.post_with(address, &[], body.to_string())
    }

    /// Posts JSON that is written already, with headers of one's own.
    pub fn post_with(&self, address: &str, headers: &[(&str, String)], body: String) -> Result<(), Refused> {
        let url = Url::parse(address).map_err(|_| Refused::for_good("The address cannot be read"))?;
        let is_named = self.named.contains(&url.origin());
        if !is_named && !is_known(&url) {
            let host = url.host_str().unwrap_or_default();
            return Err(Refused::for_good(format!("{host} may not be posted to: it is not allowed here")));
        }
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(10)))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .https_only(!is_named)
            .proxy(None)
            .user_agent("Lyceum")
            .build();
        let resolver = Pinned { public_only: !is_named, inner: DefaultResolver::default() };
        let agent = ureq::Agent::with_parts(config, DefaultConnector::new(), resolver);
        let post = agent.post(address).header("content-type", "application/json");
        let sent = headers.iter().fold(post, |post, (name, value)| post.header(*name, value)).send(body);
        // The key in the address is in no message.
        match sent.map_err(|error| Refused::for_now(told(&error)))?.status().as_u16() {
            200..=299 => Ok(()),
            status => Err(Refused::answered(status)),
        }
    }
}

fn told(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "It did not answer in ten seconds".into(),
        ureq::Error::HostNotFound => "The host was not found, or leads to an address that is not public".into(),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "Its certificate is not trusted".into(),
        _ => "It could not be reached".into(),
    }
}

fn is_known(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    url.scheme() == "https"
        && url.port().is_none()
        && (KNOWN.contains(&host) || KNOWN_ENDINGS.iter().any(|ending| host.ends_with(ending)))
}

/// Connects only to what it looked up, and only to addresses that may be meant.
#[derive(Debug)]
struct Pinned {
    public_only: bool,
    inner: DefaultResolver,
}

impl Resolver for Pinned {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.public_only && found.iter().any(|at| !is_public(at.ip())) {
            return Err(ureq::Error::HostNotFound);
        }
        Ok(found)
    }
}

/// By the registries of special addresses (RFC 6890 and its updates).
fn is_public(at: IpAddr) -> bool {
    match at {
        IpAddr::V4(at) => {
            let [a, b, c, _] = at.octets();
            let special = at.is_private()
                || at.is_loopback()
                || at.is_link_local()
                || at.is_multicast()
                || at.is_documentation()
                || at.is_unspecified()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (18..20).contains(&b));
            !special
        }
        IpAddr::V6(at) => at.to_ipv4_mapped().map_or_else(|| is_public_six(at), |four| is_public(four.into())),
    }
}

/// Global unicast (2000::/3) without documentation, 6to4 and Teredo, which carry another address inside.
fn is_public_six(at: Ipv6Addr) -> bool {
    let [first, second, ..] = at.segments();
    let carries = first == 0x2002 || (first == 0x2001 && second < 0x0200);
    (0x2000..0x4000).contains(&first) && !carries && !(first == 0x2001 && second == 0x0db8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    /// Answers once, with what it was sent.
    fn answering(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        let heard = std::thread::spawn(move || {
            let (mut line, _) = listener.accept().unwrap();
            let (mut all, mut some) = (String::new(), [0_u8; 4096]);
            while !all.contains("}") {
                let read = line.read(&mut some).unwrap();
                all.push_str(&String::from_utf8_lossy(&some[..read]));
            }
            write!(line, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
            all
        });
        (at, heard)
    }

    fn post(egress: &Egress, address: &str) -> Result<(), Refused> {
        egress.post(address, &serde_json::json!({ "text": "Hello" }))
    }

    #[test]
    fn what_the_operator_named_is_posted_to_and_its_answer_is_heard() {
        for (answer, wanted) in [
            ("200 OK", None),
            ("404 Not Found", Some(true)),
            ("503 Busy", Some(false)),
            // A redirect is not followed.
            ("302 Found\r\nLocation: http://127.0.0.1:1/", Some(true)),
        ] {
            let (at, heard) = answering(answer);
            let egress = Egress::allowing(std::slice::from_ref(&at)).unwrap();
            let done = post(&egress, &format!("{at}/hooks/secret"));
            assert_eq!(done.as_ref().err().map(|it| it.for_good), wanted, "{answer}: {done:?}");
            assert!(heard.join().unwrap().starts_with("POST /hooks/secret HTTP/1.1"));
        }
    }

    #[test]
    fn nothing_else_is_posted_to() {
        let egress = Egress::allowing(&["https://chat.example.org".into()]).unwrap();
        for address in [
            "http://127.0.0.1:1/",
            "https://localhost/",
            "http://chat.example.org/",
            "https://chat.example.org:444/",
            "https://hooks.slack.com.evil.example/",
            "https://hooks.slack.com:8443/",
            "http://hooks.slack.com/",
            "https://evilwebhook.office.com/",
            "file:///etc/passwd",
        ] {
            let refused = post(&egress, address).unwrap_err();
            assert!(refused.for_good && refused.words.contains("may not be posted to"), "{address}: {refused:?}");
        }
        assert!(Egress::allowing(&["chat.example.org".into()]).is_err());
        // One that nobody listens at may listen later.
        let nobody = Egress::allowing(&["http://127.0.0.1:1".into()]).unwrap();
        assert!(!post(&nobody, "http://127.0.0.1:1/").unwrap_err().for_good);
    }

    #[test]
    fn addresses_of_networks_behind_us_are_not_public() {
        for at in [
            "10.0.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "192.168.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "198.18.0.1",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "2002:0a00:0001::1",
            "2001:db8::1",
            "64:ff9b::a00:1",
        ] {
            assert!(!is_public(at.parse().unwrap()), "{at}");
        }
        for at in ["1.1.1.1", "203.0.114.1", "2606:4700::1111"] {
            assert!(is_public(at.parse().unwrap()), "{at}");
        }
    }
}
