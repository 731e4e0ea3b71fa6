//! Words without a singular or plural, and words of other languages.

use expect_test::expect;

use super::check;

#[test]
fn models_called_by_a_word_without_a_singular() {
    for name in [
        "Scissors",
        "Glasses",
        "Trousers",
        "Jeans",
        "Corps",
        "Headquarters",
        "Savings",
        "Earnings",
        "Barracks",
        "Pliers",
        "Series",
        "Analytics",
        "Statistics",
        "Goods",
        "Belongings",
        "UserCredentials",
        "ShopPremises",
        "Premises",
        "Thanks",
    ] {
        check("model-name-singular", &format!("model {name} {{\n  id Int @id\n}}\n"), expect![[""]]);
    }
}

#[test]
fn plurals_without_an_s() {
    for (name, one) in [
        ("Women", "Woman"),
        ("Teeth", "Tooth"),
        ("Mice", "Mouse"),
        ("Alumni", "Alumnus"),
        ("People", "Person"),
    ] {
        let drawn = crate::rules::drawn::found(
            "model-name-singular",
            &format!("model {name} {{\n  id Int @id\n}}\n"),
        );
        assert!(drawn.all().contains(&format!("Rename it to `{one}`.")), "{name}: {}", drawn.all());
    }
}

#[test]
fn lists_of_what_cannot_be_counted() {
    let lists = [
        "luggage",
        "furniture",
        "evidence",
        "cattle",
        "equipment",
        "aiKnowledge",
        "jewelry",
        "baggage",
        "homework",
        "merchandise",
        "machinery",
        "userFeedback",
        "staff",
        "income",
        "clothing",
    ];
    let fields: String = lists.iter().map(|name| format!("  {name} String[]\n")).collect();
    check("list-field-plural", &format!("model A {{\n  id Int @id\n{fields}}}\n"), expect![[""]]);
}

#[test]
fn names_in_other_languages_are_left_alone() {
    // Turkish, German, Spanish, Indonesian, Polish, French; and names that end with a language.
    let lists = [
        "alanlar",
        "kitaplar",
        "bestellung",
        "kunden",
        "pedido",
        "usuario",
        "pengguna",
        "zamowienia",
        "commande",
        "article_de",
        "articleFr",
        "title_tr",
    ];
    let fields: String = lists.iter().map(|name| format!("  {name} String[]\n")).collect();
    check("list-field-plural", &format!("model A {{\n  id Int @id\n{fields}}}\n"), expect![[""]]);
    for name in ["Usuarios", "Pedidos", "Ordenes", "Enchufes", "Commandes", "Wydarzenias"] {
        check("model-name-singular", &format!("model {name} {{\n  id Int @id\n}}\n"), expect![[""]]);
    }
}

#[test]
fn the_noun_before_a_preposition_counts() {
    for (name, expected) in [("KnowledgeOfOwners", ""), ("TermsForUsers", ""), ("Owners", "warning Owners\n")]
    {
        let text = format!("model {name} {{\n  id Int @id\n  a Int\n}}\n");
        assert_eq!(crate::rules::drawn::found("model-name-singular", &text).places(), expected, "{name}");
    }
}
