//! `transpile_many`: many texts on all cores, without the interpreter.

use crate::{
    api::{transpile_with_programs, written, Job},
    imported,
};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    intern,
    prelude::*,
    pybacked::{PyBackedBytes, PyBackedStr},
    sync::PyOnceLock,
    types::{PyDict, PyList, PyString},
};
use sqlectic::{Error, Script};
use std::{
    collections::BTreeMap,
    iter,
    num::NonZero,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread::{self, available_parallelism},
};

/// How many texts a thread takes at a time; signals such as Ctrl-C wait so long.
const TURN: usize = 64;

/// Translates many texts, each by itself: a list of strings, or an array of strings of any package that speaks Arrow's
/// C data interface. `None` and missing items stay `None`.
///
/// Returns two lists as long as the texts: the statements of each text (as `transpile` returns them), `None` where it
/// failed; and the exception of each text, `None` where there is none.
#[pyfunction]
#[pyo3(signature = (sqls, read=None, write=None, identity=true, error_level=None, threads=0, **opts))]
#[expect(clippy::too_many_arguments, reason = "they are the function's keywords in Python")]
pub(crate) fn transpile_many<'py>(
    py: Python<'py>,
    sqls: &Bound<'py, PyAny>,
    read: Option<&Bound<'_, PyAny>>,
    write: Option<&Bound<'_, PyAny>>,
    identity: bool,
    error_level: Option<&Bound<'_, PyAny>>,
    threads: usize,
    opts: Option<&Bound<'_, PyDict>>,
) -> PyResult<(Bound<'py, PyList>, Bound<'py, PyList>)> {
    let texts = Texts::of(sqls)?;
    let texts = texts.items()?;
    let told = Told { results: PyList::empty(py), errors: PyList::empty(py) };
    match Job::new(py, "transpile_many", read, write, identity, error_level, opts)? {
        Some(job) => translate(py, &Queue { job, texts, next: AtomicUsize::new(0) }, jobs(threads), &told)?,
        // They need the interpreter: one after the other.
        None => {
            let write = written(read, write, identity);
            let one = |text: &str| transpile_with_programs(py, text, read, write, error_level, opts);
            texts.iter().try_for_each(|text| told.add(text.map(one)))?;
        }
    }
    Ok((told.results, told.errors))
}

/// What is returned.
struct Told<'py> {
    results: Bound<'py, PyList>,
    errors: Bound<'py, PyList>,
}

impl<'py> Told<'py> {
    /// Adds the statements of the next text, or its exception; nothing of a missing text.
    fn add(&self, told: Option<PyResult<Vec<impl IntoPyObject<'py>>>>) -> PyResult<()> {
        let (result, error) = match told {
            Some(Ok(statements)) => (Some(statements), None),
            Some(Err(error)) => (None, Some(error.into_value(self.results.py()))),
            None => (None, None),
        };
        self.results.append(result)?;
        self.errors.append(error)
    }
}

/// What came of the texts of a turn.
type Scripts = Vec<Option<Result<Script, Error>>>;

/// Where scripts go when their objects were made: the thread that allocated them frees them, since two that need the same part
/// of the allocator's memory wait for each other.
type Owner = Option<mpsc::Sender<Scripts>>;

/// Texts that threads take turns with.
struct Queue<'a> {
    job: Job,
    texts: Vec<Option<&'a str>>,
    /// The next turn.
    next: AtomicUsize,
}

impl Queue<'_> {
    /// Works off a turn, unless there is none left; returns which one it was.
    fn turn(&self) -> Option<(usize, Scripts)> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let texts = self.texts.chunks(TURN).nth(turn)?;
        Some((turn, texts.iter().map(|text| text.map(|text| self.job.run(text))).collect()))
    }

    /// Works off turns and sends what came of them, as long as there are any and somebody takes it.
    fn work(&self, done: &mpsc::Sender<(usize, Scripts, Owner)>) {
        let (back, spent) = mpsc::channel();
        while let Some((turn, scripts)) = self.turn() {
            if done.send((turn, scripts, Some(back.clone()))).is_err() {
                break;
            }
            spent.try_iter().for_each(drop);
        }
    }

    /// Makes the objects of a turn.
    fn tell(&self, turn: usize, scripts: &Scripts, told: &Told<'_>) -> PyResult<()> {
        let mut texts = self.texts[turn * TURN..].iter().zip(scripts);
        let py = told.results.py();
        texts.try_for_each(|(text, script)| {
            told.add(text.zip(script.as_ref()).map(|(text, script)| self.job.tell(py, text, script)))
        })
    }
}

/// Works the queue off in this thread and others, as far as any can be started; they stop when nobody waits for what they do.
/// Objects are made of what is finished, in the order of the texts.
fn translate(py: Python<'_>, queue: &Queue<'_>, threads: usize, told: &Told<'_>) -> PyResult<()> {
    thread::scope(|scope| {
        let (send, mut receive) = mpsc::channel();
        for _ in 1..threads.min(queue.texts.len().div_ceil(TURN)) {
            let send = send.clone();
            if thread::Builder::new().spawn_scoped(scope, move || queue.work(&send)).is_err() {
                break;
            }
        }
        drop(send);
        let (mut early, mut next) = (BTreeMap::new(), 0);
        loop {
            py.check_signals()?;
            let waiting = &mut receive;
            // When there is nothing left to do, others may be at it still.
            let own = || queue.turn().map(|(turn, scripts)| (turn, scripts, None));
            let Some(done) = py.detach(move || own().or_else(|| waiting.recv().ok())) else { return Ok(()) };
            for (turn, scripts, owner) in iter::once(done).chain(receive.try_iter()) {
                early.insert(turn, (scripts, owner));
            }
            while let Some((scripts, owner)) = early.remove(&next) {
                queue.tell(next, &scripts, told)?;
                // An owner that is through leaves them to this thread.
                owner.map(|owner| owner.send(scripts));
                next += 1;
            }
        }
    })
}

/// How many threads a call has; those of a pool that lives on would be lost in a process that forks.
fn jobs(threads: usize) -> usize {
    match threads {
        0 => available_parallelism().map_or(1, NonZero::get),
        given => given,
    }
}

/// Texts as they came from Python.
enum Texts {
    List(Vec<Option<PyBackedStr>>),
    Arrow(Vec<Chunk>),
}

impl Texts {
    fn of(object: &Bound<'_, PyAny>) -> PyResult<Texts> {
        static CHUNKS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let py = object.py();
        if object.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("expected several texts, not one"));
        }
        for method in [intern!(py, "__arrow_c_array__"), intern!(py, "__arrow_c_stream__")] {
            if object.hasattr(method)? {
                let chunks = imported(py, &CHUNKS, "sqlectic._arrow", "chunks")?.call1((object,))?;
                return Ok(Texts::Arrow(chunks.extract()?));
            }
        }
        object.try_iter()?.map(|item| item?.extract()).collect::<PyResult<_>>().map(Texts::List)
    }

    fn items(&self) -> PyResult<Vec<Option<&str>>> {
        match self {
            Texts::List(items) => Ok(items.iter().map(Option::as_deref).collect()),
            Texts::Arrow(chunks) => {
                let items = chunks.iter().flat_map(|chunk| (0..chunk.len).map(|i| chunk.item(i)));
                let broken = || PyValueError::new_err("the array of strings is not well formed");
                items.map(|item| item.map_err(|Broken| broken())).collect()
            }
        }
    }
}

/// A piece of an Arrow array of strings: what its buffers hold (see `_arrow.py`).
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Chunk {
    /// Whether the main buffer holds 16 bytes an item that tell where its text is, or else the offsets of texts.
    views: bool,
    /// The number of bytes of an item of the main buffer.
    width: usize,
    /// The position of the first item in the buffers.
    offset: usize,
    len: usize,
    /// A bit an item: whether it is there.
    validity: Option<PyBackedBytes>,
    main: PyBackedBytes,
    data: Vec<PyBackedBytes>,
}

/// What an array says of itself does not fit.
struct Broken;

impl Chunk {
    fn item(&self, i: usize) -> Result<Option<&str>, Broken> {
        let i = self.offset + i;
        if let Some(validity) = &self.validity {
            if validity.get(i / 8).ok_or(Broken)? >> (i % 8) & 1 == 0 {
                return Ok(None);
            }
        }
        let bytes = if self.views { self.viewed(i) } else { self.between(i) };
        std::str::from_utf8(bytes.ok_or(Broken)?).map(Some).map_err(|_| Broken)
    }

    /// The text between an offset and the next one.
    fn between(&self, i: usize) -> Option<&[u8]> {
        let (start, end) = (self.number(i * self.width, self.width)?, self.number((i + 1) * self.width, self.width)?);
        self.data.first()?.get(start..end)
    }

    /// The text that a view holds in itself, or tells the place of. A view is the length, then the text if that has up to
    /// 12 bytes, else its first 4 bytes, the number of a buffer, and the offset there.
    fn viewed(&self, i: usize) -> Option<&[u8]> {
        let at = i * self.width;
        let len = self.number(at, 4)?;
        if len <= 12 {
            return self.main.get(at + 4..at + 4 + len);
        }
        let start = self.number(at + 12, 4)?;
        self.data.get(self.number(at + 8, 4)?)?.get(start..start + len)
    }

    /// A number of so many bytes in the main buffer.
    fn number(&self, at: usize, width: usize) -> Option<usize> {
        let bytes = self.main.get(at..at + width)?;
        let mut all = [0; 8];
        all.get_mut(..bytes.len())?.copy_from_slice(bytes);
        usize::try_from(u64::from_le_bytes(all)).ok()
    }
}
