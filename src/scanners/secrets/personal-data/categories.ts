/** Which names stand for personal data, by the categories of a record of processing (GDPR Articles 9 and 30). */

export const personalCategories = [
  'contact',
  'birth',
  'government',
  'finance',
  'special',
  'location',
  'online',
  'credential',
] as const;
export type PersonalCategory = (typeof personalCategories)[number];

/** What each category is called in messages and in the data map. */
export const categoryTitles: Readonly<Record<PersonalCategory, string>> = {
  contact: 'name and contact data',
  birth: 'birth date and family',
  government: 'official identifiers',
  finance: 'financial data',
  special: 'special categories (GDPR Art. 9)',
  location: 'location data',
  online: 'online identifiers',
  credential: 'credentials',
};

/** The last words of a name, joined by `_`. What stands before them is free: `customer_email`. */
const endings: Readonly<Record<PersonalCategory, string>> = {
  contact:
    'email email_address e_mail mail_address emails phone phone_number phonenumber telephone telephone_number mobile mobile_number mobile_phone cell_phone street_address home_address postal_address billing_address shipping_address mailing_address address_line address_line1 address_line2 address_line_1 address_line_2 street_name postcode zip_code zipcode postal_code first_name last_name full_name surname given_name family_name maiden_name middle_name firstname lastname fullname',
  birth:
    'dob date_of_birth birth_date birthdate birthday birth_year place_of_birth mothers_name guardian_name next_of_kin',
  government:
    'ssn social_security social_security_number nino national_insurance_number passport passport_number passport_no national_id national_id_number tax_id tax_number tin driver_license driver_licence drivers_license driving_licence license_number aadhaar cpf bsn pesel nif personal_number personnummer identity_card id_card_number',
  finance:
    'iban bic card_number credit_card credit_card_number creditcard cc_number cardnumber cvv cvc cvv2 card_cvc account_number bank_account bank_account_number routing_number sort_code salary income credit_score payslip',
  special:
    'diagnosis diagnoses medical_record medical_history medical_condition health_record health_status health_condition icd10 icd_10 blood_type allergies ethnicity ethnic_origin religion religious_belief political_opinion political_party sexual_orientation gender_identity biometric biometrics fingerprint_data face_embedding face_encoding genetic_data dna_sequence union_member trade_union disability pregnancy hiv_status medication prescription criminal_record',
  location: 'latitude longitude geolocation gps_position home_location current_location last_location',
  online:
    'ip_address ip_addr remote_addr client_ip user_ip user_agent device_id advertising_id idfa imei mac_address session_id username user_name login_name',
  credential:
    'password passwd passphrase user_pwd db_pwd login_pwd client_secret secret_key api_key apikey api_secret private_key access_token refresh_token auth_token bearer_token id_token session_token otp one_time_password pin_code security_answer',
};

const byEnding = new Map<string, PersonalCategory>();
for (const category of personalCategories)
  for (const ending of endings[category].split(' ')) byEnding.set(ending, category);

/** In front of a name they make it a question, an action or a measure about the data. */
const actions =
  /^(?:is|has|had|have|can|should|must|may|need|needs|with|without|no|not|use|uses|using|require|requires|required|enable|enabled|allow|allowed|show|hide|send|sends|sent|verify|verified|validate|valid|invalid|check|checks|confirm|confirmed|reset|forgot|change|changed|update|set|get|fetch|find|parse|format|clean|normalize|make|create|delete|remove|missing|unique|num|count|max|min|total|default|dummy|fake|test|sample|example|hashed|hash|encrypted|masked|mask|redacted|redact|anonymous|anonymized|hidden|blank|unknown|noreply|placeholder|support|sender|admin|from|package|author|maintainer|git)$/;

const known = new Map<string, PersonalCategory | undefined>();

/** The category of a name, undefined when it stands for no data of a person: `EMAIL_HOST`, `email_template`, `has_email`. */
export function personalCategory(name: string): PersonalCategory | undefined {
  if (name.length < 3 || name.length > 60) return undefined;
  if (known.has(name)) return known.get(name);
  const category = judge(name);
  if (known.size < 200_000) known.set(name, category);
  return category;
}

function judge(name: string): PersonalCategory | undefined {
  // Constants are configuration: EMAIL, PASSWORD.
  if (!/[a-z]/.test(name)) return undefined;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\-. ]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || (words.length > 1 && actions.test(words[0]))) return undefined;
  for (let from = Math.max(0, words.length - 4); from < words.length; from++) {
    const category = byEnding.get(words.slice(from).join('_'));
    if (category !== undefined) return category;
  }
  return undefined;
}

const records =
  /^(?:(?:current|effective|chat|new|old|the|this|my|auth|request|existing|target|db)_)?(?:user|customer|patient|person|employee|client_profile|user_profile|member|subscriber|applicant|contact|student|guest|account_holder|citizen|donor|candidate|tenant_user|owner_user)$/i;

/** Names of a whole record about a person. */
export function isPersonRecord(name: string): boolean {
  return records.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));
}
