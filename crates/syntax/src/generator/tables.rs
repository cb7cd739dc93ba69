//! What a dialect tells the generator.

use super::{
    alter, analyze, clauses, constraints, copy, ddl, dml, expr, foreign, functions, json_path, merge, pivot,
    procedural, properties, query, relation, render_by_table, session, statements, strings, template::Templates, types,
    Generator, Part, Parts,
};
use crate::names::NameTable;
use rustc_hash::FxHashMap;
use sqlectic_ast::{Arg, ArgSet, Kind, NodeId};
use std::sync::{Arc, LazyLock};

/// Writes a node.
pub type RenderFn = fn(&mut Generator<'_>, NodeId);

/// A clause of a query.
#[derive(Clone, Copy, Debug)]
pub enum Clause {
    /// What a function writes of a query that has the argument.
    Of(Arg, RenderFn),
    /// A part, which writes nothing of a query without these arguments unless it is replaced.
    Part(ArgSet, Part),
}

/// How nodes of a kind are written.
#[derive(Clone)]
pub enum Render {
    /// By a function.
    Native(RenderFn),
    /// As a call of that name, arguments by position.
    Name(&'static str),
    /// As an infix operator.
    Operator(&'static str),
    /// As these words.
    Word(&'static str),
    /// As these words and, after a blank, its `this`.
    After(&'static str),
    /// As an expression in the dialect's own spelling, where a column stands for the argument of that name.
    Template(&'static str),
    /// By a closure, for dialects that are made at run time.
    Dynamic(Arc<dyn Fn(&mut Generator<'_>, NodeId) + Send + Sync>),
}

impl std::fmt::Debug for Render {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Render::Native(_) => f.write_str("function"),
            Render::Name(text)
            | Render::Operator(text)
            | Render::Word(text)
            | Render::After(text)
            | Render::Template(text) => f.write_str(text),
            Render::Dynamic(_) => f.write_str("closure"),
        }
    }
}

/// Where a property stands in `CREATE`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Location {
    /// Between `CREATE` and the kind: `CREATE TEMPORARY TABLE`.
    PostCreate,
    /// After the name.
    PostName,
    /// After the columns.
    PostSchema,
    /// After the columns, in `WITH (...)`.
    PostWith,
    /// After `WITH (...)`.
    AfterWith,
    /// Before the query, after the alias.
    PostAlias,
    /// At the end.
    PostExpression,
    /// After the index.
    PostIndex,
    /// Nowhere: the dialect has no such property.
    Unsupported,
}

crate::settings! {
    /// Switches of the generator.
    pub struct GeneratorFlags {
        /// How a change of type starts in `ALTER COLUMN`.
        alter_set_type: std::borrow::Cow<'static, str> = "SET DATA TYPE".into(),
        /// Whether `ALTER ... SET` puts its items in parentheses.
        alter_set_wrapped: bool = false,
        /// Whether added columns stand in parentheses.
        alter_table_add_columns_wrapped: bool = true,
        /// Whether `ALTER TABLE ... ADD` says `COLUMN`.
        alter_table_include_column_keyword: bool = true,
        /// Whether array concatenation takes any number of arrays.
        array_concat_is_var_len: bool = true,
        /// Whether the size function of arrays needs a dimension; absent if it takes none.
        array_size_dim_required: Option<bool> = None,
        /// The size function of arrays.
        array_size_name: std::borrow::Cow<'static, str> = "ARRAY_LENGTH".into(),
        /// Whether properties may stand between the name and the columns.
        name_properties: bool = false,
        /// What separates the name from these properties, and them from each other.
        name_properties_sep: std::borrow::Cow<'static, str> = ",".into(),
        /// Whether intervals of automatic refresh have no quotes.
        auto_refresh_bare_intervals: bool = false,
        /// The function that makes bytes of a string, for dialects without byte strings.
        byte_string_function: std::borrow::Cow<'static, str> = "".into(),
        /// Whether `ANY` over an array can be written another way.
        can_implement_array_any: bool = false,
        /// Whether a cast to an integer rounds.
        cast_to_int_rounds: bool = false,
        /// Whether `COLLATE` is a function.
        collate_is_func: bool = false,
        /// Whether a computed column has a type.
        computed_column_with_type: bool = true,
        /// Whether `COPY` says `INTO`.
        copy_has_into_keyword: bool = true,
        /// Whether parameters of `COPY` stand in parentheses.
        copy_params_are_wrapped: bool = true,
        /// Whether parameters of `COPY` need `=`.
        copy_params_eq_required: bool = false,
        /// Whether the body of a function is its value, with `AS`.
        create_function_return_as: bool = true,
        /// Whether recursive common table expressions need `RECURSIVE`.
        cte_recursive_keyword_required: bool = true,
        /// Whether data types may have specifiers.
        data_type_specifiers_allowed: bool = false,
        /// How `DECLARE` assigns a default.
        declare_default_assignment: std::borrow::Cow<'static, str> = "=".into(),
        /// Whether joins may be directed.
        directed_joins: bool = false,
        /// Whether `ON DUPLICATE KEY UPDATE` says `SET`.
        duplicate_key_update_with_set: bool = true,
        /// Whether conditions have to be boolean.
        ensure_bools: bool = false,
        /// Whether `EXCEPT ALL` and `INTERSECT ALL` exist.
        except_intersect_support_all_clause: bool = true,
        /// Whether the part in `EXTRACT` may be quoted.
        extract_allows_quotes: bool = true,
        /// What separates groupings.
        groupings_sep: std::borrow::Cow<'static, str> = ",".into(),
        /// The function that writes bytes as hexadecimal digits.
        hex_func: std::borrow::Cow<'static, str> = "HEX".into(),
        /// Whether a point in time stands after a table's alias.
        historical_data_post_alias: bool = false,
        /// Whether `IGNORE NULLS` stands before `ORDER BY` in an aggregation.
        ignore_nulls_before_order: bool = true,
        /// Whether `IGNORE NULLS` stands inside the call.
        ignore_nulls_in_func: bool = false,
        /// The word before the table of an index.
        index_on: std::borrow::Cow<'static, str> = "ON".into(),
        /// What separates `IN` and `OUT`.
        inout_separator: std::borrow::Cow<'static, str> = " ".into(),
        /// How `INSERT OVERWRITE` goes on.
        insert_overwrite: std::borrow::Cow<'static, str> = " OVERWRITE TABLE".into(),
        /// Whether interval units may be plural.
        interval_allows_plural_form: bool = true,
        /// Whether `IS TRUE` exists.
        is_bool_allowed: bool = true,
        /// Whether joins may have hints.
        join_hints: bool = true,
        /// What separates key and value of JSON objects.
        json_key_value_pair_sep: std::borrow::Cow<'static, str> = ":".into(),
        /// Whether JSON paths may have keys in brackets.
        json_path_bracketed_key_supported: bool = true,
        /// Whether quoted keys of JSON paths stand in brackets.
        json_path_key_quoted_forces_brackets: bool = false,
        /// Whether single quotes in JSON paths are escaped.
        json_path_single_quote_escape: bool = false,
        /// Whether only JSON values can be extracted from.
        json_type_required_for_extraction: bool = false,
        /// Whether `LAST_DAY` takes a unit.
        last_day_supports_date_part: bool = true,
        /// Whether `LIKE` stands among the columns.
        like_property_inside_schema: bool = false,
        /// Whether `LIMIT` and `FETCH` both exist (`ALL`), or one of them (`LIMIT`, `FETCH`).
        limit_fetch: std::borrow::Cow<'static, str> = "ALL".into(),
        /// Whether `LIMIT` is `TOP`.
        limit_is_top: bool = false,
        /// Whether `LIMIT` takes only literals.
        limit_only_literals: bool = false,
        /// Whether `FOR UPDATE` exists.
        locking_reads_supported: bool = false,
        /// Whether `WHEN NOT MATCHED BY SOURCE` exists.
        matched_by_source: bool = true,
        /// The word before the table of a full-text match.
        match_against_table_prefix: std::borrow::Cow<'static, str> = "".into(),
        /// Whether merges may update all columns by name.
        merge_all_by_name: bool = false,
        /// The operator of modulo.
        mod_operator: std::borrow::Cow<'static, str> = "%".into(),
        /// Whether `COUNT(DISTINCT a, b)` exists.
        multi_arg_distinct: bool = true,
        /// What stands before the name of a placeholder.
        named_placeholder_token: std::borrow::Cow<'static, str> = ":".into(),
        /// Whether parts in `EXTRACT` are written in their usual names.
        normalize_extract_date_parts: bool = false,
        /// Whether `NULLS FIRST` exists: yes, no, or only where it is not the default.
        null_ordering_supported: Option<bool> = Some(true),
        /// Whether `NVL2` exists.
        nvl2_supported: bool = true,
        /// Whether `OFFSET` stands before `LIMIT`.
        offset_before_limit: bool = false,
        /// Whether padding needs the pattern.
        pad_fill_pattern_is_required: bool = false,
        /// Whether the mode of a routine's parameter stands behind its name: `a OUT INT`.
        parameter_mode_behind_name: bool = false,
        /// What stands before the name of a parameter.
        parameter_token: std::borrow::Cow<'static, str> = "@".into(),
        /// The function that parses JSON; none if empty.
        parse_json_name: std::borrow::Cow<'static, str> = "PARSE_JSON".into(),
        /// Whether aliases in `PIVOT` have `AS`.
        pivot_alias_with_as: bool = true,
        /// Whether queries may have hints.
        query_hints: bool = true,
        /// What separates hints.
        query_hint_sep: std::borrow::Cow<'static, str> = ", ".into(),
        /// Whether JSON paths are quoted.
        quote_json_path: bool = true,
        /// Whether the new name in `RENAME TO` may have a schema.
        rename_table_with_db: bool = true,
        /// Whether `RETURNING` stands at the end.
        returning_end: bool = true,
        /// Whether integer division by zero is null.
        safe_int_division: bool = false,
        /// Whether semi and anti joins have a side.
        semi_anti_join_with_side: bool = true,
        /// Whether assigning a variable needs `VARIABLE`.
        set_assignment_requires_variable_keyword: bool = false,
        /// Whether `SELECT AS STRUCT` exists.
        select_kinds: bool = true,
        /// Whether operands of set operations may have limits.
        set_op_limits: bool = false,
        /// Whether set operations may have modifiers.
        set_op_modifiers: bool = true,
        /// Whether operands of set operations may have parentheses.
        set_op_parenthesized_operands: bool = true,
        /// Whether an interval is one string: `INTERVAL '1 day'`.
        single_string_interval: bool = false,
        /// The word before the exceptions of a star.
        star_except: std::borrow::Cow<'static, str> = "EXCEPT".into(),
        /// Whether a star with exceptions needs a derived table.
        star_exclude_requires_derived_table: bool = true,
        /// Whether `ALTER COLUMN IF EXISTS` exists.
        supports_alter_column_if_exists: bool = false,
        /// Whether `ALTER COLUMN` changes nullability.
        supports_alter_column_nullability: bool = false,
        /// Whether `BETWEEN SYMMETRIC` exists.
        supports_between_flags: bool = false,
        /// Whether `CHANGE COLUMN` exists.
        supports_change_column: bool = false,
        /// Whether `CONVERT_TIMEZONE` exists.
        supports_convert_timezone: bool = false,
        /// Whether `CREATE TABLE ... LIKE` exists.
        supports_create_table_like: bool = true,
        /// Whether `DECODE` with cases exists.
        supports_decode_case: bool = true,
        /// Whether `DROP` and `ALTER` may say `ICEBERG`.
        supports_drop_alter_iceberg_property: bool = true,
        /// Whether projections may multiply rows.
        supports_exploding_projections: bool = true,
        /// Whether `GROUPING SETS` may stand behind the keys: `GROUP BY a GROUPING SETS (a)`.
        supports_grouping_sets_as_suffix: bool = false,
        /// Whether `LIKE ANY` exists.
        supports_like_quantifiers: bool = true,
        /// Whether `MEDIAN` exists.
        supports_median: bool = true,
        /// Whether actions of `MERGE` may have `WHERE`.
        supports_merge_where: bool = false,
        /// Whether `MODIFY COLUMN` exists.
        supports_modify_column: bool = false,
        /// Whether a common table expression may name its columns.
        supports_named_cte_columns: bool = true,
        /// Whether `NEAREST` joins exist.
        supports_nearest_join: bool = false,
        /// Whether `SELECT INTO` exists.
        supports_select_into: bool = false,
        /// Whether `CONCAT` takes one argument.
        supports_single_arg_concat: bool = true,
        /// Whether a table's alias may name its columns.
        supports_table_alias_columns: bool = true,
        /// Whether `CREATE TABLE ... COPY` exists.
        supports_table_copy: bool = true,
        /// Whether `TO_NUMBER` exists.
        supports_to_number: bool = true,
        /// Whether `UESCAPE` exists.
        supports_uescape: bool = true,
        /// Whether `UNIX_SECONDS` exists.
        supports_unix_seconds: bool = false,
        /// Whether `UNLOGGED` tables exist.
        supports_unlogged_tables: bool = false,
        /// Whether window frames may exclude rows.
        supports_window_exclude: bool = false,
        /// What stands before the alias of a table.
        table_alias_keyword: std::borrow::Cow<'static, str> = " AS ".into(),
        /// The words of a sample clause.
        tablesample_keywords: std::borrow::Cow<'static, str> = "TABLESAMPLE".into(),
        /// Whether the size of a sample stands in parentheses.
        tablesample_requires_parens: bool = true,
        /// The word before the seed of a sample.
        tablesample_seed_keyword: std::borrow::Cow<'static, str> = "SEED".into(),
        /// Whether the size of a sample counts rows by saying so.
        tablesample_size_is_rows: bool = true,
        /// Whether a sample names its method.
        tablesample_with_method: bool = true,
        /// Whether tables may have hints.
        table_hints: bool = true,
        /// Whether `TRY` exists.
        try_supported: bool = true,
        /// Whether time types with a zone say `WITH TIME ZONE`.
        tz_to_with_time_zone: bool = false,
        /// Whether `UNNEST ... WITH ORDINALITY` exists.
        unnest_with_ordinality: bool = true,
        /// Whether aliases in `UNPIVOT` are identifiers.
        unpivot_aliases_are_identifiers: bool = true,
        /// Whether `UPDATE ... FROM` exists.
        update_statement_supports_from: bool = true,
        /// Whether `VALUES` is a table.
        values_as_table: bool = true,
        /// The word before properties in parentheses.
        with_properties_prefix: std::borrow::Cow<'static, str> = "WITH".into(),
        /// Whether these properties stand in parentheses behind that word.
        with_properties_wrapped: bool = true,
        /// Whether derived `VALUES` stand in parentheses.
        wrap_derived_values: bool = true,
        /// What stands between a field and its type in a struct.
        struct_field_sep: std::borrow::Cow<'static, str> = " ".into(),
        /// What opens the parameters of a nested type.
        nested_type_open: std::borrow::Cow<'static, str> = "<".into(),
        /// What closes the parameters of a nested type.
        nested_type_close: std::borrow::Cow<'static, str> = ">".into(),
    }
}

/// What rendering asks about a kind.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The function that writes it.
    pub(super) native: RenderFn,
    /// How it is written, if not as its base kinds say.
    pub(super) render: Option<Render>,
    /// Whether the dialect has no words for it.
    pub(super) lacking: bool,
}

/// The row of kinds that are not in the table: those that were made after it.
static UNKNOWN: Row = Row { native: render_by_table, render: None, lacking: false };

/// Everything a dialect tells the generator.
#[derive(Clone, Debug, Default)]
pub struct GeneratorTables {
    /// Switches.
    pub flags: GeneratorFlags,
    /// Renderers that differ from the engine's, by kind.
    renders: FxHashMap<Kind, Render>,
    /// What rendering asks about a kind, by its number: the engine's and the dialect's renderers and marks.
    rows: Vec<Row>,
    /// Names of data types, by the type's canonical name.
    pub types: NameTable<&'static str>,
    /// Data types that the dialect doesn't have.
    pub unsupported_types: NameTable<()>,
    /// Kinds of objects whose query stands before their properties.
    pub expression_precedes_properties: Vec<&'static str>,
    /// Properties that split an object up: in `ALTER` they stand behind the other options, without commas.
    pub alter_partition_options: Vec<Kind>,
    /// Where `SQL SECURITY` of a view stands, if elsewhere than that of other objects.
    pub sql_security_of_view: Option<Location>,
    /// Statements whose own tables are named without `AS`.
    pub bare_table_aliases: Vec<Kind>,
    /// Where properties stand, by kind.
    pub property_locations: FxHashMap<Kind, Location>,
    /// Kinds whose comments stand before them on lines of their own.
    pub separated_comments: Vec<Kind>,
    /// Kinds whose comments are written elsewhere.
    pub excluded_comments: Vec<Kind>,
    /// Clauses of a query between `HAVING` and `ORDER BY`, in order.
    pub after_having: Vec<Clause>,
    /// Clauses of a query behind limit and offset, in order.
    pub after_limit: Vec<Clause>,
    /// Parts of renderers that the dialect writes in its own way.
    pub parts: Parts,
    /// Window functions that know an order of nulls where nothing else does.
    pub window_functions_with_null_ordering: Vec<Kind>,
    /// Words that have to be quoted.
    pub reserved_keywords: NameTable<()>,
    /// Tables that are no objects: their names are never quoted.
    pub bare_tables: Vec<&'static str>,
    /// Kinds of intervals' operands that need no parentheses.
    pub unwrapped_interval_values: Vec<Kind>,
    /// Kinds that renderers of the dialect's own write as operators, not as calls.
    pub rendered_operators: Vec<Kind>,
    /// Kinds of parts of JSON paths that the dialect knows.
    pub json_path_parts: Vec<Kind>,
    /// Names of the functions that the dialect has, sorted; if empty, they are not known and every name will do.
    pub functions: &'static [&'static str],
    /// Kinds that the dialect has no words for: they are written in the engine's, and reported.
    pub lacking: Vec<Kind>,
    /// Singular names of plural units.
    pub time_part_singulars: NameTable<&'static str>,
    /// Templates that were read.
    pub(super) read_templates: Templates,
}

/// The engine's own renderers.
static BASE: LazyLock<Vec<Option<Render>>> = LazyLock::new(|| {
    let mut table: Vec<Option<Render>> = vec![None; Kind::DECLARED];
    let areas = [
        alter::RENDERERS,
        analyze::RENDERERS,
        clauses::RENDERERS,
        constraints::RENDERERS,
        copy::RENDERERS,
        ddl::RENDERERS,
        dml::RENDERERS,
        expr::RENDERERS,
        foreign::RENDERERS,
        json_path::RENDERERS,
        merge::RENDERERS,
        pivot::RENDERERS,
        procedural::RENDERERS,
        properties::RENDERERS,
        query::RENDERERS,
        relation::RENDERERS,
        session::RENDERERS,
        statements::RENDERERS,
        strings::RENDERERS,
        types::RENDERERS,
    ];
    for (kind, render) in areas.iter().chain(functions::FAMILIES).copied().flatten() {
        table[kind.0 as usize] = Some(Render::Native(*render));
    }
    for (kind, words) in [alter::WORDS, constraints::WORDS, ddl::WORDS, properties::WORDS].into_iter().flatten() {
        table[kind.0 as usize] = Some(words.clone());
    }
    for (kind, operator) in expr::OPERATORS {
        table[kind.0 as usize] = Some(Render::Operator(operator));
    }
    table
});

/// The engine's renderer of a kind.
pub(super) fn base_render(kind: Kind) -> Option<&'static Render> {
    BASE.get(kind.0 as usize).and_then(Option::as_ref)
}

impl GeneratorTables {
    #[inline]
    pub(super) fn row(&self, kind: Kind) -> &Row {
        self.rows.get(kind.0 as usize).unwrap_or(&UNKNOWN)
    }

    /// How a kind is written.
    #[inline]
    pub fn render(&self, kind: Kind) -> Option<&Render> {
        self.row(kind).render.as_ref()
    }

    /// Whether this dialect, or one below it, writes a kind in another way than the engine.
    pub fn is_written_otherwise(&self, kind: Kind) -> bool {
        self.renders.contains_key(&kind)
    }

    /// What this dialect and those below it set.
    pub fn own_renders(&self) -> impl Iterator<Item = (Kind, &Render)> {
        self.renders.iter().map(|(kind, render)| (*kind, render))
    }

    /// Takes all of these away.
    pub fn clear_renders(&mut self) {
        self.renders.clear();
    }

    /// Adds or replaces a renderer.
    pub fn set(&mut self, kind: Kind, render: Render) {
        self.renders.insert(kind, render);
    }

    /// Writes kinds by functions.
    pub fn add_renders(&mut self, rows: &[(Kind, RenderFn)]) {
        for (kind, render) in rows {
            self.set(*kind, Render::Native(*render));
        }
    }

    /// Writes kinds as calls of these names, arguments by position.
    pub fn add_names(&mut self, rows: &[(Kind, &'static str)]) {
        for (kind, name) in rows {
            self.set(*kind, Render::Name(name));
        }
    }

    /// Writes kinds as infix operators.
    pub fn add_operators(&mut self, rows: &[(Kind, &'static str)]) {
        for (kind, operator) in rows {
            self.set(*kind, Render::Operator(operator));
        }
    }

    /// Writes kinds as expressions in the dialect's own spelling, where a column stands for the argument of that name.
    pub fn add_templates(&mut self, rows: &[(Kind, &'static str)]) {
        for (kind, sql) in rows {
            self.set(*kind, Render::Template(sql));
        }
    }

    /// Takes away what this dialect or those below it set: the engine's own rendering is back.
    pub fn remove(&mut self, kind: Kind) {
        self.renders.remove(&kind);
    }

    /// Derives the table of kinds; to be called after any change.
    pub fn compile(&mut self) {
        self.read_templates = Templates::default();
        let most = self.renders.keys().chain(&self.lacking).map(|kind| kind.0 as usize + 1).max().unwrap_or(0);
        let row = |render: &Option<Render>| Row { native: render_by_table, render: render.clone(), lacking: false };
        self.rows = BASE.iter().map(row).collect();
        self.rows.resize_with(Kind::DECLARED.max(most), || row(&None));
        for (kind, render) in &self.renders {
            self.rows[kind.0 as usize].render = Some(render.clone());
        }
        for kind in &self.lacking {
            self.rows[kind.0 as usize].lacking = true;
        }
        for (number, row) in self.rows.iter_mut().enumerate().filter(|(_, row)| !row.lacking) {
            row.native = match row.render {
                Some(Render::Native(native)) => native,
                Some(Render::Operator(_)) => expr::operator_of_kind,
                None if Kind(number as u16).is(Kind::Func) => functions::function_fallback,
                _ => render_by_table,
            };
        }
    }

    /// Whether comments of this kind stand before it on lines of their own.
    pub fn separates_comments(&self, kind: Kind) -> bool {
        self.separated_comments.iter().any(|separated| kind.is(*separated))
    }

    /// Whether comments of this kind are written elsewhere.
    pub fn excludes_comments(&self, kind: Kind) -> bool {
        self.excluded_comments.iter().any(|excluded| kind.is(*excluded))
    }

    /// Names kinds' places in `CREATE`.
    pub fn add_locations(&mut self, rows: &[(Kind, Location)]) {
        self.property_locations.extend(rows.iter().copied());
    }

    /// Names data types.
    pub fn add_types(&mut self, rows: &[(&str, &'static str)]) {
        for (name, spelling) in rows {
            self.types.set(name, spelling);
        }
    }
}
