//! The inner loops: products of bytes and differing bits, with the machine's wide instructions where it has them.

/// Sum of the products of signed bytes. Slices of the same length.
#[inline]
pub fn dot(row: &[u8], asked: &[i8]) -> i32 {
    #[cfg(target_arch = "x86_64")]
    if row.len() == asked.len() && row.len().is_multiple_of(16) && std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the instructions are there, and both slices hold a multiple of 16 bytes of the same length.
        #[allow(unsafe_code)]
        return unsafe { dot_avx2(row, asked) };
    }
    #[cfg(target_arch = "aarch64")]
    if row.len() == asked.len() && row.len() % 16 == 0 && std::arch::is_aarch64_feature_detected!("neon") {
        // SAFETY: as above.
        #[allow(unsafe_code)]
        return unsafe { dot_neon(row, asked) };
    }
    dot_plain(row, asked)
}

pub fn dot_plain(row: &[u8], asked: &[i8]) -> i32 {
    row.iter().zip(asked).map(|(a, b)| i32::from(*a as i8) * i32::from(*b)).sum()
}

/// # Safety
/// AVX2 must be there; both slices of the same length, a multiple of 16.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[allow(unsafe_code)]
unsafe fn dot_avx2(row: &[u8], asked: &[i8]) -> i32 {
    use std::arch::x86_64::*;
    let mut sum = _mm256_setzero_si256();
    for at in (0..row.len()).step_by(16) {
        // SAFETY: at + 16 is within both slices; unaligned loads.
        let (a, b) =
            unsafe { (_mm_loadu_si128(row.as_ptr().add(at).cast()), _mm_loadu_si128(asked.as_ptr().add(at).cast())) };
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_cvtepi8_epi16(a), _mm256_cvtepi8_epi16(b)));
    }
    let half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256::<1>(sum));
    let quarter = _mm_add_epi32(half, _mm_shuffle_epi32::<0b01_00_11_10>(half));
    _mm_cvtsi128_si32(_mm_add_epi32(quarter, _mm_shuffle_epi32::<0b10_11_00_01>(quarter)))
}

/// # Safety
/// NEON must be there; both slices of the same length, a multiple of 16.
#[cfg(target_arch = "aarch64")]
#[target_feature(enable = "neon")]
#[allow(unsafe_code)]
unsafe fn dot_neon(row: &[u8], asked: &[i8]) -> i32 {
    use std::arch::aarch64::*;
    let mut sum = vdupq_n_s32(0);
    for at in (0..row.len()).step_by(16) {
        // SAFETY: at + 16 is within both slices.
        let (a, b) = unsafe { (vld1q_s8(row.as_ptr().add(at).cast()), vld1q_s8(asked.as_ptr().add(at))) };
        sum = vpadalq_s16(sum, vmull_s8(vget_low_s8(a), vget_low_s8(b)));
        sum = vpadalq_s16(sum, vmull_s8(vget_high_s8(a), vget_high_s8(b)));
    }
    vaddvq_s32(sum)
}

/// Adds `scale` × row to the sum, number by number. Slices of the same length.
#[inline]
pub fn add_scaled(row: &[u8], scale: f32, sum: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
        // SAFETY: the instructions are there.
        #[allow(unsafe_code)]
        return unsafe { add_scaled_avx2(row, scale, sum) };
    }
    add_scaled_plain(row, scale, sum);
}

/// # Safety
/// AVX2 and FMA must be there.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[allow(unsafe_code)]
unsafe fn add_scaled_avx2(row: &[u8], scale: f32, sum: &mut [f32]) {
    add_scaled_plain(row, scale, sum);
}

#[inline(always)]
fn add_scaled_plain(row: &[u8], scale: f32, sum: &mut [f32]) {
    for (total, byte) in sum.iter_mut().zip(row) {
        *total += f32::from(byte.cast_signed()) * scale;
    }
}

/// How many bits of each code differ from those asked for: one number a code.
pub fn differing_bits(codes: &[u8], asked: &[u64], into: &mut Vec<u16>) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("popcnt") {
        // SAFETY: the instruction is there.
        #[allow(unsafe_code)]
        return unsafe { differing_popcnt(codes, asked, into) };
    }
    differing_plain(codes, asked, into);
}

/// # Safety
/// POPCNT must be there.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "popcnt")]
#[allow(unsafe_code)]
unsafe fn differing_popcnt(codes: &[u8], asked: &[u64], into: &mut Vec<u16>) {
    differing_plain(codes, asked, into);
}

#[inline(always)]
fn differing_plain(codes: &[u8], asked: &[u64], into: &mut Vec<u16>) {
    let word = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().unwrap_or([0; 8]));
    if let [a, b, c, d] = *asked {
        into.extend(codes.chunks_exact(32).map(|code| {
            let first = (word(&code[..8]) ^ a).count_ones() + (word(&code[8..16]) ^ b).count_ones();
            (first + (word(&code[16..24]) ^ c).count_ones() + (word(&code[24..32]) ^ d).count_ones()) as u16
        }));
        return;
    }
    into.extend(codes.chunks_exact(asked.len().max(1) * 8).map(|code| {
        code.chunks_exact(8).zip(asked).map(|(bytes, asked)| (word(bytes) ^ asked).count_ones()).sum::<u32>() as u16
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_wide_product_equals_the_plain_one(pairs in prop::collection::vec((any::<u8>(), any::<i8>()), 0..400)) {
            for length in [pairs.len(), pairs.len() / 16 * 16] {
                let (row, asked): (Vec<u8>, Vec<i8>) = pairs[..length].iter().copied().unzip();
                prop_assert_eq!(dot(&row, &asked), dot_plain(&row, &asked));
            }
        }

        #[test]
        fn differing_bits_are_counted_the_same_at_every_width(words in prop::collection::vec(any::<u64>(), 12), wide in 1usize..7) {
            let codes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
            let mut counted = Vec::new();
            differing_bits(&codes, &words[..wide], &mut counted);
            let expected: Vec<u16> = words.chunks_exact(wide)
                .map(|code| code.iter().zip(&words).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>() as u16).collect();
            prop_assert_eq!(counted, expected);
        }
    }
}
