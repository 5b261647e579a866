//! Reads the initial values out of an ONNX file. Only as much of the format as is needed: the graph
//! of a model is field 7, its tensors are field 5, a tensor's name is field 8. Its
//! numbers are field 9 (bytes), 4 (floats) or 5 (whole numbers; ours are below 128, one byte each).

use std::collections::HashMap;
use std::ops::Range;

const GRAPH: u64 = 7;
const INITIAL: u64 = 5;
const NAME: u64 = 8;
const FLOATS: u64 = 4;
const SMALL: u64 = 5;
const BYTES: u64 = 9;

/// Where each tensor's bytes lie in the file, by name.
pub(super) fn contents(bytes: &[u8]) -> Result<HashMap<String, Range<usize>>, String> {
    let mut found = HashMap::new();
    each(bytes, 0..bytes.len(), |field, graph| {
        if field != GRAPH {
            return Ok(());
        }
        each(bytes, graph, |field, tensor| {
            if field != INITIAL {
                return Ok(());
            }
            let (mut name, mut data) = (String::new(), None);
            each(bytes, tensor, |field, place| {
                match field {
                    NAME => name = String::from_utf8_lossy(&bytes[place]).into_owned(),
                    FLOATS | SMALL | BYTES => data = Some(place),
                    _ => {}
                }
                Ok(())
            })?;
            if let Some(place) = data {
                found.insert(name, place);
            }
            Ok(())
        })
    })?;
    Ok(found)
}

/// Calls `take` with each field that holds bytes.
fn each(
    bytes: &[u8],
    within: Range<usize>,
    mut take: impl FnMut(u64, Range<usize>) -> Result<(), String>,
) -> Result<(), String> {
    let (mut at, end) = (within.start, within.end);
    while at < end {
        let key = number(bytes, &mut at)?;
        let length = match key & 7 {
            0 => {
                number(bytes, &mut at)?;
                continue;
            }
            1 => 8,
            5 => 4,
            2 => usize::try_from(number(bytes, &mut at)?).map_err(|_| "a field is too long")?,
            _ => return Err("it has a field of an unknown kind".into()),
        };
        let next = at.checked_add(length).filter(|next| *next <= end).ok_or("it is cut off")?;
        if key & 7 == 2 {
            take(key >> 3, at..next)?;
        }
        at = next;
    }
    Ok(())
}

fn number(bytes: &[u8], at: &mut usize) -> Result<u64, String> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at).ok_or("it is cut off")?;
        *at += 1;
        value |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err("it holds a number that is too long".into())
}
