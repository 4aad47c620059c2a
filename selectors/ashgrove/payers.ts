/** Our keys of payers to the names in Ashgrove's lists. */
export const payerOptions: Readonly<Record<string, string>> = {
  'ashgrove-mutual': 'Ashgrove Mutual Health',
  'fernhollow-trust': 'Fernhollow Benefit Trust',
};

/** The option of a list that leaves it open. */
export const ANY_OPTION = '-- ANY --';

/** Options of the list of providers begin with the NPI. */
export const providerOption = (npi: string): RegExp => new RegExp(`^${npi} - `);
