#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| agentlin_types_fuzz::readers::redact(data));
