-- How many payment requests stand where, and where their money is, county up to province.
-- Parameters: none. Reads: standing (requests of one year), ancestry.
-- Returns one row a place, part, fund, request period and state: counts, amounts in fen.
create or replace temporary table rolled as
select
    place,
    part,
    fund,
    request_period,
    state,
    count(*) as requests,
    sum(lines)::bigint as lines,
    sum(requested_fen)::bigint as requested_fen,
    sum(open_fen)::bigint as open_fen,
    sum(paid_fen)::bigint as paid_fen,
    sum(failed_fen)::bigint as failed_fen,
    sum(given_up_fen)::bigint as given_up_fen
from standing
join ancestry using (division)
group by place, part, fund, request_period, state
