"""What programs may override or set in the package that this one stands in for, and how far it is followed here."""

from __future__ import annotations

import typing as t

# Methods of parsers that are entries of tables: by table, the words of the entries. Overriding one replaces these.
ENTRIES: dict[str, dict[str, tuple[str, ...]]] = {
    "_parse_alter_diststyle": {"ALTER_ALTER_PARSERS": ("DISTSTYLE", "DISTKEY")},
    "_parse_alter_session": {"ALTER_PARSERS": ("SESSION",)},
    "_parse_alter_sortkey": {"ALTER_ALTER_PARSERS": ("SORTKEY", "COMPOUND")},
    "_parse_alter_table_add": {"ALTER_PARSERS": ("ADD",)},
    "_parse_alter_table_alter": {"ALTER_PARSERS": ("ALTER", "MODIFY")},
    "_parse_alter_table_drop": {"ALTER_PARSERS": ("DROP",)},
    "_parse_alter_table_rename": {"ALTER_PARSERS": ("RENAME",)},
    "_parse_alter_table_set": {"ALTER_PARSERS": ("SET",)},
    "_parse_auto_increment": {"CONSTRAINT_PARSERS": ("AUTO_INCREMENT", "AUTOINCREMENT", "IDENTITY")},
    "_parse_auto_property": {"PROPERTY_PARSERS": ("AUTO",)},
    "_parse_blockcompression": {"PROPERTY_PARSERS": ("BLOCKCOMPRESSION",)},
    "_parse_called_on_null_input_property": {"PROPERTY_PARSERS": ("CALLED",)},
    "_parse_cast": {"FUNCTION_PARSERS": ("CAST", "SAFE_CAST", "TRYCAST", "TRY_CAST")},
    "_parse_ceil_floor": {"FUNCTION_PARSERS": ("CEIL", "FLOOR")},
    "_parse_char": {"FUNCTION_PARSERS": ("CHAR", "CHR")},
    "_parse_character_set": {"PROPERTY_PARSERS": ("CHARSET",)},
    "_parse_check_constraint": {"CONSTRAINT_PARSERS": ("CHECK",)},
    "_parse_checksum": {"PROPERTY_PARSERS": ("CHECKSUM",)},
    "_parse_cluster_property": {"PROPERTY_PARSERS": ("CLUSTER BY",), "ALTER_PARSERS": ("CLUSTER BY",)},
    "_parse_clustered_by": {"PROPERTY_PARSERS": ("CLUSTERED",)},
    "_parse_composite_key_property": {"PROPERTY_PARSERS": ("AGGREGATE", "DUPLICATE", "KEY", "UNIQUE")},
    "_parse_compress": {"CONSTRAINT_PARSERS": ("COMPRESS", "CODEC")},
    "_parse_connector_function": {"FUNCTION_PARSERS": ("AND", "OR")},
    "_parse_contains_property": {"PROPERTY_PARSERS": ("CONTAINS",)},
    "_parse_convert": {"FUNCTION_PARSERS": ("CONVERT", "TRY_CONVERT")},
    "_parse_copy_property": {"PROPERTY_PARSERS": ("COPY",)},
    "_parse_create_like": {"PROPERTY_PARSERS": ("LIKE",), "CONSTRAINT_PARSERS": ("LIKE",)},
    "_parse_data_deletion_property": {"PROPERTY_PARSERS": ("DATA_DELETION",)},
    "_parse_datablocksize": {"PROPERTY_PARSERS": ("DATABLOCKSIZE",)},
    "_parse_decode": {"FUNCTION_PARSERS": ("DECODE",)},
    "_parse_definer": {"PROPERTY_PARSERS": ("DEFINER",)},
    "_parse_dict_property": {"PROPERTY_PARSERS": ("LAYOUT", "SOURCE")},
    "_parse_dict_range": {"PROPERTY_PARSERS": ("LIFETIME", "RANGE")},
    "_parse_distkey": {"PROPERTY_PARSERS": ("DISTKEY",)},
    "_parse_distributed_property": {"PROPERTY_PARSERS": ("DISTRIBUTED",)},
    "_parse_extract": {"FUNCTION_PARSERS": ("EXTRACT",)},
    "_parse_fallback": {"PROPERTY_PARSERS": ("FALLBACK",)},
    "_parse_foreign_key": {"CONSTRAINT_PARSERS": ("FOREIGN KEY",)},
    "_parse_freespace": {"PROPERTY_PARSERS": ("FREESPACE",)},
    "_parse_gap_fill": {"FUNCTION_PARSERS": ("GAP_FILL",)},
    "_parse_generated_as_identity": {"CONSTRAINT_PARSERS": ("GENERATED",)},
    "_parse_group_concat": {"FUNCTION_PARSERS": ("GROUPCONCAT", "GROUP_CONCAT")},
    "_parse_initcap": {"FUNCTION_PARSERS": ("INITCAP",)},
    "_parse_inline": {"CONSTRAINT_PARSERS": ("INLINE",)},
    "_parse_journal": {"PROPERTY_PARSERS": ("JOURNAL",)},
    "_parse_json_object": {"FUNCTION_PARSERS": ("JSON_OBJECT", "JSON_OBJECTAGG")},
    "_parse_json_table": {"FUNCTION_PARSERS": ("JSON_TABLE",)},
    "_parse_json_value": {"FUNCTION_PARSERS": ("JSON_VALUE",)},
    "_parse_locking": {"PROPERTY_PARSERS": ("LOCKING", "LOCK")},
    "_parse_log": {"PROPERTY_PARSERS": ("LOG",)},
    "_parse_match_against": {"FUNCTION_PARSERS": ("MATCH",)},
    "_parse_mergeblockratio": {"PROPERTY_PARSERS": ("MERGEBLOCKRATIO",)},
    "_parse_modifies_property": {"PROPERTY_PARSERS": ("MODIFIES",)},
    "_parse_next_value_for": {"NO_PAREN_FUNCTION_PARSERS": ("NEXT",)},
    "_parse_no_property": {"PROPERTY_PARSERS": ("NO",)},
    "_parse_normalize": {"FUNCTION_PARSERS": ("NORMALIZE",)},
    "_parse_not_constraint": {"CONSTRAINT_PARSERS": ("NOT",)},
    "_parse_open_json": {"FUNCTION_PARSERS": ("OPENJSON",)},
    "_parse_overlay": {"FUNCTION_PARSERS": ("OVERLAY",)},
    "_parse_partitioned_of": {"PROPERTY_PARSERS": ("PARTITION",)},
    "_parse_period_for_system_time": {"CONSTRAINT_PARSERS": ("PERIOD",)},
    "_parse_pipe_syntax_aggregate": {"PIPE_SYNTAX_TRANSFORM_PARSERS": ("AGGREGATE",)},
    "_parse_pipe_syntax_extend": {"PIPE_SYNTAX_TRANSFORM_PARSERS": ("EXTEND",)},
    "_parse_pipe_syntax_limit": {"PIPE_SYNTAX_TRANSFORM_PARSERS": ("LIMIT",)},
    "_parse_pipe_syntax_pivot": {"PIPE_SYNTAX_TRANSFORM_PARSERS": ("PIVOT", "UNPIVOT")},
    "_parse_pipe_syntax_select": {"PIPE_SYNTAX_TRANSFORM_PARSERS": ("SELECT",)},
    "_parse_pipe_syntax_tablesample": {"PIPE_SYNTAX_TRANSFORM_PARSERS": ("TABLESAMPLE",)},
    "_parse_position": {"FUNCTION_PARSERS": ("POSITION",)},
    "_parse_reads_property": {"PROPERTY_PARSERS": ("READS",)},
    "_parse_remote_with_connection": {"PROPERTY_PARSERS": ("REMOTE",)},
    "_parse_returns": {"PROPERTY_PARSERS": ("RETURNS",)},
    "_parse_row": {"PROPERTY_PARSERS": ("ROW",)},
    "_parse_settings_property": {"PROPERTY_PARSERS": ("SETTINGS",)},
    "_parse_sortkey": {"PROPERTY_PARSERS": ("SORTKEY",)},
    "_parse_sql_security": {"PROPERTY_PARSERS": ("SQL SECURITY", "SECURITY")},
    "_parse_stored": {"PROPERTY_PARSERS": ("STORED",)},
    "_parse_string_agg": {"FUNCTION_PARSERS": ("STRING_AGG", "LISTAGG", "STRINGAGG")},
    "_parse_substring": {"FUNCTION_PARSERS": ("SUBSTRING", "SUBSTR")},
    "_parse_system_versioning_property": {"PROPERTY_PARSERS": ("SYSTEM_VERSIONING",)},
    "_parse_to_table": {"PROPERTY_PARSERS": ("TO",)},
    "_parse_trim": {"FUNCTION_PARSERS": ("TRIM",)},
    "_parse_ttl": {"CONSTRAINT_PARSERS": ("TTL",), "PROPERTY_PARSERS": ("TTL",)},
    "_parse_volatile_property": {"PROPERTY_PARSERS": ("VOLATILE",)},
    "_parse_weight_string": {"FUNCTION_PARSERS": ("WEIGHT_STRING",)},
    "_parse_xml_element": {"FUNCTION_PARSERS": ("XMLELEMENT",)},
    "_parse_xml_table": {"FUNCTION_PARSERS": ("XMLTABLE",)},
}



def _strictness(parser: t.Any, word: str) -> dict[str, t.Any]:
    return {"strict": False, "safe": True} if word.startswith(("TRY", "SAFE")) else {"strict": parser.STRICT_CAST}


def _key_property(parser: t.Any, word: str) -> dict[str, t.Any]:
    kind = {"AGGREGATE": "AggregateKeyProperty", "DUPLICATE": "DuplicateKeyProperty"}.get(word, "UniqueKeyProperty")
    return {"expr_type": _node(kind)}


def _word(parser: t.Any, word: str) -> dict[str, t.Any]:
    return {"this": word}


def _node(name: str) -> t.Any:
    from sqlectic import exp

    return getattr(exp, name)


# What these methods are called with, by the parser and the word.
ARGUMENTS: dict[str, t.Callable[[t.Any, str], dict[str, t.Any]]] = {
    "_parse_alter_sortkey": lambda parser, word: {"compound": True} if word == "COMPOUND" else {},
    "_parse_cast": _strictness,
    "_parse_ceil_floor": lambda parser, word: {"expr_type": _node(word.title())},
    "_parse_composite_key_property": _key_property,
    "_parse_connector_function": lambda parser, word: {"connector": _node(f"{word.lower()}_")},
    "_parse_convert": _strictness,
    "_parse_dict_property": _word,
    "_parse_dict_range": _word,
    "_parse_json_object": lambda parser, word: {"agg": True} if word == "JSON_OBJECTAGG" else {},
}

# What is there and not here: defining or setting it has no effect, and a warning says so.
WITHOUT_EFFECT: dict[str, frozenset[str]] = {
    "parser": frozenset(
        """
        ADD_CONSTRAINT_KEYWORDS ADD_CONSTRAINT_TOKENS AGG_FUNCTIONS AGG_FUNCTIONS_SUFFIXES AGG_FUNC_MAPPING
        AMBIGUOUS_ALIAS_TOKENS ANALYZE_EXPRESSION_PARSERS ANALYZE_STYLES ARG_MODE_TOKENS ARITHMETIC_TOKENS
        ARRAY_CONSTRUCTORS BARE_TABLE_HINTS BRACKETS BRACKET_OFFSETS CAST_ACTIONS CHARSET_TRANSLATORS CLONE_KEYWORDS
        COLUMN_DEFINITION_MODES COLUMN_POSTFIX_TOKENS CONCAT_OPERATORS CONFLICT_ACTIONS COPY_INTO_VARLEN_OPTIONS
        CREATE_SEQUENCE DASHED_TABLE_PART_FOLLOW_TOKENS DECIMAL_LITERALS_ALLOW_NEGATIVE_SCALE DEFAULT_SAMPLING_METHOD
        DESCRIBE_QUALIFIER_PARSERS DESCRIBE_STYLES EXECUTE_AS_OPTIONS FLATTEN_COLUMNS HISTORICAL_DATA_KIND
        HISTORICAL_DATA_PREFIX IDENTIFIER_TOKENS INSERT_ALTERNATIVES INVALID_FUNC_NAME_TOKENS ISOLATED_LOADING_OPTIONS
        IS_JSON_PREDICATE_KIND IS_PREDICATE_TOKENS JSON_KEY_VALUE_SEPARATOR_TOKENS JSON_OPERATORS JSON_QUERY_OPTIONS
        KEY_CONSTRAINT_OPTIONS KEY_VALUE_DEFINITIONS LAMBDA_ARG_TERMINATORS MATCH_OPERATORS MODIFIABLES
        NON_TABLE_CREATABLES ODBC_DATETIME_LITERALS ON_CONDITION_TOKENS OPCLASS_FOLLOW_KEYWORDS OPTYPE_FOLLOW_TOKENS
        PARTITION_KEYWORDS PRE_VOLATILE_TOKENS PRIVILEGE_FOLLOW_TOKENS PROCEDURE_OPTIONS PROFILE_TYPES
        QUERY_RESTRICTIONS QUOTED_TYPES_TO_PRESERVE RECURSIVE_CTE_SEARCH_KIND RESERVED_CONSTRAINT_KINDS
        RETURNS_TABLE_TOKENS SCHEMA_BINDING_OPTIONS SCHEMA_KINDS SECURITY_PROPERTY_KEYWORDS SELECT_START_TOKENS
        SET_ASSIGNMENT_DELIMITERS SET_OP_MODIFIERS SET_TRIE SHOW_TRIE SIGNED_TO_UNSIGNED_TYPE_TOKEN
        STAGED_FILE_SINGLE_TOKENS STORAGE_OPTIONS SUBQUERY_PREDICATES SUBQUERY_TOKENS TABLE_INDEX_HINT_TOKENS
        TABLE_POSTFIX_TOKENS TABLE_TERMINATORS TEXT_MATCH_EXCLUDED_TOKENS TIMES TIMESTAMPS TRANSACTION_CHARACTERISTICS
        TRANSACTION_KIND TRANSFORM_PARSERS TRIGGER_DEFERRABLE TRIGGER_EVENTS TRIGGER_TIMING TRIM_TYPES TYPE_CONVERTERS
        UNDROP_OBJECTS UNNEST_OFFSET_ALIAS_TOKENS USABLES VERSION_PHRASES VIEW_ATTRIBUTES WINDOW_EXCLUDE_OPTIONS
        WINDOW_SIDES _parse_alter_drop_action _parse_analyze_columns _parse_analyze_delete _parse_analyze_histogram
        _parse_analyze_list _parse_analyze_statistics _parse_analyze_validate _parse_atom _parse_bracket_key_value
        _parse_char_charset _parse_cluster _parse_column_def_with_exists _parse_column_parts_fast _parse_comprehension
        _parse_connect_with_prior _parse_distinct_arg_function _parse_factor_operand _parse_grant_revoke_common
        _parse_grouping_set _parse_hint_body _parse_hint_fallback_to_string _parse_indexed_column _parse_interpolate
        _parse_interval_span _parse_introducer _parse_is_rhs _parse_join_hint _parse_json_type_arg
        _parse_key_constraint_options _parse_limit_by _parse_macro_overloads _parse_multitable_inserts
        _parse_name_as_expression _parse_odbc_datetime_literal _parse_on_handling _parse_opclass _parse_operator
        _parse_partitioned_by_bucket_or_truncate _parse_pipe_syntax_aggregate_fields
        _parse_pipe_syntax_aggregate_group_order_by _parse_pipe_syntax_join _parse_pipe_syntax_set_operator
        _parse_pivot_in _parse_procedure_option _parse_projections _parse_property_assignment _parse_property_before
        _parse_retention_period _parse_serde_properties _parse_session_parameter _parse_simplified_pivot _parse_sort
        _parse_star _parse_stream _parse_table_parts_fast _parse_trigger_deferrable _parse_trigger_events
        _parse_trigger_for_each _parse_trigger_referencing_clause _parse_unnamed_constraints
        _parse_user_defined_function_expression _parse_user_defined_type _parse_vector_expressions
        _parse_window_clause _parse_with_operator _parse_withdata _parse_withisolatedloading _parse_withjournaltable
        _parse_wrapped_select
        """.split()
    ),
    "generator": frozenset(
        """
        APPROXIMATE_SIMILARITY_TEMPLATE ARRAYS_ZIP_TEMPLATE ARRAY_BAG_TEMPLATE ARRAY_EXCEPT_CONDITION
        ARRAY_EXCEPT_SET_TEMPLATE ARRAY_INTERSECTION_CONDITION BITMAP_CONSTRUCT_AGG_TEMPLATE CAST_MAPPING
        CHAR_CAST_MAPPING EXPRESSIONS_WITHOUT_NESTED_CTES EXPRESSION_PRECEDES_PROPERTIES_CREATABLES
        EXTRACT_EPOCH_MAPPINGS EXTRACT_STRFTIME_MAPPINGS IGNORE_NULLS_FUNCS IGNORE_RESPECT_NULLS_WINDOW_FUNCTIONS
        IN_UNNEST_TEMPLATE MAPCAT_TEMPLATE MINHASH_COMBINE_TEMPLATE MINHASH_TEMPLATE MOD_PAREN_PARENT_TYPES
        NON_NULLABLE_TYPES NORMAL_TEMPLATE ON_CLUSTER_TARGETS PARAMETERIZABLE_TEXT_TYPES RANDSTR_TEMPLATE
        RESPECT_IGNORE_NULLS_UNSUPPORTED_EXPRESSIONS SAFE_JSON_PATH_KEY_RE SEEDED_RANDOM_TEMPLATE SEQ_SIGNED
        SEQ_UNSIGNED SIGNED_CAST_MAPPING SQL_SECURITY_VIEW_LOCATION STRING_TYPE_MAPPING STRTOK_TEMPLATE
        STRTOK_TO_ARRAY_TEMPLATE SUPPORTS_TEMPORAL_PRECISION TIMESTAMP_FUNC_TYPES TIMESTAMP_TYPE_MAPPING TOKEN_MAPPING
        TS_OR_DS_EXPRESSIONS TS_OR_DS_TYPES TYPE_PARAM_SETTINGS UNICODE_SUBSTITUTE UNSIGNED_TYPE_MAPPING
        UNSUPPORTED_VALUES_EXPRESSIONS UUID_V5_TEMPLATE VARCHAR_REQUIRES_SIZE ZIPF_TEMPLATE convert_concat_args
        datatype_param_bound_limiter explodinggenerateseries_sql forclause_sql json_path_part weekstart_name
        """.split()
    ),
    "tokenizer": frozenset(
        """
        COMMENTS_TERMINATE_AT_NEWLINE_ONLY HEREDOC_STRING_ALTERNATIVE HINT_START LONE_SURROGATE_REPLACEMENT
        NUMERIC_ESCAPES
        """.split()
    ),
    "dialect": frozenset(
        """
        ANNOTATE_ALL_SCOPES COALESCE_COMPARISON_NON_STANDARD COERCES_TO CONVERT_FORMAT_MAPPING CREATABLE_KIND_MAPPING
        DATE_PART_MAPPING DEFAULT_FUNCTIONS_COLUMN_NAMES DEFAULT_NULL_TYPE DISABLES_ALIAS_REF_EXPANSION
        EXCLUDES_PSEUDOCOLUMNS_FROM_STAR EXPAND_ONLY_GROUP_ALIAS_REF EXPRESSION_METADATA
        FORCE_EARLY_ALIAS_REF_EXPANSION FORMAT_TIME_MAPPING FORMAT_TRIE HAVING_ALIASES_SHADOW_UNGROUPED_COLUMNS
        IDENTIFIER_ESCAPED_SEQUENCES INVERSE_CREATABLE_KIND_MAPPING INVERSE_FORMAT_MAPPING INVERSE_FORMAT_TRIE
        INVERSE_VECTOR_TYPE_ALIASES ORIGINAL_NAME_META_KEY PREFER_COLUMNS_TO_ALIASES_IN_HAVING_AND_QUALIFY
        PRIORITIZE_NON_LITERAL_TYPES PROJECTION_ALIASES_SHADOW_SOURCE_NAMES PROMOTE_TO_INFERRED_DATETIME_TYPE
        PSEUDOCOLUMNS QUERY_RESULTS_ARE_STRUCTS REGEXP_EXTRACT_MISSING_GROUP_RETURNS_EMPTY
        REGEXP_EXTRACT_NO_MATCH_RETURNS_NULL REGEXP_EXTRACT_POSITION_OVERFLOW_RETURNS_NULL
        REQUIRES_PARENTHESIZED_STRUCT_ACCESS SAFE_TO_ELIMINATE_DOUBLE_NEGATION SET_OP_DISTINCT_BY_DEFAULT
        STAR_ILIKE_BACKSLASH_ESCAPE SUPPORTS_ALIAS_REFS_IN_JOIN_CONDITIONS SUPPORTS_NULL_TYPE
        SUPPORTS_STRUCT_STAR_EXPANSION TABLES_REFERENCEABLE_AS_COLUMNS TABLE_ALIASES_SHADOW_COLUMN_NAMES
        USING_COLUMN_ORDER VALID_INTERVAL_UNITS VECTOR_TYPE_ALIASES generate_values_aliases
        """.split()
    ),
}
