/** The adjustments of a line or a claim: group, reason and amount; a payer's own code that nobody knows yet is mapped here, once. */
import { ActionIcon, Button, Combobox, Text, useCombobox } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useAdjustmentCodes } from './remittance-check.ts';
import { lengthOf, withEdit, withRemoved } from './remittance-draft.ts';
import { Field, Value } from './remittance-fields.tsx';
import type { Adjustment } from './remittance-pointers.ts';
import { useWork } from './remittance-work.tsx';
import { money } from './words.ts';

export function AdjustmentCells({ pointer, adjustments }: { pointer: string; adjustments: readonly Adjustment[] }) {
  const { draft, change, focus, isMine } = useWork();
  const base = `${pointer}/adjustments`;
  if (!isMine(base)) {
    return adjustments.map((adjustment, index) => (
      <span key={index} className="adjustment">
        {wordOf(adjustment)} <Value pointer={`${base}/${index}/amountCents`}>{money(adjustment.amountCents)}</Value>
      </span>
    ));
  }
  const count = lengthOf(draft, base, adjustments.length);
  const add = () => {
    change((before) => withEdit(`${base}/${count}/amountCents`, '')(withEdit(`${base}/${count}/group`, '')(before)));
    focus(`${base}/${count}/group`);
  };
  return (
    <div className="adjusts">
      {Array.from({ length: count }, (_, index) => (
        <AdjustmentRow key={index} at={`${base}/${index}`} adjustment={adjustments[index]} number={index + 1} />
      ))}
      <ActionIcon
        size="xs"
        variant="subtle"
        color="gray"
        tabIndex={-1}
        aria-label="Add an adjustment"
        title="Add an adjustment"
        onClick={add}
      >
        +
      </ActionIcon>
    </div>
  );
}

const wordOf = ({ group, reason, printedCode }: Adjustment): string => {
  const code = [group, reason].filter((part) => part).join('-');
  if (!printedCode || printedCode === reason) return code || '(no code)';
  return code ? `${code} (${printedCode})` : `${printedCode} (unknown)`;
};

function AdjustmentRow({ at, adjustment, number }: { at: string; adjustment: Adjustment | undefined; number: number }) {
  const { check, draft, change, item } = useWork();
  const isOut = draft.removed.includes(at);
  const taken = check?.codes.find((each) => each.pointer === at);
  const isOwn = Boolean(adjustment?.printedCode);
  const chosen = draft.remember[`${item?.payment ?? 0} ${adjustment?.printedCode ?? ''}`];
  const isUnknown = isOwn && taken !== undefined && taken.reason === null;
  return (
    <span className="adjust" data-out={isOut || undefined}>
      {isOwn ? (
        <>
          <Field pointer={`${at}/printedCode`} />
          {(isUnknown || chosen) && !isOut ? (
            <CodeChooser code={adjustment?.printedCode ?? ''} legend={taken?.legend ?? null} />
          ) : (
            <span className="means" title={taken?.legend ?? undefined}>
              {[taken?.group, taken?.reason].filter(Boolean).join('-')}
            </span>
          )}
        </>
      ) : (
        <>
          <Field pointer={`${at}/group`} />
          <Field pointer={`${at}/reason`} />
        </>
      )}
      <Field pointer={`${at}/amountCents`} />
      <ActionIcon
        size="xs"
        variant="subtle"
        color="gray"
        tabIndex={-1}
        aria-label={isOut ? `Put adjustment ${number} back` : `Adjustment ${number} is not on the page`}
        onClick={() => change(withRemoved(at, adjustment !== undefined))}
      >
        {isOut ? '↺' : '×'}
      </ActionIcon>
    </span>
  );
}

const MOST_SHOWN = 40;

/** Group and reason in one search: `CO 45`, `deductible`. What is chosen is remembered for this payer. */
function CodeChooser({ code, legend }: { code: string; legend: string | null }) {
  const { draft, change, item } = useWork();
  const codes = useAdjustmentCodes();
  const [search, setSearch] = useState('');
  const key = `${item?.payment ?? 0} ${code}`;
  const chosen = draft.remember[key];
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => setSearch(''),
  });
  const options = useMemo(() => optionsOf(codes.data, search), [codes.data, search]);
  const choose = (value: string) => {
    const [group = '', reason = ''] = value.split('-');
    const entry = { code, group: group as 'CO', reason, ...(legend && { text: legend }) };
    change((before) => ({ ...before, remember: { ...before.remember, [key]: entry } }));
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} width={340} position="bottom-start" withinPortal onOptionSubmit={choose}>
      <Combobox.Target>
        <Button
          size="compact-xs"
          variant={chosen ? 'light' : 'filled'}
          color="orange"
          data-choose={code}
          onClick={() => combobox.toggleDropdown()}
        >
          {chosen ? `${chosen.group}-${chosen.reason}` : 'What is it?'}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Header>
          <Text size="xs">
            <b>{code}</b> {legend ? `“${legend}”` : 'has no words of its own on this paper.'} What you choose is
            remembered for this payer.
          </Text>
        </Combobox.Header>
        <Combobox.Search
          aria-label={`What ${code} means`}
          placeholder="CO 45, deductible, …"
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
        <Combobox.Options mah={260} className="scroll">
          {options.map(({ value, text }) => (
            <Combobox.Option key={value} value={value}>
              <b>{value}</b> {text}
            </Combobox.Option>
          ))}
          {options.length === 0 && (
            <Combobox.Empty>No code fits; try the number or a word of its meaning.</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** The usual ones first; then every group that the guide lets go with a reason. */
const USUAL = ['CO-45', 'PR-1', 'PR-2', 'PR-3', 'CO-253', 'OA-23', 'CO-97', 'CO-16'];

function optionsOf(codes: ReturnType<typeof useAdjustmentCodes>['data'], search: string) {
  if (!codes) return [];
  const bears = new Map(codes.groups.map(({ code, text }) => [code, text]));
  const all = codes.reasons.flatMap(({ code, text, groups }) =>
    groups.map((group) => ({ value: `${group}-${code}`, text: `${text}; ${bears.get(group) ?? ''}` })),
  );
  const words = search
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean);
  if (words.length === 0) return USUAL.flatMap((value) => all.filter((each) => each.value === value));
  const fits = all.filter(({ value, text }) => {
    const [group = '', reason = ''] = value.toLowerCase().split('-');
    return words.every((word) => (/\d/.test(word) ? reason === word : group === word || text.includes(word)));
  });
  return fits.slice(0, MOST_SHOWN);
}
