/** An answer typed by a person, in the fields that an office asks for; what is left empty is not known. */
import { Select, SimpleGrid, TextInput } from '@mantine/core';
import type { AnswerBody } from '../api/item-actions-schema.ts';
import type { Item } from '../api/schema.ts';
import { ActionBox, type ActionFormProps } from './action-box.tsx';
import { useTyped } from './typed.ts';

type Inquiry = NonNullable<Item['inquiry']>;
type Result = AnswerBody['result'];
type Values = Readonly<Record<string, string>>;
const NOTHING: Values = {};

interface AnswerField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'date' | 'money';
}

const COVERAGE_STATES = [
  { value: 'active', label: 'Active' },
  { value: 'inactive', label: 'Not active' },
  { value: 'unknown', label: 'Not known' },
];
const CLAIM_STATES = [
  { value: 'RECEIVED', label: 'Received' },
  { value: 'IN_PROCESS', label: 'In process' },
  { value: 'PENDED_REVIEW', label: 'Pended: under review' },
  { value: 'PENDED_PAYER', label: 'Pended: waits at the payer' },
  { value: 'INFO_NEEDED_PROVIDER', label: 'Pended: needs something from us' },
  { value: 'INFO_NEEDED_PATIENT', label: 'Pended: needs something from the patient' },
  { value: 'FORWARDED', label: 'Forwarded to another payer' },
  { value: 'REJECTED', label: 'Rejected before it was taken in' },
  { value: 'FINAL_PAID', label: 'Finished: paid' },
  { value: 'FINAL_ZERO_PAY', label: 'Finished: nothing to pay' },
  { value: 'FINAL_DENIED', label: 'Finished: denied' },
  { value: 'FINAL_REVISED', label: 'Finished: revised' },
  { value: 'CANCELLED', label: 'Cancelled' },
];

const COVERAGE_FIELDS: readonly AnswerField[] = [
  { name: 'plan', label: 'Plan', kind: 'text' },
  { name: 'planType', label: 'Plan type', kind: 'text' },
  { name: 'memberId', label: 'Member ID', kind: 'text' },
  { name: 'groupNumber', label: 'Group number', kind: 'text' },
  { name: 'effectiveDate', label: 'Begins', kind: 'date' },
  { name: 'terminationDate', label: 'Ends', kind: 'date' },
  { name: 'copay', label: 'Office copay', kind: 'money' },
  { name: 'deductible', label: 'Deductible', kind: 'money' },
  { name: 'deductibleLeft', label: 'Deductible left', kind: 'money' },
];
const CLAIM_FIELDS: readonly AnswerField[] = [
  { name: 'statusText', label: 'Status as printed', kind: 'text' },
  { name: 'payerClaimControlNumber', label: 'Payer claim number', kind: 'text' },
  { name: 'billed', label: 'Billed', kind: 'money' },
  { name: 'paid', label: 'Paid', kind: 'money' },
  { name: 'patient', label: 'Patient’s share', kind: 'money' },
  { name: 'checkNumber', label: 'Check or EFT number', kind: 'text' },
  { name: 'checkDate', label: 'Check date', kind: 'date' },
  { name: 'finalizedDate', label: 'Finished on', kind: 'date' },
];

export function AnswerForm({ item, onDecide, ...rest }: ActionFormProps) {
  const place = `item/${item.id}/answer`;
  const [state, setState] = useTyped<string | null>(`${place}/state`, null);
  const [values, setValues] = useTyped<Values>(`${place}/values`, NOTHING);
  const { inquiry } = item;
  if (!inquiry) return null;
  const isClaim = inquiry.kind === 'claim-status';
  const fields = isClaim ? CLAIM_FIELDS : COVERAGE_FIELDS;
  const wrong = fields.filter(({ name, kind }) => kind === 'money' && centsOf(values[name]) === undefined);
  const isReady = state !== null && wrong.length === 0 && (!isClaim || Boolean(values['statusText']?.trim()));
  const submit = (note: string) => {
    if (state === null) return;
    const body: AnswerBody = {
      attempt: item.workItem?.attempt ?? 0,
      result: inquiry.kind === 'claim-status' ? claimOf(inquiry, state, values) : coverageOf(inquiry, state, values),
      note,
    };
    onDecide({ verb: 'answer', body });
  };
  return (
    <ActionBox {...rest} place={place} label="Store my answer" isReady={isReady} onSubmit={submit}>
      <Select
        label={isClaim ? 'The claim is' : 'Coverage on the day asked about'}
        required
        data={isClaim ? CLAIM_STATES : COVERAGE_STATES}
        value={state}
        onChange={setState}
      />
      <SimpleGrid cols={2} spacing="xs" verticalSpacing={6}>
        {fields.map(({ name, label, kind }) => (
          <TextInput
            key={name}
            label={label}
            type={kind === 'date' ? 'date' : 'text'}
            {...(kind === 'money' && { inputMode: 'decimal' as const, placeholder: '0.00' })}
            required={name === 'statusText'}
            autoComplete="off"
            maxLength={300}
            value={values[name] ?? ''}
            error={wrong.some((each) => each.name === name) && 'Dollars such as 120.50'}
            onChange={(event) => {
              const { [name]: _before, ...others } = values;
              const text = event.currentTarget.value;
              setValues(text === '' ? others : { ...others, [name]: text });
            }}
          />
        ))}
      </SimpleGrid>
    </ActionBox>
  );
}

/** @returns null when nothing is given, undefined when it is no amount. */
function centsOf(text = ''): number | null | undefined {
  const plain = text.trim().replace(/^\$/, '').replaceAll(',', '');
  if (plain === '') return null;
  return /^\d{1,9}(\.\d{2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
}

const given = (values: Values, name: string): string | null => values[name]?.trim() || null;
const cents = (values: Values, name: string): number | null => centsOf(values[name]) ?? null;

function coverageOf(inquiry: Extract<Inquiry, { kind: 'eligibility' }>, status: string, values: Values): Result {
  const amount = (name: string, left: string | null, service: string | null) => {
    const amountCents = cents(values, name);
    const remainingCents = left ? cents(values, left) : null;
    const blank = { service, level: null, network: null, period: null, percent: null };
    return amountCents === null && remainingCents === null ? [] : [{ ...blank, amountCents, remainingCents }];
  };
  return {
    status: status as 'active' | 'inactive' | 'unknown',
    plan: given(values, 'plan'),
    planType: given(values, 'planType'),
    groupNumber: given(values, 'groupNumber'),
    memberId: given(values, 'memberId'),
    effectiveDate: given(values, 'effectiveDate'),
    terminationDate: given(values, 'terminationDate'),
    serviceDate: inquiry.serviceDate,
    copays: amount('copay', null, 'Office visit'),
    coinsurance: [],
    deductibles: amount('deductible', 'deductibleLeft', null),
    outOfPocket: [],
    priorAuthRequired: [],
    otherPayers: [],
    primaryCare: null,
    limitations: [],
  };
}

type ClaimResult = Extract<Result, { claims: unknown }>['claims'][number];

const claimOf = (inquiry: Extract<Inquiry, { kind: 'claim-status' }>, state: string, values: Values): Result => ({
  claims: [
    {
      payerClaimControlNumber: given(values, 'payerClaimControlNumber'),
      patientControlNumber: inquiry.patientControlNumber,
      category: null,
      status: null,
      state: state as ClaimResult['state'],
      statusText: given(values, 'statusText') ?? '',
      serviceFrom: inquiry.serviceFrom,
      serviceTo: inquiry.serviceTo,
      billedCents: cents(values, 'billed'),
      paidCents: cents(values, 'paid'),
      patientResponsibilityCents: cents(values, 'patient'),
      checkNumber: given(values, 'checkNumber'),
      checkDate: given(values, 'checkDate'),
      finalizedDate: given(values, 'finalizedDate'),
      adjustments: [],
      remarks: [],
      lines: [],
    },
  ],
});
