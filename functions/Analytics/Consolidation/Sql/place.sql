-- What rolled up to one place.
-- Parameters: $place varchar, a division. Reads: rolled.
-- Returns the columns of the roll-up without place, every column in order.
create or replace temporary table written as
select * exclude (place) from rolled where place = $place order by all
