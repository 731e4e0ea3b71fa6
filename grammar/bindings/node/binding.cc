// The language for the package `tree-sitter` of Node.js.
#include <napi.h>

struct TSLanguage;

extern "C" TSLanguage *tree_sitter_prisma();

// By this tag the package `tree-sitter` recognises a language.
const napi_type_tag LANGUAGE_TYPE_TAG = {0x8AF2E5212AD58ABF, 0xD5006CAD83ABBA16};

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  auto language = Napi::External<TSLanguage>::New(env, tree_sitter_prisma());
  language.TypeTag(&LANGUAGE_TYPE_TAG);
  exports["language"] = language;
  return exports;
}

NODE_API_MODULE(tree_sitter_prisma_binding, Init)
