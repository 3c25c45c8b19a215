"""Our results in a frame on somebody else's page, and oEmbed, by which such a page finds the frame itself."""
