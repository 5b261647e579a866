//! The word pieces that both embedders know, looked up in place.
//!
//! The table stays in the read-only part of the binary: nothing is built at start and no private
//! memory is taken. Its layout is written by `train/vocabulary.py`.

static BYTES: &[u8] = include_bytes!("../../assets/static-256/vocabulary.bin");

/// How many word pieces there are.
pub(super) const COUNT: usize = 30_522;
const SLOTS: usize = 65_536;
const STARTS: usize = SLOTS * 2;
const TEXT: usize = STARTS + (COUNT + 1) * 4;

/// No word piece is longer, in bytes.
const LONGEST: usize = 18;

/// What stands for a word that cannot be put together from pieces.
pub(super) const UNKNOWN: u16 = 100;
/// Begins and ends a text for the sentence model.
pub(super) const BEGIN: u16 = 101;
pub(super) const END: u16 = 102;

/// The longest piece that `rest` begins with, and its length in bytes. `inside` a word, only
/// pieces marked as continuations (`##ing`) count.
pub(super) fn longest_piece(rest: &str, inside: bool) -> Option<(u16, usize)> {
    let mut hash = if inside { mixed(mixed(0x811C_9DC5, b'#'), b'#') } else { 0x811C_9DC5 };
    let mut best = None;
    for (at, &byte) in rest.as_bytes().iter().take(LONGEST).enumerate() {
        hash = mixed(hash, byte);
        let length = at + 1;
        if rest.is_char_boundary(length)
            && let Some(piece) = find(hash, &rest.as_bytes()[..length], inside)
        {
            best = Some((piece, length));
        }
    }
    best
}

fn find(hash: u32, piece: &[u8], inside: bool) -> Option<u16> {
    let mut slot = ((hash ^ (hash << 7)) >> 16) as usize;
    loop {
        let held = u16::from_le_bytes([BYTES[slot * 2], BYTES[slot * 2 + 1]]);
        let number = held.checked_sub(1)?;
        let text = token(number);
        let same = if inside { text.strip_prefix(b"##") == Some(piece) } else { text == piece };
        if same {
            return Some(number);
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// The bytes of a word piece.
pub(super) fn token(number: u16) -> &'static [u8] {
    &BYTES[TEXT + start(usize::from(number))..TEXT + start(usize::from(number) + 1)]
}

fn start(number: usize) -> usize {
    let at = STARTS + number * 4;
    u32::from_le_bytes([BYTES[at], BYTES[at + 1], BYTES[at + 2], BYTES[at + 3]]) as usize
}

/// One step of FNV-1a.
fn mixed(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}
