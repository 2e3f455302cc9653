-- The sequence begins at zero, once.
insert into sequence (one, last) values (1, 0) on conflict do nothing
