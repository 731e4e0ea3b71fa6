//! No cyclic dependencies of files: inside a crate, files that need each other are one idea cut in pieces, or two that are tangled.
//!
//! A file needs another where a private `use` in it names something that the other defines. A re-export leads on to the file with the
//! definition, so that a `mod.rs` which only gathers its folder ties nothing together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

use super::{root, rust_files};

/// The path of a module inside its crate, as the names of its parents and its own.
type ModulePath = Vec<String>;

/// One source file.
#[derive(Default)]
struct Module {
    file: PathBuf,
    /// What it re-exports: the name, and the path behind it, which begins with `crate`, `self`, `super` or a child.
    exports: Vec<(String, Vec<String>)>,
    /// Private imports, alike.
    imports: Vec<(String, Vec<String>)>,
    /// Modules written inside the file are part of it.
    inline: BTreeSet<String>,
}

/// The names in a `use` tree, each with its whole path. `*` is a name too.
fn leaves(tree: &syn::UseTree, prefix: &mut Vec<String>, into: &mut Vec<(String, Vec<String>)>) {
    match tree {
        syn::UseTree::Path(path) => {
            prefix.push(path.ident.to_string());
            leaves(&path.tree, prefix, into);
            prefix.pop();
        }
        syn::UseTree::Name(name) => {
            let name = name.ident.to_string();
            let path = [prefix.clone(), vec![name.clone()]].concat();
            if name == "self" {
                into.push((prefix.last().cloned().unwrap_or_default(), prefix.clone()));
            } else {
                into.push((name, path));
            }
        }
        syn::UseTree::Rename(rename) => {
            into.push((rename.rename.to_string(), [prefix.clone(), vec![rename.ident.to_string()]].concat()));
        }
        syn::UseTree::Glob(_) => into.push(("*".to_owned(), prefix.clone())),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, prefix, into)),
    }
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let list = match item.vis {
            syn::Visibility::Inherited => &mut self.imports,
            _ => &mut self.exports,
        };
        leaves(&item.tree, &mut Vec::new(), list);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.content.is_some() {
            self.inline.insert(item.ident.to_string());
        }
        visit::visit_item_mod(self, item);
    }
}

/// All modules of the crate with this `src` folder.
fn modules(src: &Path) -> BTreeMap<ModulePath, Module> {
    let mut files = Vec::new();
    rust_files(src, &mut files);
    let mut modules = BTreeMap::new();
    for file in files {
        let inside = file.strip_prefix(src).unwrap().with_extension("");
        let mut path: ModulePath =
            inside.components().map(|part| part.as_os_str().to_str().unwrap().to_owned()).collect();
        if path.last().is_some_and(|name| matches!(&**name, "mod" | "lib" | "main")) {
            path.pop();
        }
        let syntax = syn::parse_file(&fs::read_to_string(&file).unwrap()).unwrap();
        let mut module = Module { file, ..Module::default() };
        module.visit_file(&syntax);
        modules.insert(path, module);
    }
    modules
}

/// The module in which the path leads to a definition, seen from a module; `None` for what is no part of the crate.
fn definition(
    modules: &BTreeMap<ModulePath, Module>,
    from: &ModulePath,
    path: &[String],
    depth: usize,
) -> Option<ModulePath> {
    let (first, mut rest) = path.split_first()?;
    let mut at: ModulePath = match &**first {
        "crate" => Vec::new(),
        "self" => from.clone(),
        "super" => from[..from.len().checked_sub(1)?].to_vec(),
        name => {
            let child = [from.clone(), vec![name.to_owned()]].concat();
            if modules.contains_key(&child) {
                child
            } else {
                let imports = modules.get(from)?.imports.iter();
                let (_, target) = imports.clone().find(|(known, _)| known == name)?;
                if depth > 16 {
                    return None;
                }
                return definition(modules, from, &[target, rest].concat(), depth + 1);
            }
        }
    };
    while let Some((name, after)) = rest.split_first() {
        if name == "super" {
            at.pop();
            rest = after;
            continue;
        }
        let child = [at.clone(), vec![name.clone()]].concat();
        if modules.contains_key(&child) {
            at = child;
            rest = after;
            continue;
        }
        let exported = modules.get(&at)?.exports.iter().find(|(known, _)| known == name);
        return match exported {
            Some((_, target)) if depth <= 16 => {
                definition(modules, &at, &[target, after].concat(), depth + 1)
            }
            _ => Some(at),
        };
    }
    Some(at)
}

/// Which modules each module needs.
fn needs(modules: &BTreeMap<ModulePath, Module>) -> BTreeMap<&ModulePath, BTreeSet<ModulePath>> {
    let of = |(path, module): (&'_ ModulePath, &'_ Module)| {
        let imports = module.imports.iter().map(|(_, target)| target);
        let found = imports.filter(|target| !module.inline.contains(&target[0]));
        let found = found.filter_map(|target| definition(modules, path, target, 0));
        found.filter(|other| other != path).collect()
    };
    modules.iter().map(|(path, module)| (path, of((path, module)))).collect()
}

/// The modules that can be reached from one, itself only if a way leads back.
fn reached<'m>(
    needs: &'m BTreeMap<&ModulePath, BTreeSet<ModulePath>>,
    from: &ModulePath,
) -> BTreeSet<&'m ModulePath> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&ModulePath> = needs.get(from).into_iter().flatten().collect();
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            open.extend(needs.get(next).into_iter().flatten());
        }
    }
    seen
}

#[test]
fn no_files_of_a_crate_need_each_other_in_a_circle() {
    let server = root().join("server");
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut count = 0;
    for folder in fs::read_dir(&server).unwrap() {
        let src = folder.unwrap().path().join("src");
        if !src.is_dir() {
            continue;
        }
        let modules = modules(&src);
        count += modules.len();
        let needs = needs(&modules);
        let reach: BTreeMap<&ModulePath, BTreeSet<&ModulePath>> =
            modules.keys().map(|path| (path, reached(&needs, path))).collect();
        for (path, reachable) in &reach {
            let mut circle: Vec<String> = reachable
                .iter()
                .filter(|other| reachable.contains(path) && reach[**other].contains(path))
                .map(|other| modules[*other].file.strip_prefix(&server).unwrap().display().to_string())
                .collect();
            circle.sort();
            if !circle.is_empty() {
                found.insert(circle);
            }
        }
    }
    assert!(count > 300, "the sources were not found");
    assert!(found.is_empty(), "cycles: {found:#?}");
}
