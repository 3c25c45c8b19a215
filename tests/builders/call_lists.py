"""Lists of calls as telephone exchanges and phones write them."""

MASTER = (
    '"","0912000345","600","from-trunk","""0912000345"" <0912000345>","SIP/trunk-1","SIP/100-2","Dial","SIP/100",'
    '"2026-03-02 08:00:00","2026-03-02 08:00:10","2026-03-02 08:01:30",90,80,"ANSWERED","DOCUMENTATION",'
    '"1772413200.1",""\n'
    '"","0905123456","600","from-trunk","""0905123456"" <0905123456>","SIP/trunk-3","SIP/100-4","Dial","SIP/100",'
    '"2026-03-02 08:10:00",,"2026-03-02 08:10:25",25,0,"NO ANSWER","DOCUMENTATION","1772413800.3",""\n'
)
FREEPBX = (
    "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,"
    "accountcode,uniqueid,userfield,did,recordingfile,cnum,cnam,linkedid\n"
    # a ring group: two telephones rang, the second was taken
    "2026-03-02 08:00:00,x,0912000345,600,ext-group,a,b,Dial,,20,0,NO ANSWER,3,,1772413200.1,,02623000199,,"
    "0912000345,,1772413200.1\n"
    "2026-03-02 08:00:20,x,0912000345,101,ext-local,a,b,Dial,,70,60,ANSWERED,3,,1772413220.2,,02623000199,,"
    "0912000345,,1772413200.1\n"
    # nobody took it
    "2026-03-02 08:10:00,x,0905123456,600,ext-group,a,b,Dial,,25,0,NO ANSWER,3,,1772413800.3,,02623000199,,"
    "0905123456,,1772413800.3\n"
    # the office called out
    "2026-03-02 08:20:00,x,101,0977000111,from-internal,a,b,Dial,,30,20,ANSWERED,3,,1772414400.5,,,,101,,"
    "1772414400.5\n"
)
PHONE = (
    "Số điện thoại;Thời gian;Thời lượng;Loại\n"
    "0912 000 345;02/03/2026 08:00;1m 20s;Cuộc gọi đến\n"
    "0905 123 456;02/03/2026 08:10;0;Gọi nhỡ\n"
    "0977 000 111;02/03/2026 08:20;30;Gọi đi\n"
)
