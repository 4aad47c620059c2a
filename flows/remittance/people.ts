/** Names as payers print them. */

export interface PersonName {
  readonly lastName: string;
  readonly firstName: string | null;
}

const SUFFIX = /^(?:JR|SR|II|III|IV)\.?$/i;

/** `DOE, JANE Q`, `Doe, Jane`, `JANE Q DOE`, `DOE JANE` (in capitals, unless the form prints given names first). Middle initials are left out; a suffix stays with the last name. */
export function personOf(text: string, isGivenFirstHere = false): PersonName | null {
  const bare = text
    .replace(/\(.*?\)/g, ' ')
    .replace(/\s*\d.*$/, '')
    .replace(/[*:;|]+/g, ' ')
    .replace(/\bcont(?:inued|'?d)?\b\.?/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[,.]+$/, '');
  if (!/[A-Za-z]{2}/.test(bare)) return null;
  if (bare.includes(',')) {
    const [last = '', rest = '', more = ''] = bare.split(',').map((part) => part.trim());
    const given = SUFFIX.test(rest) ? more : rest;
    return { lastName: SUFFIX.test(rest) ? `${last} ${rest}` : last, firstName: firstOf(given.split(' ')) };
  }
  const words = bare.split(' ');
  if (words.length === 1) return { lastName: words[0]!, firstName: null };
  // Mainframes print the last name first, in capitals and without a comma.
  if (!isGivenFirstHere && bare === bare.toUpperCase())
    return { lastName: words[0]!, firstName: firstOf(words.slice(1)) };
  const tail = SUFFIX.test(words.at(-1)!) ? 2 : 1;
  return { lastName: words.slice(-tail).join(' '), firstName: firstOf(words.slice(0, -tail)) };
}

/** In capitals and without a comma either name may stand first. */
export const isOrderOpen = (text: string): boolean =>
  !text.includes(',') && text === text.toUpperCase() && /[A-Z]{2}\s+[A-Z]{2}/.test(text);

/** Names that are given, and endings that given and family names have. */
const GIVEN =
  /^(?:JAMES|JOHN|ROBERT|MICHAEL|WILLIAM|DAVID|RICHARD|JOSEPH|THOMAS|CHARLES|CHRISTOPHER|DANIEL|MATTHEW|ANTHONY|MARK|DONALD|STEVEN|PAUL|ANDREW|JOSHUA|KENNETH|KEVIN|BRIAN|GEORGE|TIMOTHY|RONALD|EDWARD|JASON|JEFFREY|RYAN|JACOB|GARY|NICHOLAS|ERIC|JONATHAN|STEPHEN|LARRY|JUSTIN|BRANDON|BENJAMIN|SAMUEL|GREGORY|ALEXANDER|PATRICK|FRANK|RAYMOND|JACK|DENNIS|JERRY|TYLER|AARON|JOSE|HENRY|PETER|WALTER|CARLOS|JUAN|LUIS|MARY|PATRICIA|JENNIFER|LINDA|ELIZABETH|BARBARA|SUSAN|JESSICA|SARAH|KAREN|LISA|NANCY|BETTY|SANDRA|MARGARET|ASHLEY|KIMBERLY|EMILY|DONNA|MICHELLE|CAROL|AMANDA|MELISSA|DEBORAH|STEPHANIE|DOROTHY|REBECCA|SHARON|LAURA|CYNTHIA|AMY|KATHLEEN|ANGELA|SHIRLEY|BRENDA|EMMA|ANNA|PAMELA|NICOLE|SAMANTHA|KATHERINE|CHRISTINE|HELEN|DEBRA|RACHEL|CAROLYN|JANET|MARIA|CATHERINE|HEATHER|DIANE|OLIVIA|JULIE|JOYCE|VICTORIA|RUTH|VIRGINIA|LAUREN|CHRISTINA|JOAN|EVELYN|JUDITH|ALICE|JULIA|GRACE|ROSE|TERESA|ANN|JANE)$/;
const GIVEN_END = /(?:INE|ETTE|ELLA|ELLE|LYNN?|BETH|IUS|IAS|ICIA)$/;
const FAMILY =
  /(?:SON|SEN|WOOD|WORTH|WELL|LEY|FORD|FIELD|STONE|BERG|BURG|DORF|STEIN|MANN?|SKI|SKY|EZ|TON|HAM|SHAW|SMITH|WRIGHT|QUIST|BROOK|LAND|STROM|HURST|WAY|GATE|BRIDGE|ANIAN|OV|OVA|ESCU)$|^(?:O['’]|MC|MAC|FITZ|VAN|DE[LR]?|ST\.?)(?=[A-Z])|-/;

/**
 * @param names in capitals and without commas, all printed by one form.
 * @returns whether the form prints given names first, as far as the names tell; false where they do not.
 */
export function isGivenFirst(names: readonly string[]): boolean {
  const votes = names.map((name) => {
    const words = name.toUpperCase().split(/\s+/);
    const likeness = (word = '') =>
      Number(GIVEN.test(word)) * 2 + Number(GIVEN_END.test(word)) - Number(FAMILY.test(word));
    return words.length < 2 ? 0 : Math.sign(likeness(words[0]) - likeness(words.at(-1)));
  });
  return votes.reduce<number>((sum, vote) => sum + vote, 0) > 0;
}

/** The given names without a middle initial. */
function firstOf(words: readonly string[]): string | null {
  const kept = words.filter((word, at) => word !== '' && (at === 0 || word.replace(/\W/g, '').length > 1));
  return kept.join(' ') || null;
}
