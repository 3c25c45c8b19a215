"""Every page that the service can show, by whom it is seen, and in which states. A new address has to be put here."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import select, update

from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.demo import fill_demo_placements, fill_demo_posts
from feedback_service.demo.reports import fill_demo_reports
from feedback_service.handling.rating.links import rating_token
from feedback_service.handling.rating.rounds import last_answered
from feedback_service.intake.books.importing import keep_book
from feedback_service.intake.calls.drafts import keep_sheet
from feedback_service.intake.calls.lists.importing import keep_list
from feedback_service.pack.current import current_pack
from feedback_service.pack.edits import edits_between
from feedback_service.records import Case, Confirming, Officer, OfficerSession, PeriodReport, Post
from feedback_service.reporting.registers.asked import Book
from feedback_service.routing.rehearsing.asking import ask_for_rehearsal, measure_rules
from feedback_service.routing.rehearsing.changes import Change, Op
from feedback_service.routing.rehearsing.replaying import rehearse
from feedback_service.settings.editing.saving import save_edits
from feedback_service.settings.rights.asking import BY_CODE, IN_PERSON, open_request
from feedback_service.staff.officers import password_token
from feedback_service.vocabulary import (
    ImportState,
    ModelState,
    PersonAsks,
    RehearsalState,
    Status,
    Visibility,
)
from tests.browser.pictures import a_case_with_a_picture
from tests.browser.site import ROAD, Site
from tests.builders.bulletins import a_bulletin, a_proposed_bulletin, an_approved_bulletin
from tests.builders.call_lists import PHONE
from tests.builders.cases import an_officer
from tests.builders.factors import SECRET
from tests.builders.learning import a_trained_one
from tests.builders.old_books import ROWS, a_book
from tests.journeys.browsing import Person

# Addresses that answer with something else than a page of ours.
NO_PAGES = {
    "static": "files",
    "post_pictures.shown": "a picture",
    "post_pictures.picture": "a picture",
    "connections.returned": "only for a platform that is configured",
    "security.desk": "redirects to the queue",
    "desk.attachment": "a picture or a PDF",
    "own.file": "a picture or a PDF",
    "taken_back.picture": "a picture",
    "own.petition": "a DOCX",
    "desk.petition": "a DOCX",
    "desk.referral_letter": "a DOCX or a PDF",
    "recordings.sound": "a voice message",
    "hotline.faults": "a list to download",
    "book_import.faults": "a list to download",
    "intake.danger_words": "a list for form.js",
    "settings_versions.download": "files to take home",
    "radio.package": "files to take home",
    "radio.play": "a recording",
    "bulletins.play": "a recording",
    "statistics.statistics_csv": "figures to take along",
    "statistics.statistics_json": "figures to take along",
    "feeds.atom_feed": "for feed readers",
    "feeds.json_feed_": "for feed readers",
    "feeds.rss_feed": "for feed readers",
    "open_data.catalogue_": "for machines",
    "open_data.csv_file": "a table to download",
    "open_data.json_file": "for machines",
    "open311.discovery": "for machines",
    "open311.services": "for machines",
    "open311.definition": "for machines",
    "open311.requests": "for machines",
    "open311.updates": "for machines",
    "open311.one": "for machines",
    "open311_intake.token": "for machines",
    "sharing.result_picture": "a picture",
    "sharing.own_picture": "a picture",
    "sharing.site_map": "for robots",
    "sharing.fixed_pages": "for robots",
    "sharing.results_map": "for robots",
    "sharing.robots": "for robots",
    "widget.oembed": "for machines",
    "printing.leaflet": "to print",
    "printing.poster": "to print",
    "printing.banner": "to print",
    "printing.scanned": "redirects to the form",
    "plan_work.evidence": "a picture or a PDF",
    "observing.healthz": "for machines",
    "observing.readyz": "for machines",
    "observing.metrics": "for machines",
}
SECTIONS = (
    "xa",
    "don-vi",
    "linh-vuc",
    "loai-viec",
    "thoi-han",
    "lich",
    "dia-ban",
    "kenh",
    "phuong-tien",
    "thu-tuc",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An address as somebody sees it. `status` is what it answers with; `cookie` a signed session, or ''."""

    address: str
    endpoint: str = ""
    cookie: str = ""
    status: int = 200
    who: str = "anybody"

    def __str__(self) -> str:
        return f"{self.address} ({self.who})"


@dataclass(slots=True)
class Album:
    """All pages of a site. Scenes that demo data may lack are set first."""

    site: Site
    pages: list[Shown] = field(default_factory=list)
    _cookies: dict[str, str] = field(default_factory=dict)

    def add(self, address: str, who: str = "", status: int = 200) -> None:
        self._put(address, self._cookie(who) if who else "", status, who or "anybody")

    def add_own(self, address: str, citizen: Person, who: str = "the sender") -> None:
        self._put(address, self.site.cookie(citizen), 200, who)

    def _put(self, address: str, cookie: str, status: int, who: str) -> None:
        endpoint = ""
        if status == 200:
            path = address.partition("?")[0]
            endpoint = str(self.site.app.url_map.bind("").match(path, method="GET")[0])
        self.pages.append(Shown(address, endpoint, cookie, status, who))

    def _cookie(self, who: str) -> str:
        if who not in self._cookies:
            self._cookies[who] = self.site.cookie(self.site.officer(who))
        return self._cookies[who]


def every_page(site: Site) -> list[Shown]:
    album = Album(site)
    for scene in (
        _public,
        _citizens,
        _queue,
        _cases,
        _writing,
        _referrals,
        _hotline,
        _publishing,
        _settings,
        _books,
        _entrance,
    ):
        scene(album)
    return album.pages


def page_endpoints(site: Site) -> set[str]:
    """Endpoints that answer a GET with a page."""
    rules = site.app.url_map.iter_rules()
    return {rule.endpoint for rule in rules if "GET" in (rule.methods or ())} - set(NO_PAGES)


def _public(album: Album) -> None:
    album.add("/go-bo")
    for address in ("/", "/gui", "/tra-cuu", "/hoi-dap", "/thong-ke", "/kenh-tiep-nhan", "/rieng-tu"):
        album.add(address)
    album.add("/thong-ke?ky=12-thang&don_vi=KT")
    album.add("/thong-ke?ky=12-thang", "leader")
    for address in ("/ket-qua", "/ket-qua?q=khongcogica", "/ket-qua/ban-do"):
        album.add(address)
    for address in ("/du-lieu-mo", "/nhung", "/nhung/huong-dan?don_vi=KT&so=3"):
        album.add(address)
    album.add(f"/ket-qua/{album.site.published}")
    album.add(f"/ket-qua/{album.site.published}/theo-doi")
    for address in (
        "?linh_vuc=ho-tich",
        "?q=khongcogica",
        "/thu-tuc/khai-sinh",
        "/in",
        "/in?linh_vuc=ho-tich",
    ):
        album.add(f"/hoi-dap{address}")
    album.add(f"/ho-so/{album.site.published}")
    album.add("/khong-co-trang-nay", status=404)


def _citizens(album: Album) -> None:
    """A receipt, the neutral status, and the sender's own view when asked, when answered."""
    site = album.site
    citizen, code, pin = site.sent("Nhà máy xả khói đen, cháu tôi khó thở quá, cháy lan ra rẫy rồi")
    album.add_own(f"/da-nhan/{code}", citizen)
    album.add(f"/ho-so/{code}")
    citizen.open("/tra-cuu").send("/tra-cuu", code=code, pin=pin)
    album.add_own(f"/ho-so/{code}", citizen)
    answered, code, pin = site.sent(ROAD)
    site.handled(code, until="answered")
    answered.open("/tra-cuu").send("/tra-cuu", code=code, pin=pin)
    album.add_own(f"/ho-so/{code}", answered, "the sender, answered")
    album.add(_rating_link(album, code))
    album.add(_rating_link(album, album.site.published))
    album.add("/danh-gia/khong-phai", status=404)


def _rating_link(album: Album, code: str) -> str:
    with album.site.app.app_context():
        case = db.session.scalars(select(Case).where(Case.code == code)).one()
        answered = last_answered(db.session(), case)
        return f"/danh-gia/{rating_token(case.id, answered.id if answered else 0)}"


def _queue(album: Album) -> None:
    for who in ("clerk", "head-kt", "publisher", "admin"):
        album.add("/can-bo/hang-doi", who)
    for who in ("leader", "auditor"):
        album.add("/can-bo/nhat-ky", who)
    album.add("/can-bo/vang-mat", "head-kt")
    album.add("/can-bo/doi-han", "leader")
    album.add("/can-bo/hang-doi?loc=tre", "clerk")
    album.add("/can-bo/hang-doi?loc=phoi-hop", "officer-kt")
    album.add("/can-bo/hang-doi?tu_ngay=2020-01-01&gom=tat-ca", "clerk")
    _several(album)
    album.add("/can-bo/hang-doi?q=khongcogica", "clerk")


def _writing(album: Album) -> None:
    """Where one is called by name, and the brush before a picture."""
    code, number = a_case_with_a_picture(album.site)
    album.add("/can-bo/duoc-nhac", "officer-kt")
    album.add(f"/can-bo/ho-so/{code}/tep/{number}/che", "officer-kt")
    album.add(f"/can-bo/ho-so/{code}", "officer-kt")


def _several(album: Album) -> None:
    """A kept search, and what will happen to the ticked cases."""
    site = album.site
    clerk = site.officer("clerk").open("/can-bo/hang-doi?loc=tuan")
    clerk.send("/hang-doi/bo-loc", ten="Tuần này của xã")
    album.add("/can-bo/hang-doi", "clerk")
    ticked = "&".join(f"chon={site.sent(ROAD)[1]}" for _ in range(2))
    for deed in ("giao", "chuyen", "tra-loi", "gop"):
        album.add(f"/can-bo/hang-doi/nhieu-viec?viec={deed}&{ticked}", "head-kt")


def _cases(album: Album) -> None:
    site = album.site
    for until, who in (("", "clerk"), ("confirmed", "officer-kt"), ("answer_proposed", "head-kt")):
        _, code, _ = site.sent(ROAD, dien_thoai="0905 123 456")
        if until:
            site.handled(code, until=until)
        album.add(f"/can-bo/ho-so/{code}", who)
    for status in Status:
        code = _first_code(site, Case.status == status, Case.visibility == Visibility.LISTED)
        if code:
            album.add(f"/can-bo/ho-so/{code}", "leader")


def _referrals(album: Album) -> None:
    """A case that went outside, on the list and with its letter; one in which a further unit helps."""
    site = album.site
    _, code, _ = site.sent(ROAD)
    clerk = site.officer("clerk")
    clerk.open(f"/can-bo/ho-so/{code}").send("/chuyen", don_vi_moi="DIENLUC", ly_do_chuyen="lưới điện")
    for page in ("", "?loc=qua-han", "?loc=da-xong"):
        album.add(f"/can-bo/phieu-chuyen{page}", "clerk")
    album.add(f"/can-bo/ho-so/{code}", "clerk")
    _, code, _ = site.sent(ROAD)
    clerk.open(f"/can-bo/ho-so/{code}").send(
        "/phoi-hop", viec_nho="Xem giúp", don_vi_giup="VHXH", ngay_xong="2099-01-01"
    )
    album.add(f"/can-bo/ho-so/{code}", "clerk")


def _hotline(album: Album) -> None:
    desk = "/can-bo/duong-day-nong"
    album.add(desk, "clerk")
    clerk = album.site.officer("clerk")
    clerk.open(desk).send(
        "/duong-day-nong", noi_dung=ROAD, dien_thoai="0905 123 456", ket_qua="to_unit", doc_lai="1"
    )
    album.add(clerk.address, "clerk")
    album.add(f"{desk}?tiep={clerk.address.rsplit('/')[-1]}", "clerk")
    clerk.open(f"{desk}/goi-lai").send("/goi-nho", so_nho="0977 000 111", luc_nho="0h05")
    for page in ("goi-lai", "so", "so?ngay=2020-01-01"):
        album.add(f"{desk}/{page}", "clerk")
    album.add(f"{desk}/goi-lai", "officer-kt")
    _drawn_by_lot(album, f"{desk}/hoi-lai")
    clerk.open(f"{desk}/phieu-giay").send("/phieu-giay", so_luong="3")
    album.add(f"{desk}/phieu-giay/in?tu=1&den=3", "clerk")
    album.add(f"{desk}/phieu-giay", "clerk")
    _call_lists(album, f"{desk}/nhap-danh-sach")
    _half_a_sheet(album, "phieu-do-dang")
    album.add(f"{desk}?phieu=phieu-do-dang", "clerk")


def _drawn_by_lot(album: Album, address: str) -> None:
    """Nobody, then one who is to be called."""
    album.add(address, "officer-ca")
    _, code, _ = album.site.sent(ROAD, dien_thoai="0905 123 456")
    album.site.handled(code, until="answered")
    with album.site.app.app_context(), transaction() as session:
        case = session.scalars(select(Case).where(Case.code == code)).one()
        session.add(Confirming(case_id=case.id, drawn_at=now()))
        session.flush()
        number = session.scalars(select(Confirming.id).where(Confirming.case_id == case.id)).one()
    album.add(address, "clerk")
    album.add(f"{address}/{number}", "clerk")


def _half_a_sheet(album: Album, sheet: str) -> None:
    """Somebody began to write of a fire, and the window closed."""
    with album.site.app.app_context(), transaction() as session:
        clerk = session.get_one(Officer, album.site.number_of("clerk"))
        typed = {"noi_dung": "Lửa cháy lan vào rẫy, cứu với", "dien_thoai": "0905 123 456", "nguy": "1"}
        keep_sheet(session, clerk, f"hotline:{sheet}", typed, now())


def _call_lists(album: Album, address: str) -> None:
    """Before, while and after one is taken in."""
    album.add(address, "clerk")
    with album.site.app.app_context():
        clerk = db.session.get_one(Officer, album.site.number_of("clerk"))
        for state in ImportState:
            with transaction() as session:
                kept = keep_list(session, clerk, (PHONE + "x;y;z;t\n").encode(), now())
                number, kept.state = kept.id, state
                kept.rows, kept.done, kept.taken = 3, 1, 1
                kept.faults = {"rows": [{"line": 5, "said": "no_start"}], "all": 1, "outgoing": 1}
            album.add(f"{address}/{number}", "clerk")


def _radio(album: Album) -> None:
    """A draft with an error in it, one that waits, and one that was approved, as each of the rooms shows it."""
    with album.site.app.app_context(), transaction() as session:
        pack = current_pack(session)
        draft, waiting = a_bulletin(session, pack, now()), a_proposed_bulletin(session, pack, now())
        approved = an_approved_bulletin(session, pack, now())
        draft.parts = {"parts": [{"part": "opening", "text": "UBND (xã) có 12 việc.", "code": ""}]}
        numbers, name = (draft.id, waiting.id, approved.id), f"{approved.year}-{approved.number}"
    album.add("/can-bo/truyen-thanh", "publisher")
    for number in numbers:
        album.add(f"/can-bo/truyen-thanh/{number}", "leader")
    album.add("/ban-tin")
    album.add(f"/ban-tin/{name}")


def _publishing(album: Album) -> None:
    for shelf in ("dang-ke", "chua-quyet", "cho-duyet", "da-dang", "khong-dang"):
        album.add(f"/can-bo/cong-bo?muc={shelf}", "publisher")
    site = album.site
    _, code, _ = site.sent(ROAD)
    site.handled(code, until="answered")
    writer = site.officer("officer-kt").open(f"/can-bo/cong-bo/{code}")
    album.add(f"/can-bo/cong-bo/{code}", "officer-kt")
    album.add(f"/can-bo/cong-bo/{site.published}", "publisher")
    _, code, _ = site.sent(ROAD)
    site.handled(code, until="answered")
    writer.open(f"/can-bo/cong-bo/{code}").send(
        "/soan",
        tieu_de="Chỗ sạt đã lấp",
        tom_tat="Nhà ông Nguyễn Văn Tám gọi 0905 123 456.",
        tra_loi="Đã lấp.",
        viec="trinh",
    )
    album.add(f"/can-bo/cong-bo/{code}", "publisher")
    _posts(album)
    _radio(album)
    with album.site.app.app_context(), transaction() as session:
        fill_demo_placements(session, current_pack(session), now())
    album.add("/can-bo/diem-dan", "publisher")
    album.add("/can-bo/ke-hoach", "publisher")
    album.add("/can-bo/ke-hoach?nam=2025", "auditor")


def _posts(album: Album) -> None:
    """Posts as the demonstration has them, one of each state."""
    with album.site.app.app_context():
        with transaction() as session:
            fill_demo_posts(session, current_pack(session), now())
        shown = {post.state: post.id for post in db.session.scalars(select(Post))}
    for shelf in ("cho-duyet", "cho-dang", "truc-trac", "da-dang", "da-go"):
        album.add(f"/can-bo/bai-dang?muc={shelf}", "publisher")
    for number in shown.values():
        album.add(f"/can-bo/bai-dang/{number}", "leader")
    album.add("/can-bo/quan-tri/mang-xa-hoi", "admin")


def _books(album: Album) -> None:
    """Registers, requests about personal data, times of keeping, handing over, an old book before, while and after."""
    for book in Book:
        album.add(f"/can-bo/so-sach?so={book.value}", "clerk")
    album.add("/can-bo/so-sach?tu=x", "clerk", status=422)
    _reports(album)
    album.add("/can-bo/chi-so", "auditor")
    album.add("/can-bo/chi-so?tu=x", "leader", status=422)
    album.add("/can-bo/luu-giu", "leader")
    album.add(f"/can-bo/ban-giao/{album.site.number_of('officer-kt')}", "admin")
    with album.site.app.app_context():
        clerk = db.session.get_one(Officer, album.site.number_of("clerk"))
        with transaction() as session:
            pack = current_pack(session)
            for asks in PersonAsks:
                for proof in (IN_PERSON, BY_CODE):
                    asked = open_request(session, clerk, asks, "0905 123 456", {"proof": proof}, pack, now())
                    album.add(f"/can-bo/quyen-du-lieu/{asked.id}", "clerk")
        for state in ImportState:
            with transaction() as session:
                kept = keep_book(session, clerk, a_book(*ROWS), "so.xlsx", now())
                kept.state = state
                kept.report = {"rows": [{"line": 5, "said": "no_date"}], "all": 1, "new": 2, "known": 0}
            album.add(f"/can-bo/nhap-so/{kept.id}", "clerk")
    album.add("/can-bo/quyen-du-lieu", "clerk")
    album.add("/can-bo/nhap-so", "clerk")


def _settings(album: Album) -> None:
    for address in ("", "/can-bo", "/tin-gui-di", "/kenh", "/truc", "/khoa-open311"):
        album.add(f"/can-bo/quan-tri{address}", "admin")
    for section in SECTIONS:
        album.add(f"/can-bo/quan-tri/danh-muc/{section}", "auditor")
    _rules(album, "/can-bo/quan-tri/phan-loai")
    _models(album, "/can-bo/quan-tri/mo-hinh")
    _editing(album, "/can-bo/quan-tri")


def _editing(album: Album, address: str) -> None:
    """The pack changed on screen: lists, forms of every kind of box, versions."""
    for section in ("xa", "don-vi", "linh-vuc", "thoi-han", "gio-lam", "dia-ban", "mau-tra-loi", "thu-tuc"):
        album.add(f"{address}/sua/{section}", "leader")
    for entry in (
        "xa/muc/commune",
        "don-vi/muc/KT",
        "linh-vuc/muc/den-duong",
        "loai-viec/muc/khieu_nai",
        "thu-tuc/muc/khai-sinh",
    ):
        album.add(f"{address}/sua/{entry}", "admin")
    for section in ("don-vi", "thoi-han", "ngay-nghi", "gio-lam", "dia-ban", "mau-tra-loi", "kenh"):
        album.add(f"{address}/sua/{section}/them", "admin")
    with album.site.app.app_context():
        pack = current_pack(db.session())
        admin = db.session.get_one(Officer, album.site.number_of("admin"))
        units = tuple(replace(unit, phone="0262 300 0198") for unit in pack.units)
        edits = edits_between(pack, replace(pack, units=units))
        with transaction() as session:
            save_edits(session, pack.version, edits, "số mới", admin, now(), now().date())
    for page in ("", "/so-sanh", f"/so-sanh?tu={pack.version}&den={pack.version}"):
        album.add(f"{address}/phien-ban{page}", "leader")
    album.add(f"{address}/phien-ban/{pack.version}/quay-lai", "admin")
    album.add(f"{address}/can-bo/{album.site.number_of('head-kt')}", "admin")


def _rules(album: Album, address: str) -> None:
    """The rules of routing, the form in each of its ways, a rehearsal before, while and after it ran."""
    topic = "nhom=topic:den-duong"
    ways = (f"cach=them&{topic}", f"cach=cum&{topic}&cum_tu=đèn đường", f"cach=don-vi&{topic}")
    for page in ("", "?q=ổ gà", "?q=khongcogica", "/linh-vuc/den-duong", "/loai/to_cao", "/nguong"):
        album.add(f"{address}{page}", "admin")
    for way in (*ways, "cach=nguong", "cach=ban&ban=1"):
        album.add(f"{address}/thay-doi?{way}", "admin")
    with album.site.app.app_context():
        admin = db.session.get_one(Officer, album.site.number_of("admin"))
        change = Change(Op.ADD, "topic:den-duong", "đường thôn", 5.0)
        for state in RehearsalState:
            with transaction() as session:
                row = ask_for_rehearsal(session, change, "bà con hay nói", admin, now())
            if state not in (RehearsalState.WAITING, RehearsalState.FAILED):
                rehearse(now=now(), number=row.id)
            with transaction() as session:
                kept = session.get_one(type(row), row.id)
                kept.state, kept.result = state, {**kept.result, "version": 1}
            album.add(f"{address}/thu/{row.id}", "admin")
        with transaction() as session:
            measure_rules(session, now=now())
        rehearse(now=now(), number=row.id + 1)
    album.add(f"{address}/nguong", "auditor")
    album.add(f"{address}/lich-su", "admin")


def _models(album: Album, address: str) -> None:
    """Refused, earlier, in force; the weights of the tests are none, and the page says so too."""
    with album.site.app.app_context(), transaction() as session:
        for state, reason in (
            (ModelState.REFUSED, "danger units"),
            (ModelState.EARLIER, "more_lessons"),
            (ModelState.IN_FORCE, "better"),
        ):
            a_trained_one(session, state, reason)
    album.add(address, "admin")
    album.add(address, "auditor")


def _entrance(album: Album) -> None:
    album.add("/can-bo/dang-nhap")
    album.add("/can-bo/quan-tri", "officer-kt", status=403)
    with album.site.app.test_request_context():
        token = password_token(db.session.scalars(select(Officer).limit(1)).one())
    album.add(f"/can-bo/dat-mat-khau/{token}")
    album.add("/can-bo/quen-mat-khau")
    album.add("/can-bo/tai-khoan", "clerk")
    album.add("/can-bo/tai-khoan/lop-hai", "clerk")
    album.add("/can-bo/xac-minh?next=/can-bo/hang-doi", "clerk")
    album.add("/can-bo/quan-tri/ra-soat", "admin")
    album.add("/can-bo/quan-tri/ra-soat", "leader")
    for step in ("buoc-hai", "thiet-lap"):
        _half_way(album, step)
    with album.site.app.app_context(), transaction() as session:
        # However long the pages are looked at, nobody is asked for his proof again.
        session.execute(update(OfficerSession).values(proved_at=now() + timedelta(hours=3)))


def _reports(album: Album) -> None:
    """One that is being collected and composed, one that is signed."""
    with album.site.app.app_context(), transaction() as session:
        pack = current_pack(session)
        fill_demo_reports(session, pack, now())
        reports = session.scalars(select(PeriodReport).order_by(PeriodReport.id)).all()
        periods = [one.period for one in reports]
        counted = [one.period for one in reports if one.figures]
    album.add("/can-bo/bao-cao", "auditor")
    for period in periods:
        album.add(f"/can-bo/bao-cao/{period}", "leader")
        album.add(f"/can-bo/bao-cao/{period}/don-vi/KT", "head-kt")
    for period in counted:
        album.add(f"/can-bo/bao-cao/{period}/bieu/01", "leader")


def _half_way(album: Album, step: str) -> None:
    """Somebody who gave his password and has a second factor, or has to set one up."""
    with album.site.app.app_context(), transaction() as session:
        officer = an_officer(session, email=f"{step}@demo.invalid", demo=True)
        if step == "buoc-hai":
            officer.totp_secret, officer.totp_since = SECRET, now()
        who = officer.get_id()
    person, later = album.site.person(), int(now().timestamp()) + 3600
    with person.client.session_transaction() as cookie:
        cookie["half"] = {"who": who, "since": later, "next": ""}
    album.add_own(f"/can-bo/dang-nhap/{step}", person, "half way")


def _first_code(site: Site, *conditions: object) -> str:
    with site.app.app_context():
        chosen = select(Case.code).where(*conditions).order_by(Case.id)  # type: ignore[arg-type]
        return db.session.scalars(chosen).first() or ""
