-- What the toy reads and writes.
SELECT SIZE_OF(`a name`) FROM t
SELECT THE MOMENT, CAST(x AS LETTERS), CAST(y AS WHOLE)
SELECT 1 # one
-- out: SELECT 1 /* one */
