-- The balances of a fund's accounts at a place up to a book period.
-- Parameters: $fund varchar, $period integer (YYYYMM, 00 the opening), $own varchar (only this part; null for all).
-- Reads: turnovers (of the place and year).
-- Returns one row an account that moved: path, full name, normal side, then debit and credit before the period, in it,
-- and from January; fen. In the order of the paths, so that parents would come before their details.
select
    account_path,
    max(account_name),
    max(normal),
    coalesce(sum(debit_fen) filter (where book_period < $period or book_period % 100 = 0), 0),
    coalesce(sum(credit_fen) filter (where book_period < $period or book_period % 100 = 0), 0),
    coalesce(sum(debit_fen) filter (where book_period = $period and book_period % 100 > 0), 0),
    coalesce(sum(credit_fen) filter (where book_period = $period and book_period % 100 > 0), 0),
    coalesce(sum(debit_fen) filter (where book_period % 100 > 0), 0),
    coalesce(sum(credit_fen) filter (where book_period % 100 > 0), 0)
from turnovers
where fund = $fund and book_period <= $period and ($own::varchar is null or part = $own)
group by account_path
order by account_path
