//! `lyceum`: see `lyceum --help`.

use std::process::ExitCode;

// The system allocator keeps one arena per thread, which costs private memory that a small server does not need.
// Huge pages would cost ten times what is used: see the feature in the list of dependencies.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    lyceum::cli::run()
}
