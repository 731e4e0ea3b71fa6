//! What a contract of Prisma 8 says of native enums.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The key of declarations outside of any namespace, and its name in a contract.
const DEFAULT: &str = "public";

/// The namespace without a database schema, and its name in a contract.
const UNBOUND: (&str, &str) = ("unbound", "__unbound__");

/// The native enums of a contract, as a `contract.json` of Prisma 8 has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContractEnums {
    /// The values of each, in order, by namespace and type name.
    values: BTreeMap<(String, String), Box<[String]>>,
}

impl ContractEnums {
    /// Reads the text of a `contract.json`; `None` where it is not one.
    pub fn parse(text: &str) -> Option<ContractEnums> {
        let contract: Contract = serde_json::from_str(text).ok()?;
        let mut values = BTreeMap::new();
        for (namespace, Namespace { entries }) in contract.storage.namespaces {
            for (name, NativeEnum { members }) in entries.native_enum {
                values.insert((namespace.clone(), name), members);
            }
        }
        Some(ContractEnums { values })
    }

    /// The values of the enum with this name in the database, in order. `namespace` is that of its declaration.
    pub fn values(&self, namespace: Option<&str>, name: &str) -> Option<&[String]> {
        let namespace = match namespace {
            None => DEFAULT,
            Some(namespace) if namespace == UNBOUND.0 => UNBOUND.1,
            Some(namespace) => namespace,
        };
        self.values.get(&(namespace.to_owned(), name.to_owned())).map(|values| &**values)
    }
}

#[derive(Deserialize)]
struct Contract {
    storage: Storage,
}

#[derive(Deserialize)]
struct Storage {
    namespaces: BTreeMap<String, Namespace>,
}

#[derive(Deserialize)]
struct Namespace {
    entries: Entries,
}

#[derive(Deserialize)]
struct Entries {
    #[serde(default)]
    native_enum: BTreeMap<String, NativeEnum>,
}

#[derive(Deserialize)]
struct NativeEnum {
    members: Box<[String]>,
}
