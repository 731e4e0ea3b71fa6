//! Nouns in the singular and the plural.

use std::collections::BTreeSet;

use base::Preset;
use checks::frame::RuleSet;
use checks::rules::{plural, singular, words};

use super::corpus::projects;

/// Nouns that occur as names in database schemas, in the singular and the plural.
const NOUNS: &str = "
    abuse/abuses access/accesses account/accounts achievement/achievements activity/activities ad/ads
    addendum/addenda address/addresses advice/advice agency/agencies agenda/agendas agent/agents aircraft/aircraft
    album/albums alias/aliases allergy/allergies alloy/alloys alumnus/alumni analysis/analyses analytics/analytics
    answer/answers api/apis appendix/appendices appointment/appointments archive/archives area/areas array/arrays
    article/articles artist/artists asset/assets atlas/atlases attachment/attachments attorney/attorneys
    audience/audiences audio/audio audit/audits author/authors automaton/automata avatar/avatars axis/axes
    backup/backups bacterium/bacteria badge/badges balance/balances base/bases basic/basics basket/baskets
    batch/batches belief/beliefs bias/biases bill/bills birthday/birthdays bison/bison blitz/blitzes blood/blood
    block/blocks blog/blogs bonus/bonuses book/books booking/bookings boss/bosses bot/bots box/boxes boy/boys
    branch/branches brief/briefs brownie/brownies browser/browsers brush/brushes budget/budgets bureau/bureaus
    bus/buses business/businesses buzz/buzzes cache/caches cactus/cacti calendar/calendars calf/calves
    calorie/calories camera/cameras campaign/campaigns campus/campuses canoe/canoes canvas/canvases car/cars
    cart/carts case/cases category/categories cause/causes census/censuses certificate/certificates channel/channels
    chapter/chapters charge/charges chart/charts chassis/chassis chat/chats chef/chefs chief/chiefs child/children
    choice/choices chunk/chunks city/cities class/classes clause/clauses client/clients cliff/cliffs clinic/clinics
    codex/codices cohort/cohorts color/colors comment/comments company/companies compass/compasses
    completion/completions component/components concert/concerts config/configs connector/connectors
    consensus/consensuses contact/contacts cooperation/cooperation continent/continents conversation/conversations
    cookie/cookies corpus/corpora cost/costs country/countries coupon/coupons course/courses cpu/cpus crash/crashes
    crate/crates credential/credentials credit/credits crisis/crises criterion/criteria cron/crons cuisine/cuisines
    currency/currencies curriculum/curricula curve/curves customer/customers dashboard/dashboards data/data
    database/databases dataset/datasets day/days deal/deals debit/debits deer/deer degree/degrees delay/delays
    delivery/deliveries demo/demos device/devices diagnosis/diagnoses diary/diaries die/dice dimension/dimensions
    directory/directories discount/discounts disease/diseases dish/dishes dispatch/dispatches display/displays
    doctor/doctors document/documents dose/doses drive/drives driver/drivers echo/echoes economics/economics
    edge/edges edition/editions email/emails embargo/embargoes embedding/embeddings emphasis/emphases
    enterprise/enterprises entity/entities entry/entries environment/environments equipment/equipment erratum/errata
    essay/essays event/events exam/exams excuse/excuses exercise/exercises expense/expenses experiment/experiments
    extension/extensions fabric/fabrics facility/facilities faculty/faculties family/families fax/faxes
    feature/features fun/fun fee/fees field/fields file/files firmware/firmware fish/fish fitness/fitnesses
    flag/flags flight/flights focus/focuses folder/folders foot/feet form/forms formula/formulas forum/forums
    franchise/franchises fuse/fuses gallery/galleries gas/gases gateway/gateways genie/genies genre/genres
    german/germans glass/glasses goose/geese gpu/gpus grade/grades grandchild/grandchildren graph/graphs
    graphic/graphics group/groups guru/gurus guy/guys haiku/haikus half/halves hardware/hardware hash/hashes
    headache/headaches headquarters/headquarters height/heights hero/heroes history/histories holiday/holidays
    homework/homework hoodie/hoodies hospital/hospitals hotel/hotels house/houses human/humans hypothesis/hypotheses
    icon/icons id/ids idea/ideas identity/identities illness/illnesses image/images inbox/inboxes index/indices
    information/information ingredient/ingredients integration/integrations inventory/inventories invoice/invoices
    iris/irises issue/issues item/items job/jobs journal/journals journey/journeys key/keys kitchen/kitchens
    knife/knives language/languages layout/layouts lead/leads leaf/leaves lease/leases ledger/ledgers lens/lenses
    lesson/lessons level/levels library/libraries license/licenses lie/lies life/lives link/links loaf/loaves
    locale/locales location/locations locus/loci log/logs logistics/logistics logo/logos loss/losses louse/lice
    lumen/lumens mail/mail mailbox/mailboxes man/men map/maps match/matches mathematics/mathematics matrix/matrices
    mattress/mattresses maze/mazes meal/meals measure/measures media/media medicine/medicines meeting/meetings
    member/members membership/memberships memo/memos menu/menus merchant/merchants message/messages
    metadata/metadata metric/metrics migration/migrations millennium/millennia model/models module/modules
    money/money mouse/mice movie/movies museum/museums music/music native/natives newbie/newbies news/news
    niche/niches node/nodes notice/notices notification/notifications nucleus/nuclei nurse/nurses oasis/oases
    oauth2/oauth2s objective/objectives office/offices olive/olives omen/omens opportunity/opportunities
    option/options order/orders organization/organizations ox/oxen package/packages page/pages parcel/parcels
    parenthesis/parentheses partner/partners party/parties pass/passes password/passwords patch/patches
    patient/patients pause/pauses payment/payments permission/permissions person/people persona/personas
    phase/phases phenomenon/phenomena photo/photos phrase/phrases physics/physics picture/pictures pie/pies
    pizza/pizzas place/places plan/plans plateau/plateaus playlist/playlists plugin/plugins plus/pluses point/points
    police/police policy/policies politics/politics poll/polls portfolio/portfolios post/posts potato/potatoes
    preference/preferences prefix/prefixes premium/premiums prescription/prescriptions price/prices
    priority/priorities prize/prizes process/processes product/products profile/profiles project/projects
    promise/promises promo/promos prompt/prompts proof/proofs province/provinces psyche/psyches publisher/publishers
    purchase/purchases query/queries question/questions queue/queues quiz/quizzes quorum/quorums quota/quotas
    radio/radios radius/radii rank/ranks rating/ratings ratio/ratios receipt/receipts recipe/recipes record/records
    refund/refunds regimen/regimens region/regions relay/relays release/releases reply/replies repo/repos
    report/reports research/research reservation/reservations reserve/reserves resource/resources response/responses
    restaurant/restaurants reuse/reuses review/reviews revision/revisions reward/rewards role/roles roof/roofs
    rookie/rookies room/rooms route/routes salary/salaries salesman/salesmen salesperson/salespeople
    sandbox/sandboxes scarf/scarves scenario/scenarios schedule/schedules schema/schemas school/schools score/scores
    search/searches seat/seats secret/secrets section/sections segment/segments self/selves selfie/selfies
    sense/senses series/series service/services session/sessions setting/settings sheep/sheep shelf/shelves
    shipment/shipments shoe/shoes shop/shops size/sizes sketch/sketches sku/skus slice/slices software/software
    song/songs source/sources species/species specimen/specimens spouse/spouses stadium/stadiums staff/staff
    state/states statement/statements statistic/statistics status/statuses stimulus/stimuli stock/stocks
    store/stores story/stories stratum/strata street/streets student/students studio/studios submenu/submenus
    subscription/subscriptions success/successes suffix/suffixes supplier/suppliers survey/surveys switch/switches
    syllabus/syllabi symposium/symposia symptom/symptoms synopsis/synopses synthesis/syntheses table/tables
    tableau/tableaus tag/tags tariff/tariffs task/tasks tax/taxes taxi/taxis teacher/teachers team/teams
    template/templates tenant/tenants test/tests theme/themes thesis/theses thief/thieves thread/threads
    ticket/tickets tie/ties tier/tiers timezone/timezones todo/todos toe/toes token/tokens tomato/tomatoes
    tooth/teeth topic/topics tornado/tornadoes toy/toys track/tracks traffic/traffic tranche/tranches
    transaction/transactions transfer/transfers translation/translations trip/trips unit/units
    university/universities uri/uris url/urls use/uses user/users utility/utilities uuid/uuids vaccine/vaccines
    valley/valleys valve/valves variable/variables variant/variants vector/vectors vehicle/vehicles vendor/vendors
    venue/venues version/versions vertex/vertices veto/vetoes video/videos virus/viruses visa/visas visit/visits
    voice/voices volcano/volcanoes vortex/vortices vote/votes voucher/vouchers wallet/wallets waltz/waltzes
    warehouse/warehouses watch/watches wave/waves webhook/webhooks weight/weights widget/widgets wife/wives
    wish/wishes witness/witnesses wolf/wolves woman/women worker/workers workman/workmen workspace/workspaces
    yes/yeses zero/zeros zip/zips zombie/zombies
";

/// Where the library that serves as a measure says something else, and why it is not followed.
const OTHERWISE: &[(&str, &[&str])] = &[
    (
        "One table, row or column is called so as well, and nobody names one `datum` or `metadatum`.",
        &["data", "metadata"],
    ),
    ("The Latin plural is that of textbooks, or is none.", &["focus", "quorum", "schema", "virus"]),
    (
        "The plural is the usual one of dictionaries.",
        &[
            "agenda", "blitz", "blitzes", "corpora", "corpus", "embargo", "medium", "veto", "vetoes",
            "vortex", "vortices", "waltz", "waltzes",
        ],
    ),
    (
        "The `s` belongs to the word.",
        &["axis", "basis", "bias", "biases", "lens", "lenses", "oases", "oasis", "species"],
    ),
    ("A science has no other number.", &["economics", "logistics", "mathematics", "physics", "politics"]),
    (
        "The letters of `man` and `men` are there by chance.",
        &["german", "lumen", "omen", "regimen", "specimen"],
    ),
    (
        "The plural of a word that ends with `u` or `ri`, and no singular that ends with `us` or `ris`.",
        &["cpus", "gpus", "gurus", "haikus", "skus", "uris"],
    ),
    ("The plural of `taxi`, not of `taxis`.", &["taxis"]),
    ("Charts have axes more often than schemas have tools.", &["axes"]),
    (
        "The `e` belongs to the word.",
        &["caches", "excuses", "fuses", "headaches", "niches", "psyches", "reuses", "tranches"],
    ),
    ("The `ie` belongs to the word.", &["hoodies", "selfies"]),
    ("What is counted is not money.", &["money"]),
    ("The `s` is a letter of the acronym.", &["ds", "ios", "jwks", "ms", "s", "sqs", "tls"]),
    ("No noun, for which the library has the pronoun of the other number, or none.", &["me", "only", "us"]),
];

fn nouns() -> impl Iterator<Item = (&'static str, &'static str)> {
    NOUNS.split_whitespace().map(|pair| pair.split_once('/').expect("both numbers"))
}

#[test]
fn nouns_have_both_numbers() {
    for (one, many) in nouns() {
        assert_eq!(plural(one), many);
        assert_eq!(singular(many), one);
        assert_eq!(plural(many), many);
        assert_eq!(singular(one), one);
    }
}

/// Where two words share a form, it is read as that of the more usual one.
#[test]
fn some_forms_lead_one_way_only() {
    let plurals = [
        ("axe", "axes"),
        ("basis", "bases"),
        ("datum", "data"),
        ("medium", "media"),
        ("neurosis", "neuroses"),
    ];
    for (one, many) in plurals {
        assert_eq!((plural(one).as_str(), singular(one).as_str(), plural(many).as_str()), (many, one, many));
    }
    let singulars =
        [("schemata", "schema"), ("foci", "focus"), ("formulae", "formula"), ("cargoes", "cargo")];
    for (many, one) in singulars {
        assert_eq!(
            (plural(many).as_str(), singular(many).as_str(), singular(one).as_str()),
            (many, one, one)
        );
    }
}

#[test]
fn only_the_last_word_of_a_name_changes() {
    let cases = [
        ("", ""),
        ("_", "_"),
        ("name_", "name_"),
        ("postAuthor", "postAuthors"),
        ("UserProfile", "UserProfiles"),
        ("post_author", "post_authors"),
        ("user category", "user categories"),
        ("user-category", "user-categories"),
        ("peopleStatus", "peopleStatuses"),
        ("userAxis", "userAxes"),
        ("UserMenu", "UserMenus"),
        ("UserData", "UserData"),
        ("news_series", "news_series"),
        ("Child", "Children"),
        ("salesPerson", "salesPeople"),
        ("Salesperson", "Salespeople"),
        ("CATEGORY", "CATEGORIES"),
        ("BLOG_PERSON", "BLOG_PEOPLE"),
        ("blogPERSON", "blogPEOPLE"),
        ("URL", "URLS"),
        ("userID", "userIDs"),
        ("HTTPHeader", "HTTPHeaders"),
        ("APIKey", "APIKeys"),
        ("oauth2", "oauth2s"),
        ("v2Box", "v2Boxes"),
        ("größe", "größes"),
        ("café", "cafés"),
        ("CaféMenu", "CaféMenus"),
        ("größeCategory", "größeCategories"),
        ("用户", "用户"),
        ("用户status", "用户statuses"),
    ];
    for (one, many) in cases {
        assert_eq!(plural(one), many, "{one}");
        assert_eq!(plural(many), many, "{many}");
        assert_eq!(singular(many), one, "{many}");
        assert_eq!(singular(one), one, "{one}");
    }
}

/// The last words of the models and fields of real schemas.
fn corpus_words() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, analysis) in projects(&RuleSet::preset(checks::registry(), Preset::Minimal).into()) {
        for (_, item) in analysis.schema.items() {
            let fields = item.model().into_iter().flat_map(|model| model.fields.iter());
            let names = fields.map(|field| field.name.as_str()).chain([item.name()]);
            found.extend(names.map(|name| words(name).last().to_owned()));
        }
    }
    found
}

/// Whether another library has another plural or singular for the word.
fn differs_from_library(word: &str) -> bool {
    let by_library = (pluralizer::pluralize(word, 2, false), pluralizer::pluralize(word, 1, false));
    by_library != (plural(word), singular(word))
}

/// Each of these words has the number that the library gives it, unless there is a reason for another one.
fn assert_explained(words: impl Iterator<Item = String>) {
    let known: Vec<&str> = OTHERWISE.iter().flat_map(|(_, words)| words.iter().copied()).collect();
    let unexplained = |word: &String| differs_from_library(word) && !known.contains(&word.as_str());
    let unexplained: Vec<String> = words.filter(unexplained).collect();
    assert!(unexplained.is_empty(), "neither the library's number nor a reason: {unexplained:?}");
}

#[test]
fn a_library_says_the_same_but_for_a_reason() {
    assert_explained(nouns().flat_map(|(one, many)| [one.to_owned(), many.to_owned()]));
    for (reason, words) in OTHERWISE {
        for word in *words {
            assert!(differs_from_library(word), "{word} needs no reason any more: {reason}");
        }
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn a_library_says_the_same_of_real_names_but_for_a_reason() {
    assert_explained(corpus_words().into_iter());
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn a_plural_of_any_word_stays_as_it_is() {
    for word in corpus_words() {
        assert_eq!(plural(&plural(&word)), plural(&word));
    }
}

/// The list is searched by halves.
#[test]
fn the_list_of_nouns_is_sorted() {
    let nouns: Vec<&str> =
        include_str!("../../../server/checks/src/rules/nouns.txt").split_ascii_whitespace().collect();
    let is_lower = |noun: &&str| noun.bytes().all(|byte| byte.is_ascii_lowercase());
    assert!(nouns.len() > 5_000 && nouns.iter().all(is_lower));
    assert!(nouns.windows(2).all(|pair| pair[0] < pair[1]));
}
