/** The filters at the left of the inbox, each with its count. */
import { NavLink, SegmentedControl, Stack, Text } from '@mantine/core';
import type { Summary } from '../api/schema.ts';
import { go, inboxAddress, type Filter } from './router.ts';

export function InboxFilters({ filter, summary }: { filter: Filter; summary: Summary | undefined }) {
  const set = (change: Partial<Filter>) => go(inboxAddress({ ...filter, ...change }));
  const isOpen = filter.state === 'open';
  return (
    <nav className="side" aria-label="Filters">
      <Stack gap="md">
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="State"
          data={[
            { value: 'open', label: 'Open' },
            { value: 'resolved', label: 'Decided' },
          ]}
          value={filter.state}
          onChange={(state) =>
            go(inboxAddress({ order: filter.order, state: state === 'resolved' ? 'resolved' : 'open' }))
          }
        />
        {isOpen && summary && (
          <>
            <Choices
              title="Whose"
              chosen={filter.assignee}
              choices={[
                { name: 'me', title: 'Mine', count: summary.mine },
                { name: 'nobody', title: 'Nobody’s', count: summary.unclaimed },
              ]}
              onChoose={(assignee) => set({ assignee: assignee as Filter['assignee'] })}
            />
            <Choices
              title="About"
              chosen={filter.kind}
              choices={summary.byKind}
              onChoose={(kind) => set({ kind: kind as Filter['kind'] })}
            />
            <Choices
              title="Why"
              chosen={filter.code}
              choices={summary.byCode}
              onChoose={(code) => set({ code: code as Filter['code'] })}
            />
          </>
        )}
      </Stack>
    </nav>
  );
}

interface ChoicesProps {
  title: string;
  chosen: string | undefined;
  choices: Summary['byCode'];
  onChoose: (name: string | undefined) => void;
}

/** A second click on the chosen one takes the filter away. */
function Choices({ title, chosen, choices, onChoose }: ChoicesProps) {
  if (choices.length === 0) return null;
  return (
    <div role="group" aria-label={title}>
      <Text size="xs" c="dimmed" fw={500} px="xs" pb={2}>
        {title}
      </Text>
      {choices.map(({ name, title: label, count }) => (
        <NavLink
          key={name}
          component="button"
          type="button"
          label={label}
          py={4}
          px="xs"
          active={chosen === name}
          aria-pressed={chosen === name}
          rightSection={
            <Text size="xs" c="dimmed" className="number">
              {count}
            </Text>
          }
          onClick={() => onChoose(chosen === name ? undefined : name)}
        />
      ))}
    </div>
  );
}
