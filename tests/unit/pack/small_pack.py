"""A pack as small as a pack can be, written as files that a test may spoil in one place."""

from datetime import date
from pathlib import Path

from feedback_service.pack.faults import Fault, PackInvalid
from feedback_service.pack.files import load_files
from feedback_service.vocabulary import Kind

TODAY = date(2026, 4, 9)

_KINDS = "".join(
    f"  - {{kind: {kind}, name: {{vi: v, en: e}}, legal_basis: a law, visibility: listed}}\n" for kind in Kind
)

FILES = {
    "commune": """\
code: small
name: {vi: v, en: e}
authority: {vi: v, en: e}
brand: {vi: v, en: e}
province: {vi: v, en: e}
address: {vi: v, en: e}
code_prefix: SM
sms_name: xa Nho
time_zone: Asia/Ho_Chi_Minh
hotline: ""
sms_number: ""
email: ""
website: ""
emergency:
  - {number: "114", name: {vi: v, en: e}}
triage_unit: VP
sealed_unit: LD
publishing_unit: VP
triage_threshold: 0.5
""",
    "units": """\
units:
  - {code: VP, name: {vi: v, en: e}, short: {vi: v, en: e}, subjects: {vi: v, en: e}}
  - {code: LD, name: {vi: v, en: e}, short: {vi: v, en: e}, subjects: {vi: v, en: e}, parent: VP}
  - {code: DIEN, name: {vi: v, en: e}, short: {vi: v, en: e}, subjects: {vi: v, en: e}, outside: true}
""",
    "topics": """\
topics:
  - code: den-duong
    number: 19
    name: {vi: v, en: e}
    unit: VP
    supports: [DIEN]
    keywords:
      - {weight: 3, phrases: [đèn đường, no], without: [điện thoại]}
      - {phrases: [tối thui]}
""",
    "kinds": f"kinds:\n{_KINDS}",
    "signals": """\
signals:
  - code: chay
    flag: danger
    name: {vi: v, en: e}
    numbers: ["114"]
    any_of: [{phrases: [nhà cháy]}]
""",
    "deadlines": """\
deadlines:
  - {code: t, clock: triage, amount: 1, counting: working, article: own, valid_from: 2025-07-01}
  - {code: a, clock: answer, amount: 10, counting: working, article: a law, valid_from: 2014-07-01}
""",
    "calendar": """\
hours:
  - {weekdays: [0, 1], opens: "07:30", closes: "11:30"}
holidays:
  - {from: 2026-02-14, to: 2026-02-22, name: Tết}
make_up_days:
  - {day: 2026-01-10, name: làm bù}
""",
    "areas": """\
areas:
  - {code: ea-so, name: {vi: v, en: e}, former: true}
  - {code: thon-1, name: {vi: v, en: e}, parent: ea-so, aliases: [tdp 1]}
""",
    "channels": """\
channels:
  - {code: web, name: {vi: v, en: e}, value: x, href: /, hours: {vi: v, en: e}, note: {vi: v, en: e}}
""",
    "media": """\
media:
  - {code: radio, name: {vi: v, en: e}, lead: VP, supports: [LD], cadence: {vi: v, en: e}, article: III.1}
""",
    "abbreviations": """\
abbreviations:
  - {full: không, short: [ko, k]}
""",
    "answers": """\
answers:
  - {code: den, name: n, text: "Xong {ngay_hen}, {ngày làm xong}.", topics: [den-duong]}
""",
    "plain_words": """\
plain_words:
  - {stiff: tiến hành kiểm tra, plain: kiểm tra}
""",
    "procedures": """\
procedures:
  - {code: ket-hon, name: {vi: Kết hôn, en: Marriage}, topic: den-duong, unit: VP, days: 3}
""",
    "retention": """\
retention:
  - {code: chung, years: 10, article: own}
""",
    "indices": """\
indices:
  - {code: sipas, name: SIPAS, source: own, asks: own, measures: [received]}
""",
    "rights": """\
rights:
  - {asks: see, respond: 2, days: 10, article: a decree}
""",
    "posts": """\
posts:
  - {code: radio, shape: page}
""",
    "prints": """\
prints:
  - {code: slogan, text: {vi: v, en: e}}
""",
    "reports": """\
reports:
  - {code: cchc, plan: a plan, about: results}
""",
    "radio": """\
radio:
  - {code: ban-tin, station: Đài, programme: Nghe, opening: Chào., how_to_write: Gọi., closing: Hết.}
""",
    "spoken_words": """\
spoken_words:
  - {written: UBND, spoken: Ủy ban nhân dân}
""",
}


def write_pack(folder: Path, **files: str) -> Path:
    """Writes the small pack with some of its files put in another's place."""
    for name, content in (FILES | files).items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder


def faults_when(folder: Path, name: str, old: str, new: str) -> tuple[Fault, ...]:
    """The faults of the small pack after `old` became `new` in one file."""
    assert old in FILES[name], "the test spoils nothing"
    write_pack(folder, **{name: FILES[name].replace(old, new, 1)})
    try:
        load_files(folder, TODAY)
    except PackInvalid as invalid:
        return invalid.faults
    return ()
