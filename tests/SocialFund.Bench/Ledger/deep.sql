select * from line where account = '1001' and month = 12 and place > :deep order by place limit 100;
