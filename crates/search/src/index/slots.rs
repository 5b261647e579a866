//! A slot for each document that was ever put: who may see it and where its record lies. 32 bytes: access u64, record
//! offset u64, record length u32, kind u8, alive u8, 2 unused, CRC-32 u32 of all but the alive byte, 4 unused.

use super::files::Crc;

pub const SLOT: usize = 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub access: u64,
    pub offset: u64,
    pub length: u32,
    pub kind: u8,
}

/// Where the alive byte lies within a slot.
pub const ALIVE: u64 = 21;

fn sum(slot: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.add(&slot[..21]);
    crc.add(&slot[22..24]);
    crc.done()
}

impl Slot {
    pub fn write(self, into: &mut Vec<u8>) {
        let start = into.len();
        into.extend(self.access.to_le_bytes());
        into.extend(self.offset.to_le_bytes());
        into.extend(self.length.to_le_bytes());
        into.extend([self.kind, 1, 0, 0]);
        let sum = sum(&into[start..]);
        into.extend(sum.to_le_bytes());
        into.extend([0; 4]);
    }
}

/// All slots, mapped.
#[derive(Clone, Copy)]
pub struct Slots<'a>(pub &'a [u8]);

impl Slots<'_> {
    pub fn len(&self) -> usize {
        self.0.len() / SLOT
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn row(&self, slot: usize) -> &[u8] {
        &self.0[slot * SLOT..][..SLOT]
    }

    #[inline]
    pub fn access(&self, slot: usize) -> u64 {
        number(self.row(slot), 0)
    }

    #[inline]
    pub fn kind(&self, slot: usize) -> u8 {
        self.row(slot)[20]
    }

    #[inline]
    pub fn is_alive(&self, slot: usize) -> bool {
        self.row(slot)[21] == 1
    }

    /// Where the record lies.
    pub fn record(&self, slot: usize) -> std::ops::Range<usize> {
        let row = self.row(slot);
        let start = number(row, 8) as usize;
        let length = u32::from_le_bytes([row[16], row[17], row[18], row[19]]) as usize;
        start..start.saturating_add(length)
    }

    pub fn is_sound(&self, slot: usize) -> bool {
        let row = self.row(slot);
        u32::from_le_bytes([row[24], row[25], row[26], row[27]]) == sum(row) && row[21] <= 1
    }
}

fn number(row: &[u8], at: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&row[at..at + 8]);
    u64::from_le_bytes(bytes)
}
