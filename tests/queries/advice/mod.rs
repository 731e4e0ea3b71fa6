//! Advice on indexes.

mod cases;
mod corpus;
mod shop;
