-- The last book period of a fund in which something moved.
-- Parameters: $fund varchar. Reads: turnovers (of the place and year).
-- Returns one number, YYYYMM, or null.
select max(book_period) from turnovers where fund = $fund
