//! `cargo bench`: every step over every input.

#![allow(missing_docs, reason = "the macro of criterion makes a public function")]

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use sqlectic_benches::{inputs, Bench, Task};
use std::hint::black_box;

fn engine(criterion: &mut Criterion) {
    let inputs = match inputs::all() {
        Ok(inputs) => inputs,
        Err(error) => {
            eprintln!("skipped: {error}");
            return;
        }
    };
    for input in inputs {
        let mut group = criterion.benchmark_group(input.name);
        group.throughput(Throughput::Bytes(input.bytes() as u64));
        match Bench::new(input, ("duckdb", "snowflake")) {
            Ok(mut bench) => {
                for task in Task::STEPS {
                    group.bench_function(task.name(), |bencher| bencher.iter(|| black_box(bench.run(task))));
                }
            }
            Err(error) => eprintln!("skipped: {error}"),
        }
        group.finish();
    }
}

criterion_group!(benches, engine);
criterion_main!(benches);
