//! The smallest HTTP client that tests of the real program need: one connection kept open, JSON with a token.

#![allow(clippy::disallowed_methods)] // A test may look around and knock at the door.
#![allow(dead_code)] // Each test program uses its own part.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub struct Client {
    stream: BufReader<TcpStream>,
    head: String,
}

impl Client {
    #[allow(clippy::disallowed_methods)] // The network of the test, not of the product.
    pub fn connect(port: u16, token: &str) -> Result<Self, Error> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let head =
            format!("Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n");
        Ok(Self { stream: BufReader::new(stream), head })
    }

    pub fn get(&mut self, path: &str) -> Result<(u16, String), Error> {
        self.ask("GET", path, "", "")
    }

    pub fn post(&mut self, path: &str, body: &serde_json::Value) -> Result<(u16, String), Error> {
        self.ask("POST", path, &body.to_string(), "")
    }

    pub fn ask(&mut self, method: &str, path: &str, body: &str, more_head: &str) -> Result<(u16, String), Error> {
        let request =
            format!("{method} {path} HTTP/1.1\r\n{}{more_head}Content-Length: {}\r\n\r\n{body}", self.head, body.len());
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or(ErrorKind::UnexpectedEof)?;
        let mut length = 0;
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let header = line.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(|_| ErrorKind::InvalidData)?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

/// Until the server answers; fails after a minute.
pub fn wait_for(port: u16) {
    for _ in 0..1200 {
        if let Ok(mut client) = Client::connect(port, "")
            && client.get("/health").is_ok_and(|(status, _)| status == 200)
        {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the server did not start within a minute");
}

/// The real program with a small demo, until it is dropped; and its port.
pub struct Demo(pub Child, pub u16);

impl Demo {
    pub fn start(data: &Path) -> Self {
        let port = free_port();
        let child = Command::new(env!("CARGO_BIN_EXE_lyceum"))
            .args(["demo", "--people", "60", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        let server = Self(child, port);
        wait_for(port);
        server
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a command of the real program prints.
pub fn run(data: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_lyceum")).args(args).arg("--data").arg(data).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
