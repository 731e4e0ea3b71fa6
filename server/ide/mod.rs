//! What an editor can ask: one file a feature.
