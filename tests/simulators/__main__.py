"""make sim: all providers on loopback, by hand. python -m tests.simulators [PORT]"""

import os
import sys
import threading

from tests.simulators import facebook, zalo
from tests.simulators.smsgate import DEVICE, KEY, PASSWORD, RETRIES, USER, SmsGateSimulator
from tests.simulators.town import Town, running
from tests.simulators.twilio import ACCOUNT, SENDER, TOKEN, TwilioSimulator

USUAL_PORT = 8090
PACE, LATE, PING_EVERY = 1.0, 20.0, 60.0  # seconds


def main(port: int, service: str) -> None:
    """Until Ctrl-C."""
    town = Town(
        TwilioSimulator(service=service, pace=PACE),
        SmsGateSimulator(service=service, pace=PACE),
    )
    town.smsgate.postman.retries = RETRIES
    town.twilio.postman.late = town.smsgate.postman.late = LATE
    try:
        with running(town, port):
            print(settings(town, service), flush=True)
            while not threading.Event().wait(PING_EVERY):
                town.smsgate.ping()
    except KeyboardInterrupt:
        print()


def settings(town: Town, service: str) -> str:
    lines = {
        "SMS_GATEWAY": "smsgate,twilio",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": SENDER,
        "TWILIO_API_BASE": town.twilio.base,
        "TWILIO_VOICE_DIAL": "+84263000222",
        "SMSGATE_URL": town.smsgate.base,
        "SMSGATE_USER": USER,
        "SMSGATE_PASSWORD": PASSWORD,
        "SMSGATE_SIGNING_KEY": KEY,
        "SMSGATE_DEVICE": DEVICE,
        "ZALO_APP_ID": zalo.APP,
        "ZALO_APP_SECRET": zalo.SECRET,
        "ZALO_OA_ID": zalo.OA,
        "ZALO_REFRESH_TOKEN": zalo.FIRST,
        "ZALO_OAUTH_BASE": town.zalo.base,
        "ZALO_API_BASE": town.zalo.base,
        "FACEBOOK_PAGE_ID": facebook.PAGE_ID,
        "FACEBOOK_PAGE_TOKEN": facebook.TOKEN,
        "FACEBOOK_APP_SECRET": facebook.SECRET,
        "FACEBOOK_API_BASE": town.facebook.base,
        "PUBLIC_BASE_URL": service,
        "QUIET_HOURS": "off",
    }
    pasted = " \\\n".join(f"{name}={value}" for name, value in lines.items())
    return (
        f"Simulator: {town.twilio.base}/   (Ctrl-C stops it)\n"
        f"It calls {service}; paste this to start the service against it:\n\n{pasted} \\\nmake run\n"
    )


if __name__ == "__main__":
    here = os.environ.get("PUBLIC_BASE_URL") or "http://127.0.0.1:8000"
    main(int(sys.argv[1]) if len(sys.argv) > 1 else USUAL_PORT, here.rstrip("/"))
