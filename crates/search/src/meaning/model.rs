//! The files of the sentence model, which of the known ones they are, and what can be wrong.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The models that Lyceum knows by checksum. No other file is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// all-MiniLM-L6-v2 as ONNX, int8, 23 MB.
    Int8,
    /// all-MiniLM-L6-v2 as safetensors, 32-bit floats, 91 MB.
    F32,
}

impl Variant {
    /// All that are known.
    pub const ALL: [Variant; 2] = [Variant::Int8, Variant::F32];

    /// As it is shown and stored.
    pub fn name(self) -> &'static str {
        match self {
            Variant::Int8 => "minilm-l6-int8",
            Variant::F32 => "minilm-l6-f32",
        }
    }

    /// SHA-256 of the file, in hex.
    pub fn checksum(self) -> &'static str {
        match self {
            Variant::Int8 => "4ac3946fc4dede9128ed7caf209421459c9e017cffb48a0c40dc5e2e61fa1472",
            Variant::F32 => "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        }
    }

    /// The file's name in a model folder.
    pub fn file_name(self) -> &'static str {
        match self {
            Variant::Int8 => "model.onnx",
            Variant::F32 => "model.safetensors",
        }
    }

    /// Bytes of the file.
    pub fn size(self) -> u64 {
        match self {
            Variant::Int8 => 23_389_052,
            Variant::F32 => 90_868_376,
        }
    }
}

/// Why there is no model. The texts are shown to whoever runs the server.
#[derive(Debug, thiserror::Error)]
pub enum ModelFault {
    /// Nothing of the name is there.
    #[error(
        "There is no model in {0}: it should hold a file model.onnx or model.safetensors. Fetch one with `lyceum model fetch`, or name the folder with --model."
    )]
    Missing(PathBuf),
    /// The file is there and cannot be read.
    #[error("The model file {path} cannot be read: {source}.")]
    Unreadable { path: PathBuf, source: io::Error },
    /// Its bytes are not those of a model that we know.
    #[error(
        "The model file {path} is not one that Lyceum knows ({size} bytes, SHA-256 {found}). It may be cut off, changed or another model. It is not used; fetch it again with `lyceum model fetch`."
    )]
    Unknown { path: PathBuf, size: u64, found: String },
    /// The right bytes, but they do not run here.
    #[error("The model in {path} cannot be run: {why}.")]
    DoesNotRun { path: PathBuf, why: String },
}

/// A model file whose bytes were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelFiles {
    /// Where it lies.
    pub path: PathBuf,
    /// Which one it is.
    pub variant: Variant,
}

impl ModelFiles {
    /// Finds `model.onnx` or `model.safetensors` in a folder (or takes the path of the file itself) and checks size and
    /// SHA-256. The vocabulary is inside the binary, so a tokenizer file beside it is not read.
    pub fn find(dir: &Path) -> Result<ModelFiles, ModelFault> {
        let path = if dir.is_dir() {
            Variant::ALL.into_iter().map(|known| dir.join(known.file_name())).find(|path| path.is_file())
        } else {
            Some(dir.to_path_buf()).filter(|path| path.is_file())
        };
        let path = path.ok_or_else(|| ModelFault::Missing(dir.to_path_buf()))?;
        let (size, found) = checksum(&path).map_err(|source| ModelFault::Unreadable { path: path.clone(), source })?;
        match Variant::ALL.into_iter().find(|known| known.checksum() == found && known.size() == size) {
            Some(variant) => Ok(ModelFiles { path, variant }),
            None => Err(ModelFault::Unknown { path, size, found }),
        }
    }
}

/// Size and SHA-256 of a file, read in pieces.
pub(super) fn checksum(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut sum, mut size, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((size, base::text::hex(&sum.finalize())));
        }
        sum.update(&buffer[..read]);
        size += read as u64;
    }
}
