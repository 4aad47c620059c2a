/** The smallest parts of a remittance, to be changed one at a time: 100.00 charged, 20.00 written off, 10.00 for the patient. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../domain/remittance.ts';

export const line = (change: Partial<RemittanceLine> = {}): RemittanceLine => ({
  serviceDate: '2026-09-14',
  procedure: '99213',
  modifiers: ['25'],
  units: 1,
  billedCents: 10_000,
  allowedCents: 8000,
  paidCents: 7000,
  adjustments: [
    { group: 'CO', reason: '45', amountCents: 2000 },
    { group: 'PR', reason: '2', amountCents: 1000 },
  ],
  remarks: [],
  ...change,
});

export const claim = (change: Partial<RemittanceClaim> = {}): RemittanceClaim => ({
  patientControlNumber: 'HFC-1001',
  payerClaimControlNumber: 'ICN0001',
  statusCode: '1',
  patient: { lastName: 'QUILLON', firstName: 'MARA', memberId: 'NPH4410987' },
  billedCents: 10_000,
  paidCents: 7000,
  patientResponsibilityCents: 1000,
  lines: [line()],
  disposition: 'post',
  exceptions: [],
  ...change,
});

/** @returns a payment of these claims; its amount is what they add up to, unless said otherwise. */
export const payment = (claims: RemittanceClaim[], change: Partial<RemittancePayment> = {}): RemittancePayment => ({
  payer: { name: 'NORTHERN PINES HEALTH', id: 'NPH01', originator: '1010555300' },
  payee: { name: 'HARBOR FAMILY CLINIC', npi: '1730155201', tin: '010555201' },
  method: 'CHK',
  number: '70001234',
  date: '2026-11-02',
  amountCents: claims.reduce((total, { paidCents }) => total + (paidCents ?? 0), 0),
  claims,
  providerAdjustments: [],
  balance: { lines: true, claims: true, payment: true, differenceCents: 0 },
  disposition: 'post',
  exceptions: [],
  ...change,
});
