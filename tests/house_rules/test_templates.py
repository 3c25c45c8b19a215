"""Pages obey the content security policy and stay light, and no stylesheet names a file that is not there."""

import gzip
import re

from tests.house_rules.source import PACKAGE, ROOT

STATIC = PACKAGE / "static"
PAGES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(r"""\sstyle=|<style|\son[a-z]+=["']|<script(?![^>]*\ssrc=)|javascript:""")
NAMED = re.compile(r"url\(\.\./([^)?]+)")
FIRST_VISIT = ("css/tokens.css", "css/parts.css", "css/public.css", "css/charts.css", "js/form.js")
MOST_BYTES = 50_000  # of the 100 kB of a first visit; the rest is for the page itself and a photo


def test_no_page_carries_a_style_or_a_script_of_its_own() -> None:
    assert [page.name for page in PAGES if INLINE.search(page.read_text(encoding="utf-8"))] == []


def test_what_a_stylesheet_names_is_there() -> None:
    named = {name for sheet in STATIC.glob("css/*.css") for name in NAMED.findall(sheet.read_text())}
    assert {name for name in named if not (STATIC / name).is_file()} == set()


def test_styles_scripts_and_fonts_of_a_public_page_are_light() -> None:
    squeezed = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in FIRST_VISIT)
    fonts = sum(file.stat().st_size for file in STATIC.glob("fonts/*-[47]00.woff2"))
    assert squeezed + fonts < MOST_BYTES
