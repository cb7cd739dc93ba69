//! `sqlectic._native`: handles, conversions and exceptions between Python and the engine. No SQL knowledge here.
//!
//! The mechanism and its invariants are in this crate's README.

mod analysis;
mod api;
mod batch;
mod builders;
mod classes;
mod convert;
mod dialect;
mod doc;
mod draft;
mod edit;
mod errors;
mod extras;
mod generator;
mod limits;
mod live;
mod node;
mod notes;
mod objects;
mod options;
mod parser;
mod positions;
mod repr;
mod rules;
mod seed;
mod sweep;
mod tokens;
mod walk;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::{
        analysis::{diff, knows_function, lexer_marks, parse_json_path, rewrite, tokenize_part},
        api::{parse, parse_one, tokenize, transpile},
        batch::transpile_many,
        builders::{column, to_identifier},
        classes::{call_package, class_by_key, class_names, expression_class},
        dialect::{changes, date_parts, dialect_names, note_change, NativeDialect},
        doc::Doc,
        draft::{flag_names, renderer_parts, renderers_of, rule_methods, rules_of, Draft},
        generator::{GeneratorBase, Renderer},
        node::Expr,
        parser::{FunctionBuilder, ParserBase, Rule},
        sweep::sweep_from,
        tokens::{token_names, Token},
        walk::Walk,
    };

    #[pymodule_init]
    fn init(_module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        crate::keep_freed_memory();
        Ok(())
    }
}

/// What a script of some hundred kilobytes takes and gives back goes to the system each time, as glibc begins: a page fault
/// for every 4 kB of the next one, and a stop of all cores. Once a block as large as this one was freed, glibc keeps twice as much
/// (`M_MMAP_THRESHOLD` in mallopt(3)). Nothing of the block is touched.
fn keep_freed_memory() {
    const BLOCK: usize = 16 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(BLOCK)));
}

/// Something that Python modules of the package define, looked up once.
fn imported<'py>(
    py: Python<'py>,
    cell: &'static pyo3::sync::PyOnceLock<Py<PyAny>>,
    module: &str,
    name: &str,
) -> PyResult<&'py Bound<'py, PyAny>> {
    cell.get_or_try_init(py, || py.import(module)?.getattr(name).map(Bound::unbind)).map(|object| object.bind(py))
}
