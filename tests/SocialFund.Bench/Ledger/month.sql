select * from line where account = '1001' and bank = '6228000000000117' and month = 6 order by place;
