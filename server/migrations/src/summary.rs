//! The steps as a summary for people.
