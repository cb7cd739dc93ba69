//! The grammar's named rules: a dialect replaces an entry, everything that calls the rule sees the replacement.

use super::{areas::*, Abort, Parser};
use sqlectic_ast::NodeId;
use std::sync::Arc;

/// What a rule returns: a node, or nothing if what it parses isn't there.
pub type R<V = Option<NodeId>> = Result<V, Abort>;

/// What a rule is called with. Rules that take nothing ignore it.
#[derive(Clone, Copy, Default, Debug)]
pub struct RuleArgs {
    /// A node that was parsed before and is to be completed.
    pub node: Option<NodeId>,
    /// Switches, per rule.
    pub flags: u32,
}

/// A rule in Rust.
pub type RuleFn = fn(&mut Parser<'_>, RuleArgs) -> R;

/// A rule that carries state, for dialects that are made at run time.
pub type RuleClosure = Arc<dyn Fn(&mut Parser<'_>, RuleArgs) -> R + Send + Sync>;

/// An entry of a table of rules.
#[derive(Clone)]
pub enum RuleEntry {
    /// A function.
    Native(RuleFn),
    /// A closure.
    Dynamic(RuleClosure),
}

impl RuleEntry {
    /// Calls the rule.
    #[inline]
    pub fn call(&self, parser: &mut Parser<'_>, args: RuleArgs) -> R {
        match self {
            RuleEntry::Native(rule) => rule(parser, args),
            RuleEntry::Dynamic(rule) => rule(parser, args),
        }
    }
}

impl std::fmt::Debug for RuleEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            RuleEntry::Native(_) => "native rule",
            RuleEntry::Dynamic(_) => "dynamic rule",
        })
    }
}

macro_rules! rules {
    (@args) => { RuleArgs::default() };
    (@args node $node:ident) => { RuleArgs { node: Some($node), flags: 0 } };
    (@args flags $flags:ident) => { RuleArgs { node: None, flags: $flags } };
    (@args node $node:ident flags $flags:ident) => { RuleArgs { node: Some($node), flags: $flags } };
    (@args opt $node:ident) => { RuleArgs { node: $node, flags: 0 } };
    (@type opt) => { Option<NodeId> };
    (@type node) => { NodeId };
    (@type flags) => { u32 };
    ($($(#[$doc:meta])* $area:ident :: $name:ident = $rule:ident ($($arg:ident)*),)*) => {
        /// The name of a rule of the grammar.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Rule { $($(#[$doc])* $rule,)* }

        impl Rule {
            /// All rules.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule,)*];

            /// The rule's name, as the grammar calls it.
            pub fn name(self) -> &'static str {
                match self { $(Rule::$rule => stringify!($name),)* }
            }

            /// The rule of that name.
            pub fn find(name: &str) -> Option<Rule> {
                match name { $(stringify!($name) => Some(Rule::$rule),)* _ => None }
            }
        }

        /// The entries of all rules as this crate defines them.
        pub(crate) fn base_rules() -> Vec<RuleEntry> {
            vec![$(RuleEntry::Native($area::$name),)*]
        }

        impl Parser<'_> {
            $($(#[$doc])*
            #[inline]
            pub fn $name(&mut self, $($arg: rules!(@type $arg)),*) -> R {
                let args = rules!(@args $($arg $arg)*);
                match self.dialect.parser.replaced.contains(Rule::$rule) {
                    // What nobody replaced is called without the table, so that it can be inlined.
                    false => $area::$name(self, args),
                    true => self.rule(Rule::$rule, args),
                }
            })*
        }
    };
}

/// A set of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleSet([u64; Rule::ALL.len() / 64 + 1]);

impl RuleSet {
    /// Whether a rule is in the set.
    #[inline]
    pub fn contains(&self, rule: Rule) -> bool {
        self.0[rule as usize / 64] >> (rule as usize % 64) & 1 != 0
    }

    /// Adds a rule.
    pub fn insert(&mut self, rule: Rule) {
        self.0[rule as usize / 64] |= 1 << (rule as usize % 64);
    }
}

impl Parser<'_> {
    /// Calls a rule through its entry.
    pub fn rule(&mut self, rule: Rule, args: RuleArgs) -> R {
        let dialect = self.dialect;
        dialect.parser.entry(rule).call(self, args)
    }
}

// Sorted by area, then as the grammar reads.
rules! {
    /// One statement.
    statements::statement = Statement(),
    /// A statement that is kept as text.
    statements::command = Command(),

    /// An expression with an optional alias.
    expr::expression = Expression(),
    /// An expression without an alias: everything from assignment down.
    expr::assignment = Assignment(),
    /// `a OR b` and what binds tighter.
    expr::disjunction = Disjunction(),
    /// `a AND b` and what binds tighter.
    expr::conjunction = Conjunction(),
    /// `a = b` and what binds tighter.
    expr::equality = Equality(),
    /// `a < b` and what binds tighter.
    expr::comparison = Comparison(),
    /// `a BETWEEN b AND c` and what binds tighter.
    expr::range = Range(),
    /// `a & b`, `a || b` and what binds tighter.
    expr::bitwise = Bitwise(),
    /// `a + b` and what binds tighter.
    expr::term = Term(),
    /// `a * b` and what binds tighter.
    expr::factor = Factor(),
    /// `a ** b` and what binds tighter.
    expr::exponent = Exponent(),
    /// `-a`, `NOT a`, or what binds tighter.
    expr::unary = Unary(),
    /// A literal with a type before it, a cast, an interval, or a column.
    column::type_ = Type(flags),
    /// A column with its postfix operators.
    column::column = Column(),
    /// What a column may start with: a field that becomes a column.
    column::column_reference = ColumnReference(),
    /// The postfix operators of a column: `.x`, `::T`, `[i]`, `->`.
    column::column_ops = ColumnOps(node),
    /// A primary, a function, or a name.
    atom::field = Field(flags),
    /// A literal, a parenthesis, a star.
    atom::primary = Primary(),
    /// A parenthesised expression, tuple or query.
    atom::paren = Paren(),
    /// `x[...]`, `{...}`, `[...]` after or without a node.
    column::bracket = Bracket(opt),
    /// A slice inside brackets, after its start: `a:b:step`.
    column::slice = Slice(opt),
    /// What braces hold besides `key: value`, after the brace.
    column::brace_literal = BraceLiteral(),
    /// `x:a.b[0]`, an extraction from a semi-structured value.
    variant::variant_extract = VariantExtract(node),
    /// The type behind `::`.
    column::dcolon = Dcolon(),
    /// `AT TIME ZONE` after a node.
    expr::at_time_zone = AtTimeZone(node),
    /// A name: quoted, or any token that may be one.
    atom::id_var = IdVar(flags),
    /// A quoted identifier.
    atom::identifier = Identifier(),
    /// A string literal, or a placeholder.
    atom::string = StringLiteral(),
    /// A string as an identifier.
    atom::string_as_identifier = StringAsIdentifier(),
    /// A number, or a placeholder.
    atom::number = NumberLiteral(),
    /// An unquoted word.
    atom::var = Var(flags),
    /// A string, or a word.
    atom::var_or_string = VarOrString(flags),
    /// `NULL`, or a placeholder.
    atom::null = NullLiteral(),
    /// `TRUE` or `FALSE`, or a placeholder.
    atom::boolean = BooleanLiteral(),
    /// `*` with its exceptions.
    atom::star = Star(),
    /// `?`, `:name`, `@name`.
    atom::placeholder = Placeholder(),
    /// What follows `@`.
    atom::parameter = Parameter(),
    /// An alias after an expression.
    expr::alias = Alias(node flags),
    /// A query without parentheses, or an expression.
    expr::select_or_expression = SelectOrExpression(flags),
    /// Expressions between commas.
    lists::expression_list = ExpressionList(),
    /// Names between commas in parentheses.
    lists::id_var_list = IdVarList(),
    /// An expression or a lambda, as an argument of a function.
    expr::lambda = Lambda(flags),
    /// One argument of a lambda.
    expr::lambda_arg = LambdaArg(),
    /// `IS` and its right side.
    predicate::is = Is(node),
    /// `IN` and its right side.
    predicate::in_ = In(node),
    /// `BETWEEN` and its right side.
    predicate::between = Between(node),
    /// The negation of a predicate whose operator `NOT` stood before.
    predicate::negated = Negated(node),
    /// `ESCAPE` after a pattern.
    predicate::escape = Escape(node),
    /// An interval literal.
    interval::interval = Interval(flags),
    /// A `CASE` expression.
    expr::case = Case(),
    /// An `IF` function or expression.
    expr::if_ = If(),

    /// A function call.
    functions::function = Function(flags),
    /// A function call, without the braces of the call escape.
    functions::function_call = FunctionCall(flags),
    /// What may follow a call: `FILTER`, `WITHIN GROUP`, `OVER`.
    functions::window = Window(node flags),
    /// The arguments of a call.
    lists::argument_list = ArgumentList(flags),
    /// What a window is partitioned by.
    lists::partition_list = PartitionList(),
    /// A named window: `w AS (...)`.
    functions::named_window = NamedWindow(),
    /// The inside of `OVER (...)`.
    functions::window_spec = WindowSpecification(),
    /// `IGNORE NULLS` or `RESPECT NULLS` after a node.
    functions::respect_or_ignore_nulls = RespectOrIgnoreNulls(node),
    /// `HAVING MAX x` behind an argument.
    functions::having_max = HavingMax(opt),
    /// `PER (x)` behind a call.
    functions::per = Per(node),
    /// The name of a character set.
    functions::charset_name = CharsetName(),
    /// `FORMAT JSON` behind a node.
    functions::format_json = FormatJson(opt),
    /// `'k': x`, `KEY 'k' VALUE x`.
    functions::json_key_value = JsonKeyValue(),
    /// `NULL ON EMPTY ERROR ON ERROR`.
    functions::on_condition = OnCondition(),
    /// `COLUMNS (...)` of a table of JSON.
    functions::json_schema = JsonSchema(),
    /// A column of a table of JSON.
    functions::json_column_def = JsonColumnDef(),
    /// Namespaces of XML.
    lists::namespace_list = NamespaceList(),

    /// A data type.
    types::types = Types(flags),
    /// A field of a struct type.
    types::struct_types = StructTypes(flags),
    /// A size inside the parentheses of a type.
    types::type_size = TypeSize(),
    /// A column definition or a name in a schema.
    types::field_def = FieldDef(),
    /// A type after a column name, with constraints.
    types::column_def = ColumnDef(node flags),

    /// A query: `SELECT`, `VALUES`, `WITH`, a parenthesised one, ...
    query::select = Select(flags),
    /// A query without its common table expressions.
    query::select_query = SelectQuery(flags),
    /// One projection of a query.
    query::projection = Projection(),
    /// `WITH ...`.
    with::with = With(flags),
    /// One common table expression.
    with::cte = Cte(),
    /// `SEARCH DEPTH FIRST ...`, `CYCLE ...` behind a recursive query.
    with::recursive_search = RecursiveSearch(),
    /// The clauses after the projections of a query.
    clauses::query_modifiers = QueryModifiers(node),
    /// `UNION`, `EXCEPT`, `INTERSECT` after a query.
    setop::set_operations = SetOperations(node),
    /// One set operation after a query.
    setop::set_operation = SetOperation(node),
    /// `FROM ...`.
    query::from = From(flags),
    /// `INTO ...` of a query.
    query::into = Into(),
    /// A subquery: a parenthesised query with an alias.
    relation::subquery = Subquery(node flags),
    /// A hint comment.
    hint::hint = Hint(),
    /// A call inside a hint comment.
    hint::hint_function = HintFunction(),
    /// A table, subquery, function or join in `FROM`.
    relation::table = Table(flags),
    /// The dotted name of a table.
    relation::table_parts = TableParts(flags),
    /// One part of the dotted name of a table.
    relation::table_part = TablePart(flags),
    /// The alias of a table.
    relation::table_alias = TableAlias(flags),
    /// Hints after a table.
    sample::table_hints = TableHints(),
    /// A sample clause.
    sample::table_sample = TableSample(flags),
    /// A point in time or version of a table.
    sample::version = Version(),
    /// `AT (...)`, `BEFORE (...)` behind a table.
    sample::historical_data = HistoricalData(),
    /// `CHANGES (...)` behind a table.
    sample::changes = Changes(),
    /// A join.
    join::join = Join(flags),
    /// `LATERAL ...`, `OUTER APPLY ...`.
    lateral::lateral = Lateral(),
    /// `UNNEST(...)`.
    lateral::unnest = Unnest(flags),
    /// `VALUES ...` as a table.
    relation::derived_table_values = DerivedTableValues(flags),
    /// A row of `VALUES`.
    relation::value = ValueRow(flags),
    /// `PIVOT` or `UNPIVOT`.
    pivot::pivot = Pivot(),
    /// One aggregation of `PIVOT` with an optional alias.
    pivot::pivot_aggregation = PivotAggregation(),
    /// Columns that `UNPIVOT` makes, behind `INTO NAME`.
    pivot::unpivot_columns = UnpivotColumns(),
    /// `MATCH_RECOGNIZE (...)`.
    match_recognize::match_recognize = MatchRecognize(),
    /// One measure of `MATCH_RECOGNIZE`.
    match_recognize::measure = Measure(),
    /// `WHERE ...`.
    clauses::where_ = Where(flags),
    /// `PREWHERE ...`.
    clauses::prewhere = Prewhere(),
    /// `GROUP BY ...`.
    clauses::group = Group(flags),
    /// `HAVING ...`.
    clauses::having = Having(flags),
    /// `QUALIFY ...`.
    clauses::qualify = Qualify(),
    /// `CONNECT BY ...`.
    clauses::connect = Connect(flags),
    /// `ORDER BY ...`.
    clauses::order = Order(flags),
    /// One term of `ORDER BY`.
    clauses::ordered = Ordered(),
    /// `LIMIT ...`, `TOP ...` or `FETCH ...`.
    clauses::limit = Limit(flags),
    /// `PERCENT`, `WITH TIES` behind a limit.
    clauses::limit_options = LimitOptions(),
    /// `OFFSET ...`.
    clauses::offset = Offset(),
    /// `FOR UPDATE ...` and the like: one lock.
    clauses::lock = Lock(),
    /// What a `FROM`-first pipe query applies: `|> ...`.
    pipe::pipe_syntax_query = PipeSyntaxQuery(node),

    /// `CREATE ...`.
    ddl::create = Create(),
    /// `DROP ...`.
    ddl::drop = Drop(flags),
    /// `ALTER ...`.
    ddl::alter = Alter(),
    /// A table's columns and constraints in parentheses.
    ddl::schema = Schema(opt),
    /// A query in a DDL statement.
    ddl::ddl_select = DdlSelect(),
    /// The name and parameters of a function or procedure.
    ddl::user_defined_function = UserDefinedFunction(flags),
    /// One parameter of a function.
    ddl::function_parameter = FunctionParameter(),
    /// A body between dollar signs.
    ddl::heredoc = Heredoc(),
    /// The body of a function or procedure that is no string.
    ddl::user_defined_function_body = UserDefinedFunctionBody(flags),
    /// An index behind a table.
    ddl::index = Index(),
    /// One column of an index.
    ddl::index_column = IndexColumn(),
    /// An expression that is indexed, with the name of an operator class.
    ddl::indexed_expression = IndexedExpression(),
    /// What follows the table of an index, or the columns of a key.
    ddl::index_params = IndexParams(),
    /// The options of a sequence.
    ddl::sequence_properties = SequenceProperties(),
    /// What a trigger does.
    ddl::trigger_execute = TriggerExecute(),
    /// `REFERENCING ...` of a trigger.
    ddl::trigger_referencing = TriggerReferencing(),
    /// A column that is added, with its place.
    ddl::add_column = AddColumn(),
    /// What follows one `DROP` in an `ALTER`.
    ddl::drop_column = DropColumn(),
    /// `DROP PARTITION(...)`, after `DROP`.
    ddl::drop_partition = DropPartition(flags),
    /// `TRUNCATE ...`.
    ddl::truncate_table = TruncateTable(),
    /// `COMMENT ON ...`.
    ddl::comment = Comment(),

    /// One property of an object.
    properties::property = Property(),
    /// A list of properties.
    properties::properties = Properties(flags),
    /// Properties between commas in parentheses.
    lists::property_list = PropertyList(),
    /// The parameters of `COPY`.
    lists::copy_parameter_list = CopyParameterList(),
    /// The locks of a query.
    lists::lock_list = LockList(),
    /// The properties of a function behind `AS`.
    properties::function_properties = FunctionProperties(),
    /// `PARTITIONED BY ...`.
    properties::partitioned_by = PartitionedBy(),
    /// The bound of a partition.
    properties::partition_bound_spec = PartitionBoundSpec(),
    /// What follows `ROW FORMAT`.
    properties::row_format = RowFormat(),
    /// `key = value`.
    properties::key_value_property = KeyValueProperty(),
    /// What follows `ON` among properties.
    properties::on_property = OnProperty(),
    /// What follows `WITH` among properties.
    properties::with_property = WithProperty(),

    /// A named or unnamed constraint of a table.
    constraints::constraint = Constraint(),
    /// A constraint without a name.
    constraints::unnamed_constraint = UnnamedConstraint(flags),
    /// A constraint of a column.
    constraints::column_constraint = ColumnConstraint(),
    /// `REFERENCES ...`.
    constraints::references = References(flags),
    /// `PRIMARY KEY`, after it.
    constraints::primary_key = PrimaryKey(flags),
    /// One part of a primary key.
    constraints::primary_key_part = PrimaryKeyPart(),
    /// `UNIQUE`, after it.
    constraints::unique = Unique(),
    /// The name of a unique key.
    constraints::unique_key = UniqueKey(),

    /// `INSERT ...`.
    dml::insert = Insert(),
    /// The table of an `INSERT` with its columns.
    dml::insert_table = InsertTable(),
    /// `ON CONFLICT ...`, `ON DUPLICATE KEY ...`.
    dml::on_conflict = OnConflict(),
    /// `UPDATE ...`.
    dml::update = Update(),
    /// One assignment of `UPDATE`.
    dml::update_assignment = UpdateAssignment(),
    /// `DELETE ...`.
    dml::delete = Delete(),
    /// `RETURNING ...`.
    dml::returning = Returning(),
    /// `PARTITION (...)`.
    dml::partition = Partition(),
    /// `MERGE ...`.
    merge::merge = Merge(),
    /// The branches of `MERGE`.
    merge::when_matched = WhenMatched(),
    /// `COPY ...`.
    copy::copy = Copy(),
    /// A file of `COPY`.
    copy::file_location = FileLocation(),
    /// What gives access to files.
    copy::credentials = Credentials(),
    /// The name of a file format.
    copy::format_name = FormatName(),
    /// Options in parentheses.
    lists::option_list = OptionList(),
    /// `LOAD DATA ...`.
    copy::load = Load(),

    /// `SET ...`.
    set::set = Set(flags),
    /// One item of `SET`.
    set::set_item = SetItem(),
    /// `name = value`.
    set::set_item_assignment = SetItemAssignment(flags),
    /// `TRANSACTION ...` of `SET`.
    set::set_transaction = SetTransaction(flags),
    /// `SHOW ...`.
    session::show = Show(),
    /// `USE ...`.
    session::use_ = Use(),
    /// `DESCRIBE ...`.
    session::describe = Describe(),
    /// `BEGIN ...`, `START TRANSACTION`.
    session::transaction = Transaction(),
    /// `COMMIT`, `ROLLBACK`.
    session::commit_or_rollback = CommitOrRollback(),
    /// `GRANT ...`.
    grant::grant = Grant(),
    /// `REVOKE ...`.
    grant::revoke = Revoke(),
    /// A privilege with its columns.
    grant::grant_privilege = GrantPrivilege(),
    /// Who gets or loses a privilege.
    grant::grant_principal = GrantPrincipal(),
    /// `CACHE TABLE ...`.
    session::cache = Cache(),
    /// `UNCACHE TABLE ...`.
    session::uncache = Uncache(),
    /// `REFRESH ...`.
    session::refresh = Refresh(),
    /// `KILL ...`.
    session::kill = Kill(),
    /// `PRAGMA ...`.
    session::pragma = Pragma(),
    /// `ATTACH ...`, `DETACH ...`.
    session::attach_detach = AttachDetach(flags),
    /// `ANALYZE ...`.
    analyze::analyze = Analyze(),
    /// `DECLARE ...`.
    procedural::declare = Declare(),
    /// Variables of one type in `DECLARE`.
    procedural::declare_item = DeclareItem(),
    /// The statements of a branch or loop.
    procedural::block = Block(),
    /// `IF ...` over statements.
    procedural::if_block = IfBlock(),
    /// `WHILE ...`.
    procedural::while_block = WhileBlock(),
}
