"""Heroes and poets whose names streets, schools and markets bear all over the country. No private person is meant.

Folded. Somebody may be called the same: a word such as `tôi là` before it decides (names.py).
"""


def _names(listed: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in listed.split(","))


STREETS = _names(
    """tran nhan tong, tran thai tong, no trang guh, no trang gul, nguyen nhac, nguyen lu, y ni ksor,
    hung vuong, nguyen hue, le loi, le duan, phan chu trinh, phan chau trinh, phan boi chau, tran hung dao, tran
    phu, nguyen tat thanh, nguyen trai, nguyen du, le hong phong, nguyen thi minh khai, minh khai, hai ba trung,
    ba trieu, vo thi sau, ly thuong kiet, ly tu trong, ngo quyen, quang trung, dinh tien hoang, ngo gia tu,
    hoang dieu, hoang hoa tham, nguyen van cu, nguyen van troi, nguyen dinh chieu, nguyen cong tru, nguyen chi
    thanh, nguyen binh khiem, nguyen khuyen, nguyen thai hoc, pham hong thai, pham ngu lao, phan dinh phung,
    phan dinh giot, ton duc thang, vo nguyen giap, pham van dong, truong chinh, le quy don, le thanh tong, le
    dai hanh, le van tam, le thi hong gam, kim dong, tran quang khai, tran quoc toan, tran quoc tuan, tran nhat
    duat, tran binh trong, tran khanh du, luong the vinh, chu van an, mac dinh chi, ho xuan huong, ho chi minh,
    ho tung mau, y ngong, y jut, y moan, y wang, n'trang long, n'trang lung, a ma jhao, ama jhao, ama khe, au
    co, lac long quan, bui thi xuan, dao duy tu, cao ba quat, cao thang, huynh thuc khang, to hien thanh, to
    hieu, tan da, nguyen viet xuan, no trang long, mai hac de, mai thuc loan, xuan dieu, to huu, nam cao, han
    mac tu, vo van kiet, ba huyen thanh quan, dien bien phu, ton that tung, dang thuy tram, cu chinh lan, la van
    cau, be van dan, mac thi buoi, phan huy chu, van cao, trinh cong son, tran cao van, doan thi diem, yet kieu,
    da tuong, an duong vuong, le chan, le lai, ong ich khiem, dinh nup, anh hung nup, hoang van thu, hoang quoc
    viet, le trong tan, van tien dung, giai phong, nguyen luong bang, nguyen huu tho, nguyen an ninh, y bih
    aleo, ngo thi nham, phung khac khoan, phung hung, pho duc chinh, thu khoa huan, truong dinh, nguyen trung
    truc, nguyen thuong hien, ngo may, dong da, ly nam de, ly thai to, le thai to, nguyen ai quoc, nguyen van
    linh, tran dai nghia, tran van on, truong cong dinh, phan ke binh, che lan vien, huy can, nguyen hong dao,
    nguyen phong sac, hoang sa, truong sa, bach dang, chi lang, dam san, xo viet nghe tinh, cach mang thang tam,
    thong nhat, le van nhieu, phu dong, nguyen khac vien, pham ngoc thach, nguyen dinh thi, nguyen gia thieu, le
    huu trac, luong dinh cua, ton that thuyet, nguyen thien thuat, trieu quang phuc, duong van nga, nguyen huu
    canh"""
)
