/** The layouts that the reader is built with. */
import type { Layout } from '../../truth.ts';
import { administrator } from './administrator.ts';
import { billReview } from './bill-review.ts';
import { bluestone } from './bluestone.ts';
import { decks } from './decks.ts';
import { dental } from './dental.ts';
import { eraPrint } from './era-print.ts';
import { facility } from './facility.ts';
import { hospitalLines } from './hospital-lines.ts';
import { ledger } from './ledger.ts';
import { letterStub } from './letter-stub.ts';
import { linePrinter } from './line-printer.ts';
import { medicaid } from './medicaid.ts';
import { medicare } from './medicare.ts';
import { national } from './national.ts';
import { paymentDetail } from './payment-detail.ts';
import { sideStack } from './side-stack.ts';
import { stacked } from './stacked.ts';
import { supplement } from './supplement.ts';

export const BUILDING_LAYOUTS: readonly Layout[] = [
  medicare,
  bluestone,
  ledger,
  medicaid,
  dental,
  letterStub,
  stacked,
  facility,
  national,
  eraPrint,
  decks,
  administrator,
  paymentDetail,
  sideStack,
  hospitalLines,
  supplement,
  linePrinter,
  billReview,
];
