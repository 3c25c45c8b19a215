"""What is made to go out (bulletins, packages, posts, reports) holds nothing of what people wrote."""

import io
import json
from datetime import date

from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.pictures import choose_picture
from feedback_service.records import Post
from feedback_service.reporting.indices.files import as_csv, as_xlsx
from feedback_service.reporting.indices.packs import AskedIndex, index_tables
from feedback_service.reporting.periods.making import make_report
from feedback_service.vocabulary import Role
from tests.builders.bulletins import an_approved_bulletin
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk
from tests.builders.posts import a_draft
from tests.builders.published import TITLE
from tests.integration.publishing.hunting import found_in, plant

ROOMS = (
    "/can-bo/truyen-thanh",
    "/can-bo/bai-dang",
    "/can-bo/diem-dan",
    "/can-bo/bao-cao",
    "/can-bo/ke-hoach",
)


def test_a_bulletin_and_its_package_tell_no_secret(app: Flask, session: Session, pack: Pack) -> None:
    plant(session, pack)
    bulletin = an_approved_bulletin(session, pack, NOW)
    leader = an_officer(session, Role.LEADER, "")
    session.commit()
    assert found_in(json.dumps(bulletin.parts, ensure_ascii=False).encode()) == []
    package = at_desk(app, leader).get(f"/can-bo/truyen-thanh/{bulletin.id}/goi.zip")
    assert package.status_code == 200
    assert found_in(package.data) == []


def test_posts_tell_no_secret(session: Session, pack: Pack) -> None:
    case = plant(session, pack)["published"]
    for provider in ("facebook", "zalo"):
        post = a_draft(session, pack, provider, case)
        assert TITLE in words_of(post)
        assert found_in(words_of(post).encode()) == []


def test_the_pictures_of_posts_tell_no_secret_and_no_place(session: Session, pack: Pack) -> None:
    """Cards, and a photo that had GPS, a name and a remark inside."""
    case = plant(session, pack)["published"]
    post = a_draft(session, pack, "facebook", case)
    card = files.open(post.photo_sha256).read()
    choose_picture(session, post, an_officer(session, Role.PUBLISHER, ""), 1, post.revision, pack)
    photo = files.open(post.photo_sha256).read()
    assert photo != card
    for content in (card, photo):
        picture = Image.open(io.BytesIO(content))
        assert not picture.getexif() and "comment" not in picture.info
        assert found_in(content) == []


def test_a_periods_report_tells_no_secret(session: Session, pack: Pack) -> None:
    plant(session, pack)
    made = make_report(session, "2026-Q1", pack, NOW)
    assert [found_in(content) for content in (made.docx, made.xlsx)] == [[], []]


def test_the_counts_for_indices_tell_no_secret(session: Session, pack: Pack) -> None:
    plant(session, pack)
    asked = AskedIndex(date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 31))
    tables = index_tables(session, asked, pack, date(2026, 3, 31))
    assert any(line.count for table in tables for line in table.lines)
    assert found_in(as_csv(tables, asked).encode()) == found_in(as_xlsx(tables, asked, pack)) == []


def test_the_rooms_where_it_is_made_show_no_secret(app: Flask, session: Session, pack: Pack) -> None:
    """Their pages, and the files that they hand out."""
    case = plant(session, pack)["published"]
    a_draft(session, pack, "facebook", case)
    an_approved_bulletin(session, pack, NOW)
    publisher = an_officer(session, Role.PUBLISHER, "")
    session.commit()
    client, leaks = at_desk(app, publisher), {}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.rule.startswith(ROOMS):
            address = rule.rule.replace("<int:number>", "1").replace("<int:sound>", "1")
            answer = client.get(address.replace("<period>", "2026-Q1").replace("<unit>", "KT"))
            assert answer.status_code < 500, address
            if found := found_in(answer.data):
                leaks[address] = found
    assert leaks == {}


def words_of(post: Post) -> str:
    return f"{post.title}\n{post.text}\n{json.dumps(post.about, ensure_ascii=False)}"
