-- What was paid in which month, county up to province.
-- Parameters: none. Reads: standing (payment batches of one year), ancestry.
-- Returns one row a place, part, fund and month of payment (YYYYMM; null while the bank has not answered): counts,
-- amounts in fen. Paid is without what the bank sent back.
create or replace temporary table rolled as
select
    place,
    part,
    fund,
    (year(paid_on) * 100 + month(paid_on))::bigint as paid_month,
    count(*) as batches,
    sum(lines)::bigint as lines,
    sum(amount_fen)::bigint as amount_fen,
    sum(open_fen)::bigint as open_fen,
    sum(paid_fen)::bigint as paid_fen,
    sum(failed_fen)::bigint as failed_fen,
    sum(refunded_fen)::bigint as refunded_fen
from standing
join ancestry using (division)
group by place, part, fund, paid_month
