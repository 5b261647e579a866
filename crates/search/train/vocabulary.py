"""Lays the vocabulary of a WordPiece tokenizer.json out so that it can be looked up in place.

    python3 crates/search/train/vocabulary.py tokenizer.json crates/search/assets/static-256/vocabulary.bin

Layout, little-endian, read by `src/meaning/vocabulary.rs`:
  65,536 slots of u16   open addressing: 1 + token number, 0 = empty; the place of a token
                        is the upper half of its FNV-1a hash (32 bits), then the next slots
  count + 1 of u32      where each token begins in the text, by token number
  the text              all tokens, one after the other, `##` kept
"""
import json
import struct
import sys


def place(token: bytes) -> int:
    h = 0x811C9DC5
    for byte in token:
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return (h ^ (h << 7)) >> 16 & 0xFFFF


def main(source: str, target: str) -> None:
    numbers = json.load(open(source, encoding="utf-8"))["model"]["vocab"]
    tokens = sorted(numbers, key=numbers.get)
    assert [numbers[t] for t in tokens] == list(range(len(tokens))) and len(tokens) < 65_535
    slots, starts, text = [0] * 65_536, [], b""
    for number, token in enumerate(tokens):
        raw = token.encode()
        at = place(raw)
        while slots[at]:
            at = (at + 1) & 0xFFFF
        slots[at] = number + 1
        starts.append(len(text))
        text += raw
    starts.append(len(text))
    with open(target, "wb") as out:
        out.write(struct.pack("<65536H", *slots))
        out.write(struct.pack(f"<{len(starts)}I", *starts))
        out.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
