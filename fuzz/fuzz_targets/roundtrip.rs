//! What is written in a dialect is read in it, and written the same once more.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sqlectic::{dialects::DEFINITIONS, ErrorLevel, Transpiler};

fuzz_target!(|input: (u8, &str)| {
    let (dialect, sql) = input;
    let name = DEFINITIONS[usize::from(dialect) % DEFINITIONS.len()].name;
    let mut transpiler = Transpiler::new(name, name).expect("registered dialects exist");
    transpiler.generate.unsupported_level = ErrorLevel::Ignore;
    let Ok(script) = transpiler.run(sql) else { return };
    // What is kept as text is not understood, and neither is what is made of it.
    if !script.commands.is_empty() {
        return;
    }
    let once = script.text(0);
    let again = transpiler.run(&once).unwrap_or_else(|error| panic!("{once}\nis not read back: {error}"));
    assert_eq!(once, again.text(0));
});
