//! How alike names and texts are. Pure.

use std::collections::{BTreeSet, HashSet};

/// Lower case without marks on letters, words apart by one space: `Élodie  O’Brien` is `elodie obrien`.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '\'' | '’' | '.' | '`' => {}
            letter if letter.is_alphanumeric() => plain.push_str(&without_mark(letter)),
            _ if plain.ends_with(' ') || plain.is_empty() => {}
            _ => plain.push(' '),
        }
    }
    plain.trim_end().to_owned()
}

fn without_mark(letter: char) -> String {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a".into(),
        'ç' | 'ć' | 'č' => "c".into(),
        'ď' | 'đ' | 'ð' => "d".into(),
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e".into(),
        'ğ' | 'ģ' => "g".into(),
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i".into(),
        'ł' | 'ľ' => "l".into(),
        'ñ' | 'ń' | 'ň' => "n".into(),
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o".into(),
        'ř' => "r".into(),
        'ś' | 'š' | 'ş' | 'ș' => "s".into(),
        'ť' | 'ț' => "t".into(),
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u".into(),
        'ý' | 'ÿ' => "y".into(),
        'ź' | 'ż' | 'ž' => "z".into(),
        'ß' => "ss".into(),
        'æ' => "ae".into(),
        'œ' => "oe".into(),
        'þ' => "th".into(),
        other => other.to_string(),
    }
}

/// The words of a name, whatever their order.
pub fn words_of_name(name: &str) -> BTreeSet<String> {
    plain(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How two names of people compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    Same,
    /// A letter or two apart, a short form, an initial, a name more or less.
    Near,
    Other,
}

pub fn names(one: &str, other: &str) -> Names {
    let (a, b) = (words_of_name(one), words_of_name(other));
    if a.is_empty() || b.is_empty() {
        return Names::Other;
    }
    if a == b {
        return Names::Same;
    }
    let shared = a.intersection(&b).count();
    let rest = |from: &BTreeSet<String>, less: &BTreeSet<String>| from.difference(less).cloned().collect::<Vec<_>>();
    match (rest(&a, &b).as_slice(), rest(&b, &a).as_slice()) {
        // One has a middle name or a second surname that the other has not.
        ([], [_]) | ([_], []) if shared >= 2 => Names::Near,
        ([x], [y]) if shared >= 1 && near(x, y) => Names::Near,
        _ => Names::Other,
    }
}

/// An initial or the beginning of the other, or a slip of the pen.
fn near(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let letters = short.chars().count();
    if long.starts_with(short) && (letters == 1 || letters >= 3) {
        return true;
    }
    letters >= 4 && distance(short, long) <= if letters >= 8 { 2 } else { 1 }
}

/// Letters to add, drop, change or swap with the next (optimal string alignment).
pub fn distance(one: &str, other: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        rows[i][0] = i;
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

const SMALL: [&str; 25] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "not", "of", "on", "or",
    "that", "the", "this", "to", "we", "with", "who",
];
/// What a community's name may say or leave out.
const OF_COMMUNITIES: [&str; 8] =
    ["community", "practice", "profession", "guild", "group", "network", "interest", "action"];

/// Words that carry meaning.
pub fn words(text: &str) -> HashSet<String> {
    let plain = plain(text);
    let kept = plain.split(' ').filter(|word| !word.is_empty() && !SMALL.contains(word));
    kept.map(str::to_owned).collect()
}

/// Of a community's name, without what every community is; all of them where nothing else is said.
pub fn words_of_community(name: &str) -> HashSet<String> {
    let all = words(name);
    let kept: HashSet<String> = all.iter().filter(|word| !OF_COMMUNITIES.contains(&word.as_str())).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

/// Shared words over all words (Jaccard): 0.0 to 1.0.
pub fn overlap(one: &HashSet<String>, other: &HashSet<String>) -> f64 {
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// A text's words in a few numbers, so that many texts can be held against many: the share of equal numbers is about
/// the overlap of the words (MinHash; Broder 1997).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch(Option<[u32; Sketch::SIZE]>);

impl Sketch {
    const SIZE: usize = 64;

    /// Of runs of `run` words, so that the same subject in other words is not the same text.
    pub fn of(text: &str, run: usize) -> Self {
        let plain = plain(text);
        let all: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty() && !SMALL.contains(word)).collect();
        if all.is_empty() {
            return Self(None);
        }
        let mut least = [u32::MAX; Self::SIZE];
        for part in all.windows(run.min(all.len()).max(1)) {
            let mut seed = hash(part);
            for place in &mut least {
                seed = mix(seed);
                *place = (*place).min((seed >> 32) as u32);
            }
        }
        Self(Some(least))
    }

    pub fn overlap(&self, other: &Self) -> f64 {
        let (Some(a), Some(b)) = (&self.0, &other.0) else { return 0.0 };
        let equal = a.iter().zip(b).filter(|(x, y)| x == y).count();
        equal as f64 / Self::SIZE as f64
    }
}

/// FNV-1a over the words.
fn hash(words: &[&str]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325u64;
    for word in words {
        for byte in word.bytes().chain([0]) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    sum
}

/// SplitMix64's step (Steele, Lea, Flood 2014).
fn mix(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_whatever_case_marks_and_order() {
        for (one, other, wanted) in [
            ("Ada Quillfeather", "ada  QUILLFEATHER", Names::Same),
            ("Élodie O’Brien", "Elodie OBrien", Names::Same),
            ("Quillfeather, Ada", "Ada Quillfeather", Names::Same),
            ("Ada Quillfeather", "Ada Quilfeather", Names::Near),
            ("Ada Quillfeather", "A. Quillfeather", Names::Near),
            ("Christopher Alderman", "Chris Alderman", Names::Near),
            ("Ada Maria Quillfeather", "Ada Quillfeather", Names::Near),
            ("Ada Quillfeather", "Ada Northolme", Names::Other),
            ("Kit Alderman", "Ada Alderman", Names::Other),
            ("Ada", "Kit", Names::Other),
            ("", "Kit", Names::Other),
        ] {
            assert_eq!(names(one, other), wanted, "{one} {other}");
            assert_eq!(names(other, one), wanted, "{other} {one}");
        }
    }

    #[test]
    fn a_swap_is_one_slip() {
        assert_eq!(distance("alderman", "aldreman"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn a_sketch_tells_about_how_much_two_texts_share() {
        let text = |from: usize, to: usize| (from..to).map(|at| format!("word{at}")).collect::<Vec<_>>().join(" ");
        let (all, half, other) = (text(0, 300), text(0, 150), text(500, 800));
        assert_eq!(Sketch::of(&all, 3).overlap(&Sketch::of(&all, 3)), 1.0);
        assert!((Sketch::of(&all, 3).overlap(&Sketch::of(&half, 3)) - 0.5).abs() < 0.25);
        assert_eq!(Sketch::of(&all, 3).overlap(&Sketch::of(&other, 3)), 0.0);
        assert_eq!(Sketch::of("", 3).overlap(&Sketch::of("", 3)), 0.0);
    }

    #[test]
    fn what_every_community_is_does_not_count() {
        let name = words_of_community;
        assert_eq!(name("Community of practice for user research"), name("User research"));
        assert_eq!(name("The community of practice").len(), 2);
    }
}
