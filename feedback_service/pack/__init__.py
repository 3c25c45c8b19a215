"""What a commune is: the model, the files it is written in, and the version in force."""
