//! Pictures in an editor.

use serde_json::{Value, json};

use crate::workspace::{Workspace, pulling};

fn draw(it: &mut Workspace, argument: Value) -> Value {
    let params = json!({ "command": "prismaLens.diagram", "arguments": [argument] });
    it.client.request("workspace/executeCommand", params)
}

#[test]
fn a_picture_shows_the_text_as_it_is_now() {
    let mut it = Workspace::with_two_files(pulling());
    it.open("schema/post.prisma");
    let uri = it.uri("schema/post.prisma");
    let svg = draw(&mut it, json!(uri))["result"].as_str().unwrap().to_owned();
    assert!(svg.starts_with("<svg ") && svg.contains(">User<") && svg.contains(">Post<"), "{svg}");
    it.change("schema/post.prisma", "model Article {\n  id Int @id\n}\n");
    let drawn = draw(&mut it, json!({ "uri": uri, "format": "mermaid", "columns": "none" }));
    let text = drawn["result"].as_str().unwrap();
    assert!(text.contains("\"Article\"") && !text.contains("\"Post\""), "{text}");
}

#[test]
fn a_picture_of_what_is_near() {
    let mut it = Workspace::with_two_files(pulling());
    it.open("schema/post.prisma");
    let uri = it.uri("schema/post.prisma");
    for focus in [json!({ "focus": "Post" }), json!({ "position": { "line": 1, "character": 3 } })] {
        let mut argument = json!({ "uri": uri, "format": "dot", "depth": 0 });
        argument.as_object_mut().unwrap().extend(focus.as_object().unwrap().clone());
        let drawn = draw(&mut it, argument);
        let text = drawn["result"].as_str().unwrap();
        assert!(text.contains("<B>Post</B>") && !text.contains("<B>User</B>"), "{text}");
    }
}

#[test]
fn what_cannot_be_drawn_is_an_error() {
    let mut it = Workspace::with_two_files(pulling());
    it.open("schema/post.prisma");
    let uri = it.uri("schema/post.prisma");
    for (argument, words) in [
        (json!({ "uri": uri, "focus": "Pots" }), "Did you mean `Post`?"),
        (json!({ "uri": uri, "format": "png" }), "`png`"),
        (json!({ "uri": "file:///nowhere.prisma" }), "not an open schema"),
        (json!(7), "invalid argument"),
    ] {
        let reply = draw(&mut it, argument);
        assert_eq!(reply["error"]["code"], -32602, "{reply}");
        assert!(reply["error"]["message"].as_str().unwrap().contains(words), "{reply}");
    }
}
