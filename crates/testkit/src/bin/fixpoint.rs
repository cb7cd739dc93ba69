//! Lists recorded statements that are no fixpoint of their own dialect: `fixpoint DIR-or-FILE...`.

use sqlectic_testkit::{fixpoint, read_cases};
use std::collections::HashSet;

fn main() {
    let mut seen = HashSet::new();
    let (mut ok, mut bad) = (0, 0);
    for file in std::env::args().skip(1) {
        for case in read_cases(file.as_ref()).unwrap_or_default() {
            if !seen.insert((case.read.clone(), case.sql.clone())) {
                continue;
            }
            match fixpoint(&case.sql, &case.read) {
                Some(Err(message)) => {
                    bad += 1;
                    println!("[{}] {}\n    {message}", case.read, case.sql);
                }
                Some(Ok(())) => ok += 1,
                None => {}
            }
        }
    }
    println!("{ok} fixpoints, {bad} others");
}
