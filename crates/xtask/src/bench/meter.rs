//! CPU and memory of another process, read from /proc.

use std::fs;

/// Nanoseconds that a process has run, all its threads together, the ended ones too.
///
/// Read from its CPU clock: the kernel's clock id of another process is `!pid << 3 | 2` (clock_getcpuclockid(3)).
#[allow(unsafe_code)]
pub fn cpu_ns(pid: u32) -> u64 {
    #[repr(C)]
    struct Time {
        seconds: i64,
        nanoseconds: i64,
    }
    unsafe extern "C" {
        fn clock_gettime(clock: i32, time: *mut Time) -> i32;
    }
    let mut time = Time { seconds: 0, nanoseconds: 0 };
    // SAFETY: the C library is linked by std; `time` is a valid timespec of 64-bit Linux for the whole call.
    let done = unsafe { clock_gettime(!(pid as i32) << 3 | 2, &raw mut time) };
    if done == 0 { time.seconds as u64 * 1_000_000_000 + time.nanoseconds as u64 } else { 0 }
}

/// Bytes that belong to this process alone.
pub fn private_bytes(pid: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    private_kilobytes(&rollup) * 1024
}

/// The most memory that it ever had, in bytes, what it shares included.
pub fn most_bytes(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(first_number).unwrap_or(0) * 1024
}

fn private_kilobytes(rollup: &str) -> u64 {
    rollup
        .lines()
        .filter(|line| line.starts_with("Private_Clean:") || line.starts_with("Private_Dirty:"))
        .filter_map(|line| first_number(line.split_once(':')?.1))
        .sum()
}

fn first_number(text: &str) -> Option<u64> {
    text.split_whitespace().next()?.parse().ok()
}

/// The middle of the figures; none of them is thrown away by hand.
pub fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match figures.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => figures[middle],
        _ => f64::midpoint(figures[middle - 1], figures[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_done_here_is_counted() {
        let before = cpu_ns(std::process::id());
        let sum = (0..3_000_000u64).fold(0u64, |sum, n| std::hint::black_box(sum.wrapping_mul(31) + n));
        assert!(cpu_ns(std::process::id()) > before, "{sum}");
    }

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&mut [9.0, 1.0, 5.0]), 5.0);
        assert_eq!(median(&mut [1.0, 2.0, 4.0, 100.0]), 3.0);
        assert!(median(&mut []).is_nan());
    }

    #[test]
    fn private_memory_is_clean_and_dirty_together() {
        assert_eq!(
            private_kilobytes("Rss: 90 kB\nPrivate_Clean: 12 kB\nPrivate_Dirty: 30 kB\nPrivate_Hugetlb: 5 kB\n"),
            42
        );
    }
}
