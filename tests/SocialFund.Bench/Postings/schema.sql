-- The peer's books: what Books keeps of a posting, as a relational programmer would lay it out.
create table book (id int primary key, period int not null, last int not null);
create table voucher (
    book int, period int, number int, event text not null unique, date date not null, summary text not null,
    source text not null, posted_by text not null, posted_at timestamptz not null default now(),
    primary key (book, period, number));
create table entry (
    book int, period int, number int, line int, account text not null, debit bigint not null, credit bigint not null,
    dimensions jsonb not null, primary key (book, period, number, line));
create table balance (
    book int, period int, account text, debit bigint not null, credit bigint not null,
    primary key (book, period, account));
create table audit (id bigint generated always as identity primary key, book int, at timestamptz, what text);
insert into book select id, 202606, 0 from generate_series(1, 4) id;
create sequence event;
