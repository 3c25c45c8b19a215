"""The model beside the lexicon: learned from the corpus of the pack and from what officers corrected.

`corpus` reads the messages, `features` and `hits` make numbers of one, `tables` of many; `questions`, `net`, `whole`
and `calibrating` train (they alone need SciPy); `model` and `reading` ask; `storing` keeps plain arrays; `in_force`
says which model is asked.
"""
