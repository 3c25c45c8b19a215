"""What proves a person beside the password.

totp       codes of an app on the phone
recovery   ten words for the day the phone is lost
passkeys   a key in the device (WebAuthn)
having     which of these an officer has, and whether one has to
proving    judges what was given, and shuts after wrong ones
"""
