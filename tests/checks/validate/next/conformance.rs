//! The errors that Prisma 8 reported for recorded schemas.
//!
//! `CASES=/path.json TARGET=mongo` takes cases of one's own, which may be of another target than PostgreSQL; `SHOW=20 ONLY=name cargo test -p prisma-lens-tests --test checks next::conformance --
//! --nocapture` prints what differs.

use model::catalog::next::Target;
use model::project::ControlStack;
use support::corpus::recorded;

use super::{Mark, found_in, marks, schema_of};

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn reports_what_prisma_8_reports() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut show: usize = std::env::var("SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let (mut cases, mut same, mut expected_count, mut missed, mut extra) = (0, 0, 0, 0, 0);
    let own = std::env::var("CASES").ok();
    let target = match std::env::var("TARGET").as_deref() {
        Ok("sqlite") => Target::Sqlite,
        Ok("mongo") => Target::Mongo,
        _ => Target::Postgres,
    };
    let recorded = match &own {
        Some(path) => serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap(),
        None => recorded("prisma8.json"),
    };
    for case in recorded {
        let name = format!("{} {}", case["name"].as_str().unwrap(), case["id"].as_str().unwrap());
        if !name.contains(&only) {
            continue;
        }
        let files = case["files"].as_array().unwrap();
        let files: Vec<_> =
            files.iter().map(|it| (it[0].as_str().unwrap(), it[1].as_str().unwrap())).collect();
        let schema = schema_of(files.iter().copied());
        let found = found_in(&schema, ControlStack::of(target));
        let mut ours = marks(&schema, &found);
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let offset = |value: &serde_json::Value| u32::try_from(value.as_u64().unwrap()).unwrap();
        let mut theirs: Vec<Mark> = case["expect"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (text(&it["file"]), text(&it["code"]), offset(&it["start"]), offset(&it["end"])))
            .collect();
        theirs.sort();
        theirs.dedup();
        // Prisma has no place for some: they are only counted.
        for it in case["unlocated"].as_array().into_iter().flatten() {
            let code = text(&it["code"]);
            match ours.iter().position(|mark| mark.1 == code) {
                Some(at) => drop(ours.remove(at)),
                None => theirs.push((text(&it["file"]), code, 0, 0)),
            }
        }
        cases += 1;
        expected_count += theirs.len();
        let lost: Vec<&Mark> = theirs.iter().filter(|mark| !ours.contains(mark)).collect();
        let more: Vec<&Mark> = ours.iter().filter(|mark| !theirs.contains(mark)).collect();
        missed += lost.len();
        extra += more.len();
        if lost.is_empty() && more.is_empty() {
            same += 1;
        } else if show > 0 {
            show -= 1;
            let at = |mark: &Mark| files[0].1.get(mark.2 as usize..mark.3 as usize).unwrap_or("?").to_owned();
            println!("- {name}");
            lost.iter().for_each(|mark| println!("    missed {mark:?} {:?}", at(mark)));
            more.iter().for_each(|mark| println!("    extra {mark:?} {:?}", at(mark)));
        }
    }
    println!("{cases} cases: {same} the same, of {expected_count} errors {missed} missed, {extra} extra");
    assert!(
        !only.is_empty() || own.is_some() || same * 1000 >= cases * 995,
        "{same} of {cases} cases are the same"
    );
}
