"""Where leaflets, posters and banners with a QR code hang or lie, and how many came from each."""
