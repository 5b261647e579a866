//! `lyceum`: see `lyceum --help`.

use std::process::ExitCode;

// The system allocator keeps one arena per thread, which costs private memory that a small server does not need.
// Huge pages would cost ten times what is used: see the feature in the list of dependencies.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    end_where_nobody_reads();
    lyceum::cli::run()
}

/// `lyceum … | head`: whoever read the answer has gone. That is no fault to tell of.
fn end_where_nobody_reads() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let words = panic.payload().downcast_ref::<String>().map_or("", String::as_str);
        if words.starts_with("failed printing to stdout") {
            std::process::exit(0);
        }
        told(panic);
    }));
}
