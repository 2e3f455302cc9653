-- Findings of the cross-table rules for a screen. Parameters: $region text, $funds text list.
-- Returns one row a rule, fund, region and month with its findings.
select rule, fund, region, month, findings from cross_sums
where starts_with(region, $region) and list_contains($funds, fund) order by rule, region, month, fund
