"""Units of time given to constructors: ours and the reference's."""

import pytest


@pytest.mark.parametrize("name", ["DateAdd", "DateDiff", "DatetimeTrunc", "Interval", "LastDay", "TimestampTrunc"])
def test_units_become_words(glot, name):
    exp = glot.exp
    for unit in (exp.var("month"), exp.Literal.string("month"), exp.column("month")):
        node = getattr(exp, name)(this=exp.column("x"), expression=exp.column("y"), unit=unit)
        assert node.args["unit"] == exp.var("MONTH")
    week = exp.func("week", exp.column("monday"))
    node = getattr(exp, name)(this=exp.column("x"), expression=exp.column("y"), unit=week)
    assert node.args["unit"].this == exp.var("MONDAY")


def test_the_unit_of_date_trunc_is_text(glot):
    exp = glot.exp
    made = exp.DateTrunc(this=exp.to_column("event_date"), unit=exp.var("MONTH"))
    assert made.sql() == "DATE_TRUNC('MONTH', event_date)"
    assert exp.DateTrunc(this=exp.column("x"), unit=exp.var("ms")).args["unit"].name == "MILLISECOND"


def test_other_units_stay(glot):
    exp = glot.exp
    unit = exp.Placeholder(this="u")
    assert exp.DateAdd(this=exp.column("x"), expression=exp.column("y"), unit=unit).args["unit"] is unit
    assert "unit" not in exp.DateAdd(this=exp.column("x"), expression=exp.column("y")).args
