//! What an editor can ask.

mod fix_all;
