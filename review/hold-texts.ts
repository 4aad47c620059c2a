/** What holds a file, a payment, a claim or a line of a remittance, in a biller's words. */
import type { ExceptionCode } from '../domain/exceptions.ts';

export const HOLD_TEXTS = {
  'file-refused': {
    title: 'File could not be read',
    whatToDo:
      'The file is damaged, protected by a password, too large or of a kind that cannot be read. Open it by hand, save or scan it again without the fault the message names, and send it in anew.',
  },
  'not-a-remittance': {
    title: 'Not a remittance',
    whatToDo:
      'This looks like a letter, a patient’s notice or a check without an explanation. Nothing was posted. File it where it belongs; if it is a remittance after all, say so and key it in here.',
  },
  'envelope-flawed': {
    title: '835 breaks the format',
    whatToDo:
      'The file reads, but its frame is wrong (counts, control numbers, version), so part of it may be missing. Compare it with what the clearinghouse says it sent; release it when it is whole, or ask for it again.',
  },
  'duplicate-file': {
    title: 'File was here before',
    whatToDo:
      'The very same file has been taken in already. Nothing was done with it again. Resolve this item, or look at the earlier document it names.',
  },
  'test-file': {
    title: 'File marked as a test',
    whatToDo:
      'The sender marked the file as a test, so the money may never come. Ask the payer or the clearinghouse; release it only when the money is there.',
  },
  'segment-unexpected': {
    title: '835 holds something unknown',
    whatToDo:
      'The file has a part that does not belong where it stands, so what it means for the amounts is not certain. Look at it, ask the payer if needed, and release it when the amounts are right.',
  },
  'page-missing': {
    title: 'A page is missing',
    whatToDo:
      'The page numbers or the totals show that not all pages are here. Find the missing page, scan the whole document again and send it in; resolve this item with a note.',
  },

  'payment-unidentified': {
    title: 'Check or EFT not identified',
    whatToDo:
      'Payer, check or EFT number, date or amount could not be read, so the payment cannot be told from another. Fill in what is missing from the page and release it.',
  },
  'payee-mismatch': {
    title: 'Paid to somebody else',
    whatToDo:
      'The payment is made out to a provider or tax number that is not ours. Check whom the money belongs to; if it is ours, add that number to the practice and release it, else return it to the payer.',
  },
  'duplicate-payment': {
    title: 'Payment already posted',
    whatToDo:
      'A payment of this payer with the same number, date and amount is in the ledger. Nothing was posted again. Resolve this item; if it really is a second payment, say so and release it.',
  },
  'payment-number-reused': {
    title: 'Check number used before',
    whatToDo:
      'This payer’s check or EFT number is in the ledger with another amount or date. Compare both: a corrected or re-issued payment is released here, a repeated one is not.',
  },
  'twin-payment': {
    title: 'Paper and 835 of one payment',
    whatToDo:
      'The same payment has come in the other form already. Only one of the two may post. Resolve this item to keep the earlier one; if they differ in amounts, compare them first.',
  },
  'payment-out-of-balance': {
    title: 'Payment does not add up',
    whatToDo:
      'Its claims and provider adjustments do not add up to the stated amount; the difference is shown. Find the amount that was misread or is missing, correct it and release it. Never add an amount to make it fit.',
  },
  'deposit-mismatch': {
    title: 'Deposit does not match',
    whatToDo:
      'No bank deposit with this number and amount is known, or its amount differs. Check the bank statement, enter the deposit, and release the payment.',
  },
  'negative-payment': {
    title: 'Payment is below zero',
    whatToDo:
      'The stated payment is negative, which no payer may send: the balance should be carried forward. Ask the payer how it is settled before anything is posted.',
  },
  'payment-not-made': {
    title: 'Notice without money',
    whatToDo:
      'The payer sends this as a notice only although it names an amount. Look for the money at the bank; release the payment when it is there.',
  },
  'currency-foreign': {
    title: 'Not in US dollars',
    whatToDo:
      'The amounts are in another currency. Ask the payer for the amounts in dollars as they were paid; nothing is posted before.',
  },
  'provider-adjustment-unknown': {
    title: 'Provider adjustment not known',
    whatToDo:
      'The payer added or took money for a reason that has no agreed meaning here. Read what it says of it, choose where it is booked, and release the payment.',
  },
  'provider-adjustment-unmatched': {
    title: 'Take-back without its claim',
    whatToDo:
      'The payer recovers money, but no earlier payment of ours carries the number it names. Find the claim it means (ask for the recovery letter); until then it can be booked against the payer only.',
  },
  'interest-mismatch': {
    title: 'Interest does not agree',
    whatToDo:
      'The interest shown on the claims and the interest in the payment differ by the amount shown. Find which one was misread; if the payer’s own figures differ, book it at payer level.',
  },

  'patient-mismatch': {
    title: 'Claim number fits, patient does not',
    whatToDo:
      'The account or claim number is ours, but the patient’s name or member ID is another’s. Compare both on the page; choose the right claim, or leave its money unapplied and ask the payer.',
  },
  'payer-mismatch': {
    title: 'Another payer than billed',
    whatToDo:
      'The claim that fits was sent to another payer. Check who was billed and in which order; change the claim’s payer or choose another claim, then release it.',
  },
  'already-posted': {
    title: 'Claim already paid by this payer',
    whatToDo:
      'This payment of the claim is in the ledger already. Look at the earlier posting; if the payer paid twice, leave the money unapplied and tell the payer.',
  },
  overpost: {
    title: 'More than what is owed',
    whatToDo:
      'Posting it would bring the claim below zero. Look at what was posted before: a corrected payment needs its reversal first; otherwise the payer paid too much.',
  },
  'claim-out-of-balance': {
    title: 'Claim does not add up',
    whatToDo:
      'Billed less adjustments is not what was paid; the difference is shown with its place. Correct the amount that was misread and release the claim. Never add an adjustment to make it fit.',
  },
  'charges-differ': {
    title: 'Lines do not make up the claim',
    whatToDo:
      'The charges of the lines do not add up to the charge of the claim. Look for a line that is missing or on another claim number, or a misread amount; correct it and release the claim.',
  },
  'amount-unreadable': {
    title: 'An amount is no amount',
    whatToDo:
      'The file has something that is no amount where an amount must stand. Ask the payer for a corrected file, or enter the amount from its own remittance.',
  },
  'claim-status-unknown': {
    title: 'Status of the claim not known',
    whatToDo:
      'The payer gives the claim a status that is not in the guide. Read what it says about the claim, choose the status, and release it.',
  },
  'reversal-no-original': {
    title: 'Reversal without its original',
    whatToDo:
      'The payer cancels a payment that is not in the ledger as it describes it. Find the original by claim number and account, compare the amounts, and choose it here.',
  },
  'reversal-sign-wrong': {
    title: 'Take-back with the wrong sign',
    whatToDo:
      'The claim takes money back without being a reversal, or is a reversal that pays. Ask the payer which of the two is meant; nothing is posted before.',
  },
  'forwarded-or-predetermination': {
    title: 'No decision of this payer',
    whatToDo:
      'The claim was sent on to another payer, or this is an estimate before treatment. There is nothing to post. Wait for the other payer, or file the estimate.',
  },
  'pended-claim': {
    title: 'Not decided yet',
    whatToDo:
      'The payer lists this claim as pending. Nothing is posted from it. Resolve this item; ask for the status later, or send what the payer waits for.',
  },
  'corrected-insured': {
    title: 'Payer corrected the insured',
    whatToDo:
      'The payer has another name or member ID for this patient. Correct the coverage in the practice system, then release the claim.',
  },
  'crossover-before-primary': {
    title: 'Secondary came before the primary',
    whatToDo:
      'The primary payer’s answer to this claim is not posted yet. Post that one first; then release this claim.',
  },
  'takeback-with-denial': {
    title: 'Money taken back and claim denied',
    whatToDo:
      'One claim has both its payment recovered and a new decision of zero. Read why the payer changed its mind, post the reversal, and decide on an appeal.',
  },
  'payer-level-wrong': {
    title: 'Paid in another order than billed',
    whatToDo:
      'The payer answers as primary where we billed it as secondary, or the other way round. Settle the order of coverage with the patient and the payers, then release the claim.',
  },
  'field-missing': {
    title: 'Something needed is not stated',
    whatToDo:
      'An amount or a code that posting needs is not on the page or could not be read. Fill it in from the page and release the claim.',
  },
  'patient-responsibility-differs': {
    title: 'Patient’s share stated otherwise',
    whatToDo:
      'The share of the patient as stated is not what the single amounts add up to. Compare both and bill the patient only what is explained.',
  },

  'line-out-of-balance': {
    title: 'Line does not add up',
    whatToDo:
      'Billed less adjustments is not what was paid on this line; the difference is shown. Correct the amount that was misread and release the claim.',
  },
  'line-unmatched': {
    title: 'Line not on our claim',
    whatToDo:
      'The payer answers a service that the claim does not have. Choose the line it means; never add a charge for it.',
  },
  'line-unanswered': {
    title: 'A billed line has no answer',
    whatToDo:
      'The payer’s answer leaves out at least one line that was billed. Look whether it was split onto another claim number; ask the payer when it was not.',
  },
  'line-charge-differs': {
    title: 'Charge differs from ours',
    whatToDo:
      'The billed amount of the line is not the one on our claim. Correct it if it was misread; if the payer has it so, ask what was sent.',
  },
  'line-units-differ': {
    title: 'Units differ from ours',
    whatToDo:
      'The payer counted other units than were billed. Compare them with the record; correct the claim or dispute the payment.',
  },
  'procedure-changed': {
    title: 'Payer changed the procedure',
    whatToDo:
      'The payer paid another code than was billed. Have a coder look at it: accept it and release the claim, or appeal.',
  },
  'zero-paid-unexplained': {
    title: 'Paid nothing, and no reason given',
    whatToDo:
      'A line is paid at zero without a reason that explains all of it. Treat it as a denial: find the reason on the portal or by telephone before anything is written off.',
  },
  'claim-denied': {
    title: 'Denied',
    whatToDo:
      'The payer refused the claim or one of its lines. It is in the denial list with its first step and its deadline. Nothing is written off for it by itself.',
  },
  'reduction-to-review': {
    title: 'Reduction that is not routine',
    whatToDo:
      'The payer kept money back for a reason that is neither the contract rate nor the patient’s share (withhold, incentive, penalty, tax). Compare it with the contract, then release the claim.',
  },
  'write-off-too-large': {
    title: 'Write-off too large',
    whatToDo:
      'The amount to write off is more than the limit of the practice, or more than the charge. Check it against the contract; release it when it is right.',
  },
  'adjustment-code-unknown': {
    title: 'Adjustment code not known',
    whatToDo:
      'The payer uses a group or reason code that is not in the list. Read its explanation, choose what it means, and release the claim.',
  },
  'adjustment-unexplained': {
    title: 'Who bears an amount is not stated',
    whatToDo:
      'The page shows an amount that was not paid, but not whether the practice or the patient bears it. Choose from the payer’s explanation; it is not taken for a write-off by itself.',
  },
  'payer-code-unmapped': {
    title: 'Payer’s own code not known',
    whatToDo:
      'The payer’s own code has no agreed meaning yet. Read its explanation on the page and choose group and reason: the choice is remembered for this payer.',
  },
  'low-confidence': {
    title: 'Hard to read',
    whatToDo:
      'Amounts or identifying fields could not be read with certainty; they are marked. Compare them with the page, correct them, and release the claim.',
  },
  'posting-reversed': {
    title: 'Posting taken back',
    whatToDo:
      'A person took back what was posted of this claim; its money is unapplied again. Correct what was wrong and post it anew, or close it with a note.',
  },
} as const satisfies Partial<Record<ExceptionCode, { readonly title: string; readonly whatToDo: string }>>;
