/** The layouts that the reader is built with. */
import type { Layout } from '../../truth.ts';
import { administrator } from './administrator.ts';
import { atlasTrust } from './atlas-trust.ts';
import { azurePlains } from './azure-plains.ts';
import { billReview } from './bill-review.ts';
import { blueBanner } from './blue-banner.ts';
import { bluestone } from './bluestone.ts';
import { boxedNotes } from './boxed-notes.ts';
import { caldera } from './caldera.ts';
import { cardLetter } from './card-letter.ts';
import { compEor } from './comp-eor.ts';
import { decks } from './decks.ts';
import { dental } from './dental.ts';
import { eastmark } from './eastmark.ts';
import { eraPrint } from './era-print.ts';
import { facility } from './facility.ts';
import { hospitalLines } from './hospital-lines.ts';
import { ledger } from './ledger.ts';
import { letterStub } from './letter-stub.ts';
import { lettersPlan } from './letters-plan.ts';
import { linePrinter } from './line-printer.ts';
import { lowlandMac } from './lowland-mac.ts';
import { medicaid } from './medicaid.ts';
import { medicare } from './medicare.ts';
import { millwrights } from './millwrights.ts';
import { national } from './national.ts';
import { paymentDetail } from './payment-detail.ts';
import { sideStack } from './side-stack.ts';
import { silverBirch } from './silver-birch.ts';
import { sponsorEob } from './sponsor-eob.ts';
import { stacked } from './stacked.ts';
import { summitValley } from './summit-valley.ts';
import { supplement } from './supplement.ts';
import { ternPra } from './tern-pra.ts';
import { toothChart } from './tooth-chart.ts';
import { tradesFund } from './trades-fund.ts';
import { veteransPairs } from './veterans-pairs.ts';

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
  compEor,
  ternPra,
  tradesFund,
  sponsorEob,
  lettersPlan,
  boxedNotes,
  cardLetter,
  toothChart,
  veteransPairs,
  blueBanner,
  atlasTrust,
  caldera,
  millwrights,
  summitValley,
  silverBirch,
  eastmark,
  lowlandMac,
  azurePlains,
];
