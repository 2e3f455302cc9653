-- Payment requests of a place and year by part and state.
-- Parameters: $funds varchar[]. Reads: requests (of the place and year).
-- Returns one row a part and state: part, state, count, then requested, paid, failed and open in fen.
select
    part,
    state,
    sum(requests),
    sum(requested_fen),
    sum(paid_fen),
    sum(failed_fen),
    sum(open_fen)
from requests
where list_contains($funds, fund)
group by part, state
order by part, state
