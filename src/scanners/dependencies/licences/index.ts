/** Licences of dependencies: evidence, obligations, policy, notices. */
export { type AssessedLicence, assessLicences, type LicenceAssessment } from './assess.ts';
export { writeNotice } from './notice.ts';
export { obligations, uses } from './obligations.ts';
export { policyOf } from './policy.ts';
