-- One row: the number of the last write. Kept apart, because deleting the newest document must not give its number
-- again.
create table if not exists sequence (one integer primary key check (one = 1), last integer not null)
