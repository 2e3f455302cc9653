-- Sums of the three-way match by fund, region and month: each side's amounts under the month that side itself names, so
-- that they are the lake's figures; lines and differences under the line's month. Leaves: match_sums.
create or replace temporary table match_sums as
with parts as (
    select fund, region, month, status, 1 as lines, difference_fen, coalesce(agency_fen, 0) as agency_fen,
        0::bigint as tax_fen, 0::bigint as treasury_fen
    from matches
    union all
    select fund, region, tax_month, status, 0, 0, 0, tax_fen, 0 from matches where tax_fen is not null
    union all
    select fund, region, treasury_month, status, 0, 0, 0, 0, treasury_fen from matches where treasury_fen is not null
)
select
    fund, region, month, status, sum(lines)::bigint as lines, sum(difference_fen)::bigint as difference_fen,
    sum(agency_fen)::bigint as agency_fen, sum(tax_fen)::bigint as tax_fen, sum(treasury_fen)::bigint as treasury_fen
from parts group by all order by region, fund, month, status
