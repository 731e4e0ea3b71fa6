//! `float-money`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, singular, words};
use base::{Finding, Fix, Level, Place};
use model::catalog::{Provider, ScalarType};
use model::schema::item::{Expr, Field};
use model::schema::{FieldType, edit};

rule! {
    /// A monetary amount in a floating-point field.
    ///
    /// `Float` is binary and cannot represent 0.1, so sums drift by cents and comparisons fail. `Money` on PostgreSQL
    /// depends on the server's locale, on SQL Server it rounds intermediate results. `Decimal` is exact. On MongoDB
    /// Prisma has no `Decimal`, and SQLite stores one as floating point: store the smallest unit in an `Int` or
    /// `BigInt` there.
    ///
    /// Fields are recognized by name: one that ends with a word such as `price` or `cost` (optionally followed by a
    /// currency, or by what it is for; `total` and `amount` count too), unless another word, or a default such as 0.05, shows that it is a
    /// rate, a count or another quantity.
    ///
    /// ```prisma flagged
    /// model Order {
    ///   id         Int   @id
    ///   totalPrice Float
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Order {
    ///   id           Int     @id
    ///   totalPrice   Decimal @db.Decimal(12, 2)
    ///   priceRate    Float
    /// }
    /// ```
    pub static RULE = Rule {
        code: "float-money",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[
            OptionSpec {
                name: "words",
                kind: OptionKind::List(WORDS),
                docs: "Last words, in the singular, of names of monetary amounts.",
            },
            OptionSpec {
                name: "allow",
                kind: OptionKind::List(&[]),
                docs: "Names of fields that are not money.",
            },
        ],
        check: Check::Model(check),
    };
}

/// Words that money is called by.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "price", "amount", "total", "balance", "cost", "fee", "salary", "allowance", "bid", "bonus", "budget", "cash",
    "cashback", "charge", "commission", "debit", "debt", "deduction", "deposit", "discount", "dividend", "donation",
    "earning", "expense", "fare", "gratuity", "income", "installment", "instalment", "loan", "mortgage", "overdraft",
    "payable", "payment", "payout", "penalty", "premium", "proceed", "profit", "receivable", "refund",
    "reimbursement", "rent", "revenue", "saving", "spend", "spending", "stipend", "subtotal", "surcharge", "tax",
    "topup", "turnover", "vat", "wage", "withdrawal",
];

/// Words behind which the rest of a name only says what the money is for: `priceForAirline`, `wagePerHour`.
#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "after", "at", "before", "by", "excl", "excluding", "for", "from", "in", "incl", "including", "of", "on", "per", "with",
    "without",
];

/// Words of money that often are percentages: they count with a word that shows a sum, such as `totalTax`.
const OFTEN_RATES: &[&str] = &["commission", "discount", "tax", "vat"];

/// Words that show a sum.
const SUMS: &[&str] =
    &["total", "max", "maximum", "min", "minimum", "sum", "net", "gross", "paid", "due", "applied"];

/// Words that may follow: currencies, and the state of the amount.
#[rustfmt::skip]
const FOLLOWING: &[&str] = &[
    "usd", "eur", "gbp", "chf", "jpy", "cny", "rmb", "inr", "brl", "cad", "aud", "min", "max", "net", "gross", "paid",
    "due",
];

/// Words that show that the number is not money.
#[rustfmt::skip]
const RATES: &[&str] = &[
    "rate", "ratio", "percent", "percentage", "pct", "count", "score", "factor", "index", "probability", "multiplier",
    "rating", "weight",
];

/// Words that show what an ambiguous word measures.
#[rustfmt::skip]
const QUANTITIES: &[&str] = &[
    "point", "token", "hour", "minute", "second", "day", "duration", "time", "ms", "distance", "km", "kg", "gram",
    "size", "byte", "mb", "gb", "volume", "stat", "calorie", "protein", "carb", "fat", "nutrient", "quantity", "qty",
    "unit", "share", "similarity", "change", "credit", "battery", "power", "energy", "charger", "water", "fluid",
    "white", "color", "leave", "vacation", "holiday", "pto", "baggage", "luggage", "carbon", "emission", "nitrogen",
    "oxygen", "heat", "gender", "memory", "storage", "stock", "inventory", "coin", "gem", "xp", "karma", "dose",
    "damage", "attack", "stamina", "mana", "context", "vote", "work", "sleep", "screen",
];

/// Words that are money only if nothing else in the model shows what is measured.
#[rustfmt::skip]
const VAGUE: &[&str] = &[
    "amount", "total", "balance", "allowance", "bid", "bonus", "budget", "charge", "deduction", "deposit", "penalty",
    "saving", "spend", "spending", "topup", "withdrawal",
];

/// Fields beside which an ambiguous word measures something else.
const MEASURES: &[&str] = &["unit", "units", "uom", "measure", "measurement", "unitId", "unit_id"];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let provider = cx.configuration().provider;
    for (field, ty) in cx.fields(model.id, model.model) {
        let Some(kind) = inexact(field, ty) else { continue };
        if !is_money(cx, model, field) {
            continue;
        }
        let is_next = cx.configuration().is_next();
        // MongoDB has an exact type, which only Prisma 8 knows.
        let counts_units =
            provider == Some(Provider::Sqlite) || provider == Some(Provider::Mongodb) && !is_next;
        let remedy = match (counts_units, is_next) {
            (true, _) => "Store the smallest unit in an `Int` or `BigInt`.".to_owned(),
            (false, true) => format!("Change it to `{}`.", exact(cx)),
            (false, false) => "Change it to `Decimal`.".to_owned(),
        };
        let message = format!(
            "`{}.{}` looks like an amount of money, and {kind} is not exact. {remedy}",
            model.item.name(),
            field.name.text
        );
        let mut finding = cx.finding(model.id, field.name.span, message);
        if counts_units {
            finding = finding.at_most(Level::Info);
        }
        found.push(cx.fix(finding, || fix(cx, model, field).filter(|_| !counts_units)));
    }
}

/// What the field is, if it is an inexact number.
fn inexact(field: &Field, ty: FieldType) -> Option<String> {
    match ty {
        FieldType::Scalar(ScalarType::Float) => Some(format!("`{}`", field.type_name())),
        FieldType::Scalar(ScalarType::Decimal) => {
            let (datasource, native) = field.native_type()?.native_type()?;
            let is_money = matches!(native.as_str(), "Money" | "SmallMoney");
            is_money.then(|| format!("`@{}.{}`", datasource.text, native.text))
        }
        _ => None,
    }
}

fn is_money(cx: &Context<'_>, model: ModelRef<'_>, field: &Field) -> bool {
    if cx.options.list("allow").contains(&field.name.as_str()) {
        return false;
    }
    // A fee of 0.05 is a rate.
    let default = field.default().and_then(|value| match value {
        Expr::Number(number) => number.text.parse::<f64>().ok(),
        _ => None,
    });
    if default.is_some_and(|number| number > 0.0 && number < 1.0) {
        return false;
    }
    let parts: Vec<String> = words(&field.name.text).iter().map(singular).collect();
    let has = |list: &[&str]| parts.iter().any(|word| list.contains(&word.as_str()));
    let is_preposition = |word: &String| PREPOSITIONS.contains(&word.as_str());
    // `fromAmount` and `byPrice` have nothing before it.
    let end = parts.iter().skip(1).position(is_preposition).map_or(parts.len(), |at| at + 1);
    let last = parts.iter().take(end).rev().find(|word| !FOLLOWING.contains(&word.as_str()));
    let Some(last) = last.filter(|last| cx.options.list("words").contains(&last.as_str())) else {
        return false;
    };
    let is_vague = VAGUE.contains(&last.as_str());
    // `amountPerServing`, `amountOfWater`: an amount of what is divided.
    let is_share = || {
        end < parts.len()
            && parts.iter().skip(end).take(1).all(|word| matches!(word.as_str(), "by" | "of" | "per"))
    };
    let is_about =
        || words(model.item.name()).iter().any(|word| QUANTITIES.contains(&singular(word).as_str()));
    let is_measured = is_vague
        && (has(QUANTITIES)
            || is_share()
            || is_about()
            || MEASURES.iter().any(|name| model.model.field(name).is_some()));
    let is_rate = OFTEN_RATES.contains(&last.as_str()) && !has(SUMS);
    !is_measured && !is_rate && !has(RATES)
}

/// The exact type of the Prisma 8 dialect for amounts of money.
fn exact(cx: &Context<'_>) -> String {
    match cx.configuration().provider {
        Some(Provider::Mongodb) => cx.type_name(ScalarType::Decimal).to_owned(),
        _ => column::written(cx, "Decimal(12, 2)"),
    }
}

/// Changes the type to `Decimal @db.Decimal(12, 2)`; the migration rewrites existing values, so the fix needs review.
fn fix(cx: &Context<'_>, model: ModelRef<'_>, field: &Field) -> Option<Fix> {
    let ty = field.ty.as_ref()?;
    let mut edits = Vec::new();
    if cx.configuration().is_next() {
        let exact = exact(cx);
        let edit = edit::replace(cx.schema, Place::new(model.id, ty.base_span()), exact.clone());
        return Some(Fix::choice(format!("Change to `{exact}`"), vec![edit]));
    }
    if ty.name.text != "Decimal" {
        edits.push(edit::replace(cx.schema, Place::new(model.id, ty.name.span), "Decimal"));
    }
    edits.push(column::set_native(cx, model, field, "Decimal(12, 2)"));
    let title = format!("Change to `Decimal @{}.Decimal(12, 2)`", column::datasource_name(cx));
    Some(Fix::choice(title, edits))
}
