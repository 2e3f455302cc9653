-- Employers of the index by credit code, organisation code, employer number or part of a name.
-- Parameters and columns as of find_persons.
select key, name, credit_code, employer_nos, funds, regions, first_month, last_month, rows from employer_index
where key in (
    select key from employer_traces
    where (credit_code = $text or key = $text or employer_no = $text or contains(name, $text))
        and starts_with(region, $region) and list_contains($funds, fund))
order by name, key limit $limit
