//! What a dialect tells the parser.

use super::{
    operator::Operators,
    rules::{base_rules, Rule, RuleEntry, RuleFn, RuleSet, R},
    Parser, PlainOperands,
};
use crate::{
    generator::binding::Bindings,
    lexer::{TokenSet, T},
    names::NameTable,
    settings::{Setting, SettingType},
};
use sqlectic_ast::{Kind, NodeId};
use std::sync::Arc;

/// How tightly an infix operator binds; higher is tighter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Level {
    /// `:=`
    Assignment = 1,
    /// `OR`
    Disjunction,
    /// `XOR`, where it binds looser than `AND`
    Xor,
    /// `AND`
    Conjunction,
    /// `IS`, where it binds looser than comparisons
    Is,
    /// `=`, `<>`
    Equality,
    /// `<`, `>=`
    Comparison,
    /// `BETWEEN`, `IN`, `LIKE`, `IS`
    Range,
    /// `&`, `|`, `||`, `<<`
    Bitwise,
    /// `&`, where it binds tighter than `|`
    BitwiseAnd,
    /// `<<`, where it binds tighter than `&`
    Shift,
    /// `+`, `-`, `COLLATE`
    Term,
    /// `*`, `/`, `DIV`
    Factor,
    /// `**`
    Exponent,
    /// `||`, `->`, where they bind tighter than arithmetic
    Concat,
    /// `COLLATE`, where it binds tighter than these
    Collate,
}

/// How tightly `IS` binds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum IsPrecedence {
    /// Tighter than comparisons.
    #[default]
    High,
    /// As comparisons do.
    Comparison,
    /// As `=` does.
    Equality,
    /// Looser than comparisons.
    Low,
}

impl IsPrecedence {
    /// The level at which `IS` is applied to what stands before it.
    pub fn level(self) -> Level {
        match self {
            IsPrecedence::High => Level::Range,
            _ => Level::Is,
        }
    }

    /// The level that the right side of `IS DISTINCT FROM` has to bind tighter than.
    pub fn operand_level(self) -> Level {
        match self {
            IsPrecedence::High => Level::Range,
            IsPrecedence::Comparison => Level::Comparison,
            IsPrecedence::Equality => Level::Equality,
            IsPrecedence::Low => Level::Is,
        }
    }
}

impl SettingType for IsPrecedence {
    fn to_setting(&self) -> Setting {
        let name = match self {
            IsPrecedence::High => "HIGH",
            IsPrecedence::Comparison => "COMPARISON",
            IsPrecedence::Equality => "EQUALITY",
            IsPrecedence::Low => "LOW",
        };
        Setting::Text(name.to_string())
    }

    fn from_setting(setting: Setting) -> Option<Self> {
        let all = [IsPrecedence::High, IsPrecedence::Comparison, IsPrecedence::Equality, IsPrecedence::Low];
        all.into_iter().find(|precedence| precedence.to_setting() == setting)
    }
}

/// An infix operator.
#[derive(Clone, Copy, Debug)]
pub struct Infix {
    /// How tightly it binds.
    pub level: Level,
    /// The kind of its node.
    pub kind: Kind,
}

/// A table keyed by token kinds.
#[derive(Clone, Debug)]
pub struct TokenTable<V> {
    entries: Vec<Option<V>>,
}

impl<V> Default for TokenTable<V> {
    fn default() -> Self {
        TokenTable { entries: Vec::new() }
    }
}

impl<V> TokenTable<V> {
    /// The value of a kind.
    #[inline]
    pub fn get(&self, kind: T) -> Option<&V> {
        self.entries.get(kind.0 as usize).and_then(Option::as_ref)
    }

    /// Adds or replaces.
    pub fn set(&mut self, kind: T, value: V) {
        let index = kind.0 as usize;
        if index >= self.entries.len() {
            self.entries.resize_with((index + 1).max(T::DECLARED), || None);
        }
        self.entries[index] = Some(value);
    }

    /// Takes a kind out.
    pub fn remove(&mut self, kind: T) {
        if let Some(entry) = self.entries.get_mut(kind.0 as usize) {
            *entry = None;
        }
    }

    /// Kinds and values, by number.
    pub fn iter(&self) -> impl Iterator<Item = (T, &V)> {
        self.entries.iter().enumerate().filter_map(|(i, value)| value.as_ref().map(|value| (T(i as u16), value)))
    }
}

/// Builds the node of a call from its arguments.
pub type BuildFn = fn(&mut Parser<'_>, &[NodeId]) -> R<NodeId>;

/// What a function's name stands for.
#[derive(Clone)]
pub enum Function {
    /// A kind whose arguments are filled by position.
    Kind(Kind),
    /// A kind whose first arguments are filled by these positions: `STRPOS(a, b)` = `[This, Substr]`.
    Args(Kind, &'static [sqlectic_ast::Arg]),
    /// A function that builds the node.
    Build(BuildFn),
    /// A closure that builds the node.
    Dynamic(Arc<dyn Fn(&mut Parser<'_>, &[NodeId]) -> R<NodeId> + Send + Sync>),
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Function::Kind(kind) | Function::Args(kind, _) => write!(f, "{kind:?}"),
            Function::Build(_) | Function::Dynamic(_) => f.write_str("builder"),
        }
    }
}

crate::settings! {
    /// Switches of the parser.
    pub struct ParserFlags {
        /// Whether `JOIN`s without a condition get `ON TRUE`.
        add_join_on_true: bool = false,
        /// Whether adjacent strings are not one string.
        adjacent_strings_cannot_be_connected: bool = false,
        /// Whether `ALTER COLUMN c TYPE t` needs the keyword.
        alter_column_type_requires_keyword: bool = false,
        /// Whether `DROP` in `ALTER TABLE` needs `COLUMN`.
        alter_drop_requires_column: bool = true,
        /// Whether `RENAME` in `ALTER TABLE` needs `COLUMN`.
        alter_rename_requires_column: bool = true,
        /// Whether `ALTER TABLE` may mix actions of several kinds.
        alter_table_mixed_actions: bool = false,
        /// Whether `ALTER TABLE` may name partitions.
        alter_table_partitions: bool = false,
        /// Whether `ALTER TABLE` without an action is malformed.
        alter_table_requires_action: bool = true,
        /// Whether `CHANGE COLUMN` may change only the type: `CHANGE COLUMN a TYPE INT`.
        change_column_alter_syntax: bool = false,
        /// Whether `a:b:c` is one extraction.
        colon_chain_is_single_extract: bool = true,
        /// Whether `a:b` extracts from a semi-structured value.
        colon_is_variant_extract: bool = false,
        /// Whether strings in `PIVOT ... IN` are quoted in column names.
        identify_pivot_strings: bool = false,
        /// Whether an interval may span units: `YEAR TO MONTH`.
        interval_spans: bool = true,
        /// How tightly `IS` binds.
        is_predicate_precedence: IsPrecedence = IsPrecedence::High,
        /// Whether joins and commas in `FROM` bind equally.
        joins_have_equal_precedence: bool = false,
        /// Whether `->` extracts only from JSON.
        json_arrows_require_json_type: bool = false,
        /// Whether the path of a JSON extraction may be any expression.
        json_extract_requires_json_expression: bool = false,
        /// Whether `LOG(x)` is the natural logarithm.
        log_defaults_to_ln: bool = false,
        /// Whether keys in map literals are expressions and not names.
        map_keys_are_arbitrary_expressions: bool = false,
        /// Whether `ORDER BY` and `LIMIT` after a set operation belong to it.
        modifiers_attached_to_set_op: bool = true,
        /// Whether a decimal number may have a negative scale.
        negative_decimal_scale: bool = false,
        /// Whether `IF` without parentheses starts a command.
        no_paren_if_commands: bool = true,
        /// Whether zeros at the end of a decimal literal's fraction add nothing to its scale.
        normalize_decimal_literals: bool = false,
        /// Whether `AS` in a common table expression is optional.
        optional_alias_token_cte: bool = true,
        /// How `PIVOT` names its columns.
        pivot_column_naming: std::borrow::Cow<'static, str> = "agg_name_if_aliased".into(),
        /// Whether the name of the aggregation stands first in columns of `PIVOT`.
        prefixed_pivot_columns: bool = false,
        /// Whether `SET` items need `=` or `TO`.
        set_requires_assignment_delimiter: bool = true,
        /// Whether a failing `CAST` is an error.
        strict_cast: bool = true,
        /// Whether an alias may be a string.
        string_aliases: bool = false,
        /// Whether a field after a dot may start with a digit.
        supports_digit_prefixed_field_names: bool = false,
        /// Whether `DIRECTED` joins are known.
        supports_directed_join: bool = true,
        /// Whether columns may be excluded behind all projections.
        supports_exclude_after_projections: bool = false,
        /// Whether a column of the left side in `FROM` is unnested.
        supports_implicit_unnest: bool = false,
        /// Whether `NTH_VALUE` takes `FROM FIRST`.
        supports_nth_value_from_modifier: bool = false,
        /// Whether an interval without a unit is one.
        supports_omitted_interval_span_unit: bool = false,
        /// Whether a table may select partitions.
        supports_partition_selection: bool = false,
        /// Whether `TABLE t` is a query.
        supports_table_query: bool = false,
        /// Whether a sample clause may list several sizes.
        tablesample_csv: bool = false,
        /// Whether the pattern stands first in `TRIM(pattern, x)`.
        trim_pattern_first: bool = false,
        /// Whether arguments of lambdas may have types.
        typed_lambda_args: bool = false,
        /// Whether `UNPIVOT` names the value column first.
        unpivot_value_columns_first: bool = false,
        /// Whether names of the user's types keep their quotes.
        user_types_keep_quotes: bool = false,
        /// Whether `VALUES` has to be followed by a parenthesis.
        values_followed_by_paren: bool = true,
        /// Whether windows may say `DISTRIBUTE BY` and `SORT BY` for `PARTITION BY` and `ORDER BY`.
        windows_distribute_and_sort: bool = false,
        /// Whether transforms in partition columns stand in parentheses.
        wrapped_transform_column_constraint: bool = true,
        /// Whether `TIMESTAMP(x, zone)` makes a value with a time zone.
        zone_aware_timestamp_constructor: bool = false,
    }
}

/// Sets of token kinds that the grammar consults.
#[derive(Clone, Debug, Default)]
pub struct TokenSets {
    /// Names of data types.
    pub types: TokenSet,
    /// Data types with type parameters.
    pub nested_types: TokenSet,
    /// Data types with named fields.
    pub struct_types: TokenSet,
    /// Data types with listed values.
    pub enum_types: TokenSet,
    /// Aggregate state types.
    pub aggregate_types: TokenSet,
    /// Tokens that are never names.
    pub reserved: TokenSet,
    /// Tokens that may be names.
    pub id_var: TokenSet,
    /// Tokens that may be aliases of expressions.
    pub alias: TokenSet,
    /// Tokens that may be aliases of tables.
    pub table_alias: TokenSet,
    /// Tokens that may be aliases of the table of `UPDATE`.
    pub update_alias: TokenSet,
    /// Tokens that may be aliases of the table of `COMMENT ON`.
    pub comment_table_alias: TokenSet,
    /// Tokens that may name a window.
    pub window_alias: TokenSet,
    /// Keywords between a call and a window's definition.
    pub window_before_paren: TokenSet,
    /// Tokens that may be array constructors' or slices' names after a colon.
    pub colon_placeholder: TokenSet,
    /// Tokens that may name a function before a parenthesis.
    pub func: TokenSet,
    /// Kinds of objects that can be created.
    pub creatables: TokenSet,
    /// Kinds of objects that live in a catalog and have no signature.
    pub db_creatables: TokenSet,
    /// Kinds of objects that can be altered.
    pub alterables: TokenSet,
    /// `ASOF`, `NATURAL` ...
    pub join_methods: TokenSet,
    /// `LEFT`, `FULL` ...
    pub join_sides: TokenSet,
    /// `INNER`, `SEMI` ...
    pub join_kinds: TokenSet,
    /// Tokens that start the query of a definition, and not one of its properties.
    pub ddl_select: TokenSet,
    /// Words behind `SELECT` that drop rows that were there before.
    pub distinct: TokenSet,
    /// Tokens that may count the rows of `FETCH`.
    pub fetch: TokenSet,
}

/// Everything a dialect tells the parser.
#[derive(Clone, Debug)]
pub struct ParserTables {
    /// Switches.
    pub flags: ParserFlags,
    /// Sets of token kinds.
    pub sets: TokenSets,
    /// The grammar's rules, by [`Rule`]; see [`ParserTables::replace_entry`].
    rules: Vec<RuleEntry>,
    /// The rules that were replaced.
    pub replaced: RuleSet,
    /// Whether a level of [`Level`] was replaced, so that expressions are parsed level by level.
    pub layered: bool,
    /// Whether a rule was replaced that all operands, plain ones included, have to go through.
    pub descends: bool,
    /// What tells plain operands; derived.
    pub plain: PlainOperands,
    /// What tokens do behind an operand; derived.
    pub(super) operators: Operators,
    /// How tightly kinds bind that are written as operators; derived.
    pub(crate) bindings: Bindings,
    /// Tokens that a join may start with, unless it is a word; derived.
    pub join_starts: TokenSet,
    /// Whether words that are no tokens of their own may start a join; derived.
    pub knows_join_words: bool,
    /// Tokens that a set operation may start with; derived.
    pub set_operation_starts: TokenSet,
    /// Infix operators that make a node of two operands.
    pub infix: TokenTable<Infix>,
    /// How tightly `||` binds where it joins texts.
    pub concat_level: Level,
    /// How tightly `<<` and `>>` bind.
    pub shift_level: Level,
    /// Prefix operators.
    pub unary: TokenTable<RuleEntry>,
    /// Infix operators between the range and the bitwise level; called after their token with the left side.
    pub range: TokenTable<RuleEntry>,
    /// Postfix operators of columns; called after their token with the left side.
    pub column_operators: TokenTable<RuleEntry>,
    /// Literals and what else starts a primary; called after their token.
    pub primary: TokenTable<RuleEntry>,
    /// Placeholders; called after their token.
    pub placeholders: TokenTable<RuleEntry>,
    /// Statements; called after their token.
    pub statements: TokenTable<RuleEntry>,
    /// Clauses of a query; called before their token with the query, whose argument they set.
    pub query_modifiers: TokenTable<RuleEntry>,
    /// Functions by name.
    pub functions: NameTable<Function>,
    /// Functions with a syntax of their own; called after the opening parenthesis.
    pub function_parsers: NameTable<RuleEntry>,
    /// Functions without parentheses, by token.
    pub no_paren_functions: TokenTable<Kind>,
    /// Functions without parentheses and with a syntax of their own; called after their token.
    pub no_paren_function_parsers: NameTable<RuleEntry>,
    /// Functions whose arguments may have aliases.
    pub functions_with_aliased_args: NameTable<()>,
    /// Lambda arrows; called after their token with the (list node of) arguments.
    pub lambdas: TokenTable<RuleEntry>,
    /// Properties by keyword; called after it.
    pub properties: NameTable<RuleEntry>,
    /// Constraints by keyword; called after it.
    pub constraints: NameTable<RuleEntry>,
    /// Constraints that a table may have without a name.
    pub schema_unnamed_constraints: NameTable<()>,
    /// Words behind `ADD` in `ALTER TABLE` that start a constraint, besides the tokens that always do.
    pub add_constraint_words: Vec<&'static str>,
    /// Actions of `ALTER TABLE` by keyword; called after it.
    pub alter_actions: NameTable<RuleEntry>,
    /// Actions of `ALTER TABLE ... ALTER` by keyword; called after it.
    pub alter_alter_actions: NameTable<RuleEntry>,
    /// Items of `SET` by keywords; called after them.
    pub set_items: NameTable<RuleEntry>,
    /// Kinds of `SHOW` by keywords; called after them.
    pub show_items: NameTable<RuleEntry>,
    /// Words behind `SELECT` that say how to run it.
    pub operation_modifiers: NameTable<()>,
    /// Words between a join's kind and `JOIN` that say how to run it.
    pub join_hints: NameTable<()>,
    /// Clauses that belong to a set operation and not to its last operand, in the order in which they are moved.
    pub set_op_modifiers: Vec<sqlectic_ast::Arg>,
    /// The method of samples that name none.
    pub default_sampling_method: Option<&'static str>,
    /// Pipe operators by keyword; called after it with the query so far.
    pub pipe_operators: NameTable<RuleEntry>,
    /// Literals with a type before them, by the type's token; called with the literal.
    pub type_literals: TokenTable<RuleEntry>,
    /// Units of intervals besides those that all dialects know.
    pub interval_units: NameTable<()>,
    /// Names of types that stand for another type.
    pub type_aliases: NameTable<&'static str>,
    /// Names of types that are types of their own when quoted, in exactly this case.
    pub quoted_types_to_preserve: Vec<&'static str>,
}

impl Default for ParserTables {
    fn default() -> Self {
        ParserTables {
            flags: ParserFlags::default(),
            sets: TokenSets::default(),
            rules: base_rules(),
            replaced: RuleSet::default(),
            layered: false,
            descends: false,
            plain: PlainOperands::default(),
            operators: Operators::default(),
            bindings: Bindings::default(),
            join_starts: TokenSet::default(),
            knows_join_words: false,
            set_operation_starts: TokenSet::default(),
            infix: TokenTable::default(),
            concat_level: Level::Bitwise,
            shift_level: Level::Bitwise,
            unary: TokenTable::default(),
            range: TokenTable::default(),
            column_operators: TokenTable::default(),
            primary: TokenTable::default(),
            placeholders: TokenTable::default(),
            statements: TokenTable::default(),
            query_modifiers: TokenTable::default(),
            functions: NameTable::default(),
            function_parsers: NameTable::default(),
            no_paren_functions: TokenTable::default(),
            no_paren_function_parsers: NameTable::default(),
            functions_with_aliased_args: NameTable::default(),
            lambdas: TokenTable::default(),
            properties: NameTable::default(),
            constraints: NameTable::default(),
            schema_unnamed_constraints: NameTable::default(),
            add_constraint_words: Vec::new(),
            alter_actions: NameTable::default(),
            alter_alter_actions: NameTable::default(),
            set_items: NameTable::default(),
            show_items: NameTable::default(),
            operation_modifiers: NameTable::default(),
            join_hints: NameTable::default(),
            set_op_modifiers: Vec::new(),
            default_sampling_method: None,
            pipe_operators: NameTable::default(),
            type_literals: TokenTable::default(),
            interval_units: NameTable::default(),
            type_aliases: NameTable::default(),
            quoted_types_to_preserve: Vec::new(),
        }
    }
}

impl ParserTables {
    /// Derives look-up tables; to be called after any change.
    pub fn compile(&mut self) {
        self.plain = PlainOperands::of(self);
        self.operators = Operators::of(self);
        self.bindings = Bindings::of(self);
        self.knows_join_words = self.flags.supports_directed_join || !self.join_hints.is_empty();
        self.join_starts = TokenSet::new(&[T::Comma, T::Cross, T::Join, T::Outer]);
        self.set_operation_starts = TokenSet::new(&[T::Except, T::Intersect, T::Union]);
        for set in [&self.sets.join_methods, &self.sets.join_sides, &self.sets.join_kinds] {
            let kinds: Vec<T> = set.iter().collect();
            self.join_starts.extend(&kinds);
            self.set_operation_starts.extend(&kinds);
        }
    }

    /// Replaces a rule of the grammar.
    pub fn replace(&mut self, rule: Rule, entry: RuleFn) {
        self.replace_entry(rule, RuleEntry::Native(entry));
    }

    /// What a rule calls.
    pub fn entry(&self, rule: Rule) -> &RuleEntry {
        &self.rules[rule as usize]
    }

    /// Replaces a rule of the grammar by any entry.
    pub fn replace_entry(&mut self, rule: Rule, entry: RuleEntry) {
        self.replaced.insert(rule);
        self.layered |= super::operator::is_level(rule);
        self.descends |= super::operand::passes_over(rule);
        self.rules[rule as usize] = entry;
    }

    /// Adds functions whose arguments are filled by position.
    pub fn add_functions(&mut self, rows: &[(&str, Function)]) {
        for (name, function) in rows {
            self.functions.set(name, function.clone());
        }
    }

    /// Sets infix operators of one level.
    pub fn add_infix(&mut self, level: Level, rows: &[(T, Kind)]) {
        for (token, kind) in rows {
            self.infix.set(*token, Infix { level, kind: *kind });
        }
    }
}

/// Adds rows to a table of rules keyed by names.
pub fn add_rules(table: &mut NameTable<RuleEntry>, rows: &[(&str, RuleFn)]) {
    for (name, rule) in rows {
        table.set(name, RuleEntry::Native(*rule));
    }
}

/// Adds rows to a table of rules keyed by tokens.
pub fn add_token_rules(table: &mut TokenTable<RuleEntry>, rows: &[(T, RuleFn)]) {
    for (token, rule) in rows {
        table.set(*token, RuleEntry::Native(*rule));
    }
}
