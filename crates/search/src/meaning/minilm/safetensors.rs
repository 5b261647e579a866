//! Reads a safetensors file: eight bytes of length, a JSON table of contents, the numbers.

use std::collections::HashMap;

use serde::Deserialize;

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    data_offsets: [usize; 2],
}

/// Where each tensor of 32-bit floats lies in the file, by name.
pub(super) fn contents(bytes: &[u8]) -> Result<HashMap<String, std::ops::Range<usize>>, String> {
    let head = bytes.first_chunk::<8>().ok_or("it is too short")?;
    let length = usize::try_from(u64::from_le_bytes(*head)).map_err(|_| "its table is too long")?;
    let end = length.checked_add(8).filter(|end| *end <= bytes.len()).ok_or("its table is cut off")?;
    let mut table: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&bytes[8..end]).map_err(|fault| fault.to_string())?;
    table.remove("__metadata__");
    let mut found = HashMap::new();
    for (name, value) in table {
        let entry: Entry = serde_json::from_value(value).map_err(|fault| fault.to_string())?;
        let [from, to] = entry.data_offsets;
        if entry.dtype == "F32" && from <= to && end + to <= bytes.len() {
            found.insert(name, end + from..end + to);
        }
    }
    Ok(found)
}
