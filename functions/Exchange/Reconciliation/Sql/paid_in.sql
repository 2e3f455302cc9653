-- Tax tickets beside the treasury's receipts of the same ticket: of the same month first, of another month where only
-- such is left. A ticket of several payers counts at the first of them. What no ticket belongs to stands by itself.
-- Leaves: paid_in (fund, region, month, payer_kind, payer, ticket, the tax's and the treasury's sides).
create or replace temporary table paid_in as
with same as (
    select tax.fund, tax.region, tax.month, tax.payer_kind, tax.payer, tax.ticket, treasury.month as treasury_month
    from tax_tickets as tax
    join treasury_tickets as treasury using (fund, ticket, month)
    where tax.turn = 1
),
tax_left as (
    select *, row_number() over (partition by fund, ticket order by month, region, payer) as place
    from tax_tickets anti join same using (fund, region, month, payer_kind, payer, ticket)
),
treasury_left as (
    select *, row_number() over (partition by fund, ticket order by month) as place
    from treasury_tickets as treasury
    anti join same on same.fund = treasury.fund and same.ticket = treasury.ticket and same.month = treasury.month
),
other as (
    select
        tax.fund, tax.region, tax.month, tax.payer_kind, tax.payer, tax.ticket, treasury.month as treasury_month
    from tax_left as tax join treasury_left as treasury using (fund, ticket, place)
),
pairs as (select * from same union all select * from other)
select
    coalesce(tax.fund, treasury.fund) as fund, coalesce(tax.region, treasury.region) as region,
    coalesce(tax.month, treasury.month) as month, coalesce(tax.payer_kind, 'ticket') as payer_kind,
    coalesce(tax.payer, treasury.ticket) as payer, coalesce(tax.ticket, treasury.ticket) as ticket,
    treasury.payer_name, tax.fen as tax_fen, treasury.fen as treasury_fen, tax.day as tax_day,
    treasury.day as treasury_day, treasury.month as treasury_month, tax.origin as tax_origin,
    treasury.origin as treasury_origin
from tax_tickets as tax
left join pairs using (fund, region, month, payer_kind, payer, ticket)
full join treasury_tickets as treasury
    on treasury.fund = pairs.fund and treasury.ticket = pairs.ticket and treasury.month = pairs.treasury_month
