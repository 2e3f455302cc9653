-- Findings of the cross-table rules by rule, fund, region and month. From: cross_rows. Leaves: cross_sums.
create or replace temporary table cross_sums as
select rule, fund, region, month, count(*) as findings from cross_rows group by all order by rule, region, fund, month
