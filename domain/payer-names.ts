/** Payers under one name: a payer is printed, abbreviated and numbered in many ways. */

/** One payer of the register: what `config/payers` files hold. */
export interface PayerNames {
  readonly key: string;
  readonly name: string;
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** Words that payers add and drop at will. */
const FILLERS = new Set('INC LLC LTD CORP CORPORATION CO COMPANY THE OF AND PLAN PLANS INSURANCE INS GROUP'.split(' '));

/** @returns a payer's name without case, marks and words that come and go. */
export function plainPayer(name: string): string {
  const words = name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9 ]/g, (mark) => (/[-/,&]/.test(mark) ? ' ' : ''))
    .split(' ')
    .filter((word) => word !== '');
  const telling = words.filter((word) => !FILLERS.has(word));
  return (telling.length > 0 ? telling : words).join(' ');
}

/** Scanners part words and join them. */
const joined = (plain: string): string => plain.replaceAll(' ', '');

/**
 * One key for a payer however it is named: by the id it carries, else by a name of the register, else its own name made plain.
 * @returns an empty text when neither name nor id is known: such a key equals no other.
 */
export function payerKey(
  payer: { readonly name?: string | null | undefined; readonly id?: string | null | undefined },
  register: readonly PayerNames[],
): string {
  const id = payer.id?.trim().toUpperCase() ?? '';
  const name = plainPayer(payer.name ?? '');
  const known =
    (id && register.find(({ ids }) => ids.some((each) => each.toUpperCase() === id))) ||
    (name &&
      register.find((entry) => [entry.name, ...entry.names].some((each) => joined(plainPayer(each)) === joined(name))));
  return known ? known.key : name || id;
}
