"""tokenize: kinds, texts, places, comments. Every test runs on both modules."""

import pytest

TEXTS = [
    "",
    "SELECT a, -- hi\n 'x''y' AS \"b c\" /* é */, 1.5e3\r\n  + é * x'ff' FROM t;\n\n--end",
    "select 'é\nb' z\n y",
    "group   by  x; a\r\nb\n\tc",
    "a /*+ no hint */ b",
    "SELECT /*+ BROADCAST(a) */ 1",
    "a <= b <> c -> d ->> e :: f || g",
    "{{ a }} {% b %} @x :y ? $1",
    "/* a */ /* b */ x /* c */ -- d\n-- e\ny",
    "SELECT * FROM 表 WHERE 名 = '値' AND x = 1",
]


def facts(token):
    places = (token.line, token.col, token.start, token.end)
    return (token.token_type.name, token.text, *places, token.comments)


@pytest.mark.parametrize("sql", TEXTS)
def test_tokens_are_those_of_the_reference(sql):
    import sqlglot

    import sqlectic

    ours, theirs = sqlectic.tokenize(sql), sqlglot.tokenize(sql)
    assert [facts(token) for token in ours] == [facts(token) for token in theirs]
    assert repr(ours) == repr(theirs)


def test_places_count_characters_and_ends_are_inclusive(glot):
    sql = "é = 'ü'\nz"
    tokens = glot.tokenize(sql)
    assert [sql[token.start : token.end + 1] for token in tokens] == ["é", "=", "'ü'", "z"]
    assert [(token.line, token.col) for token in tokens] == [(1, 1), (1, 3), (1, 7), (2, 1)]
    assert [token.text for token in tokens] == ["é", "=", "ü", "z"]


def test_token_types(glot):
    (token,) = glot.tokenize("SELECT")
    assert token.token_type is glot.TokenType.SELECT
    assert isinstance(token.token_type, int)
    assert glot.TokenType["SELECT"].name == "SELECT"
    assert list(glot.TokenType)[0] is glot.TokenType.L_PAREN
    assert glot.TokenType.L_PAREN.value == 1


def test_all_names_of_the_reference_are_there():
    import sqlglot

    import sqlectic

    names = {kind.name for kind in sqlectic.TokenType}
    assert {kind.name for kind in sqlglot.TokenType} - names == set()


def test_tokens_can_be_made_and_changed(glot):
    token = glot.Token(glot.TokenType.VAR, "a")
    assert (token.line, token.col, token.start, token.end, token.comments) == (1, 1, 0, 0, [])
    token.text = "b"
    token.comments.append("c")
    assert (token.text, token.comments) == ("b", ["c"])


def test_dialects_tokenize_their_own_way(glot):
    (token,) = glot.tokenize("$$a$$", read="postgres")
    assert (token.token_type, token.text) == (glot.TokenType.HEREDOC_STRING, "a")
    assert len(glot.tokenize("$$a$$", dialect="postgres")) == 1


@pytest.mark.parametrize(
    ("sql", "message", "cause", "start", "end"),
    [
        ("SELECT 'abc", "Error tokenizing 'SELECT 'ab'", "Missing ' from 1:7", 0, 10),
        ('SELECT "a', "Error tokenizing 'SELECT \"'", 'Missing " from 1:7', 0, 8),
        ("é\n'" + "x" * 60, f"Error tokenizing '{'x' * 49}'", "Missing ' from 2:2", 13, 62),
    ],
)
def test_errors_tell_where_the_text_was_given_up(glot, sql, message, cause, start, end):
    with pytest.raises(glot.TokenError) as caught:
        glot.tokenize(sql)
    assert str(caught.value) == message
    assert (caught.value.start, caught.value.end) == (start, end)
    assert isinstance(caught.value.__cause__, glot.TokenError)
    assert str(caught.value.__cause__) == cause
    with pytest.raises(glot.TokenError):
        glot.parse_one(sql)
