// The language for `Parser.setLanguage` of the package `tree-sitter`. The queries are the files in `queries/`.
"use strict";

const { join } = require("node:path");

const binding = require("node-gyp-build")(join(__dirname, "../.."));
binding.name = "prisma";
binding.nodeTypeInfo = require("../../src/node-types.json");
module.exports = binding;
