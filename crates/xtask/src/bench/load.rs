//! Requests over kept connections, as few instructions as possible: the load shares two cores with what it measures.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

pub struct Line {
    stream: BufReader<TcpStream>,
    host: String,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: Vec<u8>,
}

/// What is sent: method and path, further header lines (each ending in CRLF), and a form.
#[derive(Clone)]
pub struct Ask {
    pub head: String,
    pub headers: String,
    pub form: String,
}

impl Ask {
    pub fn get(path: &str, headers: &str) -> Self {
        Self { head: format!("GET {path}"), headers: headers.to_owned(), form: String::new() }
    }

    pub fn post(path: &str, headers: &str, form: String) -> Self {
        Self { head: format!("POST {path}"), headers: headers.to_owned(), form }
    }
}

impl Line {
    /// `address` is a loopback address with its port; nothing else is ever asked.
    pub fn open(address: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { stream: BufReader::with_capacity(64 * 1024, stream), host: address.to_owned() })
    }

    pub fn ask(&mut self, ask: &Ask) -> std::io::Result<Answer> {
        let kind = if ask.headers.contains("content-type") {
            ""
        } else {
            "content-type: application/x-www-form-urlencoded\r\n"
        };
        let length = match ask.form.len() {
            0 if ask.head.starts_with("GET") => String::new(),
            length => format!("{kind}content-length: {length}\r\n"),
        };
        let text = format!("{} HTTP/1.1\r\nhost: {}\r\n{}{length}\r\n{}", ask.head, self.host, ask.headers, ask.form);
        self.stream.get_mut().write_all(text.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> std::io::Result<Answer> {
        let mut headers = String::new();
        while !headers.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut headers)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
        }
        let status = headers.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        let body = match header(&headers, "content-length").and_then(|value| value.parse().ok()) {
            Some(length) => self.take(length)?,
            None if header(&headers, "transfer-encoding").is_some() => self.chunks()?,
            None => Vec::new(),
        };
        Ok(Answer { status, headers, body })
    }

    fn chunks(&mut self) -> std::io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let mut size = String::new();
            self.stream.read_line(&mut size)?;
            let size = usize::from_str_radix(size.trim(), 16).map_err(std::io::Error::other)?;
            let chunk = self.take(size + 2)?;
            if size == 0 {
                return Ok(body);
            }
            body.extend_from_slice(&chunk[..size]);
        }
    }

    fn take(&mut self, length: usize) -> std::io::Result<Vec<u8>> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(body)
    }
}

impl Answer {
    /// `name=value; name=value` of all cookies that were set.
    pub fn cookies(&self) -> String {
        let set = self
            .headers
            .lines()
            .filter_map(|line| line.split_once(": ").filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")));
        set.filter_map(|(_, value)| value.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}

fn header<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    headers
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn answered(text: &'static str) -> Answer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("bound").to_string();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("one visitor");
            let _ = stream.read(&mut [0; 1024]);
            stream.write_all(text.as_bytes()).expect("still there");
        });
        let answer = Line::open(&address).expect("open").ask(&Ask::get("/", "")).expect("an answer");
        server.join().expect("no panic");
        answer
    }

    #[test]
    fn bodies_are_read_by_length_and_by_chunks() {
        assert_eq!(answered("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc").body, b"abc");
        let chunked = answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
        assert_eq!((chunked.status, chunked.body.as_slice()), (200, &b"abc"[..]));
    }

    #[test]
    fn cookies_are_kept_for_the_next_request() {
        let answer = answered(
            "HTTP/1.1 303 See Other\r\nset-cookie: a=1; Path=/\r\nSet-Cookie: b=2; HttpOnly\r\ncontent-length: 0\r\n\r\n",
        );
        assert_eq!(answer.cookies(), "a=1; b=2");
    }
}
