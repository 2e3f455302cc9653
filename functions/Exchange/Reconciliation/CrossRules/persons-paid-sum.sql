-- Employers whose row says another sum of their persons' payments than the persons' rows come to.
-- Views: employers, contributors. Returns fund, region, month, subject (employer), expected and actual (fen), origin.
select
    told.fund, told.region, told.month, told.employer_no as subject, coalesce(persons.fen, 0) as expected,
    told.fen as actual, told.origin
from (
    select
        fund, region, month, employer_no, sum(individual_paid_fen)::bigint as fen,
        min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
    from employers where individual_paid_fen is not null group by all
) as told
left join (
    select fund, region, month, employer_no, sum(coalesce(paid_fen, 0))::bigint as fen
    from contributors where employer_no is not null group by all
) as persons using (fund, region, month, employer_no)
where told.fen <> coalesce(persons.fen, 0)
