-- For every division with rows each place that its figures count in, and the part of that place they belong to: the
-- place itself, or the division directly below it.
-- Parameters: none. Reads: standing (the rows of one table and year).
-- Returns division, place, part: up to three rows a division, in no order.
create or replace temporary table ancestry as
with ranked as (
    select
        division,
        division[:2] || '0000' as province,
        division[:4] || '00' as city
    from (select distinct division from standing)
)
select division, division as place, division as part from ranked
union
select division, city, division from ranked where city <> division and city <> province
union
select division, province, case when city = province then division else city end
from ranked
where province <> division
