"""The keys of what is sealed at rest, changed without stopping.

rotating   everything sealed in the database and in the files, sealed anew with the first key
command    flask keys new, flask keys rotate
"""
