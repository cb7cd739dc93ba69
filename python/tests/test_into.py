"""parse_one(into=...): every class that a text can be parsed into, on both modules."""

import pytest

TEXTS = {
    'Cluster': ['CLUSTER BY a, b'],
    'Column': ['a', 'a.b.c', 'a::int', '1', 'f(x)'],
    'ColumnDef': ['a INT NOT NULL', 'a', 'a DECIMAL(10,2) DEFAULT 1'],
    'Condition': ['a AND b', 'x = 1 OR y', 'a AS b'],
    'DataType': [
        'INT',
        'STRUCT<a INT>',
        'foo',
        'ARRAY<foo>',
        'VARCHAR(10)',
        'int[]',
        '1',
        'TIMESTAMP WITH TIME ZONE',
        'interval day to second',
    ],
    'Expr': ['a + 1', 'a AS b', 'SELECT 1', '*'],
    'From': ['FROM a', 'FROM a JOIN b', 'a'],
    'GrantPrincipal': ['ROLE x', 'x'],
    'GrantPrivilege': ['SELECT', 'SELECT(a, b)'],
    'Group': ['GROUP BY a', 'a'],
    'Having': ['HAVING a', 'a'],
    'Hint': ['BROADCAST(a)', 'a(b), c'],
    'Identifier': ['a', '"a b"', 'select', '1', 'a.b', 'date'],
    'Join': ['JOIN b', 'LEFT JOIN b ON a = b', 'CROSS JOIN c', ', c'],
    'Lambda': ['x -> x + 1', '(x, y) -> x', 'a', 'x => 1'],
    'Lateral': ['LATERAL VIEW EXPLODE(x) t AS y', 'LATERAL (SELECT 1) AS t', 'CROSS APPLY f(x)'],
    'Limit': ['LIMIT 1', 'LIMIT 1, 2', 'FETCH FIRST 1 ROWS ONLY', '1'],
    'Offset': ['OFFSET 1', 'OFFSET 1 ROWS', '1'],
    'Order': ['ORDER BY a', 'a'],
    'Ordered': ['a', 'a DESC NULLS FIRST'],
    'Properties': ['WITH (a=1)', 'ENGINE=x', "COMMENT 'x'"],
    'PartitionedByProperty': ['(a, b)', 'PARTITIONED BY (a)'],
    'Qualify': ['QUALIFY a', 'a'],
    'Returning': ['RETURNING a, b'],
    'Select': [
        'SELECT 1',
        '(SELECT 1)',
        'WITH a AS (SELECT 1) SELECT 2',
        'SELECT 1 UNION SELECT 2',
        'FROM x',
        'VALUES (1)',
    ],
    'Sort': ['SORT BY a'],
    'Table': ['a', 'a.b.c', 'a AS b', 'a b', '"x".y', 'f(x)', 'a.b.c.d', '@x'],
    'TableAlias': ['AS a', 'AS a(b, c)', 'a', 'a(b)'],
    'Tuple': ['(1, 2)', '1', '(1)'],
    'Whens': [
        'WHEN MATCHED THEN DELETE',
        'WHEN NOT MATCHED THEN INSERT (a) VALUES (1) WHEN MATCHED THEN UPDATE SET a = 1',
    ],
    'Where': ['WHERE a', 'a'],
    'Window': ['w AS (PARTITION BY a)', 'SUM(a) OVER (PARTITION BY b)'],
    'With': ['WITH a AS (SELECT 1)', 'WITH RECURSIVE a AS (SELECT 1), b AS (SELECT 2)'],
}


@pytest.mark.parametrize("sql, kind", [(sql, kind) for kind, texts in TEXTS.items() for sql in texts])
def test_trees_are_those_of_the_reference(sql, kind):
    import sqlglot

    import sqlectic

    def outcome(glot):
        try:
            return repr(glot.parse_one(sql, into=getattr(glot.exp, kind)))
        except glot.ParseError:
            return "ParseError"

    assert outcome(sqlectic) == outcome(sqlglot)


def test_all_classes_that_the_reference_knows_are_there():
    from sqlglot.parser import Parser

    assert {kind.__name__ for kind in Parser.EXPRESSION_PARSERS if isinstance(kind, type)} == set(TEXTS)
