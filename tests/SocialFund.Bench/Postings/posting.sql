\set book random(1, 4)
begin;
update book set last = last + 1 where id = :book returning last as number \gset
insert into voucher (book, period, number, event, date, summary, source, posted_by)
    values (:book, 202606, :number, 'e' || nextval('event'), '2026-06-15', '支付定期待遇支出：六月养老金（社保局）',
        '630102-11-202606-A6301021-1', 'system:accounting');
insert into entry values
    (:book, 202606, :number, 1, '500101', 32105500, 0, '{"item": "basic-pension", "agency": "630100SB"}'),
    (:book, 202606, :number, 2, '1001', 0, 32105500, '{"bankAccount": "28016301001101"}');
insert into balance values (:book, 202606, '500101', 32105500, 0), (:book, 202606, '1001', 0, 32105500)
    on conflict (book, period, account)
    do update set debit = balance.debit + excluded.debit, credit = balance.credit + excluded.credit;
insert into audit (book, at, what) values (:book, now(), '凭证记账，借方合计 321055.00');
commit;
