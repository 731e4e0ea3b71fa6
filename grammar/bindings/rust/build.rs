//! Compiles the generated parser.

fn main() {
    let src = std::path::Path::new("src");
    let mut build = cc::Build::new();
    build.std("c11").include(src).opt_level(2).warnings(false);
    for name in ["parser.c", "scanner.c"] {
        let file = src.join(name);
        println!("cargo:rerun-if-changed={}", file.display());
        build.file(file);
    }
    build.compile("tree-sitter-prisma-schema");
}
