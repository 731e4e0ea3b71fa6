//! Spans, the rope that holds a file, positions in UTF-8, UTF-16 and UTF-32 columns, and edits.
