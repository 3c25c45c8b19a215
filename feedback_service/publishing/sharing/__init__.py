"""What a link to us shows elsewhere: the picture, the described data, the map of the site."""
