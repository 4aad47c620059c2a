/** The words of headings, for setting right what OCR made of them. Data only; those too short or too like others are left out. */
const WORDS =
  'account acct accepted adjusted adjustment adjustments adj allowable allowance allowed amount amt approved balance ' +
  'benefit benefits billed carc charge charged charges chgd claim code codes coins coinsurance contract contractual ' +
  'copay copayment cost covered date dates ded deduct deductible denied description discount disc disallowed dos ' +
  'eligible excluded expl explanation fee first from gross grp group ineligible ins insurance interest item last liability ' +
  'medicare member mod mods modifier name negotiated net network noncovered not number other owes paid patient pay ' +
  'payable payment pays plan primary proc procedure prov provider qty quantity rarc reason reduction reductions ' +
  'remark remarks resp responsibility rev rmk rsn savings sequestration service services serv share status submitted ' +
  'svc svcs thru total totals type units visits withhold writeoff you your';

export const HEADING_WORDS: ReadonlySet<string> = new Set(WORDS.split(' '));
