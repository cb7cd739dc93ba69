-- The data of all cases, in DuckDB's dialect; the other engines get it translated.
CREATE TABLE numbers (id INT PRIMARY KEY, a INT, b INT, x DOUBLE, d DECIMAL(10, 2));
INSERT INTO numbers VALUES (1, 7, 2, 1.5, 10.25), (2, -7, 2, -1.5, -10.25), (3, 7, -2, 2.5, 0.05), (4, 0, 3, 0.0, 0.00), (5, NULL, 1, NULL, NULL), (6, 10, NULL, 1e6, 99999999.99), (7, -1, 1, -0.5, -0.01);
CREATE TABLE texts (id INT PRIMARY KEY, s TEXT, p TEXT);
INSERT INTO texts VALUES (1, 'Hello World', 'o'), (2, '', 'x'), (3, NULL, 'y'), (4, '  padded  ', ' '), (5, 'ümläut ☃ 日本', '☃'), (6, 'a,b,,c', ','), (7, 'It''s 100%_ok', '%'), (8, 'UPPER lower', NULL);
CREATE TABLE dates (id INT PRIMARY KEY, d DATE, t TIMESTAMP);
INSERT INTO dates VALUES (1, '2024-01-31', '2024-01-31 23:59:59'), (2, '2023-02-28', '2023-02-28 00:00:00'), (3, '2024-02-29', '2024-02-29 12:34:56'), (4, '1999-12-31', '1999-12-31 06:00:00'), (5, NULL, NULL), (6, '2020-06-15', '2020-06-15 18:45:30');
CREATE TABLE people (id INT PRIMARY KEY, name TEXT, dept TEXT, salary INT, boss INT);
INSERT INTO people VALUES (1, 'Ann', 'it', 100, NULL), (2, 'Bob', 'it', 80, 1), (3, 'Cid', 'hr', 80, 1), (4, 'Dan', 'hr', NULL, 3), (5, 'Eve', NULL, 120, 1), (6, 'Fay', 'it', 80, 2);
