-- Differences by step of ageing and status. Parameters as of view_match_sums, and $today date.
-- Returns the step's place, status, lines, difference (fen).
select {age} as age, status, sum(lines)::bigint, sum(difference_fen)::bigint
from (
    select *, date_diff('day', since, $today) as days from match_ages
    where starts_with(region, $region) and list_contains($funds, fund) and month between $from and $to
)
group by 1, 2 order by 1, 2
