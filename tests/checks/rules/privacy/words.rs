//! Which names are those of secrets and personal data, and which only sound like it.

use serde_json::Value;

use super::places;
use crate::rules::drawn::found_with;

const SENSITIVE: &str = "sensitive-not-encrypted";

fn flagged(model: &str, line: &str) -> String {
    let text = format!("model {model} {{\n  key Int @id\n  {line}\n}}\n");
    found_with(SENSITIVE, &text, Value::Null).places()
}

#[test]
fn identities_accounts_and_codes() {
    for name in [
        "cnicNumber",
        "nric",
        "aadhaarNumber",
        "aadhar_no",
        "panNumber",
        "cpf",
        "nationalIdNumber",
        "national_id",
        "passportNumber",
        "passportNo",
        "drivingLicence",
        "bankAcctNo",
        "bankAccountNumber",
        "accountNo",
        "routingNumber",
        "cardNumber",
        "ssnNumber",
        "taxNumber",
        "socialSecurityNumber",
        "identityCardNumber",
        "medicalHistory",
        "otpCode",
        "totp",
        "pwd",
        "passcode",
        "credentials",
        "credentialValues",
        "secretKey",
        "secretAccessKey",
        "accessKey",
        "signing_key",
        "privateKeyPem",
        "apiKeys",
        "apiKeyLive",
        "securityAnswer",
        "connectionString",
        "backupCodes",
        "seedPhrase",
        "webhookSecret",
        "transactionPin",
    ] {
        assert_eq!(flagged("Person", &format!("{name} String?")), format!("warning {name}\n"));
    }
    for name in [
        "webPushToken",
        "fcmToken",
        "tokens",
        "refreshTokens",
        "jwt",
        "verificationCode",
        "resetCode",
        "dateOfBirth",
        "birthday",
        "dob",
        "birth_date",
        "telephone",
        "mobileNumber",
        "phone1",
    ] {
        assert_eq!(flagged("Person", &format!("{name} String?")), format!("info {name}\n"));
    }
    assert_eq!(flagged("Connection", "credentials Json?"), "warning credentials\n");
    assert_eq!(flagged("Connection", "credentialValues Json"), "warning credentialValues\n");
}

#[test]
fn numbers_of_organizations_and_tokens_without_access() {
    for name in [
        "companyPhone",
        "supportPhone",
        "office_phone",
        "hotlinePhone",
        "claimToken",
        "leaseToken",
        "lockToken",
        "nextPageToken",
        "idempotencyToken",
        "syncToken",
        "colorToken",
        "outputTokens",
        "tokenSymbol",
        "tokenAddress",
        "passwordPolicy",
        "passwordStrength",
        "passwordResetUrl",
        "secretQuestion",
        "credentialId",
        "credentialType",
        "apiKeyId",
        "apiKeyName",
        "accessKeyId",
        "creditCardBrand",
        "pinCode",
        "birthdayMessage",
        "phoneVerified",
        "otpChannel",
        "jwtIssuer",
        "ssnLast4",
        "publicKey",
        "pinned",
    ] {
        assert_eq!(flagged("Person", &format!("{name} String?")), "", "{name}");
    }
    for model in ["Company", "Store", "HotelBranch", "InvoiceSettings", "SiteSettings", "Supplier"] {
        assert_eq!(flagged(model, "phone String?"), "", "{model}");
    }
    for model in ["User", "StoreCustomer", "SupportTicket", "CompanyUser", "ClinicPatient"] {
        assert_eq!(flagged(model, "phone String?"), "info phone\n", "{model}");
    }
    // Degrees of a person.
    places(SENSITIVE, "  credentials String?\n  specialty String?\n  bio String?", "");
}

#[test]
fn passwords_for_other_systems_are_encrypted_not_hashed() {
    let message = |text: &str| found_with(SENSITIVE, text, Value::Null).found[0].message.clone();
    for text in [
        "model Proxy {\n  id Int @id\n  password String\n}\n",
        "model Account {\n  id Int @id\n  host String\n  password String\n}\n",
        "model Shop {\n  id Int @id\n  smtpPassword String\n}\n",
    ] {
        assert!(message(text).contains("for another system"), "{}", message(text));
    }
    assert!(message("model User {\n  id Int @id\n  password String\n}\n").contains("Store only a hash"));
}

#[test]
fn libraries_protect_what_they_store() {
    let text = "model SecondFactor {\n  id String @id\n  secret String\n  backupCodes String\n  userId String\n}\nmodel Login {\n  id String @id\n  accountId String\n  providerId String\n  accessToken String?\n  refreshToken String?\n  password String?\n}\n";
    assert_eq!(found_with(SENSITIVE, text, Value::Null).places(), "info accessToken\ninfo refreshToken\n");
}
