"""The pack as YAML files again: the same values when they are loaded, without the remarks of the files it came from."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from feedback_service.pack.model import Pack
from feedback_service.pack.written import written

_HEAD = """\
# Xuất từ bản số {version} của bộ danh mục. Nạp lại bằng: flask load-pack THU_MUC
# Exported from version {version} of the pack; it loads again by `flask load-pack DIR`. Remarks that stood in the
# files from which this pack was loaded first are not kept.
"""
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)  # the same pack is the same file, whenever it is asked for

_ODD_ENDS = "\x85\u2028\u2029\ufeff"


class _Dumper(yaml.SafeDumper):
    """Numbers are written out in full: the reader of these files knows no exponents."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _float(dumper: yaml.SafeDumper, value: float) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", _in_full(value))


def _in_full(value: float) -> str:
    text = format(Decimal(repr(value)), "f")
    return text if "." in text else f"{text}.0"


def _str(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    """Line ends that few people know stand escaped, or they would be read as blanks."""
    style = '"' if any(odd in value for odd in _ODD_ENDS) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(float, _float)
_Dumper.add_representer(str, _str)


def yaml_files(pack: Pack) -> dict[str, str]:
    """By file name: what stands in it."""
    head = _HEAD.format(version=pack.version)
    return {f"{name}.yaml": head + _dumped(content) for name, content in written(pack).items()}


def _dumped(content: Any) -> str:
    text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text


def export_pack(pack: Pack, directory: Path) -> list[Path]:
    """Writes the files, the folder too where it is missing; other files in it stay. Raises OSError."""
    directory.mkdir(parents=True, exist_ok=True)
    made = []
    for name, text in yaml_files(pack).items():
        (directory / name).write_text(text, encoding="utf-8")
        made.append(directory / name)
    return made


def zipped(pack: Pack) -> bytes:
    """The files in a folder named by the commune and the version."""
    folder = f"{pack.commune.code}-{pack.version}"
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in yaml_files(pack).items():
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", _FIRST_DAY_OF_ZIP), text.encode())
    return whole.getvalue()
