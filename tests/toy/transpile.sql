-- read: toy
SELECT SIZE_OF(`a`), THE MOMENT
-- write: base
SELECT LENGTH("a"), CURRENT_TIMESTAMP()

-- read: base
SELECT CURRENT_TIMESTAMP(3)
-- write: toy
SELECT THE MOMENT
-- unsupported: The moment has no precision
