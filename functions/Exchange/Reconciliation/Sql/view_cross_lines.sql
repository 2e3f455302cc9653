-- Rows behind the cross-table rules. Parameters: $region text, $funds text list, $month integer (0 all), $rule text
-- ('' all), $limit and $offset integer. Returns the count of all, then the finding's columns.
select count(*) over (), rule, fund, region, month, subject, expected::bigint, actual::bigint, origin::json::varchar
from cross_rows
where starts_with(region, $region) and list_contains($funds, fund) and ($month = 0 or month = $month)
    and ($rule = '' or rule = $rule)
order by region, month, fund, rule, subject limit $limit offset $offset
