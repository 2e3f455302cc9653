-- Lines of this batch whose key stands in an earlier batch that was not rejected or withdrawn.
-- Views: keys (key_high, key_low bigint, line integer) of this batch; earlier (key_high, key_low bigint, request
-- varchar).
-- Parameters: none.
-- Returns one row a line in line order: line integer, request varchar (one of the earlier requests).
select keys.line, min(earlier.request) as request
from keys
join earlier on earlier.key_high = keys.key_high and earlier.key_low = keys.key_low
group by keys.line
order by keys.line
