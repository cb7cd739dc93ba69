//! Many texts on all cores.

use crate::{Error, Script, Transpiler};
use rayon::prelude::*;

/// Runs `work` on every item, on `jobs` threads (as many as there are cores if 0); results stand in the items' order.
pub fn parallel<I: Sync, O: Send>(items: &[I], jobs: usize, work: impl Fn(&I) -> O + Sync + Send) -> Vec<O> {
    if items.len() < 2 || jobs == 1 {
        return items.iter().map(work).collect();
    }
    let run = || items.par_iter().map(&work).collect();
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) if jobs > 0 => pool.install(run),
        // The shared pool has a thread a core; it also serves where no thread can be started.
        _ => run(),
    }
}

/// Translates many texts on all cores; each has its own result, in the texts' order.
pub fn transpile_many<S: AsRef<str> + Sync>(texts: &[S], transpiler: &Transpiler) -> Vec<Result<Script, Error>> {
    parallel(texts, 0, |text| transpiler.run(text.as_ref()))
}
