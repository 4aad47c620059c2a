/**
 * A remittance document: one shape for a paper EOB and for its electronic twin, the 835.
 * Money is integer cents, negative when the payer takes back. What the document does not state is null, never guessed, never 0.
 * The keys of `remittance/1` are a contract with others; keys beyond it are optional and marked "ours".
 */
import { z } from 'zod';
import { isoDateSchema } from './dates.ts';

const cents = z.number().int().nullable();
const text = z.string().nullable();
const day = isoDateSchema.nullable();

export const adjustmentSchema = z.object({
  /** CAS01. Null: the paper shows an amount but not who bears it. CR occurs in files of the 4010 only. */
  group: z.enum(['CO', 'PR', 'OA', 'PI', 'CR']).nullable(),
  /** CARC; null when the payer's own code is not in the crosswalk. */
  reason: text,
  /** X12 sign: positive lowers the payment. */
  amountCents: z.number().int(),
  quantity: z.number().nullable().optional(),
  /** The payer's own code on paper, when it is no CARC. */
  printedCode: text.optional(),
  /** Ours: PR whose reason 2 or 3 the paper does not tell apart. */
  isSubtypeUnsure: z.boolean().optional(),
});
export type Adjustment = z.infer<typeof adjustmentSchema>;

export const exceptionNoteSchema = z.object({
  /** A code of `domain/exceptions.ts`. */
  code: z.string(),
  /** For a person; no patient data. */
  detail: z.string(),
  differenceCents: cents.optional(),
});
export type ExceptionNote = z.infer<typeof exceptionNoteSchema>;

/** Ours: what an 835 says beside the keys of the contract, by its qualifier (REF01, DTM01, AMT01). */
const sideKeys = {
  references: z.array(z.object({ qualifier: z.string(), value: z.string() })).optional(),
  dates: z.array(z.object({ qualifier: z.string(), date: isoDateSchema })).optional(),
  amounts: z.array(z.object({ qualifier: z.string(), amountCents: z.number().int() })).optional(),
};

export const remittanceLineSchema = z.object({
  serviceDate: day.optional(),
  /** SVC01-2: CPT, HCPCS, CDT or revenue code; what was paid, when the payer changed it. */
  procedure: text,
  modifiers: z.array(z.string()).optional(),
  /** SVC05. */
  units: z.number().nullable().optional(),
  billedCents: cents,
  allowedCents: cents.optional(),
  paidCents: cents,
  adjustments: z.array(adjustmentSchema),
  /** RARC (LQ*HE) or the payer's own remark codes as printed. */
  remarks: z.array(z.string()).optional(),
  /** Ours: SVC01-1 (HC, AD, NU, ...). */
  qualifier: text.optional(),
  /** Ours: SVC06-2, the code that was billed when the payer changed it. */
  billedProcedure: text.optional(),
  /** Ours: SVC07. */
  billedUnits: z.number().nullable().optional(),
  /** Ours: REF*6R line item control number. */
  controlNumber: text.optional(),
  /** Ours: SVC04. */
  revenueCode: text.optional(),
  /** Ours: DTM*151, when a line covers several days. */
  serviceTo: day.optional(),
  ...sideKeys,
});
export type RemittanceLine = z.infer<typeof remittanceLineSchema>;

export const remittanceClaimSchema = z.object({
  /** CLP01. */
  patientControlNumber: text,
  /** CLP07: ICN / DCN / claim number. */
  payerClaimControlNumber: text,
  /** CLP02. */
  statusCode: text,
  patient: z.object({ lastName: text.optional(), firstName: text.optional(), memberId: text.optional() }),
  serviceFrom: day.optional(),
  serviceTo: day.optional(),
  billedCents: cents,
  allowedCents: cents.optional(),
  paidCents: cents,
  patientResponsibilityCents: cents.optional(),
  /** AMT*I: paid through a PLB L6 entry, not part of `paidCents`. */
  interestCents: cents.optional(),
  /** Claim level only (CAS of loop 2100). */
  adjustments: z.array(adjustmentSchema).optional(),
  remarks: z.array(z.string()).optional(),
  lines: z.array(remittanceLineSchema),
  disposition: z.enum(['post', 'review']),
  exceptions: z.array(exceptionNoteSchema),
  /** Ours: CLP06. */
  filingIndicator: text.optional(),
  /** Ours: NM1*TT, the payer it was crossed over to. */
  crossoverTo: text.optional(),
  /** Ours: NM1*74, the name or member id as the payer has it. */
  correctedMemberId: text.optional(),
  /** Ours: NM1*74, the patient's name as the payer has it. */
  correctedName: z.object({ lastName: text, firstName: text }).optional(),
  /** Ours: CLP09, 7 replacement, 8 void. */
  frequency: text.optional(),
  ...sideKeys,
  /** Ours: a section of the paper that is not paid yet ("pended", "in process"). */
  isPended: z.boolean().optional(),
});
export type RemittanceClaim = z.infer<typeof remittanceClaimSchema>;

export const providerAdjustmentSchema = z.object({
  /** PLB03-1: WO, FB, L6, 72, CS ... */
  reason: z.string(),
  /** PLB03-2. */
  reference: text.optional(),
  /** X12 sign: positive lowers the payment. */
  amountCents: z.number().int(),
});
export type ProviderAdjustment = z.infer<typeof providerAdjustmentSchema>;

export const balanceSchema = z.object({
  lines: z.boolean(),
  claims: z.boolean(),
  payment: z.boolean(),
  /** Stated payment minus what the claims and provider adjustments add up to. */
  differenceCents: z.number().int(),
});
export type Balance = z.infer<typeof balanceSchema>;

export const remittancePaymentSchema = z.object({
  payer: z.object({
    name: text.optional(),
    id: text.optional(),
    /** Ours: TRN03, "1" + TIN. */
    originator: text.optional(),
  }),
  payee: z.object({ name: text.optional(), npi: text.optional(), tin: text.optional() }),
  method: z.enum(['CHK', 'ACH', 'FWT', 'NON']).nullable(),
  /** TRN02: check or EFT number. */
  number: text,
  /** BPR16. */
  date: day,
  /** BPR02. */
  amountCents: cents,
  claims: z.array(remittanceClaimSchema),
  providerAdjustments: z.array(providerAdjustmentSchema),
  balance: balanceSchema,
  disposition: z.enum(['post', 'review']),
  exceptions: z.array(exceptionNoteSchema),
});
export type RemittancePayment = z.infer<typeof remittancePaymentSchema>;

export const fieldSourceSchema = z.object({
  /** Calibrated: of the fields given 0.99, 99 in 100 are right. */
  confidence: z.number().min(0).max(1),
  via: z.enum(['text-layer', 'ocr', 'second-pass', 'arithmetic', 'x12', 'reviewer']),
  /** From 1. */
  page: z.number().int().min(1).optional(),
  /** x, y, width, height in pixels of the stored page image. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  /** 835: index of the segment in the file, ISA = 0. */
  segment: z.number().int().min(0).optional(),
});
export type FieldSource = z.infer<typeof fieldSourceSchema>;

export const remittanceDocumentSchema = z.object({
  schema: z.literal('remittance/1'),
  source: z.object({
    kind: z.enum(['paper-eob', 'era-835', 'not-a-remittance']),
    file: z.string(),
    sha256: z.string(),
    /** 0 for an 835. */
    pages: z.number().int().min(0),
  }),
  payments: z.array(remittancePaymentSchema),
  /** Key: JSON pointer into this document, e.g. `/payments/0/claims/2/paidCents`. */
  fields: z.record(z.string(), fieldSourceSchema),
  /** Ours: what concerns the file as a whole (envelope, not a remittance, a page missing). */
  exceptions: z.array(exceptionNoteSchema).optional(),
  /** Ours: the payer's own codes with the sentences that explain them on the paper. */
  legend: z.record(z.string(), z.string()).optional(),
});
export type RemittanceDocument = z.infer<typeof remittanceDocumentSchema>;

/** @returns every adjustment of a claim, those of its lines included. */
export const allAdjustments = (claim: RemittanceClaim): Adjustment[] => [
  ...(claim.adjustments ?? []),
  ...claim.lines.flatMap((line) => line.adjustments),
];
