-- One account of a fund (with its details) by part of a place: the place itself and each division directly below.
-- Parameters: $fund varchar, $period integer (YYYYMM), $account varchar. Reads: turnovers (of the place and year).
-- Returns one row a part that moved: part, normal side, debit and credit before the period, in it, and from January
-- (fen), and the book when one alone stands behind the row.
select
    part,
    max(normal),
    coalesce(sum(debit_fen) filter (where book_period < $period or book_period % 100 = 0), 0),
    coalesce(sum(credit_fen) filter (where book_period < $period or book_period % 100 = 0), 0),
    coalesce(sum(debit_fen) filter (where book_period = $period and book_period % 100 > 0), 0),
    coalesce(sum(credit_fen) filter (where book_period = $period and book_period % 100 > 0), 0),
    coalesce(sum(debit_fen) filter (where book_period % 100 > 0), 0),
    coalesce(sum(credit_fen) filter (where book_period % 100 > 0), 0),
    case when min(book_first) = max(book_last) then min(book_first) end
from turnovers
where fund = $fund and book_period <= $period and list_contains(string_split(account_path, '/'), $account)
group by part
order by part
