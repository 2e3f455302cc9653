-- Where persons were seen (主索引): one row an id number, name, table, region, number and employer, from its first to its
-- last month. Millions of rows a month become a few a person. View: sightings. Leaves: person_traces.
-- Id numbers are 18 characters: the intake lengthens those of 15 digits (GB 11643). The key is a digest of the id
-- number,
-- for addresses; rows lie in its order, so that one person is read from one place of the file.
create or replace temporary table person_traces as
select
    sha256(citizen_id) as key, citizen_id, name, sex, born_on, fund, table_id, region, person_no, employer_no,
    min(month) as first_month, max(month) as last_month, count(*) as rows,
    min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
from sightings group by all
order by key, first_month
