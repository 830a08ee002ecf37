#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| readybook_fuzz::yaml(data));
