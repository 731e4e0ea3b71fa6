//! Images: well formed, complete, and without boxes or lines that cover each other.

use ide::{Columns, DiagramFormat, DiagramOptions, Graph, Theme, diagram};
use regex::Regex;

use super::{SHOP, draw, focus, keys};
use crate::analysis_of;
use support::corpus::real_schemas;
use support::fixture::Fixture;

/// The rectangles and lines of an image.
struct Image {
    boxes: Vec<[f64; 4]>,
    lines: Vec<Vec<(f64, f64)>>,
    width: f64,
    height: f64,
}

fn numbers(text: &str) -> Vec<f64> {
    Regex::new(r"-?\d+(\.\d+)?").unwrap().find_iter(text).map(|it| it.as_str().parse().unwrap()).collect()
}

impl Image {
    fn read(svg: &str) -> Image {
        let attributes = r#"x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)""#;
        let boxes = Regex::new(&format!(r#"<rect class="box" {attributes}"#)).unwrap();
        let boxes = boxes.captures_iter(svg).map(|found| {
            let [x, y, width, height] = found.extract::<4>().1.map(|text| text.parse::<f64>().unwrap());
            [x, y, x + width, y + height]
        });
        let lines = Regex::new(r#"<g class="line[^>]*><title>[^<]*</title><path d="([^"]*)""#).unwrap();
        let lines = lines
            .captures_iter(svg)
            .map(|found| numbers(&found[1]).chunks(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>());
        let size = Regex::new(r#"viewBox="0 0 ([\d.]+) ([\d.]+)""#).unwrap().captures(svg).unwrap();
        Image {
            boxes: boxes.collect(),
            lines: lines.collect(),
            width: size[1].parse().unwrap(),
            height: size[2].parse().unwrap(),
        }
    }

    /// Fails where boxes overlap, lines run through boxes, or anything lies outside the image.
    fn assert_clear(&self, name: &str) {
        for (at, one) in self.boxes.iter().enumerate() {
            assert!(
                one[0] >= 0.0 && one[1] >= 0.0 && one[2] <= self.width && one[3] <= self.height,
                "{name}: {one:?}"
            );
            for two in &self.boxes[at + 1..] {
                let is_apart = one[2] <= two[0] || two[2] <= one[0] || one[3] <= two[1] || two[3] <= one[1];
                assert!(is_apart, "{name}: {one:?} covers {two:?}");
            }
        }
        for line in &self.lines {
            for pair in line.windows(2) {
                let (left, right) = (pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0));
                let (top, bottom) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
                assert!(
                    left >= 0.0 && right <= self.width && top >= 0.0 && bottom <= self.height,
                    "{name}: {line:?}"
                );
                for it in &self.boxes {
                    let through = left < it[2] - 1.0
                        && right > it[0] + 1.0
                        && top < it[3] - 1.0
                        && bottom > it[1] + 1.0;
                    assert!(!through, "{name}: {line:?} runs through {it:?}");
                }
            }
            for end in [line[0], line[line.len() - 1]] {
                let touches =
                    |it: &&[f64; 4]| (end.0 == it[0] || end.0 == it[2]) && end.1 > it[1] && end.1 < it[3];
                assert!(self.boxes.iter().any(|it| touches(&it)), "{name}: {end:?} is at no box");
            }
        }
    }
}

/// Fails unless every tag is closed, in order, and attributes and text hold nothing that XML refuses.
fn assert_well_formed(svg: &str) {
    let tag = Regex::new(r#"<(/?)([a-z]+)((?:\s+[A-Za-z:-]+="[^"<]*")*)\s*(/?)>"#).unwrap();
    let entity = Regex::new(r"&(amp|lt|gt|quot);").unwrap();
    let mut open = Vec::new();
    let mut end = 0;
    for found in tag.captures_iter(svg) {
        let all = found.get(0).unwrap();
        for text in [&svg[end..all.start()], &found[3]] {
            assert!(!text.contains(['<', '\0', '\u{1b}']), "{text}");
            assert!(!entity.replace_all(text, "").contains('&'), "{text}");
        }
        end = all.end();
        if &found[1] == "/" {
            assert_eq!(open.pop(), Some(found[2].to_owned()));
        } else if found[4].is_empty() {
            open.push(found[2].to_owned());
        }
    }
    assert_eq!((open, &svg[end..]), (vec![], "\n"));
}

fn svg(fixture: &str, options: &DiagramOptions) -> String {
    let svg = draw(fixture, options).unwrap();
    assert_eq!(draw(fixture, options).unwrap(), svg, "twice the same");
    assert_well_formed(&svg);
    Image::read(&svg).assert_clear("fixture");
    svg
}

#[test]
fn an_image_holds_all_that_there_is() {
    let options = DiagramOptions { title: "<shop>".into(), ..DiagramOptions::default() };
    let svg = svg(SHOP, &options);
    for words in [
        "<title id=\"prisma-title\">&lt;shop&gt;</title>",
        "4 models, 1 view, 1 enum, 3 relations",
        "role=\"img\" aria-labelledby=\"prisma-title prisma-summary\"",
        "<title>model User\nWho buys.</title>",
        "<title>model Order (orders)</title>",
        "<tspan class=\"kind\">view </tspan>Sum",
        ">PK FK<",
        ">String?<",
        "<a href=\"#prisma-Role\">",
        ">BUYER<",
        "Order.buyer – User.orders: many-to-one, onDelete Cascade, onUpdate Cascade (implied)",
        "User.follows – User.follower: many-to-many",
        "@media (prefers-color-scheme:dark)",
        "<text class=\"group\"",
    ] {
        assert!(svg.contains(words), "no {words} in {svg}");
    }
    let image = Image::read(&svg);
    assert_eq!((image.boxes.len(), image.lines.len()), (6, 4));
    assert!(
        !svg.contains("http") || svg.matches("http").count() == 1,
        "nothing but the namespace is an address"
    );
}

#[test]
fn less_can_be_shown() {
    let format = DiagramFormat::Svg;
    assert_eq!(Image::read(&svg(SHOP, &focus(format, "Profile", 1))).boxes.len(), 3);
    let keys = svg(SHOP, &keys(format));
    assert!(keys.contains(">userId<") && !keys.contains(">lines<"), "{keys}");
    let none = svg(SHOP, &DiagramOptions { columns: Columns::None, ..DiagramOptions::default() });
    assert!(!none.contains(">userId<"), "{none}");
    assert!(svg("", &DiagramOptions::default()).contains("An empty schema"));
    let themed = |theme| svg(SHOP, &DiagramOptions { theme, ..DiagramOptions::default() });
    assert!(!themed(Theme::Light).contains("#0f172a") && !themed(Theme::Dark).contains("@media"));
}

#[test]
fn names_of_any_kind_are_safe() {
    let options = DiagramOptions::default();
    let svg = svg(
        "/// a < b & \"c\" \u{1b} > d\nmodel Größe_ä {\n  id Int @id\n  größe 漢字\n}\nenum 漢字 {\n  A\n}\n",
        &options,
    );
    assert!(svg.contains("a &lt; b &amp; &quot;c&quot;  &gt; d"), "{svg}");
}

/// Cycles, lines of a box to itself, several lines between two boxes, a model that all others point at.
#[test]
fn knots_are_drawn() {
    let mut text = String::from("model Hub {\n  id Int @id\n}\n");
    for at in 0..40 {
        let next = (at * 7 + 3) % 40;
        text += &format!(
            "model M{at} {{\n  id Int @id\n  hub Hub @relation(fields: [id], references: [id])\n  \
             a Int\n  next M{next} @relation(\"a\", fields: [a], references: [id])\n  \
             b Int?\n  other M{} @relation(\"b\", fields: [b], references: [id])\n  \
             own M{at}? @relation(\"c\", fields: [b], references: [id])\n}}\n",
            (at + 1) % 40
        );
    }
    let image = Image::read(&svg(&text, &DiagramOptions::default()));
    // Where two models point at each other under one name, the two fields are one relation.
    assert_eq!((image.boxes.len(), image.lines.len()), (41, 156));
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn real_schemas_have_clear_images() {
    for real in real_schemas() {
        let texts = real.files();
        let analysis =
            analysis_of(texts.iter().map(|(name, text)| (name.clone(), &**text)), super::super::PRISMA_6);
        let options = DiagramOptions::default();
        let svg = diagram(&analysis.schema, &options).unwrap();
        assert_well_formed(&svg);
        let image = Image::read(&svg);
        image.assert_clear(&real.name);
        assert_eq!(image.boxes.len(), Graph::of(&analysis.schema).entities.len());
        assert!(
            image.width < 12.0 * image.height + 2000.0 && image.height < 4.0 * image.width + 2000.0,
            "{}",
            real.name
        );
    }
}

/// The files of a fixture stand in frames with their names.
#[test]
fn groups_are_framed() {
    let fixture = Fixture::parse(SHOP);
    assert_eq!(fixture.files.len(), 2);
    let svg = svg(SHOP, &DiagramOptions::default());
    assert_eq!(svg.matches("<rect class=\"frame\"").count(), 2);
}
