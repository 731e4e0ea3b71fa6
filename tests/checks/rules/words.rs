//! Names as the words that they are made of.

use checks::rules::{has_several_words, same_words, words};

#[test]
fn names_are_split_into_words() {
    let cases = [
        ("", ""),
        ("__", ""),
        ("id", "id"),
        ("createdAt", "created at"),
        ("UserProfile", "user profile"),
        ("user_profile", "user profile"),
        ("user-Profile", "user profile"),
        ("_private__Name_", "private name"),
        ("OAuth2HTTPToken", "o auth2 http token"),
        ("ID", "id"),
        ("userID", "user id"),
        ("sha256Sum", "sha256 sum"),
        ("größeÄnderung", "größe änderung"),
        ("ÉtéUTF", "été utf"),
    ];
    for (name, expected) in cases {
        let found = words(name);
        assert_eq!(found.join(" "), expected, "{name}");
        let list: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), list, "{name}");
        assert_eq!(found.to_vec(), list, "{name}");
        assert_eq!(found.count(), list.len(), "{name}");
        assert_eq!(found.first(), list.first().copied().unwrap_or(""), "{name}");
        assert_eq!(found.last(), list.last().copied().unwrap_or(""), "{name}");
        assert_eq!(has_several_words(name), list.len() > 1, "{name}");
    }
}

#[test]
fn words_are_looked_for_whole() {
    let name = words("postAuthorId");
    assert!(name.contains("author") && !name.contains("aut") && !name.contains("author id"));
    assert!(name.contain_any(&["x", "id"]) && !name.contain_any(&["x", "pos"]));
    assert!(name.end_with(&words("AuthorId")) && name.end_with(&words("id")) && name.end_with(&name));
    assert!(!name.end_with(&words("d")) && !name.end_with(&words("post")));
    assert_eq!(name.split_last(), ("post author", "id"));
    assert_eq!(words("id").split_last(), ("", "id"));
}

#[test]
fn names_of_the_same_words_may_be_written_differently() {
    let alike = [("createdAt", "created_at"), ("CreatedAt", "created-at"), ("größeX", "Größe_x"), ("", "_")];
    for (a, b) in alike {
        assert!(same_words(a, b) && same_words(b, a), "{a} {b}");
    }
    for (a, b) in [("createdAt", "createdat"), ("createdAt", "updatedAt"), ("größe", "grösse"), ("a", "")]
    {
        assert!(!same_words(a, b) && !same_words(b, a), "{a} {b}");
    }
}
