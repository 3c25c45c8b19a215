"""What a process does before its first request, so that no citizen waits for it."""

import gc
import logging

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from feedback_service.database import db
from feedback_service.pack.current import NoPackLoaded, keep_newest_pack, pack_at_hand
from feedback_service.routing.proposing import propose

logger = logging.getLogger(__name__)


def warm(app: Flask) -> None:
    """Parses the pack at hand and orders its words for routing. Where there is none it is left for later."""
    with app.app_context():
        try:
            propose("", pack_at_hand(db.session()))
            # What stands now stays: the collector need not walk through the lexicon at every turn (a fifth of a
            # submission's time).
            gc.collect()
            gc.freeze()
            keep_newest_pack(db.session())
        except (NoPackLoaded, SQLAlchemyError) as error:
            logger.warning("not_warmed", extra={"error": type(error).__name__})
        finally:
            db.session.remove()
