"""Words that names are made of, in Viet Nam. Language, not data of a commune.

Surnames stand with their accents, so that `đô thị` is not taken for `đỗ thị`; the rest is folded.
"""

from feedback_service.folding import fold


def words_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _pairs(words: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair.split()) for pair in words.split(","))


_SURNAMES = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh đoàn lâm mai trịnh trương cao
hà phùng tạ tô thái tống bạch lương lưu chu châu vương kiều khổng hứa doãn quách nghiêm ninh từ triệu mạc lục
tăng nông bế ma sầm mã lã la vi vy đàm hoa lò quàng tòng cầm lường đèo cà bàn phàn tẩn chảo chẻo tráng giàng
vừ sùng thào lầu cứ hạng hảng hờ mùa vàng lù lùng ly vì thân tôn trà đồng đậu đổng khúc khuất khuê lại lãnh
liêu lều lộc mẫn mông nhâm nhữ phó quang quản sái tiêu tiết trang trầm trưng tưởng ung ưng văn viên vưu âu bá
biện bồ cát cấn chế cự diệp dư đái điểu đới giáp giang hàn hàng hoắc kha khương kim kỷ lăng lỗ luân nhiêu ôn
phù sỹ tào thạch thẩm thiều trì tuấn uông an âm bành cam chử dõan hạ hạc kông lạc lữ lữu lữa mạnh nhạc
nhung phúng thục triều ngân sần lìu đàng năng lèng
"""

SURNAMES: dict[str, frozenset[str]] = {}
for _surname in _SURNAMES.split():
    SURNAMES[fold(_surname)] = SURNAMES.get(fold(_surname), frozenset()) | {_surname}

# Nine in ten Kinh people and most of the others here bear one of these.
COMMON = words_of(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao dinh doan lam trinh truong ta luong"
    " luu phung mai nong trieu hua to luc be trinh nghiem quach lo giang"
)
# Mean little else when typed without accents and capitals.
UNMISTAKABLE = words_of("nguyen pham huynh hoang phung nghiem quach trieu giang")

SEX = {"van": ("văn", "van"), "thi": ("thị", "thi")}
"""Nearly always a name's middle, men's and women's: folded, and as it may be typed."""

SURE_MIDDLE = words_of("van thi a mi seo lao mui ton ngoc duc huu")
STRONG_MIDDLE = SURE_MIDDLE | words_of("quang minh xuan dinh quoc kim thu my hong cong ba thanh bich tuyet")
MIDDLE = SURE_MIDDLE | words_of(
    """cong quang minh thanh xuan dinh ba duy quoc trong nhu thu kim my hoang anh gia bao the viet sy si tan thanh
    hong dieu phuong mai lan tuyet bich cam quynh khanh hai tien manh nhat phuoc phuc thien trung dang tuan vinh chi
    nguyen tat mau huy doan khac cao thuy ha phi nam linh hoai khai dai thai thuc thuong trieu tu van ai bac cat dan
    dong ke ky lam long luong nghia nhan phu quy sinh son tam tho tri tung vu xuan yen truong bang tien chau"""
)
GIVEN = words_of(
    """an anh ai ba bac bach ban bang bao bay be ben bich bien binh bon bong buoi ca cam can canh cau chai chan chau
    chi chien chieu chin chinh chuc chung chuong chuyen co cong cu cuc cuong dai dam dan dang danh dao dat dau day
    diem dien diep dieu dinh do doan doanh don dong du duan duc dung duong duyen gai gam gia giac giang giap giau gioi
    ha hai han hang hanh hao hau hien hiep hieu ho hoa hoach hoai hoan hoang hoat hoi hong hop hue huan hung huong huu
    huy huyen kha khai khang khanh khiem khiet khoa khoat khoi khue khuyen kiem kien kiet kieu kim ky la lac lai lam
    lan lang lanh lap le len lien lieu linh loan loc loi long lua luan luat luc luong luu luyen ly mai man manh mao
    mau may men mien minh mo my nam nga ngan nghi nghia ngo ngoan ngoc ngoi nguyen nguyet nha nhan nhat nhi nhien nho
    nhu nhung nhuan ninh no nu nuong oanh phac phan phat phi phong phu phuc phung phuoc phuong phuot quan quang que
    quoc quy quyen quyet quynh sac sam san sang sanh sao sau sen sinh so son sua sung suong sy ta tai tam tan tang tao
    tau tay thach thai tham than thang thanh thao that the them thi thiep thiet thieu thin thinh tho thoa thoai thom
    thong thu thua thuan thuc thue thuong thuy tien tiep tin tinh tinh toai toan toi ton tra tram trang tri tri triet
    trieu trinh tro trong truc trung truong tu tuan tue tung tuoi tuong tuong tuyen tuyet tuyet ty uyen van vang vi
    vien viet vinh vo vu vui vuong vuong vy xinh xuan xuyen y yen dien den hac hoach slao sinh chai pao chu lenh"""
)
# Words of daily use that are given names too: alone and in small letters they say nothing.
NEVER_IN_SMALL = words_of(
    "la le lai len ta toi co no so ban ba be an mo do den thi van thua them the day dau bon bay chin sau nam nhu vi"
    " thang con dang da di ve ra vo bi duoc khong o tai cua cho cung roi nua thi ma ca nay"
)

CLANS = words_of(
    """nie kdam mlo ayun eban bkrong bya ksor knul hmok kbuor kpa rcam siu nay adrong enuol ktla mjao hdok hdok
    hlong hra hwing rmah kpor kbin krieng ntor nieng ktul mdrang jdrong bdap kdoh rolan romah rocham rahlan
    ecam cil liengjrang kla buonya buonkrong duondu ktuh arul lieng puih kpuih rolan"""
)
AFTER_CLAN = CLANS | words_of("ya krong siang du duon kbuor sieng thuan trang dung hbia")
BEFORE_CLAN = words_of("buon ro duon")

# People of whom anything may be said by their first name: what follows is somebody.
KIN = {
    "ong": "ông",
    "ba": "bà",
    "anh": "anh",
    "chi": "chị",
    "chu": "chú",
    "co": "cô",
    "bac": "bác",
    "thay": "thầy",
    "cau": "cậu",
    "di": "dì",
    "em": "em",
    "chau": "cháu",
    "mo": "mợ",
    "thim": "thím",
    "duong": "dượng",
    "cu": "cụ",
    "be": "bé",
    "thang": "thằng",
    "ten": "tên",
    "gia": "già",
    "ama": "ama",
    "ami": "amí",
}
"""Folded, and as it is with accents: `có` is not `cô`."""

NAMED_BY = _pairs(
    """toi la, toi ten, ten la, ten toi, em la, chau la, con la, minh la, tui la, ho ten, va ten, ten em, ten chau,
    ky ten, nguoi gui, nguoi viet, dung ten, mang ten, dong chi, cong dan, trai la, gai la,
    toi: toi, tui ten, em ten, chau ten, minh ten, con ten, ten con, chong la, vo la, me la, ho va, ban la"""
)
ROLES = _pairs(
    """truong thon, truong buon, bi thu, chu tich, giam doc, hieu truong, hieu pho, ke toan, thu quy, cong an vien,
    an vien, y si, bac si, to cao, to giac, to truong, to pho, can bo, dia chinh, chu ho, chu vua, chu quan, chu hui,
    chu tiem,     chu tro, chu thau, chu xe, chu dat, chu mo, chu lo, chu xuong, chu tk, trai toi, gai toi,
    chong toi, vo toi, me toi, cha toi, bo toi, ba toi, em toi, chau toi, con toi, anh toi, chi toi, gia dinh,
    nha ong, ho ong, ho ba, thon pho, pho phong, truong phong, doi truong, thay giao, co giao, giao vien, y ta,
    tai xe, lai xe, nguoi ten, hang xom, nhan vien, ho dan, do ong, chu nha, gia lang, phu trach, cua ong"""
)
FORERUNNERS = words_of(
    "la ten do vo chong con me cha bo ho nha em co cua boi voi cho va gap gui giao goi nho"
)

# Accents where a word without them means something else: `cho` is not `chợ`.
PLACES = words_of(
    """đường phố trường thôn buôn chợ cầu xã huyện tỉnh phường làng xóm ấp khối hẻm ngõ quận tp trấn hồ đập sông
    suối núi đèo chùa xứ tượng đài quỹ giải cụm nút ty cty dntn htx khu viện đảo rừng đồi thác cảng ga duong
    truong thon buon huyen tinh phuong xom hem thcs thpt thptdtnt"""
)
VILLAGES = words_of("cho khu cum nut vien thon buon xa xom ap huyen phuong tinh")
PLACE_LINKS = words_of(
    "thcs thpt th tieu hoc mam non mau giao mang ten cap noi tru ban tnhh mtv cp co phan hoc lien chi nhanh"
)
STOPS = words_of(
    """thôn buôn xã xóm ấp huyện tỉnh ea krông ubnd sđt đt cccd cmnd zalo ở tdp tp email mail fb store land shop
    group spa mobile"""
)
PLAIN_STOPS = frozenset(map(fold, STOPS)) - {"tinh", "xa", "ap"}
OFFICES = STOPS | words_of(
    """trường trưởng phó chủ bí giám công ban ủy uỷ phòng đảng hội đoàn mặt tổ đội trạm nước cán bộ chợ ty tnhh htx ngân
    quỹ điện facebook vneid việt ê kinh ai ấy ơi ạ google youtube tiktok shopee internet mông dao tày nùng thái ở út
    kế nhà thôn buôn xã huyện tỉnh thủ thư cựu bác sĩ trung phụ viện"""
)
PLAIN_OFFICES = frozenset(map(fold, OFFICES)) - words_of(
    "chu hoi doan mat to tram bo chi ai a ty ban dang thu mai phu"
)
ORDINARY_PAIRS = _pairs(
    """thi truong, thi tran, thi xa, thi phan, thi lam, thi noi, thi cong, thi dua, thi hanh, thi tuyen, van hoa,
    van phong, van thu, van ban, van minh, van bang, thi ai, thi can, thi phai, van nghe, van con, van chua, thi thue,
    thi hang"""
)
PUBLIC_FIGURES = frozenset(("ho chi minh", "chu tich ho", "nguyen ai quoc"))
NOT_PEOPLE = _pairs(
    """van kieu, han nhat, han viet, to cao, to giac, cao nguyen, phan thiet, ha noi, ha tinh, ha nam, ha giang,
    ha tay, cao bang, lam dong, thai binh, thai nguyen, an giang, lai chau, kim son, mai chau, ly son, an khe,
    doan thanh, doan vien, an ninh, an toan, ho ngheo, cao su, mai tang, bach hoa, hoang anh gia, ban quan,
    ban tu, hoi phu, hoi nong, hoang sa, tay nguyen, binh duong, vinh quang, son loc, trung hoa, cong an,
    quang nam, quang ngai, quang tri, quang ninh, quang binh, binh dinh, phu yen, khanh hoa, ninh thuan, binh
    thuan, dong nai, dong thap, tien giang, hau giang, kien giang, kon tum, gia lai, thanh hoa, nghe an, hung
    yen, hai duong, hai phong, lang son, bac giang, bac ninh, bac kan, tuyen quang, lao cai, yen bai, son la,
    dien bien, hoa binh, phu tho, vinh phuc, vinh long, tra vinh, ben tre, long an, tay ninh, can tho, ca mau,
    bac lieu, soc trang, da nang, da lat, sai gon, vung tau, nha trang, buon ma, cu kuin, cu jut, mai linh,
    hoang long, phuong trang, thanh buoi, viet nam, trung quoc, han quoc, van phong, van hoa, thi tran, thi
    xa, quang cao, quan ly, phuong tien, trang web, bac ho, ho chi minh, giang sinh, tan chau, phong nha, xuan
    loc, nguyen dan, nguyen lieu, nguyen nhan, nguyen tac, hoang hon, pham vi, pham phap, pham toi, giang day,
    giang duong, trinh bay, trinh do, trieu dong, trieu tien, trang trai, trung tam, trung uong, thai lan, tan
    ky, to cong, to bao, to truong, to cao, to giac, cao nguyen, phan thiet"""
)
