//! The program; what it does is in the library.

use std::process::ExitCode;

/// Records are read into many small values that are soon dropped, by several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    agentlin_types_cli::main()
}
