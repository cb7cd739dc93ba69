//! Properties of objects, and where they stand in `CREATE`.

use super::{ddl::STACKED, Generator, ListStyle, Location, Part, Render, RenderFn, FLAT};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::AggregateKeyProperty, key_columns),
    (Kind::AllowedValuesProperty, allowed_values),
    (Kind::BlockCompressionProperty, block_compression),
    (Kind::CharacterSetProperty, character_set),
    (Kind::ChecksumProperty, checksum),
    (Kind::ClusterProperty, cluster),
    (Kind::ClusteredByProperty, clustered_by),
    (Kind::CredentialsProperty, credentials),
    (Kind::DataBlocksizeProperty, data_blocksize),
    (Kind::DataDeletionProperty, data_deletion),
    (Kind::DictProperty, dict),
    (Kind::DictRange, dict_range),
    (Kind::DictSubProperty, dict_sub),
    (Kind::DistributedByProperty, distributed_by),
    (Kind::DuplicateKeyProperty, key_columns),
    (Kind::EncodeProperty, encode),
    (Kind::EnviromentProperty, environment),
    (Kind::FallbackProperty, fallback),
    (Kind::FreespaceProperty, freespace),
    (Kind::IncludeProperty, include),
    (Kind::InheritsProperty, inherits),
    (Kind::InputModelProperty, input_model),
    (Kind::IsolatedLoadingProperty, isolated_loading),
    (Kind::JournalProperty, journal),
    (Kind::LikeProperty, like),
    (Kind::LockingProperty, locking),
    (Kind::LogProperty, log),
    (Kind::MergeBlockRatioProperty, merge_block_ratio),
    (Kind::MergeTreeTTL, merge_tree_ttl),
    (Kind::MergeTreeTTLAction, merge_tree_ttl_action),
    (Kind::ModuleProperty, module),
    (Kind::OnCommitProperty, on_commit),
    (Kind::OutputModelProperty, output_model),
    (Kind::PartitionBoundSpec, partition_bound_spec),
    (Kind::PartitionByRangeProperty, partition_by_range),
    (Kind::PartitionByRangePropertyDynamic, partition_by_range_dynamic),
    (Kind::PartitionByTruncate, partition_transform),
    (Kind::PartitionRange, partition_range),
    (Kind::PartitionedByBucket, partition_transform),
    (Kind::PartitionedOfProperty, partitioned_of),
    (Kind::Properties, properties),
    (Kind::Property, pair),
    (Kind::RefreshTriggerProperty, refresh_trigger),
    (Kind::ReturnsProperty, returns),
    (Kind::RollupIndex, rollup_index),
    (Kind::RollupProperty, rollup),
    (Kind::RowFormatDelimitedProperty, row_format_delimited),
    (Kind::SetProperty, set),
    (Kind::SettingsProperty, settings),
    (Kind::SharingProperty, sharing),
    (Kind::SortKeyProperty, sort_key),
    (Kind::StabilityProperty, stability),
    (Kind::Tags, tags),
    (Kind::TransformModelProperty, transform_model),
    (Kind::UniqueKeyProperty, key_columns),
    (Kind::UsingProperty, using),
    (Kind::WithDataProperty, with_data),
    (Kind::WithJournalTableProperty, with_journal_table),
    (Kind::WithProcedureOptions, with_procedure_options),
    (Kind::WithSystemVersioningProperty, with_system_versioning),
];

/// Kinds that are written as fixed words and what they hold, sorted by kind.
pub(super) const WORDS: &[(Kind, Render)] = &[
    (Kind::ApiProperty, Render::Word("API")),
    (Kind::ApplicationProperty, Render::Word("APPLICATION")),
    (Kind::AutoRefreshProperty, Render::After("AUTO REFRESH")),
    (Kind::BackupProperty, Render::After("BACKUP")),
    (Kind::BuildProperty, Render::After("BUILD")),
    (Kind::CalledOnNullInputProperty, Render::Word("CALLED ON NULL INPUT")),
    (Kind::CatalogProperty, Render::Word("CATALOG")),
    (Kind::ComputeProperty, Render::Word("COMPUTE")),
    (Kind::CopyGrantsProperty, Render::Word("COPY GRANTS")),
    (Kind::CopyTagsProperty, Render::Word("COPY TAGS")),
    (Kind::DatabaseProperty, Render::Word("DATABASE")),
    (Kind::DynamicProperty, Render::Word("DYNAMIC")),
    (Kind::EmptyProperty, Render::Word("EMPTY")),
    (Kind::ExecuteAsProperty, Render::After("EXECUTE AS")),
    (Kind::ExternalProperty, Render::Word("EXTERNAL")),
    (Kind::ForceProperty, Render::Word("FORCE")),
    (Kind::GlobalProperty, Render::Word("GLOBAL")),
    (Kind::HandlerProperty, Render::After("HANDLER")),
    (Kind::HeapProperty, Render::Word("HEAP")),
    (Kind::HybridProperty, Render::Word("HYBRID")),
    (Kind::IcebergProperty, Render::Word("ICEBERG")),
    (Kind::IgnoreGrantsProperty, Render::Word("IGNORE GRANTS")),
    (Kind::LanguageProperty, Render::After("LANGUAGE")),
    (Kind::LocationProperty, Render::After("LOCATION")),
    (Kind::MaskingProperty, Render::Word("MASKING")),
    (Kind::MaterializedProperty, Render::Word("MATERIALIZED")),
    (Kind::NetworkProperty, Render::Word("NETWORK")),
    (Kind::NoPrimaryIndexProperty, Render::Word("NO PRIMARY INDEX")),
    (Kind::OnProperty, Render::After("ON")),
    (Kind::ParameterStyleProperty, Render::After("PARAMETER STYLE")),
    (Kind::RemoteWithConnectionModelProperty, Render::After("REMOTE WITH CONNECTION")),
    (Kind::SampleProperty, Render::After("SAMPLE BY")),
    (Kind::SecureProperty, Render::Word("SECURE")),
    (Kind::SecurityIntegrationProperty, Render::Word("SECURITY")),
    (Kind::SetConfigProperty, Render::After("")),
    (Kind::SqlReadWriteProperty, Render::After("")),
    (Kind::SqlSecurityProperty, Render::After("SQL SECURITY")),
    (Kind::StreamingTableProperty, Render::Word("STREAMING")),
    (Kind::StrictProperty, Render::Word("STRICT")),
    (Kind::TemporaryProperty, Render::Word("TEMPORARY")),
    (Kind::ToTableProperty, Render::After("TO")),
    (Kind::TransientProperty, Render::Word("TRANSIENT")),
    (Kind::UnloggedProperty, Render::Word("UNLOGGED")),
    (Kind::UsingTemplateProperty, Render::After("USING TEMPLATE")),
    (Kind::UuidProperty, Render::After("UUID")),
    (Kind::ViewAttributeProperty, Render::After("WITH")),
    (Kind::VirtualProperty, Render::Word("VIRTUAL")),
    (Kind::VolatileProperty, Render::Word("VOLATILE")),
    (Kind::WithSchemaBindingProperty, Render::After("WITH SCHEMA")),
];

/// Names of properties that are written `NAME=value`, sorted by kind.
const NAMES: &[(Kind, &str)] = &[
    (Kind::AlgorithmProperty, "ALGORITHM"),
    (Kind::AutoIncrementProperty, "AUTO_INCREMENT"),
    (Kind::CollateProperty, "COLLATE"),
    (Kind::DefinerProperty, "DEFINER"),
    (Kind::DistKeyProperty, "DISTKEY"),
    (Kind::DistStyleProperty, "DISTSTYLE"),
    (Kind::EngineProperty, "ENGINE"),
    (Kind::FileFormatProperty, "FORMAT"),
    (Kind::LockProperty, "LOCK"),
    (Kind::PartitionedByProperty, "PARTITIONED_BY"),
    (Kind::RowFormatProperty, "ROW_FORMAT"),
    (Kind::SchemaCommentProperty, "COMMENT"),
];

/// A property without a renderer: `NAME=value`, if it has a name.
pub fn property(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.kind(id);
    match NAMES.iter().find(|(named, _)| *named == kind) {
        Some((_, name)) => {
            g.write(name);
            g.write("=");
            g.arg(id, Arg::This);
        }
        None => g.unsupported(&format!("Unsupported property {}", kind.key())),
    }
}

/// `key=value`.
pub fn pair(g: &mut Generator<'_>, id: NodeId) {
    property_name(g, id, false);
    g.write("=");
    g.arg(id, Arg::Value);
}

/// The key of a property: dotted names as they are, else the bare name, in quotes of a string if asked for.
pub fn property_name(g: &mut Generator<'_>, id: NodeId, as_string: bool) {
    if g.replaced(Part::PropertyName, id, if as_string { "'" } else { "" }) {
        return;
    }
    match g.tree.this(id) {
        Some(this) if g.tree.kind(this) == Kind::Dot => g.node(this),
        _ => {
            let name = g.tree.text_of(id, Arg::This).to_string();
            if as_string {
                let key = g.string_node(&name);
                g.node(key);
            } else {
                g.write(&name);
            }
        }
    }
}

// ---- places ----------------------------------------------------------------------------------------------------------

/// The properties of a `CREATE` with their places.
pub struct Located {
    all: Vec<(Location, NodeId)>,
}

impl Located {
    /// Finds the places; what the dialect doesn't have is reported.
    pub fn of(g: &mut Generator<'_>, id: NodeId) -> Located {
        let dialect = g.dialect;
        match (&dialect.generator.parts.locate, g.tree.node(id, Arg::Properties)) {
            (Some(locate), Some(properties)) => Located { all: locate(g, properties) },
            (_, properties) => Located::by_kind(g, Some(id), properties),
        }
    }

    /// The properties below a node with the places that the dialect has for them.
    pub fn usual(g: &mut Generator<'_>, properties: NodeId) -> Vec<(Location, NodeId)> {
        let create = g.tree.parent(properties);
        Located::by_kind(g, create, Some(properties)).all
    }

    /// Finds them once more, without a word.
    pub(super) fn again(g: &mut Generator<'_>, id: NodeId) -> Located {
        let reported = g.unsupported.len();
        let located = Located::of(g, id);
        g.unsupported.truncate(reported);
        located
    }

    fn by_kind(g: &mut Generator<'_>, create: Option<NodeId>, properties: Option<NodeId>) -> Located {
        let list = properties.map(|properties| g.tree.expressions(properties)).unwrap_or_default();
        let mut all = Vec::with_capacity(list.len());
        let of_view = create.is_some_and(|id| g.tree.text_of(id, Arg::Kind) == "VIEW");
        for property in list {
            let kind = g.tree.kind(property);
            let security = g.dialect.generator.sql_security_of_view;
            match security.filter(|_| of_view && kind == Kind::SqlSecurityProperty).unwrap_or(location(g, kind)) {
                Location::Unsupported => g.unsupported(&format!("Unsupported property {}", kind.key())),
                location => all.push((location, property)),
            }
        }
        if of_view && g.dialect.generator.sql_security_of_view.is_some() {
            // The grammar names the definer first.
            all.sort_by_key(|(_, property)| g.tree.kind(*property) == Kind::SqlSecurityProperty);
        }
        Located { all }
    }

    /// Takes the table out whose columns are to be copied, `LIKE t`.
    pub(super) fn take_like(&mut self, g: &Generator<'_>) -> Option<NodeId> {
        let i = self.all.iter().position(|(_, property)| g.tree.kind(*property) == Kind::LikeProperty)?;
        let (_, property) = self.all.remove(i);
        g.tree.this(property)
    }

    /// The properties of a place.
    pub fn at(&self, place: Location) -> Vec<NodeId> {
        self.all.iter().filter(|(location, _)| *location == place).map(|(_, property)| *property).collect()
    }

    /// Writes the properties of a place after a blank; in pretty mode one a line.
    pub fn stacked(&self, g: &mut Generator<'_>, place: Location) {
        let properties = self.at(place);
        if !properties.is_empty() && !properties_replaced(g, &properties, " ") {
            g.prefixed(" ", |g| g.nodes(&properties, STACKED));
        }
    }

    /// Writes the properties behind the name and the columns.
    pub fn after_name(&self, g: &mut Generator<'_>) {
        let replaced = BEHIND_COLUMNS.iter().any(|part| g.replaces(*part));
        if replaced || matches!(g.dialect.generator.render(Kind::Properties), Some(Render::Dynamic(_))) {
            return self.after_name_by_parts(g);
        }
        each_after_separator(g, &self.at(Location::PostSchema), true);
        with_properties(g, &self.at(Location::PostWith), true);
        each_after_separator(g, &self.at(Location::AfterWith), true);
    }

    /// The same through a node of their own, for what replaces parts of it.
    fn after_name_by_parts(&self, g: &mut Generator<'_>) {
        const PLACES: [Location; 3] = [Location::PostSchema, Location::PostWith, Location::AfterWith];
        let properties: Vec<NodeId> = PLACES.iter().flat_map(|place| self.at(*place)).collect();
        if properties.is_empty() {
            return;
        }
        let node = listed_in_node(g, &properties);
        let text = g.captured_lines(|g| g.node(node));
        if !text.is_empty() && !text.starts_with('\n') {
            g.sep();
        }
        g.write_lines(&text);
    }

    /// Writes the properties between `AS` and the query.
    pub fn after_alias(&self, g: &mut Generator<'_>) {
        self.stacked(g, Location::PostAlias);
    }
}

/// Parts of what stands behind the columns.
const BEHIND_COLUMNS: [Part; 3] = [Part::Properties, Part::RootProperties, Part::WithProperties];

/// Whether properties of one place were written by something else than the usual, which is told what they begin with.
pub(super) fn properties_replaced(g: &mut Generator<'_>, properties: &[NodeId], prefix: &str) -> bool {
    if !g.replaces(Part::Properties) {
        return false;
    }
    let node = listed_in_node(g, properties);
    g.replaced(Part::Properties, node, prefix)
}

/// A node that holds properties, which stay where they are.
fn listed_in_node(g: &mut Generator<'_>, properties: &[NodeId]) -> NodeId {
    let list = g.tree.list(&[]);
    let node = g.make(Kind::Properties, &args![Expressions: list]);
    let list = g.tree.list(properties);
    g.tree.set_raw(node, Arg::Expressions, list);
    node
}

/// Where a property of this kind stands.
fn location(g: &Generator<'_>, kind: Kind) -> Location {
    g.dialect.generator.property_locations.get(&kind).copied().unwrap_or(Location::Unsupported)
}

/// Writes properties, each after a separator, the first one only if `leading`.
fn each_after_separator(g: &mut Generator<'_>, properties: &[NodeId], leading: bool) {
    let mut any = false;
    for property in properties {
        let before = g.out.save();
        if any || leading {
            g.sep();
        }
        // What separates two stands at the head of the line.
        if any && g.pretty() && g.options.leading_comma {
            g.write(" ");
        }
        let start = g.position();
        match g.tree.kind(*property) {
            // No clause of a query here.
            Kind::Order => {
                g.write("ORDER BY ");
                g.expressions(*property, FLAT);
            }
            _ => g.node(*property),
        }
        if g.position() == start {
            g.out.restore(before);
        } else {
            any = true;
        }
    }
}

/// Properties that stand on their own.
pub(super) fn root(g: &mut Generator<'_>, id: NodeId) {
    let properties = g.tree.expressions(id);
    each_after_separator(g, &properties, false);
}

/// Properties in `WITH (k=v, ...)`.
pub(super) fn with(g: &mut Generator<'_>, id: NodeId) {
    let properties = g.tree.expressions(id);
    let prefix = g.dialect.generator.flags.with_properties_prefix.clone();
    // The parenthesis tells that the list stands in such.
    if !g.dialect.generator.flags.with_properties_wrapped || !g.replaced(Part::Properties, id, &format!("({prefix}")) {
        with_properties(g, &properties, false);
    }
}

/// Writes `WITH (k=v, ...)`.
fn with_properties(g: &mut Generator<'_>, properties: &[NodeId], separated: bool) {
    if properties.is_empty() {
        return;
    }
    if separated {
        g.sep();
    } else {
        g.line();
    }
    if !g.dialect.generator.flags.with_properties_wrapped {
        for (i, property) in properties.iter().enumerate() {
            if i > 0 {
                g.sep();
            }
            g.node(*property);
        }
        return;
    }
    let prefix = g.dialect.generator.flags.with_properties_prefix.clone();
    if !prefix.trim().is_empty() {
        g.write(&prefix);
        g.write(" ");
    }
    g.wrap(|g| g.nodes(properties, ListStyle { indent: false, ..ListStyle::default() }));
}

/// Properties that are no part of a `CREATE`.
fn properties(g: &mut Generator<'_>, id: NodeId) {
    let (mut plain, mut with, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for property in g.tree.expressions(id) {
        match location(g, g.tree.kind(property)) {
            Location::PostWith => with.push(property),
            Location::PostSchema => plain.push(property),
            Location::AfterWith => after.push(property),
            _ => {}
        }
    }
    if BEHIND_COLUMNS.iter().any(|part| g.replaces(*part)) {
        let (root, list) = (listed_in_node(g, &plain), listed_in_node(g, &with));
        g.part(Part::RootProperties, root);
        let text = g.captured_lines(|g| g.part(Part::WithProperties, list));
        if !plain.is_empty() && !text.is_empty() && !text.starts_with('\n') {
            g.sep();
        }
        g.write_lines(&text);
    } else {
        each_after_separator(g, &plain, false);
        with_properties(g, &with, !plain.is_empty());
    }
    each_after_separator(g, &after, !plain.is_empty() || !with.is_empty());
}

// ---- partitions and storage ------------------------------------------------------------------------------------------

fn partition_transform(g: &mut Generator<'_>, id: NodeId) {
    g.write(match g.tree.kind(id) {
        Kind::PartitionedByBucket => "BUCKET(",
        _ => "TRUNCATE(",
    });
    g.arg(id, Arg::This);
    g.write(", ");
    g.arg(id, Arg::Expression);
    g.write(")");
}

fn partitioned_of(g: &mut Generator<'_>, id: NodeId) {
    g.write("PARTITION OF ");
    g.arg(id, Arg::This);
    let is_bound = g.tree.expression(id).is_some_and(|bound| g.tree.kind(bound) == Kind::PartitionBoundSpec);
    g.write(if is_bound { " FOR VALUES " } else { " " });
    g.arg(id, Arg::Expression);
}

fn partition_bound_spec(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.get(id, Arg::This) {
        Value::List(_) => {
            g.write("IN (");
            g.list(id, Arg::This, FLAT);
            g.write(")");
        }
        Value::None => {
            g.write("FROM (");
            g.list(id, Arg::FromExpressions, FLAT);
            g.write(") TO (");
            g.list(id, Arg::ToExpressions, FLAT);
            g.write(")");
        }
        _ => {
            g.write("WITH (MODULUS ");
            g.arg(id, Arg::This);
            g.write(", REMAINDER ");
            g.arg(id, Arg::Expression);
            g.write(")");
        }
    }
}

fn partition_by_range(g: &mut Generator<'_>, id: NodeId) {
    g.write("PARTITION BY RANGE (");
    g.list(id, Arg::PartitionExpressions, FLAT);
    g.write(") (");
    g.list(id, Arg::CreateExpressions, FLAT);
    g.write(")");
}

fn partition_by_range_dynamic(g: &mut Generator<'_>, id: NodeId) {
    for (words, arg) in [("START (", Arg::Start), (") END (", Arg::End), (") EVERY (", Arg::Every)] {
        g.write(words);
        g.arg(id, arg);
    }
    g.write(")");
}

fn partition_range(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" TO ");
    g.arg(id, Arg::Expression);
}

fn cluster(g: &mut Generator<'_>, id: NodeId) {
    if let mode @ ("AUTO" | "NONE") = g.tree.text_of(id, Arg::This) {
        let report = format!("Unsupported CLUSTER BY {mode}");
        g.unsupported(&report);
    }
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write("CLUSTER BY (");
        g.expressions(id, FLAT);
        g.write(")");
    }
}

fn clustered_by(g: &mut Generator<'_>, id: NodeId) {
    g.write("CLUSTERED BY (");
    g.expressions(id, FLAT);
    g.write(")");
    if g.tree.list_len(id, Arg::SortedBy) > 0 {
        g.write(" SORTED BY (");
        g.list(id, Arg::SortedBy, FLAT);
        g.write(")");
    }
    g.write(" INTO ");
    g.arg(id, Arg::Buckets);
    g.write(" BUCKETS");
}

fn distributed_by(g: &mut Generator<'_>, id: NodeId) {
    g.write("DISTRIBUTED BY ");
    g.arg(id, Arg::Kind);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" ");
        g.wrap(|g| g.expressions(id, FLAT));
    }
    g.arg_after(" BUCKETS ", id, Arg::Buckets);
    g.arg(id, Arg::Order);
}

fn key_columns(g: &mut Generator<'_>, id: NodeId) {
    g.write(match g.tree.kind(id) {
        Kind::AggregateKeyProperty => "AGGREGATE KEY (",
        Kind::DuplicateKeyProperty => "DUPLICATE KEY (",
        _ => "UNIQUE KEY (",
    });
    g.expressions(id, FLAT);
    g.write(")");
}

fn rollup(g: &mut Generator<'_>, id: NodeId) {
    g.write("ROLLUP (");
    g.expressions(id, FLAT);
    g.write(")");
}

fn rollup_index(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.parens(|g| g.expressions(id, FLAT));
    g.arg_after(" FROM ", id, Arg::FromIndex);
    if let Some(properties) = g.tree.node(id, Arg::Properties) {
        g.write(" PROPERTIES ");
        g.wrap(|g| g.expressions(properties, ListStyle { indent: false, ..ListStyle::default() }));
    }
}

/// `SORTKEY(a, b)`.
pub fn sort_key(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Compound, "COMPOUND ");
    g.write("SORTKEY(");
    g.list(id, Arg::This, FLAT);
    g.write(")");
}

fn row_format_delimited(g: &mut Generator<'_>, id: NodeId) {
    g.write("ROW FORMAT DELIMITED");
    for (words, arg) in [
        (" FIELDS TERMINATED BY ", Arg::Fields),
        (" ESCAPED BY ", Arg::Escaped),
        (" COLLECTION ITEMS TERMINATED BY ", Arg::CollectionItems),
        (" MAP KEYS TERMINATED BY ", Arg::MapKeys),
        (" LINES TERMINATED BY ", Arg::Lines),
        (" NULL DEFINED AS ", Arg::Null),
    ] {
        g.arg_after(words, id, arg);
    }
}

fn inherits(g: &mut Generator<'_>, id: NodeId) {
    listed(g, id, "INHERITS (");
}

/// What `open` starts, the list under `expressions` on one line, and the parenthesis.
fn listed(g: &mut Generator<'_>, id: NodeId, open: &str) {
    g.write(open);
    g.expressions(id, FLAT);
    g.write(")");
}

/// `LIKE t INCLUDING DEFAULTS`.
pub fn like(g: &mut Generator<'_>, id: NodeId) {
    let in_schema = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Schema);
    if g.dialect.generator.flags.like_property_inside_schema && !in_schema {
        return g.parens(|g| like_table(g, id));
    }
    like_table(g, id);
}

fn like_table(g: &mut Generator<'_>, id: NodeId) {
    g.write("LIKE ");
    g.arg(id, Arg::This);
    for option in g.tree.expressions(id) {
        g.write(" ");
        g.arg(option, Arg::This);
        g.write(" ");
        g.arg(option, Arg::Value);
    }
}

fn on_commit(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::Delete) { "ON COMMIT DELETE ROWS" } else { "ON COMMIT PRESERVE ROWS" });
}

fn character_set(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Default, "DEFAULT ");
    g.write("CHARACTER SET=");
    g.arg(id, Arg::This);
}

fn set(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Multi, "MULTI");
    g.write("SET");
}

fn sharing(g: &mut Generator<'_>, id: NodeId) {
    g.write("SHARING=");
    g.arg(id, Arg::This);
}

fn credentials(g: &mut Generator<'_>, id: NodeId) {
    g.write("CREDENTIALS=(");
    g.expressions(id, ListStyle { sep: " ", ..FLAT });
    g.write(")");
}

fn tags(g: &mut Generator<'_>, id: NodeId) {
    listed(g, id, "TAG (");
}

fn allowed_values(g: &mut Generator<'_>, id: NodeId) {
    g.write("ALLOWED_VALUES ");
    g.expressions(id, FLAT);
}

fn settings(g: &mut Generator<'_>, id: NodeId) {
    g.write("SETTINGS");
    g.block(|g| g.expressions(id, ListStyle { indent: false, ..ListStyle::default() }));
}

fn environment(g: &mut Generator<'_>, id: NodeId) {
    listed(g, id, "ENVIRONMENT (");
}

// ---- routines, models, views -----------------------------------------------------------------------------------------

/// `RETURNS INT`, `RETURNS NULL ON NULL INPUT`.
pub fn returns(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Null) {
        return g.write("RETURNS NULL ON NULL INPUT");
    }
    g.write("RETURNS ");
    g.arg(id, Arg::This);
}

/// How a function depends on its arguments, as a bare word.
fn stability(g: &mut Generator<'_>, id: NodeId) {
    let word = g.tree.name(id).to_string();
    g.write(&word);
}

fn using(g: &mut Generator<'_>, id: NodeId) {
    g.write("USING ");
    g.arg(id, Arg::Kind);
    g.write(" ");
    g.arg(id, Arg::This);
}

fn module(g: &mut Generator<'_>, id: NodeId) {
    g.write("USING ");
    g.arg(id, Arg::This);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        listed(g, id, "(");
    }
}

fn input_model(g: &mut Generator<'_>, id: NodeId) {
    g.write("INPUT");
    g.arg(id, Arg::This);
}

fn output_model(g: &mut Generator<'_>, id: NodeId) {
    g.write("OUTPUT");
    g.arg(id, Arg::This);
}

fn transform_model(g: &mut Generator<'_>, id: NodeId) {
    g.func("TRANSFORM", &[g.tree.get(id, Arg::Expressions)]);
}

fn with_procedure_options(g: &mut Generator<'_>, id: NodeId) {
    g.write("WITH ");
    g.expressions(id, FLAT);
}

fn refresh_trigger(g: &mut Generator<'_>, id: NodeId) {
    g.write("REFRESH");
    // Without a method there is only the trigger: `REFRESH ASYNC`.
    let method = g.tree.get(id, Arg::Method) != Value::Bool(false) && g.tree.has(id, Arg::Method);
    if method {
        g.arg_after(" ", id, Arg::Method);
    }
    g.arg_after(if method { " ON " } else { " " }, id, Arg::Kind);
    if g.tree.has(id, Arg::Every) {
        g.arg_after(" EVERY ", id, Arg::Every);
        g.arg_after(" ", id, Arg::Unit);
    }
    g.arg_after(" STARTS ", id, Arg::Starts);
}

fn encode(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Key, "KEY ");
    g.write("ENCODE ");
    g.arg(id, Arg::This);
    if let Some(properties) = g.tree.node(id, Arg::Properties) {
        g.write(" (");
        g.expressions(properties, FLAT);
        g.write(")");
    }
}

fn include(g: &mut Generator<'_>, id: NodeId) {
    g.write("INCLUDE ");
    g.arg(id, Arg::This);
    g.arg_after(" ", id, Arg::ColumnDef);
    g.arg_after(" AS ", id, Arg::Alias);
}

// ---- dictionaries and lifetimes --------------------------------------------------------------------------------------

fn dict(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write("(");
    g.arg(id, Arg::Kind);
    g.write("(");
    if g.tree.list_len(id, Arg::Settings) > 0 {
        g.indented(|g| {
            g.line();
            g.list(id, Arg::Settings, STACKED);
        });
        g.line();
    }
    g.write("))");
}

fn dict_sub(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" ");
    g.arg(id, Arg::Value);
}

fn dict_range(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write("(MIN ");
    g.arg(id, Arg::Min);
    g.write(" MAX ");
    g.arg(id, Arg::Max);
    g.write(")");
}

fn merge_tree_ttl(g: &mut Generator<'_>, id: NodeId) {
    g.write("TTL");
    let lines = ListStyle { indent: false, ..ListStyle::default() };
    let alone =
        g.tree.list_len(id, Arg::Expressions) == 1 && !g.tree.has(id, Arg::Where) && !g.tree.has(id, Arg::Group);
    if alone {
        g.write(" ");
        g.expressions(id, FLAT);
    } else {
        g.block(|g| g.expressions(id, lines));
    }
    g.arg(id, Arg::Where);
    g.arg(id, Arg::Group);
    if g.tree.list_len(id, Arg::Aggregates) > 0 {
        g.seg("SET");
        g.block(|g| g.list(id, Arg::Aggregates, lines));
    }
}

fn merge_tree_ttl_action(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.flag(id, Arg::Delete, " DELETE");
    g.arg_after(" RECOMPRESS ", id, Arg::Recompress);
    g.arg_after(" TO DISK ", id, Arg::ToDisk);
    g.arg_after(" TO VOLUME ", id, Arg::ToVolume);
}

// ---- warehouses ------------------------------------------------------------------------------------------------------

fn fallback(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::No, "NO ");
    g.write("FALLBACK");
    g.flag(id, Arg::Protection, " PROTECTION");
}

fn log(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::No, "NO ");
    g.write("LOG");
}

fn journal(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::No, "NO ");
    if g.tree.has(id, Arg::Local) {
        g.arg(id, Arg::Local);
        g.write(" ");
    }
    g.flag(id, Arg::Dual, "DUAL ");
    g.flag(id, Arg::Before, "BEFORE ");
    g.flag(id, Arg::After, "AFTER ");
    g.write("JOURNAL");
}

fn freespace(g: &mut Generator<'_>, id: NodeId) {
    g.write("FREESPACE=");
    g.arg(id, Arg::This);
    g.flag(id, Arg::Percent, " PERCENT");
}

fn checksum(g: &mut Generator<'_>, id: NodeId) {
    g.write("CHECKSUM=");
    let word = match g.tree.get(id, Arg::On) {
        _ if g.tree.has(id, Arg::Default) => "DEFAULT",
        Value::Bool(true) => "ON",
        _ => "OFF",
    };
    g.write(word);
}

fn merge_block_ratio(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::No) || g.tree.has(id, Arg::Default) {
        g.write(if g.tree.has(id, Arg::No) { "NO" } else { "DEFAULT" });
        return g.write(" MERGEBLOCKRATIO");
    }
    g.write("MERGEBLOCKRATIO=");
    g.arg(id, Arg::This);
    g.flag(id, Arg::Percent, " PERCENT");
}

fn data_blocksize(g: &mut Generator<'_>, id: NodeId) {
    for (arg, words) in [
        (Arg::Default, "DEFAULT DATABLOCKSIZE"),
        (Arg::Minimum, "MINIMUM DATABLOCKSIZE"),
        (Arg::Maximum, "MAXIMUM DATABLOCKSIZE"),
    ] {
        if g.tree.has(id, arg) {
            return g.write(words);
        }
    }
    g.write("DATABLOCKSIZE=");
    g.arg(id, Arg::Size);
    g.arg_after(" ", id, Arg::Units);
}

fn block_compression(g: &mut Generator<'_>, id: NodeId) {
    g.write("BLOCKCOMPRESSION=");
    for (arg, word) in
        [(Arg::Always, "ALWAYS"), (Arg::Manual, "MANUAL"), (Arg::Never, "NEVER"), (Arg::Default, "DEFAULT")]
    {
        if g.tree.has(id, arg) {
            return g.write(word);
        }
    }
    g.write("AUTOTEMP");
    g.arg(id, Arg::Autotemp);
}

fn isolated_loading(g: &mut Generator<'_>, id: NodeId) {
    g.write("WITH");
    g.flag(id, Arg::No, " NO");
    g.flag(id, Arg::Concurrent, " CONCURRENT");
    g.write(" ISOLATED LOADING");
    g.arg_after(" ", id, Arg::Target);
}

fn locking(g: &mut Generator<'_>, id: NodeId) {
    g.write("LOCKING ");
    g.arg(id, Arg::Kind);
    g.arg_after(" ", id, Arg::This);
    g.arg_after(" ", id, Arg::ForOrIn);
    g.arg_after(" ", id, Arg::LockType);
    g.flag(id, Arg::Override, " OVERRIDE");
}

fn with_data(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::No) { "WITH NO DATA" } else { "WITH DATA" });
    match g.tree.get(id, Arg::Statistics) {
        Value::Bool(true) => g.write(" AND STATISTICS"),
        Value::Bool(false) => g.write(" AND NO STATISTICS"),
        _ => {}
    }
}

fn with_journal_table(g: &mut Generator<'_>, id: NodeId) {
    g.write("WITH JOURNAL TABLE=");
    g.arg(id, Arg::This);
}

/// `SYSTEM_VERSIONING=ON(HISTORY_TABLE=t)`, alone or in a `WITH(...)` of its own.
pub fn with_system_versioning(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::With, "WITH(");
    g.write(if g.tree.has(id, Arg::On) { "SYSTEM_VERSIONING=ON" } else { "SYSTEM_VERSIONING=OFF" });
    let parts = [
        ("HISTORY_TABLE=", Arg::This),
        ("DATA_CONSISTENCY_CHECK=", Arg::DataConsistency),
        ("HISTORY_RETENTION_PERIOD=", Arg::RetentionPeriod),
    ];
    options(g, id, &parts);
    g.flag(id, Arg::With, ")");
}

fn data_deletion(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::On) { "DATA_DELETION=ON" } else { "DATA_DELETION=OFF" });
    options(g, id, &[("FILTER_COLUMN=", Arg::FilterColumn), ("RETENTION_PERIOD=", Arg::RetentionPeriod)]);
}

/// `(NAME=value, ...)` of the arguments that are there.
fn options(g: &mut Generator<'_>, id: NodeId, parts: &[(&str, Arg)]) {
    let mut before = "(";
    for (name, arg) in parts {
        if g.tree.has(id, *arg) {
            g.write(before);
            g.arg_after(name, id, *arg);
            before = ", ";
        }
    }
    if before == ", " {
        g.write(")");
    }
}
