//! The methods of a model.

use queries::code::Operation;

/// Every method is found by its name, and by no other.
#[test]
fn names_are_unique() {
    for operation in Operation::ALL {
        assert_eq!(Operation::named(operation.name()), Some(operation));
    }
    assert_eq!(Operation::named("find"), None);
}
