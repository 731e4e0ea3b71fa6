//! Advice on indexes.

mod corpus;
mod shop;
