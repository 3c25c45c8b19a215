"""Who may know of a case, decided case by case.

bars       a case that is about an officer or a unit is none for them (Luật TCD 2013 Đ7, Luật Tố cáo 2018 Đ9)
accused    proposes a bar where the words name an officer or his unit by title
readers    people named to a sealed case, and taken off again
opening    looking into a sealed case leaves a reading, and lasts a quarter of an hour
kept_from  nothing is given to whom a case is about
looked     what was looked at, for the inspector, and who looks unusually often
"""
