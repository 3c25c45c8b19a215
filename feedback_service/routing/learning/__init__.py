"""What officers teach: their confirmations and corrections are this commune's own training data.

lessons      kept when an officer confirms, corrects or hands on; masked; never of a sealed case
material     what is learned from: the corpus and the lessons, without those held back
measuring    a model's figures on the regression messages and on the lessons held back
comparing    the plain rule by which one of two models is kept
retraining   `flask retrain`: a candidate is trained, measured, switched on or refused
switching    which model is in force; going back
taking_up    how every process hears of it, within half a minute and without a restart
apart        the worker's part: a process of its own, at the lowest priority
"""
