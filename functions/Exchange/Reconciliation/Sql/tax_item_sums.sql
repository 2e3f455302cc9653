-- Each item of the tax comparison by fund, region and month: both sums, and how many employers differ. From:
-- item_values.
-- Leaves: tax_item_sums.
create or replace temporary table tax_item_sums as
select
    item, fund, region, month, count(*) as employers,
    count(*) filter (where agency_value is null or tax_value is null or abs(agency_value - tax_value) > tolerance)
        as differing,
    sum(coalesce(agency_value, 0))::bigint as agency_value, sum(coalesce(tax_value, 0))::bigint as tax_value
from item_values group by all order by item, region, fund, month
