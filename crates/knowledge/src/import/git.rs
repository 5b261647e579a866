//! Reading a git repository or bundle through git as a child process.
//!
//! Nothing of the source is trusted: its history is fetched into an empty repository of our own, so that neither its
//! settings nor its hooks are ever read; no network protocol is allowed; each call has an end in time and in size.

use super::history::{Change, Commit, File};
use super::{ImportFault, Loss};
use base::Moment;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The longest that one call of git may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// The most that one listing may say, in bytes.
const LONGEST_LISTING: usize = 256 << 20;
/// The largest bundle, in bytes.
const LARGEST_BUNDLE: u64 = 1 << 30;
const NO_BLOB: &str = "0000000000000000000000000000000000000000";

/// A copy of a source's history that is ours to read. Gone when dropped.
pub struct Repository {
    folder: tempfile::TempDir,
}

/// A file of the newest commit.
pub struct Entry {
    pub path: String,
    pub blob: String,
    pub size: u64,
}

/// Is it a bundle, by its first words?
pub fn is_bundle(path: &Path) -> bool {
    let mut start = [0u8; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && (start.starts_with(b"# v2 git bundle") || start.starts_with(b"# v3 git bundle"))
}

/// A git bundle of the history that a stream for `git fast-import` tells; its branch is `main`.
pub(crate) fn bundle_of(stream: Vec<u8>) -> Result<Vec<u8>, ImportFault> {
    // One thread and no deltas found by chance: the same history gives the same bytes.
    let settings =
        "[core]\n\thooksPath = /dev/null\n[gc]\n\tauto = 0\n[pack]\n\tthreads = 1\n[init]\n\tdefaultBranch = main\n";
    let repository = Repository::empty(settings)?;
    repository.run(&["--git-dir=repo.git", "fast-import", "--quiet", "--done"], &stream)?;
    repository.run(&["--git-dir=repo.git", "repack", "-a", "-d", "-f", "-q", "--window=10", "--depth=50"], &[])?;
    repository.run(&["--git-dir=repo.git", "bundle", "create", "--quiet", "-", "HEAD", "main"], &[])
}

impl Repository {
    /// A bare one of our own, with these settings and no others.
    fn empty(settings: &str) -> Result<Self, ImportFault> {
        let folder = tempfile::tempdir().map_err(|error| ImportFault::Source(error.to_string()))?;
        let prepare = || {
            std::fs::create_dir(folder.path().join("template"))?;
            std::fs::write(folder.path().join("settings"), settings)
        };
        prepare().map_err(|error| ImportFault::Source(error.to_string()))?;
        let repository = Self { folder };
        repository.run(&["init", "--bare", "--quiet", "--template=template", "repo.git"], &[])?;
        Ok(repository)
    }

    pub fn open(source: &Path) -> Result<Self, ImportFault> {
        let source = std::fs::canonicalize(source).map_err(|error| ImportFault::Source(error.to_string()))?;
        if std::fs::metadata(&source).is_ok_and(|it| it.is_file() && it.len() > LARGEST_BUNDLE) {
            return Err(ImportFault::Source("the bundle is larger than 1 GiB".into()));
        }
        let settings = "[safe]\n\tdirectory = *\n[core]\n\thooksPath = /dev/null\n\tsymlinks = false\n[protocol]\n\tallow = never\n\
                        [protocol \"file\"]\n\tallow = always\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[init]\n\tdefaultBranch = main\n";
        let repository = Self::empty(settings)?;
        let place = source.to_str().ok_or_else(|| ImportFault::Source("its path is not UTF-8".into()))?;
        let head = head_of(&repository.run(&["ls-remote", "--", place], &[])?)?;
        let wish = format!("+{head}:refs/heads/import");
        repository.run(
            &["--git-dir=repo.git", "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", place, &wish],
            &[],
        )?;
        Ok(repository)
    }

    /// The files of the newest commit. Links and other repositories within are refused and reported.
    pub fn files(&self) -> Result<(Vec<Entry>, Vec<Loss>), ImportFault> {
        let listing = self.run(&["--git-dir=repo.git", "ls-tree", "-r", "-z", "-l", "refs/heads/import"], &[])?;
        let (mut files, mut losses) = (Vec::new(), Vec::new());
        for line in listing.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
            let line = String::from_utf8_lossy(line);
            let Some((about, path)) = line.split_once('\t') else { continue };
            let mut words = about.split_whitespace();
            match (words.next(), words.next(), words.next(), words.next()) {
                (Some("100644" | "100755"), Some("blob"), Some(blob), Some(size))
                    if super::source::is_safe_path(path) =>
                {
                    files.push(Entry {
                        path: path.to_owned(),
                        blob: blob.to_owned(),
                        size: size.parse().unwrap_or(u64::MAX),
                    });
                }
                _ => losses.push(Loss::of_file(path, "a link, another repository or an unsafe name is not followed")),
            }
        }
        Ok((files, losses))
    }

    /// All commits that lead to the newest, oldest first, without merges.
    pub fn commits(&self) -> Result<Vec<Commit>, ImportFault> {
        let log = self.run(
            &[
                "--git-dir=repo.git",
                "log",
                "--reverse",
                "--topo-order",
                "--no-merges",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--raw",
                "-z",
                "-M",
                "-l2000",
                "--no-abbrev",
                "--format=%x01%H%x02%aN%x02%at%x02%s",
                "refs/heads/import",
            ],
            &[],
        )?;
        Ok(read_log(&log))
    }

    /// The newest commit that touched `path`, merges included.
    pub fn newest_commit(&self, path: &str) -> Result<Option<Commit>, ImportFault> {
        let format = "--format=%x01%H%x02%aN%x02%at%x02%s";
        let log = self.run(&["--git-dir=repo.git", "log", "-1", "-z", format, "refs/heads/import", "--", path], &[])?;
        Ok(read_log(&log).into_iter().next())
    }

    /// Contents by hash; those larger than `largest` are left out, and the rest too once `budget` bytes are read.
    pub fn contents(
        &self,
        blobs: &[&str],
        largest: usize,
        budget: usize,
    ) -> Result<HashMap<String, Vec<u8>>, ImportFault> {
        let sizes = self.run(&["--git-dir=repo.git", "cat-file", "--batch-check"], &lines_of(blobs))?;
        let (mut wanted, mut sum) = (Vec::new(), 0usize);
        for line in String::from_utf8_lossy(&sizes).lines() {
            let words: Vec<&str> = line.split(' ').collect();
            if let [blob, "blob", size] = words.as_slice()
                && let Some(size) = size.parse::<usize>().ok().filter(|size| *size <= largest && sum + size <= budget)
            {
                sum += size;
                wanted.push((*blob).to_owned());
            }
        }
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        if wanted.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(read_batch(&self.run(&["--git-dir=repo.git", "cat-file", "--batch"], &lines_of(&wanted))?))
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, ImportFault> {
        let mut command = Command::new("git");
        for name in UNSET {
            command.env_remove(name);
        }
        let home: PathBuf = self.folder.path().to_owned();
        command
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", &home)
            .env("GIT_CONFIG_GLOBAL", home.join("settings"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("LC_ALL", "C")
            .args(["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"])
            .args(arguments)
            .current_dir(&home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let child = command.spawn().map_err(|error| ImportFault::Git(format!("git could not be started: {error}")))?;
        finish(child, input.to_vec())
    }
}

const UNSET: [&str; 17] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_EXTERNAL_DIFF",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_PROXY_COMMAND",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_TEMPLATE_DIR",
    "GIT_COMMON_DIR",
    "GIT_CEILING_DIRECTORIES",
    "GIT_EXEC_PATH",
];

/// Waits for the end, a limit of size or of time.
fn finish(mut child: Child, input: Vec<u8>) -> Result<Vec<u8>, ImportFault> {
    if let Some(mut stdin) = child.stdin.take() {
        // On its own thread, because git answers while it is still being asked. A closed pipe tells itself by its answer.
        std::thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let (sender, answers) = mpsc::channel();
    for (is_answer, pipe) in [(true, child.stdout.take().map(Pipe::Out)), (false, child.stderr.take().map(Pipe::Err))] {
        let sender = sender.clone();
        std::thread::spawn(move || {
            let read = pipe.map_or_else(Vec::new, Pipe::read);
            drop(sender.send((is_answer, read)));
        });
    }
    let (mut answer, mut words) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        match answers.recv_timeout(PATIENCE) {
            Ok((true, read)) => answer = read,
            Ok((false, read)) => words = read,
            Err(_) => {
                drop(child.kill());
                drop(child.wait());
                return Err(ImportFault::Git("git took longer than two minutes and was stopped".into()));
            }
        }
    }
    if answer.len() > LONGEST_LISTING {
        drop(child.kill());
        drop(child.wait());
        return Err(ImportFault::Git("the repository is too large to read".into()));
    }
    let ended = child.wait().map_err(|error| ImportFault::Git(error.to_string()))?;
    if !ended.success() {
        return Err(ImportFault::Git(base::text::shorten(
            &base::text::one_line(&String::from_utf8_lossy(&words)),
            300,
        )));
    }
    Ok(answer)
}

enum Pipe {
    Out(std::process::ChildStdout),
    Err(std::process::ChildStderr),
}

impl Pipe {
    fn read(self) -> Vec<u8> {
        let mut read = Vec::new();
        // What was read before an error is all that there is.
        drop(match self {
            Self::Out(pipe) => pipe.take(LONGEST_LISTING as u64 + 1).read_to_end(&mut read),
            Self::Err(pipe) => pipe.take(64 << 10).read_to_end(&mut read),
        });
        read
    }
}

fn lines_of(blobs: &[&str]) -> Vec<u8> {
    let mut lines = blobs.join("\n").into_bytes();
    lines.push(b'\n');
    lines
}

/// What the source calls its newest state: HEAD, else main or master, else its first branch.
fn head_of(listing: &[u8]) -> Result<String, ImportFault> {
    let listing = String::from_utf8_lossy(listing);
    let names: Vec<&str> = listing.lines().filter_map(|line| line.split_once('\t')).map(|(_, name)| name).collect();
    let usual = ["HEAD", "refs/heads/main", "refs/heads/master"];
    let found = usual.iter().find(|name| names.contains(name)).copied();
    let found = found.or_else(|| names.iter().find(|name| name.starts_with("refs/heads/")).copied());
    found.map(str::to_owned).ok_or_else(|| ImportFault::Source("it has no branch with commits".into()))
}

fn read_log(log: &[u8]) -> Vec<Commit> {
    let mut commits: Vec<Commit> = Vec::new();
    let mut tokens = log.split(|byte| *byte == 0).map(|token| String::from_utf8_lossy(token).into_owned());
    while let Some(token) = tokens.next() {
        let token = token.trim_start_matches('\n');
        if let Some(header) = token.strip_prefix('\u{1}') {
            commits.extend(read_header(header));
        } else if let Some(about) = token.strip_prefix(':') {
            let change = read_change(about, &mut tokens);
            if let (Some(commit), Some(change)) = (commits.last_mut(), change) {
                commit.changes.push(change);
            }
        }
    }
    commits
}

fn read_header(header: &str) -> Option<Commit> {
    let mut parts = header.split('\u{2}');
    let (id, who, at, why) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let line = |text: &str, most| base::text::shorten(&base::text::one_line(&base::text::clean(text)), most);
    let seconds: i64 = at.parse().unwrap_or_default();
    Some(Commit {
        id: id.to_owned(),
        who: line(who, 120),
        at: Moment::from_micros(seconds.saturating_mul(1_000_000)),
        why: line(why, 300),
        changes: Vec::new(),
    })
}

/// `100644 100644 BLOB BLOB M`, then one path, or two for a rename or copy.
fn read_change(about: &str, paths: &mut impl Iterator<Item = String>) -> Option<Change> {
    let words: Vec<&str> = about.split(' ').collect();
    let first = paths.next()?;
    let [_, _, before, after, kind] = words.as_slice() else { return None };
    let second = if kind.starts_with(['R', 'C']) { paths.next()? } else { first.clone() };
    let file = |path: String, blob: &str| (blob != NO_BLOB).then(|| File { path, blob: blob.to_owned() });
    match kind.chars().next()? {
        'C' => Some(Change { from: None, to: file(second, after) }),
        _ => Some(Change { from: file(first, before), to: file(second, after) }),
    }
}

fn read_batch(mut batch: &[u8]) -> HashMap<String, Vec<u8>> {
    let mut contents = HashMap::new();
    while let Some(end) = batch.iter().position(|byte| *byte == b'\n') {
        let header = String::from_utf8_lossy(&batch[..end]).into_owned();
        batch = &batch[end + 1..];
        let words: Vec<&str> = header.split(' ').collect();
        let [blob, _, size] = words.as_slice() else { continue };
        let Some(content) = size.parse::<usize>().ok().and_then(|size| batch.get(..size)) else { break };
        contents.insert((*blob).to_owned(), content.to_vec());
        batch = batch.get(content.len() + 1..).unwrap_or_default();
    }
    contents
}
