//! From the two published forms of the model to one network.

use std::collections::HashMap;
use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

use super::network::{DIMS, Layer, Network, Norm, Words};
use super::product::Linear;
use super::{onnx, safetensors};
use crate::meaning::model::{ModelFault, Variant};

const LAYERS: usize = 6;

/// Reads a file whose checksum was found right.
pub(super) fn read(path: &Path, variant: Variant) -> Result<Network, ModelFault> {
    let unreadable = |source| ModelFault::Unreadable { path: path.to_path_buf(), source };
    let file = File::open(path).map_err(unreadable)?;
    #[allow(unsafe_code)]
    // SAFETY: the file is only read; whoever changes a model file in place while the server runs
    // gets wrong vectors, and a shorter file ends the server, as with any mapped file.
    let bytes = Arc::new(unsafe { Mmap::map(&file) }.map_err(unreadable)?);
    let read = match variant {
        Variant::Int8 => read_int8(&bytes),
        Variant::F32 => read_f32(&bytes),
    };
    read.map_err(|why| ModelFault::DoesNotRun { path: path.to_path_buf(), why })
}

struct Tensors {
    bytes: Arc<Mmap>,
    places: HashMap<String, Range<usize>>,
}

impl Tensors {
    fn raw(&self, name: &str) -> Result<&[u8], String> {
        self.place(name).map(|place| &self.bytes[place])
    }

    fn place(&self, name: &str) -> Result<Range<usize>, String> {
        self.places.get(name).cloned().ok_or_else(|| format!("it has no {name}"))
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, String> {
        Ok(floats(self.raw(name)?).collect())
    }

    fn norm(&self, scale: &str, shift: &str) -> Result<Norm, String> {
        Ok(Norm { scale: self.floats(scale)?, shift: self.floats(shift)? })
    }
}

fn floats(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// The ONNX form names its tensors by their order: twenty a layer.
fn read_int8(bytes: &Arc<Mmap>) -> Result<Network, String> {
    let tensors = Tensors { bytes: bytes.clone(), places: onnx::contents(bytes)? };
    let linear = |number: usize| -> Result<Linear, String> {
        let bias = tensors.floats(&format!("c{}", number + 1))?;
        let scales = tensors.floats(&format!("c{number}_scale"))?;
        let raw = tensors.raw(&format!("c{number}_quantized"))?;
        let (outputs, inputs) = (bias.len(), raw.len() / bias.len().max(1));
        let rows = (0..outputs).flat_map(|row| (0..inputs).map(move |at| raw[at * outputs + row].cast_signed()));
        Ok(Linear { inputs, rows: rows.collect(), scales, bias })
    };
    let norm = |number: usize| tensors.norm(&format!("c{number}"), &format!("c{}", number + 1));
    let layers = (0..LAYERS).map(|layer| {
        let first = 11 + 20 * layer;
        Ok(Layer {
            query: linear(first)?,
            key: linear(first + 2)?,
            value: linear(first + 4)?,
            joined: linear(first + 7)?,
            after_attention: norm(first + 9)?,
            wide: linear(first + 11)?,
            narrow: linear(first + 16)?,
            after_wide: norm(first + 18)?,
        })
    });
    let scale = *tensors.floats("word_emb_scale")?.first().ok_or("it has no scale of words")?;
    let zero = f32::from(*tensors.raw("word_emb_zero_point")?.first().ok_or("it has no zero of words")?);
    let (place, file) = (tensors.place("word_emb_quantized")?, bytes.clone());
    let words: Words = Box::new(move |piece, out| {
        let from = place.start + usize::from(piece) * DIMS;
        out.iter_mut().zip(&file[from..from + DIMS]).for_each(|(x, byte)| *x = (f32::from(*byte) - zero) * scale);
    });
    Ok(Network {
        words,
        places: tensors.floats("pos")?,
        first: norm(4)?,
        layers: layers.collect::<Result<_, String>>()?,
    })
}

fn read_f32(bytes: &Arc<Mmap>) -> Result<Network, String> {
    let tensors = Tensors { bytes: bytes.clone(), places: safetensors::contents(bytes)? };
    let linear = |name: String| -> Result<Linear, String> {
        let bias = tensors.floats(&format!("{name}.bias"))?;
        let weights = tensors.floats(&format!("{name}.weight"))?;
        Ok(rounded(&weights, bias))
    };
    let norm = |name: String| tensors.norm(&format!("{name}.LayerNorm.weight"), &format!("{name}.LayerNorm.bias"));
    let layers = (0..LAYERS).map(|layer| {
        let name = |part: &str| format!("encoder.layer.{layer}.{part}");
        Ok(Layer {
            query: linear(name("attention.self.query"))?,
            key: linear(name("attention.self.key"))?,
            value: linear(name("attention.self.value"))?,
            joined: linear(name("attention.output.dense"))?,
            after_attention: norm(name("attention.output"))?,
            wide: linear(name("intermediate.dense"))?,
            narrow: linear(name("output.dense"))?,
            after_wide: norm(name("output"))?,
        })
    });
    let kind = tensors.floats("embeddings.token_type_embeddings.weight")?;
    let mut places = tensors.floats("embeddings.position_embeddings.weight")?;
    for place in places.chunks_exact_mut(DIMS) {
        place.iter_mut().zip(&kind).for_each(|(x, kind)| *x += kind);
    }
    let (place, file) = (tensors.place("embeddings.word_embeddings.weight")?, bytes.clone());
    let words: Words = Box::new(move |piece, out| {
        let from = place.start + usize::from(piece) * DIMS * 4;
        out.iter_mut().zip(floats(&file[from..from + DIMS * 4])).for_each(|(x, number)| *x = number);
    });
    Ok(Network { words, places, first: norm("embeddings".into())?, layers: layers.collect::<Result<_, String>>()? })
}

/// Rounds each row to whole numbers of 8 bits.
fn rounded(weights: &[f32], bias: Vec<f32>) -> Linear {
    let inputs = weights.len() / bias.len().max(1);
    let (mut rows, mut scales) = (Vec::with_capacity(weights.len()), Vec::with_capacity(bias.len()));
    for row in weights.chunks_exact(inputs) {
        let scale = row.iter().fold(1e-20_f32, |top, x| top.max(x.abs())) / 127.0;
        rows.extend(row.iter().map(|x| (x / scale).round() as i8));
        scales.push(scale);
    }
    Linear { inputs, rows, scales, bias }
}
