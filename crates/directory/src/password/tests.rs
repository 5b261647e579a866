use super::*;
use base::SeededChance;

#[test]
fn long_passwords_of_ones_own_are_taken_in_any_script() {
    for fine in [
        "quiet harbour lantern nineteen",
        "xk9#mQ2$vL7!",
        "Ζητείται κάτι άλλο",
        "twelve chars",
        "ночной поезд на север",
    ] {
        assert_eq!(check(fine, &["Ada Quillfeather", "ada@aldersea.example"]), Ok(()), "{fine}");
    }
}

#[test]
fn short_common_and_personal_ones_are_not() {
    let table = [
        ("short", PasswordFault::Short),
        ("elevenchars", PasswordFault::Short),
        ("password1234", PasswordFault::Common),
        ("Password123!!", PasswordFault::Common),
        ("passwordpassword", PasswordFault::Common),
        ("correcthorsebatterystaple", PasswordFault::Common),
        ("123456789012", PasswordFault::Common),
        ("qwertyuiopas", PasswordFault::Common),
        ("abcabcabcabcabc", PasswordFault::Common),
        ("welcome2lyceum!", PasswordFault::Common),
        ("quillfeather1", PasswordFault::Personal),
        ("AdaQuillfeather", PasswordFault::Personal),
    ];
    for (typed, fault) in table {
        assert_eq!(check(typed, &["Ada Quillfeather", "ada@aldersea.example"]), Err(fault), "{typed}");
    }
    assert_eq!(check(&"words and more ".repeat(40), &[]), Err(PasswordFault::Long));
}

#[test]
fn a_hash_fits_its_password_alone_and_says_its_cost() {
    let phc = hash("quiet harbour lantern", &SeededChance::new(1));
    assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
    assert!(matches("quiet harbour lantern", Some(&phc)));
    assert!(!matches("quiet harbour lanterns", Some(&phc)));
    assert!(!matches("quiet harbour lantern", None));
    assert!(!matches("quiet harbour lantern", Some("no hash")));
    assert_ne!(phc, hash("quiet harbour lantern", &SeededChance::new(2)), "each has its own salt");
}
