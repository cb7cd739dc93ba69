//! A dialect is a value: what the lexer, the parser and the generator are told, and what the optimizer needs to know.

mod parts;
mod styles;
mod time;

pub use parts::{date_part, PARTS};
pub use styles::convert_style;
pub use time::{TimeFormats, TimeTable};

use crate::{
    generator::{FunctionCase, GeneratorTables},
    lexer::LexerTables,
    limits::{Limit, LimitError, Limits},
    parser::ParserTables,
};
use sqlectic_ast::{Kind, NodeId, Tree};
use std::{borrow::Cow, sync::Arc};

/// How names without quotes are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Normalization {
    /// As if in lower case.
    #[default]
    Lowercase,
    /// As if in upper case.
    Uppercase,
    /// As written.
    CaseSensitive,
    /// Without regard to case, quoted names too.
    CaseInsensitive,
    /// The same, kept in upper case.
    CaseInsensitiveUppercase,
}

/// Where nulls stand in an order that doesn't say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum NullOrdering {
    /// As the smallest value.
    #[default]
    Small,
    /// As the largest value.
    Large,
    /// Always last.
    Last,
}

/// Whether a set operation without `ALL` or `DISTINCT` is distinct; nothing if it has to say so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SetOpDistinct {
    /// Of `EXCEPT`.
    pub except: Option<bool>,
    /// Of `INTERSECT`.
    pub intersect: Option<bool>,
    /// Of `UNION`.
    pub union: Option<bool>,
}

impl Default for SetOpDistinct {
    fn default() -> Self {
        SetOpDistinct { except: Some(true), intersect: Some(true), union: Some(true) }
    }
}

impl SetOpDistinct {
    /// The default of a kind of set operation.
    pub fn default_of(self, kind: Kind) -> Option<bool> {
        match kind {
            Kind::Except => self.except,
            Kind::Intersect => self.intersect,
            _ => self.union,
        }
    }
}

/// Tells the canonical name of an expression's data type, if the expression itself tells it.
pub type Infer = for<'t> fn(&'t Tree, NodeId) -> Option<&'t str>;

/// Tree rewrite that runs before generation, on a whole statement.
pub type Rewrite = fn(&mut Tree, NodeId, &Dialect) -> NodeId;

crate::settings! {
    /// What a dialect's constructs mean.
    pub struct SemanticFlags {
        /// Whether a table's alias stands after its sample clause.
        alias_post_tablesample: bool = false,
        /// Whether a table's alias stands after its version.
        alias_post_version: bool = true,
        /// Whether `ADD` is repeated for each column.
        alter_table_add_required_for_each_column: bool = true,
        /// Whether `DROP` is repeated for each column.
        alter_table_drop_required_for_each_column: bool = true,
        /// Whether `ALTER TABLE` may cascade.
        alter_table_supports_cascade: bool = false,
        /// Whether `ARRAY_AGG` keeps nulls.
        array_agg_includes_nulls: Option<bool> = Some(true),
        /// Whether array functions return null for null arrays.
        array_funcs_propagates_nulls: bool = false,
        /// Whether only ASCII letters are folded in names.
        ascii_only_normalization: bool = false,
        /// Whether byte strings are of a bytes type.
        byte_string_is_bytes_type: bool = false,
        /// Whether `CONCAT` treats null as an empty string.
        concat_coalesce: bool = false,
        /// Whether `CONCAT_WS` treats null as an empty string.
        concat_ws_coalesce: bool = false,
        /// Whether names of tables in paths compare with case, where other names do not.
        case_sensitive_paths: bool = false,
        /// Whether parameters of `COPY` are separated by commas.
        copy_params_are_csv: bool = true,
        /// Whether `||` joins strings (else it is `OR`).
        dpipe_is_string_concat: bool = true,
        /// Whether `ARRAY(...)` and `[...]` differ.
        has_distinct_array_constructors: bool = false,
        /// Whether hexadecimal strings are numbers.
        hex_string_is_integer_type: bool = false,
        /// Whether `HEX` writes lower-case digits.
        hex_lowercase: bool = false,
        /// The index of an array's first element.
        index_offset: i64 = 0,
        /// The characters that part words for `INITCAP`.
        initcap_default_delimiters: std::borrow::Cow<'static, str> =
            " \t\n\r\x0c\x0b!\"#$%&'()*+,\\-./:;<=>?@\\[\\]^_`{|}~".into(),
        /// Whether `INITCAP` takes delimiters.
        initcap_supports_custom_delimiters: bool = true,
        /// Whether `INTERSECT` binds tighter than `UNION` and `EXCEPT`.
        intersect_binds_tighter: bool = true,
        /// Whether extracting a scalar fails on what is no scalar.
        json_extract_scalar_scalar_only: bool = false,
        /// Signs that keys in JSON paths may have without quotes.
        json_path_name_chars: std::borrow::Cow<'static, str> = "".into(),
        /// Whether keys in JSON paths may start with a digit.
        json_path_names_start_with_digit: bool = false,
        /// Whether paths into JSON may be pointers, which start with a slash.
        json_path_pointers: bool = false,
        /// Whether numbers are keys in JSON paths.
        json_path_numbers_are_names: bool = false,
        /// Whether a dot without a key in a JSON path is a wildcard.
        json_path_single_dot_is_wildcard: bool = false,
        /// Whether `LEAST` and `GREATEST` pass over nulls.
        least_greatest_ignores_nulls: bool = true,
        /// Whether the base is the first argument of `LOG`; absent if there is none.
        log_base_first: Option<bool> = Some(true),
        /// Whether `a IS NOT b` is read as `NOT a IS b`.
        normalize_not_null: bool = true,
        /// Whether `ON EMPTY` stands before `ON ERROR`.
        on_condition_empty_before_error: bool = true,
        /// Whether columns stand before aliases in `HAVING`.
        prefer_cte_alias_column: bool = false,
        /// The group that `REGEXP_EXTRACT` returns by default.
        regexp_extract_default_group: i64 = 0,
        /// Whether division by zero is null.
        safe_division: bool = false,
        /// Whether joining strings with something else is an error.
        strict_string_concat: bool = false,
        /// Whether a malformed JSON path is an error.
        strict_json_path_syntax: bool = true,
        /// Whether columns may have a join mark `(+)`.
        supports_column_join_marks: bool = false,
        /// Whether arrays may have a fixed size.
        supports_fixed_size_arrays: bool = false,
        /// Whether `LIMIT ALL` exists.
        supports_limit_all: bool = false,
        /// Whether `ORDER BY ALL` exists.
        supports_order_by_all: bool = false,
        /// Whether `#1` refers to a column.
        supports_positional_column_refs: bool = false,
        /// Whether unknown type names are the user's types.
        supports_user_defined_types: bool = true,
        /// Whether `DEFAULT` may stand in `VALUES`.
        supports_values_default: bool = true,
        /// Whether the size of a sample is a percentage by default.
        tablesample_size_is_percent: bool = false,
        /// Whether `TRY_CAST` takes only strings.
        try_cast_requires_string: bool = false,
        /// Whether division of integers is integer division.
        typed_division: bool = false,
        /// Whether `UNNEST` makes a column and not a table.
        unnest_column_only: bool = false,
        /// Whether a UUID is a string.
        uuid_is_string_type: bool = false,
        /// By how many days the week starts after Monday (-1: Sunday).
        week_offset: i64 = 0,
    }
}

/// What a dialect's constructs mean.
#[derive(Clone, Debug, Default)]
pub struct Semantics {
    /// Switches.
    pub flags: SemanticFlags,
    /// How names without quotes are compared.
    pub normalization: Normalization,
    /// Where nulls stand in an order that doesn't say.
    pub null_ordering: NullOrdering,
    /// Whether set operations are distinct if they don't say.
    pub set_op_distinct: SetOpDistinct,
    /// How function names are written by default.
    pub normalize_functions: FunctionCase,
    /// Kinds of objects that another word stands for: `DATABASE` -> `SCHEMA`.
    pub creatable_kinds: Vec<(&'static str, &'static str)>,
}

/// Which dialect a text or a statement is really of, for systems that take definitions in one and queries in another.
#[derive(Clone, Copy, Debug)]
pub struct Deputy {
    /// The dialect of a text, if it is another.
    pub read: fn(&str) -> Option<Arc<Dialect>>,
    /// The dialect to write a statement in, if it is another.
    pub write: fn(&Tree, NodeId) -> Option<Arc<Dialect>>,
}

/// A SQL dialect. It extends another by starting from its value.
#[derive(Clone, Debug)]
pub struct Dialect {
    /// Its name; empty for the base.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// The names of the dialects it extends, nearest first.
    pub ancestors: Vec<String>,
    /// What the lexer is told.
    pub lexer: LexerTables,
    /// What the parser is told.
    pub parser: ParserTables,
    /// What the generator is told.
    pub generator: GeneratorTables,
    /// What its constructs mean.
    pub semantics: Semantics,
    /// What tells the types of expressions; by default nothing does.
    pub infer: Infer,
    /// How time formats are spelled.
    pub time: TimeFormats,
    /// Rewrites that run before generation, in order.
    pub rewrites: Vec<Rewrite>,
    /// What knows the dialect that stands in for this one; absent if none does.
    pub deputy: Option<Deputy>,
    /// Names of settings that may follow its name.
    pub setting_names: Vec<&'static str>,
    /// Settings that its name was followed by.
    pub settings: Vec<(String, String)>,
    /// Under which name nodes keep a function's name as it was written; empty if functions have the usual names.
    pub function_name_key: String,
}

impl Dialect {
    /// An empty dialect: the engine's defaults.
    pub fn empty() -> Dialect {
        Dialect {
            name: String::new(),
            title: String::new(),
            ancestors: Vec::new(),
            lexer: LexerTables::default(),
            parser: ParserTables::default(),
            generator: GeneratorTables::default(),
            semantics: Semantics::default(),
            infer: |_, _| None,
            time: TimeFormats::default(),
            rewrites: Vec::new(),
            deputy: None,
            setting_names: vec!["normalization_strategy", "version"],
            settings: Vec::new(),
            function_name_key: String::new(),
        }
    }

    /// A dialect that starts as this one under another name.
    pub fn extend(&self, name: &str) -> Dialect {
        let mut dialect = self.clone();
        dialect.ancestors.insert(0, std::mem::replace(&mut dialect.name, name.to_string()));
        dialect.title = name.to_string();
        dialect
    }

    /// Derives look-up tables; to be called after any change.
    pub fn compile(&mut self) {
        self.lexer.compile();
        self.parser.compile();
        self.generator.compile();
        self.time.compile();
        match self.semantics.normalize_functions {
            // What it extends reads and writes the same names.
            FunctionCase::Keep if !self.function_name_key.is_empty() => {}
            FunctionCase::Keep => self.function_name_key = format!("{}_name", self.name),
            _ => self.function_name_key.clear(),
        }
    }

    /// A name as it is compared with others.
    pub fn normalized<'n>(&self, name: &'n str, quoted: bool) -> Cow<'n, str> {
        let upper = match self.semantics.normalization {
            Normalization::CaseSensitive => return name.into(),
            Normalization::Lowercase | Normalization::Uppercase if quoted => return name.into(),
            Normalization::Lowercase | Normalization::CaseInsensitive => false,
            Normalization::Uppercase | Normalization::CaseInsensitiveUppercase => true,
        };
        match (upper, self.semantics.flags.ascii_only_normalization) {
            (false, false) => name.to_lowercase().into(),
            (false, true) => name.to_ascii_lowercase().into(),
            (true, false) => name.to_uppercase().into(),
            (true, true) => name.to_ascii_uppercase().into(),
        }
    }

    /// Brings a tree into this dialect's shape before generation; returns the root.
    pub fn prepare(&self, tree: &mut Tree, root: NodeId) -> NodeId {
        let unlimited = Limits { nodes: usize::MAX, growth: usize::MAX, ..Limits::default() };
        self.prepare_within(tree, root, &unlimited).unwrap_or(root)
    }

    /// The same within limits, which are looked at after each rewrite: the nodes that it made, and the time.
    pub fn prepare_within(&self, tree: &mut Tree, root: NodeId, limits: &Limits) -> Result<NodeId, LimitError> {
        if let Some(deputy) = self.deputy.and_then(|deputy| (deputy.write)(tree, root)) {
            return deputy.prepare_within(tree, root, limits);
        }
        let before = tree.len();
        // All that was read is no less than the statement; what that is, is not worth counting.
        let grown = limits.grown(before);
        let room = tree.set_room(Some(limits.nodes.min(grown).saturating_add(before)));
        let rewritten = self.rewritten(tree, root, limits, grown);
        tree.set_room(room);
        rewritten
    }

    fn rewritten(
        &self,
        tree: &mut Tree,
        mut root: NodeId,
        limits: &Limits,
        grown: usize,
    ) -> Result<NodeId, LimitError> {
        let (span, before) = (tree.span(root), tree.len());
        for rewrite in &self.rewrites {
            // Most rewrites look for something that most statements don't have.
            tree.note_kinds();
            root = rewrite(tree, root, self);
            let exceeded = match tree.len() - before {
                made if made > limits.nodes => Some(Limit::Nodes),
                made if made > grown => Some(Limit::Growth),
                _ => limits.overdue(),
            };
            if let Some(limit) = exceeded {
                return Err(limits.error(limit, span));
            }
        }
        Ok(root)
    }

    /// A setting that the dialect's name was followed by.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The version that stands behind the dialect's name (`version=1.2`); the newest if none does.
    pub fn version(&self) -> (u32, u32) {
        let Some(version) = self.setting("version") else { return (u32::MAX, 0) };
        let mut parts = version.split('.').map(|part| part.trim().parse().unwrap_or(0));
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
    }
}
