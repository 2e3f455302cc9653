select account, sum(debit), sum(credit) from line group by account;
