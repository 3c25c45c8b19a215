"""Stage 3, xử lý: a case is worked on, answered, approved, and kept to its promised date."""
