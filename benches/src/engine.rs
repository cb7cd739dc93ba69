//! `cargo bench`: lex, parse, generate, transpile over TPC-H and TPC-DS.

#![allow(missing_docs, reason = "the macro of criterion makes a public function")]

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use sqlectic_benches::{Suite, Task, PAIR, SUITES};
use std::hint::black_box;

fn engine(criterion: &mut Criterion) {
    for name in SUITES {
        let suite = match Suite::load(name, PAIR) {
            Ok(suite) => suite,
            Err(error) => {
                eprintln!("skipped: {error}");
                continue;
            }
        };
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(suite.bytes() as u64));
        for task in Task::ALL {
            group.bench_function(task.name(), |bencher| bencher.iter(|| black_box(suite.run(task))));
        }
        let mut trees = suite.trees();
        group.bench_function("generate", |bencher| bencher.iter(|| black_box(suite.generate(&mut trees))));
        group.finish();
    }
}

criterion_group!(benches, engine);
criterion_main!(benches);
