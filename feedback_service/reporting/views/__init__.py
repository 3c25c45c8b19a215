"""Pages of books and reports."""
