-- Tickets whose number of payers differs from the persons that the tax bureau's rows of the ticket name.
-- Views: tax_employers, tax_persons. Returns subject (ticket), expected and actual (persons), origin.
select
    told.fund, told.region, told.month, told.ticket as subject, persons.persons as expected,
    told.persons as actual, told.origin
from (
    select
        fund, region, month, ticket, sum(persons)::bigint as persons,
        min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
    from tax_employers where persons is not null group by all
) as told
join (
    select fund, region, month, ticket, count(distinct person_no) as persons
    from tax_persons where employer_no is not null group by all
) as persons using (fund, region, month, ticket)
where told.persons <> persons.persons
