"""BÁO CÁO: figures, by one set of functions for pages, feeds and reports. They read kept figures, not cases."""
