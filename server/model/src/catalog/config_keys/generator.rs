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
                "Prisma Client as TypeScript sources in a folder of your choice; the default since Prisma 7.",
            ),
            known(CLIENT_JS, "Prisma Client as a package in `node_modules`; the default up to Prisma 6."),
        ],
        ..ConfigKey::new(
            "provider",
            ConfigValue::TextOrEnv,
            "The generator: `prisma-client`, `prisma-client-js`, the name of a package, or a command or path.",
            "provider = \"prisma-client\"",
        )
    },
    ConfigKey {
        required: Requirement::ForGenerator(CLIENT),
        ..ConfigKey::new(
            "output",
            ConfigValue::TextOrEnv,
            "The output folder, relative to this file. `prisma-client` requires it; exclude it from version control.",
            "output = \"../src/generated/prisma\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT, CLIENT_JS],
        ..ConfigKey::new(
            "previewFeatures",
            ConfigValue::TextList,
            "Preview features to enable. They may change in any release.",
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
            "The runtime of the generated client. Default: `\"nodejs\"`.",
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
            "The module format of the generated sources. Default: inferred from `tsconfig.json` and `package.json`.",
            "moduleFormat = \"esm\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT],
        known: &[
            known("ts", "TypeScript; the default."),
            known("mts", "TypeScript, always an ECMAScript module."),
            known("cts", "TypeScript, always a CommonJS module."),
        ],
        ..ConfigKey::new(
            "generatedFileExtension",
            ConfigValue::Text,
            "The extension of the generated files. Default: `\"ts\"`.",
            "generatedFileExtension = \"mts\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT],
        known: &[
            known("ts", "For Deno, and for Node.js with type stripping."),
            known("mts", "Imports of `.mts` files."),
            known("cts", "Imports of `.cts` files."),
            known("js", "Imports of compiled `.ts` files."),
            known("mjs", "Imports of compiled `.mts` files."),
            known("cjs", "Imports of compiled `.cts` files."),
            known("", "No extension, for bundlers."),
        ],
        ..ConfigKey::new(
            "importFileExtension",
            ConfigValue::Text,
            "The extension in imports between generated files. Default: inferred from `tsconfig.json`.",
            "importFileExtension = \"js\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT, CLIENT_JS],
        availability: Availability::since(Release::V7),
        known: &[
            known("fast", "Faster and larger; the default."),
            known("small", "A smaller query compiler, for runtimes that limit the bundle size."),
        ],
        ..ConfigKey::new(
            "compilerBuild",
            ConfigValue::Text,
            "The build of the query compiler in the client.",
            "compilerBuild = \"small\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT, CLIENT_JS],
        availability: Availability::until(Release::V7),
        known: &[
            known("library", "The query engine as a native library; the default up to Prisma 6."),
            known("binary", "The query engine as a separate process."),
            known("client", "No engine: queries are compiled in JavaScript and go through a driver adapter."),
        ],
        ..ConfigKey::new(
            "engineType",
            ConfigValue::Text,
            "How Prisma Client runs queries. Since Prisma 7 there is no engine, and the key has no effect: remove it.",
            "engineType = \"client\"",
        )
    },
    ConfigKey {
        generators: &[CLIENT, CLIENT_JS],
        availability: Availability::until(Release::V7),
        ..ConfigKey::new(
            "binaryTargets",
            ConfigValue::TextListOrEnv,
            "The platforms whose query engine is bundled with the client: `\"native\"` is this machine; add the \
                 platform of the server if it differs. Since Prisma 7 there is no engine, and the key has no effect.",
            "binaryTargets = [\"native\", \"linux-musl-openssl-3.0.x\"]",
        )
    },
];
