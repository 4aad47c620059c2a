/** Invented practices and the numbers that payers and practices give to claims and members, in the styles seen on paper. */
import type { Claim } from '../../domain/claim.ts';
import type { Random } from '../random.ts';
import type { PayerCast, Profile } from './truth.ts';

export interface PracticeCast {
  readonly name: string;
  readonly npi: string;
  readonly tin: string;
  readonly address: readonly [string, string];
}

export const PRACTICES: Readonly<Record<Claim['kind'], readonly PracticeCast[]>> = {
  professional: [
    {
      name: 'Larkspur Family Practice',
      npi: '1234567893',
      tin: '990000017',
      address: ['418 Quarry Bend Road', 'Fennimore Falls, OH 43999'],
    },
    {
      name: 'Saltmarsh Orthopedic Associates',
      npi: '1992345672',
      tin: '990000124',
      address: ['77 Pelican Court, Suite 210', 'Port Ansley, NC 28999'],
    },
  ],
  institutional: [
    {
      name: 'Hollowbrook Community Hospital',
      npi: '1876543210',
      tin: '990000231',
      address: ['1 Hollowbrook Plaza', 'Granger Mills, PA 18999'],
    },
  ],
  dental: [
    {
      name: 'Tamarack Dental Group',
      npi: '1765432103',
      tin: '990000348',
      address: ['2200 Millrace Avenue', 'Ellery, WI 53999'],
    },
  ],
};

const digits = (random: Random, count: number): string =>
  String(random.int(1, 9)) + Array.from({ length: count - 1 }, () => random.int(0, 9)).join('');
/** Without I, O, S and Z, as payers leave them out. */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXY'.split('');
const letters = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(LETTERS)).join('');

/** @returns a maker of account numbers in one style: a practice has one. */
export function accountNumbers(random: Random): (index: number) => string {
  const start = random.int(10_000, 80_000);
  const step = random.int(3, 17);
  const prefix = letters(random, 2);
  const styles: ((index: number) => string)[] = [
    (i) => `${prefix}${start + i * step}`,
    (i) => `${start + i * step}-${1 + (i % 4)}`,
    (i) => String(start + i * step).padStart(9, '0'),
    (i) => `${start * 37 + i * step}`,
    (i) => `${prefix}${start + i * step}P${10 + i}`,
  ];
  return random.pick(styles);
}

export function memberId(random: Random, style: Profile['memberIds']): string {
  const letter = (): string => letters(random, 1);
  switch (style) {
    case 'mbi': {
      // Medicare's own numbers leave out the letters that look like figures.
      const mark = (): string => random.pick('ACDEFGHJKMNPQRTUVWXY'.split(''));
      return `${random.int(1, 9)}${mark()}${digits(random, 2)}${mark()}${digits(random, 2)}${mark()}${mark()}${digits(random, 2)}`;
    }
    case 'prefixed':
      return `${letters(random, 3)}${digits(random, 9)}`;
    case 'numeric':
      return digits(random, 10);
    case 'dashed':
      return `${digits(random, 3)}-${digits(random, 6)}-${random.pick(['00', '01', '02'])}`;
    case 'lettered':
      return `${letter()}${digits(random, 8)}`;
  }
}

/** @param day `YYYY-MM-DD`, which many payers write into the number. */
export function claimNumber(random: Random, style: Profile['claimNumbers'], day: string): string {
  const year = day.slice(2, 4);
  const julian = digits(random, 3);
  switch (style) {
    case 'digits13':
      return `${random.pick(['22', '11', '05'])}${year}${julian}${digits(random, 6)}`;
    case 'digits15':
      return `20${year}${julian}${digits(random, 8)}`;
    case 'dotted':
      return `${digits(random, 4)}.${digits(random, 5)}.${digits(random, 2)}`;
    case 'lettered':
      return `E${letters(random, 2)}${digits(random, 8)}`;
    case 'suffixed':
      return `${digits(random, 9)}-00`;
  }
}

export const paymentNumber = (random: Random, method: 'CHK' | 'ACH'): string =>
  method === 'ACH' ? `${digits(random, 4)}${digits(random, 8)}` : digits(random, random.int(7, 9));

/** A payer in the cast of a layout. */
export const payer = (name: string, id: string, tin: string, street: string, town: string): PayerCast => ({
  name,
  id,
  tin,
  address: [street, town],
});
