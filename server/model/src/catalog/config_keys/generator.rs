//! The keys of a `generator`.

use super::{ConfigKey, ConfigValue, Requirement, known};
use crate::catalog::release::{Availability, Release};

const CLIENT: &str = "prisma-client";
const CLIENT_JS: &str = "prisma-client-js";

pub(super) static KEYS: &[ConfigKey] = &[
    ConfigKey {
        required: Requirement::Always,
        known: &[
            known(
                CLIENT,
                "Prisma Client as TypeScript sources in a folder of your own; the default since Prisma 7.",
            ),
            known(CLIENT_JS, "Prisma Client as a package below `node_modules`; the default up to Prisma 6."),
        ],
        ..ConfigKey::new(
            "provider",
            ConfigValue::TextOrEnv,
            "What generates: `prisma-client`, `prisma-client-js`, the name of a package, or a command or path.",
            "provider = \"prisma-client\"",
        )
    },
    ConfigKey {
        required: Requirement::ForGenerator(CLIENT),
        ..ConfigKey::new(
            "output",
            ConfigValue::TextOrEnv,
            "The folder for what is generated, from the folder of this file. `prisma-client` requires it; keep it out \
             of version control.",
            "output = \"../src/generated/prisma\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT, CLIENT_JS],
        ..ConfigKey::new(
            "previewFeatures",
            ConfigValue::TextList,
            "Features that are not finished yet, turned on one by one. They may change in any release.",
            "previewFeatures = [\"views\"]",
        )
    },
    ConfigKey {
        generators: &[CLIENT],
        known: &[
            known("nodejs", "Node.js; the default."),
            known("deno", "Deno."),
            known("bun", "Bun."),
            known("workerd", "Cloudflare Workers."),
            known("cloudflare", "The same as `workerd`."),
            known("vercel-edge", "Vercel's edge runtime."),
            known("edge-light", "The same as `vercel-edge`."),
            known("react-native", "React Native."),
        ],
        ..ConfigKey::new(
            "runtime",
            ConfigValue::Text,
            "Where the generated client will run. `\"nodejs\"` if left out.",
            "runtime = \"workerd\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT],
        known: &[
            known("esm", "ECMAScript modules: `import` and `export`."),
            known("cjs", "CommonJS modules: `require`."),
        ],
        ..ConfigKey::new(
            "moduleFormat",
            ConfigValue::Text,
            "The module format of the generated sources; read off `tsconfig.json` and `package.json` if left out.",
            "moduleFormat = \"esm\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT],
        known: &[
            known("ts", "TypeScript; the default."),
            known("mts", "TypeScript that is always an ECMAScript module."),
            known("cts", "TypeScript that is always a CommonJS module."),
        ],
        ..ConfigKey::new(
            "generatedFileExtension",
            ConfigValue::Text,
            "The extension of the generated files, `\"ts\"` if left out.",
            "generatedFileExtension = \"mts\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT],
        known: &[
            known("ts", "As Deno and Node.js with type stripping import."),
            known("mts", "TypeScript modules under their own name."),
            known("cts", "CommonJS TypeScript under its own name."),
            known("js", "As compiled ECMAScript modules import."),
            known("mjs", "As compiled `.mts` files import."),
            known("cjs", "As compiled `.cts` files import."),
            known("", "No extension, as bundlers resolve it."),
        ],
        ..ConfigKey::new(
            "importFileExtension",
            ConfigValue::Text,
            "The extension that the generated files use to import one another; read off `tsconfig.json` if left out.",
            "importFileExtension = \"js\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT, CLIENT_JS],
        availability: Availability::since(Release::V7),
        known: &[
            known("fast", "Faster queries, at the price of size; the default."),
            known("small", "A smaller query compiler, for places that limit the size of a bundle."),
        ],
        ..ConfigKey::new(
            "compilerBuild",
            ConfigValue::Text,
            "Which build of the query compiler goes into the client.",
            "compilerBuild = \"small\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT, CLIENT_JS],
        availability: Availability::until(Release::V7),
        known: &[
            known("library", "The query engine as a native library; the default up to Prisma 6."),
            known("binary", "The query engine as a process of its own."),
            known("client", "No engine: queries are compiled in JavaScript and go through a driver adapter."),
        ],
        ..ConfigKey::new(
            "engineType",
            ConfigValue::Text,
            "How Prisma Client runs queries. From Prisma 7 on there is no engine, and the key has no effect: remove it.",
            "engineType = \"client\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT, CLIENT_JS],
        availability: Availability::until(Release::V7),
        ..ConfigKey::new(
            "binaryTargets",
            ConfigValue::TextListOrEnv,
            "The platforms whose query engine is packed with the client: `\"native\"` is this machine; add that of the \
             server if it differs. From Prisma 7 on there is no engine, and the key has no effect.",
            "binaryTargets = [\"native\", \"linux-musl-openssl-3.0.x\"]",
        )
    },
];
