-- What each account moved, month by month, county up to province. Books of the special account only: the auxiliary and
-- memorandum books tell the same money once more.
-- Parameters: none. Reads: standing (voucher lines of one year), ancestry.
-- Returns one row a place, part, fund, account and book period: amounts in fen; book_first and book_last are alike when
-- one book alone stands behind the row.
-- Basis: 社会保险法§64.
create or replace temporary table rolled as
select
    place,
    part,
    fund,
    book_period,
    account_path,
    max(account_name) as account_name,
    max(class) as class,
    max(normal) as normal,
    sum(debit_fen)::bigint as debit_fen,
    sum(credit_fen)::bigint as credit_fen,
    count(*) as lines,
    min(book) as book_first,
    max(book) as book_last
from standing
join ancestry using (division)
where book_kind = 'fsa'
group by place, part, fund, book_period, account_path
