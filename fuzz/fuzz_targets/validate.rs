#![no_main]

use agentlin_types_fuzz::{readers, shared::targets};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    readers::validate(data, 1);
    // The same bytes as one payload.
    targets::validate(data.get(1..).unwrap_or_default());
});
