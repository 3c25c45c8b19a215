"""What browsers and addresses tell, in words that somebody recognises his own computer by."""

import ipaddress

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """`Chrome · Windows`; '' for what nobody knows. Many browsers name Chrome too, so the order counts."""
    found = (next((name for sign, name in kinds if sign in agent), "") for kinds in (_BROWSERS, _SYSTEMS))
    return " · ".join(name for name in found if name)


def is_inside(ip: str) -> bool:
    """Whether the address is one of a network of its own, as in the commune's office."""
    try:
        return ipaddress.ip_address(ip).is_private
    except ValueError:
        return False
