"""Files that no row names go after a day; all others stay."""

import os
import time
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from feedback_service.carrier import files, this_carrier
from feedback_service.carrier.files import NoSuchFile
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment
from feedback_service.working.sweeping import delete_orphans
from tests.builders.cases import NOW, a_case

TWO_DAYS = 2 * 86_400


def put_long_ago(data: bytes, data_dir: Path) -> str:
    name = files.put(data)
    then = time.time() - TWO_DAYS
    os.utime(data_dir / "files" / name[:2] / name, (then, then))
    return name


def test_only_files_that_no_row_names_are_deleted(session: Session, pack: Pack, tmp_path: Path) -> None:
    named, orphan = put_long_ago(b"named", tmp_path), put_long_ago(b"orphan", tmp_path)
    fresh = files.put(b"fresh")
    case = a_case(session, pack)
    session.add(Attachment(case_id=case.id, sha256=named, media_type="image/webp", size=5, added_at=NOW))
    session.commit()
    assert delete_orphans(now=NOW) == 1
    assert files.open(named).read() == b"named"
    assert this_carrier().files.open(fresh).read() == b"fresh"
    with pytest.raises(NoSuchFile):
        files.open(orphan)
