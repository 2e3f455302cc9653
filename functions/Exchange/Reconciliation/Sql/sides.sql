-- The three sides of each payer's month in one line; whoever says nothing is null.
-- Leaves: sides.
create or replace temporary table sides as
with collected as (
    select
        fund, region, month, payer_kind, payer, min(payer_name) as treasury_name, sum(tax_fen)::bigint as tax_fen,
        sum(treasury_fen)::bigint as treasury_fen, count(*) as tickets, min(ticket) as ticket, min(tax_day) as tax_day,
        min(treasury_day) as treasury_day,
        min(treasury_month) filter (where treasury_month <> month) as treasury_month,
        min(tax_origin) as tax_origin, min(treasury_origin) as treasury_origin
    from paid_in group by all
)
select
    fund, region, month, payer_kind, payer, coalesce(agency.payer_name, collected.treasury_name) as payer_name,
    agency.fen as agency_fen, tax_fen, treasury_fen, coalesce(tickets, 0) as tickets, ticket, tax_day, treasury_day,
    treasury_month, agency.origin as agency_origin, tax_origin, treasury_origin
from agency_sums as agency full join collected using (fund, region, month, payer_kind, payer)
