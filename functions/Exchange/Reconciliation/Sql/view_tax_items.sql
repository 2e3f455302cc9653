-- Sums of the tax comparison for a screen. Parameters: $region text, $funds text list, $from and $to integer (YYYYMM).
-- Returns one row an item, fund, region and month: employers, differing, one-sided, both sums in the
-- item's unit.
select item, fund, region, month, employers, differing, one_sided, agency_value, tax_value from tax_item_sums
where starts_with(region, $region) and list_contains($funds, fund) and month between $from and $to
order by item, region, month, fund
