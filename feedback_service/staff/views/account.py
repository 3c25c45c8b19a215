from flask import Blueprint

blueprint = Blueprint("staff_account", __name__, url_prefix="/can-bo")
