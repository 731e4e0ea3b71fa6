//! Advice on indexes.

mod corpus;
