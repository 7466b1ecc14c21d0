//! The program; what it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    agentlin_types_cli::main()
}
