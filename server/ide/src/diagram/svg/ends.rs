//! The symbols at the ends of lines: crow's feet.

use crate::diagram::layout::Point;
use crate::diagram::svg::number;
use crate::diagram::{Link, LinkKind, Multiplicity};

/// The symbols of a line through these points. `is_reversed` says that it starts at the referencing side.
pub(super) fn end_symbols(link: &Link, is_reversed: bool, route: &[Point]) -> Vec<String> {
    let ends = (route.first().zip(route.get(1)), route.last().zip(route.iter().rev().nth(1)));
    let (to, from) = if is_reversed { (ends.1, ends.0) } else { ends };
    let symbol = |end: Option<(&Point, &Point)>, draw: fn(Pen) -> String| {
        let (at, next) = end?;
        let sign = if next.x < at.x { -1.0 } else { 1.0 };
        Some(draw(Pen { at: *at, sign }))
    };
    let of_multiplicity = |multiplicity| match multiplicity {
        Multiplicity::One => one,
        Multiplicity::ZeroOrOne => zero_or_one,
        Multiplicity::Many => many,
    };
    match link.kind {
        LinkKind::Enum => Vec::new(),
        LinkKind::Composite => symbol(from, diamond).into_iter().collect(),
        LinkKind::Relation | LinkKind::ManyToMany => {
            let to = symbol(to, of_multiplicity(link.to.multiplicity));
            let from = symbol(from, of_multiplicity(link.from.multiplicity));
            to.into_iter().chain(from).collect()
        }
    }
}

/// The point at which a line meets a box, and its direction.
#[derive(Clone, Copy)]
struct Pen {
    at: Point,
    sign: f64,
}

impl Pen {
    fn x(self, distance: f64) -> String {
        number(self.at.x + self.sign * distance)
    }

    fn y(self, distance: f64) -> String {
        number(self.at.y + distance)
    }

    fn bar(self, distance: f64) -> String {
        format!("M{x},{}V{}", self.y(-5.0), self.y(5.0), x = self.x(distance))
    }

    fn circle(self, distance: f64) -> String {
        format!("<circle cx=\"{}\" cy=\"{}\" r=\"3.5\"/>", self.x(distance), self.y(0.0))
    }
}

fn one(pen: Pen) -> String {
    format!("<path class=\"end\" d=\"{}{}\"/>", pen.bar(6.0), pen.bar(10.0))
}

fn zero_or_one(pen: Pen) -> String {
    format!("<path class=\"end\" d=\"{}\"/>{}", pen.bar(6.0), pen.circle(13.0))
}

fn many(pen: Pen) -> String {
    let (near, far) = (pen.x(0.0), pen.x(10.0));
    let (above, middle, below) = (pen.y(-5.0), pen.y(0.0), pen.y(5.0));
    format!("<path class=\"end\" d=\"M{near},{above}L{far},{middle}L{near},{below}\"/>{}", pen.circle(13.5))
}

fn diamond(pen: Pen) -> String {
    let (above, middle, below) = (pen.y(-4.0), pen.y(0.0), pen.y(4.0));
    let (near, half, far) = (pen.x(0.0), pen.x(6.0), pen.x(12.0));
    format!("<path class=\"end gap\" d=\"M{near},{middle}L{half},{above}L{far},{middle}L{half},{below}z\"/>")
}
