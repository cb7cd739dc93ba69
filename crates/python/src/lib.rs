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
mod options;
mod parser;
mod positions;
mod repr;
mod rules;
mod tokens;
mod walk;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::{
        analysis::{diff, knows_function, lexer_marks, parse_json_path, rewrite, tokenize_part},
        api::{parse, parse_one, tokenize, transpile},
        batch::transpile_many,
        builders::{column, to_identifier},
        classes::{call_package, class_by_key, class_names, expression_class},
        dialect::{date_parts, dialect_names, note_change, NativeDialect},
        doc::Doc,
        draft::{flag_names, renderer_parts, renderers_of, rule_methods, rules_of, Draft},
        generator::{GeneratorBase, Renderer},
        node::Expr,
        parser::{FunctionBuilder, ParserBase, Rule},
        tokens::{token_names, Token},
        walk::Walk,
    };
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
