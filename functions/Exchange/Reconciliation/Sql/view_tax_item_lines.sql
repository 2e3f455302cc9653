-- Employers for which items of the tax comparison differ. Parameters: $region text, $funds text list, $month integer
-- (0 all), $item text ('' all), $limit and $offset integer. Returns the count of all, then the line's columns.
select
    count(*) over (), item, fund, region, month, employer_no, employer_name, agency_value, tax_value, difference,
    agency_origin::json::varchar, tax_origin::json::varchar
from tax_item_lines
where starts_with(region, $region) and list_contains($funds, fund) and ($month = 0 or month = $month)
    and ($item = '' or item = $item)
order by region, month, fund, item, employer_no limit $limit offset $offset
