//! Any bytes, in any pair of dialects and at any level: nothing panics.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sqlectic::{dialects::DEFINITIONS, ErrorLevel, Transpiler};

const LEVELS: [ErrorLevel; 4] = [ErrorLevel::Immediate, ErrorLevel::Raise, ErrorLevel::Warn, ErrorLevel::Ignore];

fuzz_target!(|input: (u8, u8, u8, &str)| {
    let (read, write, flags, sql) = input;
    let name = |i: u8| DEFINITIONS[usize::from(i) % DEFINITIONS.len()].name;
    let mut transpiler = Transpiler::new(name(read), name(write)).expect("registered dialects exist");
    transpiler.parse.error_level = LEVELS[usize::from(flags) % 4];
    transpiler.generate.pretty = flags & 4 != 0;
    transpiler.generate.unsupported_level = ErrorLevel::Ignore;
    let _ = transpiler.run(sql);
});
