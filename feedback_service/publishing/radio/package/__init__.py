"""What is carried to the station in one ZIP: the text, the script to sign, what machines want to know, the sounds."""

from feedback_service.publishing.radio.package.archive import make_package as make_package
