-- Lines of the three-way match with what was decided about them. Empty filters take all; without a status or a line's
-- id only differences are told. A line whose sides name two months is in both. age is the place of the ageing step, -1
-- for all.
-- Parameters: $region text, $funds text list, $month integer (0 all), $status text, $age integer, $open boolean,
-- $line text, $today date, $limit, $offset integer. Returns the count of all, then the line's columns.
with lines as (
    select matches.*, date_diff('day', since, $today) as days from matches
    where starts_with(region, $region) and list_contains($funds, fund)
        and ($month = 0 or month = $month or tax_month = $month or treasury_month = $month)
        and (($status = '' and (status <> 'matched' or $line <> '')) or status = $status)
        and ($line = '' or id = $line)
)
select
    count(*) over (), id, fund, region, month, tax_month, treasury_month, payer_kind, payer, payer_name, ticket,
    tickets, agency_fen, tax_fen, treasury_fen, difference_fen, status, since, days, reason_of_line, origin_texts[1],
    origin_texts[2], origin_texts[3], verdict, reason, by_name, decided_at,
    facts <> concat_ws('|', status, agency_fen, tax_fen, treasury_fen) as is_outdated
from (
    select
        *, {reason} as reason_of_line, {age} as age,
        [agency_origin::json::varchar, tax_origin::json::varchar, treasury_origin::json::varchar] as origin_texts
    from lines
) as lines
left join decisions on decisions.line = lines.id
where ($age < 0 or age = $age) and (not $open or verdict is null)
order by region, fund, month, payer_kind, payer, id
limit $limit offset $offset
