-- Where and when an employer was seen. Parameters: $key, $region text, $funds text list. Columns as of person_timeline;
-- the number is the employer's, there is no table.
select name, fund, '', region, employer_no, credit_code, first_month, last_month, rows, origin::json::varchar
from employer_traces
where key = $key and starts_with(region, $region) and list_contains($funds, fund)
order by fund, region, first_month, employer_no
