//! The formatter: white space only, on syntax alone.
