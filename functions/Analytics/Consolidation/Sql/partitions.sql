-- The partitions of the lake that changed.
-- Parameters: none. Reads: changed.
-- Returns period and division, in that order, and the count of changed rows.
select period, division, count(*) as changed_rows from changed group by all order by period, division
