"""A worker as a process of its own, with short leases so that tests need not wait: quick_worker.py URL FOLDER
API_BASE
"""

import dataclasses
import sys
from datetime import timedelta
from pathlib import Path

from feedback_service import create_app
from feedback_service.worker import run_worker
from feedback_service.working.pace import Pace
from tests.databases import settings_for
from tests.simulators.twilio import ACCOUNT, SENDER, TOKEN

PACE = Pace(
    poll=timedelta(seconds=0.1),
    claim_lease=timedelta(seconds=3),
    send_lease=timedelta(seconds=4),
    beat=timedelta(seconds=0.5),
    longest_wait=timedelta(seconds=0.5),
)


def main(database_url: str, folder: str, api_base: str, redis_url: str = "") -> None:
    config = dataclasses.replace(
        settings_for(database_url, Path(folder)),
        sms_gateways=("twilio",),
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_from=SENDER,
        twilio_api_base=api_base,
        redis_url=redis_url,
    )
    run_worker(create_app(config), PACE)


if __name__ == "__main__":
    main(*sys.argv[1:])
