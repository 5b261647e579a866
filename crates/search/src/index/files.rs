//! Files that begin with a head and grow at the end. Readers map them; the writer writes past the committed end.
//!
//! The head, [`HEAD`] bytes: 8 letters what it is, 16 bytes what it was made for, 36 bytes unused, CRC-32 of these 60.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

pub const HEAD: usize = 64;

/// CRC-32 (IEEE 802.3), eight tables.
pub struct Crc(u32);

const TABLES: [[u32; 256]; 8] = {
    let mut tables = [[0u32; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
            bit += 1;
        }
        tables[0][byte] = crc;
        byte += 1;
    }
    let mut table = 1;
    while table < 8 {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[table - 1][byte];
            tables[table][byte] = (before >> 8) ^ tables[0][(before & 255) as usize];
            byte += 1;
        }
        table += 1;
    }
    tables
};

impl Default for Crc {
    fn default() -> Self {
        Self::new()
    }
}

impl Crc {
    pub fn new() -> Self {
        Self(!0)
    }

    pub fn add(&mut self, bytes: &[u8]) {
        let mut eights = bytes.chunks_exact(8);
        for eight in &mut eights {
            let low = self.0 ^ u32::from_le_bytes([eight[0], eight[1], eight[2], eight[3]]);
            let [a, b, c, d] = low.to_le_bytes().map(usize::from);
            let first = TABLES[7][a] ^ TABLES[6][b] ^ TABLES[5][c] ^ TABLES[4][d];
            let [e, f, g, h] = [eight[4], eight[5], eight[6], eight[7]].map(usize::from);
            self.0 = first ^ TABLES[3][e] ^ TABLES[2][f] ^ TABLES[1][g] ^ TABLES[0][h];
        }
        for byte in eights.remainder() {
            self.0 = (self.0 >> 8) ^ TABLES[0][usize::from(*byte ^ self.0 as u8)];
        }
    }

    pub fn done(&self) -> u32 {
        !self.0
    }

    pub fn of(bytes: &[u8]) -> u32 {
        let mut crc = Self::new();
        crc.add(bytes);
        crc.done()
    }
}

/// What a head says.
pub fn head(what: &[u8; 8], made_for: [u8; 16]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..8].copy_from_slice(what);
    head[8..24].copy_from_slice(&made_for);
    let crc = Crc::of(&head[..HEAD - 4]);
    head[HEAD - 4..].copy_from_slice(&crc.to_le_bytes());
    head
}

/// A file in memory as the system maps it. An empty file is a slice without bytes.
pub struct Mapped(Option<memmap2::Mmap>);

impl Mapped {
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        if file.metadata()?.len() == 0 {
            return Ok(Self(None));
        }
        // SAFETY: committed bytes are never changed but for the flag of a slot, which is read as one byte; the file is
        // never cut while it is current: a rebuild writes another folder.
        #[allow(unsafe_code)]
        let map = unsafe { memmap2::Mmap::map(&file)? };
        Ok(Self(Some(map)))
    }

    pub fn bytes(&self) -> &[u8] {
        self.0.as_deref().unwrap_or_default()
    }

    /// What follows the head.
    pub fn body(&self) -> &[u8] {
        self.bytes().get(HEAD..).unwrap_or_default()
    }

    pub fn has_head(&self, what: &[u8; 8], made_for: [u8; 16]) -> bool {
        self.bytes().get(..HEAD) == Some(&head(what, made_for)[..])
    }
}

/// A file being written.
pub struct Growing {
    file: File,
    /// Bytes after the head that count.
    pub length: u64,
}

impl Growing {
    pub fn create(path: &Path, what: &[u8; 8], made_for: [u8; 16]) -> io::Result<Self> {
        let file = File::options().create(true).truncate(true).read(true).write(true).open(path)?;
        file.write_all_at(&head(what, made_for), 0)?;
        Ok(Self { file, length: 0 })
    }

    /// `length`: where the committed part ends; what lies beyond is written over.
    pub fn open(path: &Path, length: u64) -> io::Result<Self> {
        let file = File::options().read(true).write(true).open(path)?;
        if file.metadata()?.len() < HEAD as u64 + length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file was cut"));
        }
        Ok(Self { file, length })
    }

    pub fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all_at(bytes, HEAD as u64 + self.length)?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    pub fn write_at(&self, bytes: &[u8], at: u64) -> io::Result<()> {
        self.file.write_all_at(bytes, HEAD as u64 + at)
    }

    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

/// Writes a small file whole or not at all.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    std::fs::write(&new, bytes)?;
    File::open(&new)?.sync_all()?;
    std::fs::rename(&new, path)?;
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_one_that_everybody_computes() {
        assert_eq!(Crc::of(b"123456789"), 0xcbf4_3926);
        let long: Vec<u8> = (0..100).collect();
        let mut parts = Crc::new();
        long.chunks(7).for_each(|part| parts.add(part));
        assert_eq!(parts.done(), Crc::of(&long));
    }
}
