-- The lines of one book, as a relational programmer would keep them. Parameter: :csv, the file.
create table line (
    account text not null, month int not null, place bigint not null, day date not null, debit bigint not null,
    credit bigint not null, bank text not null);
copy line from :'csv' with (format csv, force_not_null (bank));
create index line_by_place on line (account, month, place);
create index line_by_bank on line (account, bank, month, place);
vacuum analyze line;
