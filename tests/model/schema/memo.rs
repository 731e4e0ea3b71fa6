//! Results that are kept item by item go with what they depend on, and with nothing else.

use base::ItemId;
use model::schema::{Changes, DependencyKey, Memo};
use proptest::prelude::*;

const ITEMS: u32 = 12;
const PARTS: u8 = 20;

fn parts(of: &[u8]) -> Box<[DependencyKey]> {
    of.iter().map(|part| DependencyKey::new("test", part)).collect()
}

fn stale(memo: &Memo<u32>, part: u8) -> Vec<ItemId> {
    memo.stale(&Changes { keys: parts(&[part]).iter().copied().collect(), ..Changes::default() })
}

proptest! {
    #[test]
    fn as_many_go_as_depend_on_it(
        first in prop::collection::vec(prop::collection::btree_set(0..PARTS, 0..8), 0..ITEMS as usize),
        later in prop::collection::vec(
            (0..ITEMS, prop::option::of(prop::collection::btree_set(0..PARTS, 0..8))),
            0..30,
        ),
    ) {
        let mut known: Vec<Option<Vec<u8>>> = vec![None; ITEMS as usize];
        let mut memo = Memo::default();
        for (slot, set) in known.iter_mut().zip(first) {
            *slot = Some(set.into_iter().collect());
        }
        let all = (0..).zip(&known).filter_map(|(id, of)| Some((ItemId(id), id, parts(of.as_ref()?))));
        memo.put_all(all);
        for (id, of) in later {
            let of: Option<Vec<u8>> = of.map(|set| set.into_iter().collect());
            match &of {
                Some(of) => _ = memo.put(ItemId(id), id, parts(of)),
                None => _ = memo.remove(ItemId(id)),
            }
            known[id as usize] = of;
            for part in 0..PARTS {
                let depends = |of: &Option<Vec<u8>>| of.as_ref().is_some_and(|of| of.contains(&part));
                let expected = (0..).map(ItemId).zip(&known).filter(|(_, of)| depends(of)).map(|(id, _)| id);
                prop_assert_eq!(stale(&memo, part), expected.collect::<Vec<_>>());
            }
        }
    }
}
