-- Differences by the day since when they stand, for ageing (账龄). Leaves: match_ages.
create or replace temporary table match_ages as
select fund, region, month, status, since, count(*) as lines, sum(difference_fen)::bigint as difference_fen
from matches where status <> 'matched' group by all order by region, since
