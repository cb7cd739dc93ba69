//! The claim `repetition`; see `tests/src/fuzz/`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sqlectic_tests::fuzz::run("repetition", data));
