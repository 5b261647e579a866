//! The layers: embeddings, six times attention and a wide layer, then the mean over the words.

use super::product::{Linear, Rounded};
use crate::meaning::make_unit;

pub(super) const DIMS: usize = 384;
const HEADS: usize = 12;
const HEAD: usize = DIMS / HEADS;

/// Scale and shift of a normalisation.
pub(super) struct Norm {
    pub scale: Vec<f32>,
    pub shift: Vec<f32>,
}

pub(super) struct Layer {
    pub query: Linear,
    pub key: Linear,
    pub value: Linear,
    pub joined: Linear,
    pub after_attention: Norm,
    pub wide: Linear,
    pub narrow: Linear,
    pub after_wide: Norm,
}

/// Writes the embedding of a word piece.
pub(super) type Words = Box<dyn Fn(u16, &mut [f32]) + Send + Sync>;

pub(super) struct Network {
    pub words: Words,
    /// By place in the text, `DIMS` numbers each.
    pub places: Vec<f32>,
    pub first: Norm,
    pub layers: Vec<Layer>,
}

impl Network {
    /// The vector of a text, of unit length.
    pub(super) fn embed(&self, pieces: &[u16]) -> Vec<f32> {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
            #[allow(unsafe_code)]
            // SAFETY: the processor was just asked for both features.
            return unsafe { self.embed_wide(pieces) };
        }
        self.embed_anywhere(pieces)
    }

    /// The same code, compiled for processors with wide registers: four times as fast.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn embed_wide(&self, pieces: &[u16]) -> Vec<f32> {
        self.embed_anywhere(pieces)
    }

    #[inline(always)]
    fn embed_anywhere(&self, pieces: &[u16]) -> Vec<f32> {
        let mut words = vec![0.0; pieces.len() * DIMS];
        for (place, (word, &piece)) in words.chunks_exact_mut(DIMS).zip(pieces).enumerate() {
            (self.words)(piece, word);
            add(word, &self.places[place * DIMS..(place + 1) * DIMS]);
        }
        self.first.apply(&mut words);
        let mut room = Room::default();
        for layer in &self.layers {
            layer.apply(&mut words, &mut room);
        }
        let mut mean = vec![0.0; DIMS];
        words.chunks_exact(DIMS).for_each(|word| add(&mut mean, word));
        make_unit(&mut mean);
        mean
    }
}

/// What a layer needs while it works, kept from layer to layer.
#[derive(Default)]
struct Room {
    rounded: Rounded,
    query: Vec<f32>,
    key: Vec<f32>,
    value: Vec<f32>,
    mixed: Vec<f32>,
    out: Vec<f32>,
    weights: Vec<f32>,
}

impl Layer {
    #[inline(always)]
    fn apply(&self, words: &mut [f32], room: &mut Room) {
        room.rounded.fill(words, DIMS);
        self.query.apply(&room.rounded, &mut room.query);
        self.key.apply(&room.rounded, &mut room.key);
        self.value.apply(&room.rounded, &mut room.value);
        attend(room);
        room.rounded.fill(&room.mixed, DIMS);
        self.joined.apply(&room.rounded, &mut room.out);
        add(words, &room.out);
        self.after_attention.apply(words);

        room.rounded.fill(words, DIMS);
        self.wide.apply(&room.rounded, &mut room.mixed);
        room.mixed.iter_mut().for_each(|x| *x = gelu(*x));
        room.rounded.fill(&room.mixed, self.narrow.inputs);
        self.narrow.apply(&room.rounded, &mut room.out);
        add(words, &room.out);
        self.after_wide.apply(words);
    }
}

/// Each word takes from every word's value as much as its query fits that word's key.
#[inline(always)]
fn attend(room: &mut Room) {
    let count = room.query.len() / DIMS;
    room.mixed.clear();
    room.mixed.resize(room.query.len(), 0.0);
    room.weights.resize(count, 0.0);
    for head in 0..HEADS {
        let part = |word: usize| word * DIMS + head * HEAD..word * DIMS + (head + 1) * HEAD;
        for word in 0..count {
            let query = &room.query[part(word)];
            for (other, weight) in room.weights.iter_mut().enumerate() {
                *weight = dot(query, &room.key[part(other)]) * (1.0 / 5.656_854_5);
            }
            softmax(&mut room.weights);
            let mixed = &mut room.mixed[part(word)];
            for (other, weight) in room.weights.iter().enumerate() {
                let value = &room.value[part(other)];
                mixed.iter_mut().zip(value).for_each(|(sum, x)| *sum += weight * x);
            }
        }
    }
}

impl Norm {
    #[inline(always)]
    fn apply(&self, words: &mut [f32]) {
        for word in words.chunks_exact_mut(DIMS) {
            let mean = sum(word.iter().copied()) / DIMS as f32;
            let spread = sum(word.iter().map(|x| (x - mean) * (x - mean))) / DIMS as f32;
            let by = 1.0 / (spread + 1e-12).sqrt();
            for ((x, scale), shift) in word.iter_mut().zip(&self.scale).zip(&self.shift) {
                *x = (*x - mean) * by * scale + shift;
            }
        }
    }
}

#[inline(always)]
fn add(to: &mut [f32], more: &[f32]) {
    to.iter_mut().zip(more).for_each(|(sum, x)| *sum += x);
}

#[inline(always)]
fn sum(numbers: impl Iterator<Item = f32>) -> f32 {
    numbers.sum()
}

/// In eight lanes, which the compiler turns into one register.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    lanes.iter().sum()
}

#[inline(always)]
fn softmax(weights: &mut [f32]) {
    let top = weights.iter().fold(f32::MIN, |top, x| top.max(*x));
    weights.iter_mut().for_each(|x| *x = exp(*x - top));
    let by = 1.0 / weights.iter().sum::<f32>();
    weights.iter_mut().for_each(|x| *x *= by);
}

/// e^x to about seven digits, in steps that the compiler can do for eight numbers at once.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0) * std::f32::consts::LOG2_E;
    let whole = (x + 12_582_912.0) - 12_582_912.0;
    let part = (x - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + part * (1.0 + part * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part * (1.0 / 120.0 + part / 720.0)))));
    series * f32::from_bits(((whole as i32 + 127) << 23) as u32)
}

/// x times the share of a normal distribution below x (erf by Abramowitz and Stegun 7.1.26).
#[inline(always)]
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let series = t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_8 + t * (-1.453_152 + t * 1.061_405_4))));
    let erf = (1.0 - series * exp(-z * z)).copysign(x);
    0.5 * x * (1.0 + erf)
}
