from flask import Blueprint

blueprint = Blueprint("staff_second_step", __name__, url_prefix="/can-bo")
