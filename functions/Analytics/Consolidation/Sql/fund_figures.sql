-- Income, expenditure and balance of the funds of a place and year, by part (the place itself, each division below).
-- Parameters: $funds varchar[]. Reads: turnovers (of the place and year).
-- Returns one row a part and fund: part, fund, then opening, income, expenditure and balance in fen. What is owned less
-- what is owed equals opening plus income less expenditure, because every voucher balances.
select
    part,
    fund,
    coalesce(sum(credit_fen - debit_fen)
        filter (where book_period % 100 = 0 and class not in ('asset', 'liability')), 0) as opening_fen,
    coalesce(sum(credit_fen - debit_fen)
        filter (where book_period % 100 between 1 and 12 and class = 'income'), 0) as income_fen,
    coalesce(sum(debit_fen - credit_fen)
        filter (where book_period % 100 between 1 and 12 and class = 'expenditure'), 0) as expenditure_fen,
    coalesce(sum(debit_fen - credit_fen) filter (where class in ('asset', 'liability')), 0) as balance_fen
from turnovers
where list_contains($funds, fund)
group by part, fund
order by part, fund
