select * from line where account = '1001' and bank = '6228000000000117' order by month, place limit 100;
