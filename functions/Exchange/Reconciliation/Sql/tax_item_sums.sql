-- Each item of the tax comparison by fund, region and month: both sums, how many employers differ, how many only one
-- side has. From: item_values.
-- Leaves: tax_item_sums.
create or replace temporary table tax_item_sums as
select
    item, fund, region, month, count(*) as employers,
    count(*) filter (where abs(agency_value - tax_value) > tolerance) as differing,
    count(*) filter (where (agency_value is null) <> (tax_value is null)) as one_sided,
    sum(coalesce(agency_value, 0))::bigint as agency_value, sum(coalesce(tax_value, 0))::bigint as tax_value
from item_values group by all order by item, region, fund, month
