//! A piece of work that is ready to run again and again.

use rustix::time::{clock_gettime, ClockId};
use std::hint::black_box;

/// Texts with their positions in the input.
pub type Texts = Vec<(usize, String)>;

/// Work with some texts.
pub struct Work {
    /// The positions of the texts that it takes.
    pub accepted: Vec<usize>,
    run: Box<dyn FnMut()>,
}

impl Work {
    /// Work with each text that `once` can do something with.
    pub fn with_texts<T>(mut texts: Texts, once: impl Fn(&str) -> Option<T> + 'static) -> Work {
        texts.retain(|(_, text)| once(text).is_some());
        let accepted = texts.iter().map(|(position, _)| *position).collect();
        Work { accepted, run: Box::new(move || texts.iter().for_each(|(_, text)| drop(black_box(once(text))))) }
    }

    /// Work with the tree of each text that can be parsed.
    pub fn with_trees<T: 'static, R>(
        texts: Texts,
        parse: impl Fn(&str) -> Option<T>,
        once: impl Fn(&T) -> R + 'static,
    ) -> Work {
        let trees = texts.iter().filter_map(|(position, text)| Some((*position, parse(text)?)));
        let trees: Vec<(usize, T)> = trees.collect();
        let accepted = trees.iter().map(|(position, _)| *position).collect();
        Work { accepted, run: Box::new(move || trees.iter().for_each(|(_, tree)| drop(black_box(once(tree))))) }
    }

    /// Seconds of processor time for so many runs.
    pub fn time(&mut self, runs: u64) -> f64 {
        let start = now();
        (0..runs).for_each(|_| (self.run)());
        now() - start
    }
}

fn now() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
