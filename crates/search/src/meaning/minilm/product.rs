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

/// The products of a row with the numbers of [`TOGETHER`] words, `width` each.
#[inline(always)]
fn dots(row: &[i8], numbers: &[i16], width: usize) -> [i32; TOGETHER] {
    #[cfg(target_arch = "x86_64")]
    if width.is_multiple_of(16)
        && row.len() == width
        && numbers.len() == width * TOGETHER
        && std::is_x86_feature_detected!("avx2")
    {
        #[allow(unsafe_code)]
        // SAFETY: the processor was just asked, and the lengths are as the function wants them.
        return unsafe { dots_wide(row, numbers, width) };
    }
    dots_plain(row, numbers, width)
}

/// Sixteen products at once, added in pairs: the compiler does not find this instruction by itself, and without it a
/// title takes four times as long.
///
/// # Safety
/// AVX2 must be there; `width` is a multiple of 16, the row has so many numbers and the words have four times as many.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
#[allow(unsafe_code)]
unsafe fn dots_wide(row: &[i8], numbers: &[i16], width: usize) -> [i32; TOGETHER] {
    use std::arch::x86_64::*;
    let mut sums = [_mm256_setzero_si256(); TOGETHER];
    for at in (0..width).step_by(16) {
        // SAFETY: `at + 16` is within the row; unaligned load.
        let weights = _mm256_cvtepi8_epi16(unsafe { _mm_loadu_si128(row.as_ptr().add(at).cast()) });
        for (word, sum) in sums.iter_mut().enumerate() {
            // SAFETY: `word * width + at + 16` is within the numbers; unaligned load.
            let inputs = unsafe { _mm256_loadu_si256(numbers.as_ptr().add(word * width + at).cast()) };
            *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(weights, inputs));
        }
    }
    sums.map(|sum| {
        let half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256::<1>(sum));
        let quarter = _mm_add_epi32(half, _mm_shuffle_epi32::<0b01_00_11_10>(half));
        _mm_cvtsi128_si32(_mm_add_epi32(quarter, _mm_shuffle_epi32::<0b10_11_00_01>(quarter)))
    })
}

fn dots_plain(row: &[i8], numbers: &[i16], width: usize) -> [i32; TOGETHER] {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_plain_products_are_the_same() {
        for width in [16, 384, 1_536] {
            let row: Vec<i8> = (0..width).map(|at| (at * 37 % 255) as u8 as i8).collect();
            let numbers: Vec<i16> = (0..width * TOGETHER).map(|at| ((at * 7_919) % 16_383) as i16 - 8_191).collect();
            assert_eq!(dots(&row, &numbers, width), dots_plain(&row, &numbers, width), "{width}");
        }
    }
}
