//! Fields of models that have so many that they are looked up.

use model::schema::SchemaFile;

#[test]
fn many_fields_are_found_like_few() {
    for count in [0, 3, 63, 64, 65, 500] {
        let types = ["Int", "User?", "String", "User[]", "Post"];
        let line = |at: usize| match at % 10 {
            // Names that stand twice, and lines without a type.
            7 => format!("  field{} {}\n", at / 3, types[at % types.len()]),
            9 => format!("  field{at}\n"),
            _ => format!("  field{at} {}\n", types[at % types.len()]),
        };
        let lines: String = (0..count).map(line).collect();
        let file = SchemaFile::new(&format!("model Wide {{\n{lines}}}\n"));
        let model = file.items().iter().find_map(|item| item.model()).unwrap();
        assert_eq!(model.fields.len(), count);
        let names = (0..count + 2).map(|at| format!("field{at}")).chain([String::new(), "zz".into()]);
        for name in names {
            let last = model.fields.iter().rposition(|field| field.name.text == name);
            assert_eq!(model.field_index(&name), last, "{name} of {count}");
        }
        for ty in ["", "Int", "User", "Post", "Zebra"] {
            let found: Vec<usize> = model.fields_of_type(ty).collect();
            let all = model.fields.iter().enumerate().filter(|(_, field)| field.type_name() == ty);
            assert_eq!(found, all.map(|(at, _)| at).collect::<Vec<_>>(), "{ty} of {count}");
        }
    }
}
