"""The application for gunicorn and for the `flask` command. Settings come from the environment or a `.env` file."""

import os
import sys

from dotenv import load_dotenv

from feedback_service import create_app
from feedback_service.config import Config, ConfigurationError

load_dotenv()
try:
    app = create_app(Config.from_environment(os.environ))
except ConfigurationError as wrong:
    sys.exit(f"Cannot start: {wrong}")
