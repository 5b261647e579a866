//! Matrix products in small whole numbers.
//!
//! A weight has 8 bits and an input 14: a sum over the 1,536 inputs of the widest layer stays below
//! 2^31, and the inputs lose nothing that matters.

/// A layer `y = Wx + b`: row after row of weights, one scale a row.
pub(super) struct Linear {
    pub inputs: usize,
    pub rows: Vec<i8>,
    pub scales: Vec<f32>,
    pub bias: Vec<f32>,
}

/// How many texts' words are multiplied with a row of weights while it is at hand.
const TOGETHER: usize = 4;
const TOP: f32 = 8_191.0;

/// Inputs rounded to whole numbers, one scale a word.
#[derive(Default)]
pub(super) struct Rounded {
    numbers: Vec<i16>,
    scales: Vec<f32>,
}

impl Rounded {
    /// Rounds the inputs of several words, `width` numbers each. The places up to the next full
    /// group of words are filled with zeros.
    #[inline(always)]
    pub(super) fn fill(&mut self, inputs: &[f32], width: usize) {
        self.numbers.clear();
        self.scales.clear();
        for word in inputs.chunks_exact(width) {
            let top = word.iter().fold(1e-20_f32, |top, x| top.max(x.abs()));
            let times = TOP / top;
            self.scales.push(top / TOP);
            // Adding and taking away this number rounds to whole ones without a slow call.
            self.numbers.extend(word.iter().map(|x| ((x * times + 12_582_912.0) - 12_582_912.0) as i16));
        }
        let words = self.scales.len().next_multiple_of(TOGETHER);
        self.numbers.resize(words * width, 0);
    }
}

impl Linear {
    /// The products for all words of `inputs`, one after the other.
    #[inline(always)]
    pub(super) fn apply(&self, inputs: &Rounded, out: &mut Vec<f32>) {
        let (width, height, words) = (self.inputs, self.scales.len(), inputs.scales.len());
        out.clear();
        out.resize(words * height, 0.0);
        for (group, numbers) in inputs.numbers.chunks_exact(width * TOGETHER).enumerate() {
            let first = group * TOGETHER;
            for (at, row) in self.rows.chunks_exact(width).enumerate() {
                let sums = dots(row, numbers, width);
                for (word, sum) in (first..words.min(first + TOGETHER)).zip(sums) {
                    out[word * height + at] = sum as f32 * (inputs.scales[word] * self.scales[at]) + self.bias[at];
                }
            }
        }
    }
}

#[inline(always)]
fn dots(row: &[i8], numbers: &[i16], width: usize) -> [i32; TOGETHER] {
    let (a, rest) = numbers.split_at(width);
    let (b, rest) = rest.split_at(width);
    let (c, d) = rest.split_at(width);
    let mut sums = [0_i32; TOGETHER];
    for ((((&w, &a), &b), &c), &d) in row.iter().zip(a).zip(b).zip(c).zip(d) {
        let w = i32::from(w);
        sums[0] += w * i32::from(a);
        sums[1] += w * i32::from(b);
        sums[2] += w * i32::from(c);
        sums[3] += w * i32::from(d);
    }
    sums
}
