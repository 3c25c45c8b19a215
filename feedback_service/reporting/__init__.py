"""BÁO CÁO: figures, by one set of functions for pages, feeds and reports. They read the kept figures."""
