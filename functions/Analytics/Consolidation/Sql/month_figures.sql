-- Booked income and expenditure and money paid, month by month.
-- Parameters: $funds varchar[], $first and $last integer (YYYYMM).
-- Reads: turnovers, payments (of the place and the years concerned).
-- Returns one row a month that moved: month, income, expenditure, paid; amounts in fen.
with moved as (
    select
        book_period as month,
        case class when 'income' then credit_fen - debit_fen else 0 end as income_fen,
        case class when 'expenditure' then debit_fen - credit_fen else 0 end as expenditure_fen,
        0 as paid_fen
    from turnovers
    where book_period % 100 > 0 and list_contains($funds, fund)
    union all
    select paid_month, 0, 0, paid_fen from payments where paid_month is not null and list_contains($funds, fund)
)
select month, sum(income_fen), sum(expenditure_fen), sum(paid_fen)
from moved
where month between $first and $last
group by month
order by month
