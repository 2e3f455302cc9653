-- The three-way match (三方对账), a line a payer and month: who says what, how they stand, since when, where it came from.
-- A payer whom the agency has in one month and the tax bureau in another, with the same amount, is one line of both
-- (属期不一致). 居民医保 has two sides only: its agencies' table is a register of the year. Leaves: matches.
-- Basis: tender 6.4; fund, region, month, ticket (AAD009) and amount are the keys.
create or replace temporary table matches as
with agency_left as (
    select *, row_number() over (partition by fund, region, payer_kind, payer, agency_fen order by month) as place
    from sides where agency_fen is not null and tax_fen is null and treasury_fen is null
),
tax_left as (
    select *, row_number() over (partition by fund, region, payer_kind, payer, tax_fen order by month) as place
    from sides where agency_fen is null and tax_fen is not null
),
moved as (
    select
        agency.fund, agency.region, agency.month, tax.month as tax_month, agency.payer_kind, agency.payer,
        agency.payer_name, agency.agency_fen, tax.tax_fen, tax.treasury_fen, tax.tickets, tax.ticket, tax.tax_day,
        tax.treasury_day, coalesce(tax.treasury_month, if(tax.treasury_fen is null, null, tax.month)) as treasury_month,
        agency.agency_origin, tax.tax_origin, tax.treasury_origin
    from agency_left as agency
    join tax_left as tax
        on tax.fund = agency.fund and tax.region = agency.region and tax.payer_kind = agency.payer_kind
        and tax.payer = agency.payer and tax.tax_fen = agency.agency_fen and tax.place = agency.place
),
lines as (
    select
        fund, region, month, if(tax_fen is null, null, month) as tax_month, payer_kind, payer, payer_name, agency_fen,
        tax_fen, treasury_fen, tickets, ticket, tax_day, treasury_day,
        if(treasury_fen is null, null, coalesce(treasury_month, month)) as treasury_month, agency_origin, tax_origin,
        treasury_origin
    from sides
    anti join moved as kept using (fund, region, month, payer_kind, payer)
    where not exists (
        select 1 from moved
        where moved.fund = sides.fund and moved.region = sides.region and moved.tax_month = sides.month
            and moved.payer_kind = sides.payer_kind and moved.payer = sides.payer)
    union all
    select
        fund, region, month, tax_month, payer_kind, payer, payer_name, agency_fen, tax_fen, treasury_fen, tickets,
        ticket, tax_day, treasury_day, treasury_month, agency_origin, tax_origin, treasury_origin
    from moved
)
select
    md5(concat_ws('|', fund, region, month, payer_kind, payer)) as id, fund, region, month, tax_month, treasury_month,
    payer_kind, payer, payer_name, ticket, tickets, agency_fen, tax_fen, treasury_fen,
    greatest(coalesce(agency_fen, 0), coalesce(tax_fen, 0), coalesce(treasury_fen, 0))
        - least(coalesce(agency_fen, 0), coalesce(tax_fen, 0), coalesce(treasury_fen, 0)) as difference_fen,
    case
        when agency_fen is not null and tax_fen is null and treasury_fen is null then 'only-agency'
        when agency_fen is null and tax_fen is not null and treasury_fen is null then 'only-tax'
        when agency_fen is null and tax_fen is null then 'only-treasury'
        when agency_fen <> tax_fen or tax_fen <> treasury_fen then 'amount'
        when treasury_fen is null then 'no-treasury'
        when agency_fen is null and fund <> 'resident-medical' then 'no-agency'
        when tax_month <> month or treasury_month <> month then 'period'
        else 'matched'
    end as status,
    least(
        if(agency_fen is null, null, last_day(make_date(month // 100, month % 100, 1))), tax_day, treasury_day)
        as since,
    agency_origin, tax_origin, treasury_origin
from lines
order by region, fund, month, payer_kind, payer
