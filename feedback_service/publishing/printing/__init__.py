"""What is printed and hung up: leaflet, poster, banner. One set of data, three layouts, the words from the pack."""
