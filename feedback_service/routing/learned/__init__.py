"""The model beside the lexicon: learned from the corpus of the pack and from what officers corrected.

`corpus` reads the messages, `features` makes them numbers, `training` finds weights (alone needs scikit-learn),
`model` asks them, `storing` keeps them as plain arrays.
"""
