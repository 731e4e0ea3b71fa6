//! The language server: the protocol, the documents, the threads.
