select * from line where account = '1001' and month = 1 order by place limit 100;
