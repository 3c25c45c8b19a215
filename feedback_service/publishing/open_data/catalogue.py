"""The catalogue of the open data in the words of DCAT 2 and schema.org, as JSON-LD. Pure.

NĐ 47/2020/NĐ-CP Đ17-18: open data is published with what it is, who keeps it, how often it changes, its licence.
"""

from typing import Any

from feedback_service.pack.model import Pack
from feedback_service.publishing.open_data.dictionary import FIELDS, LICENCE

FILES = (("ket-qua.csv", "text/csv"), ("ket-qua.json", "application/json"))
_DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TITLE = {
    "vi": "Kết quả xử lý phản ánh, kiến nghị đã công khai",
    "en": "Published results of citizens' feedback",
}
_WHAT = {
    "vi": "Mỗi dòng là một việc đã có trả lời và được người thứ hai duyệt cho công khai.",
    "en": "Each row is a case that was answered and approved for publication by a second person.",
}


def catalogue(pack: Pack, base: str, changed: str) -> dict[str, Any]:
    """`changed`: when anything in it changed last, ISO 8601, or "" where there is nothing yet."""
    publisher = {
        "@id": f"{base}/#uy-ban",
        "@type": "foaf:Agent",
        "foaf:name": pack.commune.authority.vi,
        "foaf:homepage": {"@id": pack.commune.website},
    }
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{base}/du-lieu-mo",
        "@type": "dcat:Catalog",
        "dct:title": _in_both(
            {"vi": f"Dữ liệu mở, {pack.commune.name.vi}", "en": f"Open data, {pack.commune.name.en}"}
        ),
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE},
        "dct:language": ["vi", "en"],
        "dcat:dataset": [
            {
                "@id": f"{base}/du-lieu-mo#ket-qua",
                "@type": "dcat:Dataset",
                "dct:title": _in_both(_TITLE),
                "dct:description": _in_both(_WHAT),
                "dct:publisher": {"@id": publisher["@id"]},
                "dct:license": {"@id": LICENCE},
                "dct:accrualPeriodicity": {"@id": _DAILY},
                "dct:spatial": f"{pack.commune.name.vi}, {pack.commune.province.vi}",
                **({"dct:modified": {"@type": "xsd:dateTime", "@value": changed}} if changed else {}),
                "dcat:landingPage": {"@id": f"{base}/du-lieu-mo"},
                "dcat:contactPoint": {
                    "@type": "vcard:Organization",
                    "vcard:hasEmail": f"mailto:{pack.commune.email}",
                },
                "dcat:keyword": [topic.name.vi for topic in pack.topics],
                "dcat:distribution": [
                    _distribution(base, *file) for file in (*FILES, ("/thong-ke.csv", "text/csv"))
                ],
            }
        ],
    }


def dataset(pack: Pack, base: str, changed: str) -> dict[str, Any]:
    """The same for search engines (schema.org Dataset)."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _TITLE["vi"],
        "description": _WHAT["vi"],
        "url": f"{base}/du-lieu-mo",
        "license": LICENCE,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        **({"dateModified": changed} if changed else {}),
        "creator": {"@type": "GovernmentOrganization", "name": pack.commune.authority.vi},
        "variableMeasured": [field.name for field in FIELDS],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": f"{base}/du-lieu-mo/{name}"}
            for name, media_type in FILES
        ],
    }


def _distribution(base: str, name: str, media_type: str) -> dict[str, Any]:
    address = f"{base}{name}" if name.startswith("/") else f"{base}/du-lieu-mo/{name}"
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": address},
        "dcat:accessURL": {"@id": f"{base}/du-lieu-mo"},
        "dcat:mediaType": {"@id": f"{_MEDIA}{media_type}"},
        "dct:license": {"@id": LICENCE},
    }


def _in_both(words: dict[str, str]) -> list[dict[str, str]]:
    return [{"@language": language, "@value": text} for language, text in words.items()]
