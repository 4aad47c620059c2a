/** Limits, schedules and retention: one row a setting, each saved by itself. */
import { Button, Card, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SettingKey, SettingsAnswer, SettingValue } from '../api/administration-schema.ts';
import { useChange, useSettings } from './administration-api.ts';
import { FourEyesForm } from './administration-four-eyes.tsx';
import { ChangedBy, Heading, Loaded, Meanwhile, Refusal } from './administration-parts.tsx';
import { centsOf, dollarsOf } from './administration-words.ts';
import { useTyped } from './typed.ts';

interface Kind {
  readonly label: string;
  readonly help: string;
  readonly toText: (value: SettingValue) => string;
  /** Undefined: what was typed cannot be read. */
  readonly toValue: (text: string) => SettingValue | undefined;
}

const whole = (text: string): number | undefined => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined);
const onOrOff = (value: SettingValue): string => (value === true ? 'on' : 'off');
const plain = (value: SettingValue): string => String(value ?? '');
const days = (label: string, help: string): Kind => ({ label, help, toText: plain, toValue: whole });

const KINDS: Readonly<Record<SettingKey, Kind>> = {
  writeOffLimitCents: {
    label: 'Largest write-off without a person, in dollars',
    help: 'A larger write-off on one claim waits in the inbox. Empty: no limit.',
    toText: dollarsOf,
    toValue: centsOf,
  },
  isDepositRequired: {
    label: 'Post a payment only once an imported deposit shows it',
    help: 'Off: payments post as soon as they balance, and are compared with deposits when those come.',
    toText: plain,
    toValue: (text) => text === 'true',
  },
  postingConfidence: {
    label: 'Least certainty of a field read from paper',
    help: 'From 0.95 to 1. A claim with a field that was read less surely waits for a person.',
    toText: plain,
    toValue: (text) => (/^[01](\.\d+)?$/.test(text.trim()) ? Number(text) : undefined),
  },
  sweepCron: {
    label: 'When the sweep asks about open claims',
    help: 'Five fields: minute, hour, day, month, weekday (0 is Sunday). “0 5 * * 1-5” is at five in the morning, Monday to Friday.',
    toText: plain,
    toValue: (text) => text.trim(),
  },
  canaryMinutes: {
    label: 'Minutes between canaries',
    help: 'How often a known member is asked about when nothing else asks. 0: only before sweeps and on a paused portal.',
    toText: plain,
    toValue: whole,
  },
  evidenceDays: days('Days for which screenshots and read values are kept', 'Counts for what is kept from now on.'),
  documentDays: days(
    'Days for which remittance files and their pages are kept',
    'Shortening it deletes older files at the next sweep. Payers may ask for them for years.',
  ),
};

function Settings({
  keys,
  children,
}: {
  keys: readonly SettingKey[];
  children?: (settings: SettingsAnswer) => ReactNode;
}) {
  const query = useSettings();
  return (
    <Loaded query={query}>
      {(data) => (
        <Stack maw={720}>
          {data.settings
            .filter(({ key }) => keys.includes(key))
            .map((setting) => (
              <Setting key={setting.key} setting={setting} />
            ))}
          {children?.(data)}
        </Stack>
      )}
    </Loaded>
  );
}

interface Typed {
  readonly text: string;
  readonly before: SettingValue;
}

function Setting({ setting }: { setting: SettingsAnswer['settings'][number] }) {
  const { key, value, set } = setting;
  const { label, help, toText, toValue } = KINDS[key];
  const change = useChange(true);
  const place = `setting/${key}`;
  // What stood when typing began: should another have changed it since, the server says so.
  const [{ text, before }, type] = useTyped<Typed>(place, { text: toText(value), before: value });
  const setText = (next: string) => type({ text: next, before });
  const typed = toValue(text);
  const isChanged = typed !== undefined && typed !== value;
  const save = (body: { before: SettingValue; value?: SettingValue }) =>
    change.mutate({ path: `settings/${key}`, body, done: 'Saved; every host follows within seconds.', place });
  return (
    <Card
      withBorder
      padding="sm"
      component="form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) save({ before, value: typed });
      }}
    >
      {typeof value === 'boolean' ? (
        <Checkbox
          label={label}
          description={help}
          checked={text === 'true'}
          onChange={(event) => setText(String(event.currentTarget.checked))}
        />
      ) : (
        <TextInput
          label={label}
          description={help}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={typed === undefined ? 'This cannot be read; type it as described.' : null}
        />
      )}
      <Meanwhile place={place} isOther={before !== value && !change.isPending} />
      <Refusal error={change.error} />
      <Group justify="space-between" mt="xs">
        <div>
          <Text size="xs" c="dimmed">
            Without it: {typeof value === 'boolean' ? onOrOff(setting.default) : toText(setting.default) || 'no limit'}{' '}
            (from the environment)
          </Text>
          <ChangedBy note={set} />
        </div>
        <Group gap="xs">
          {set && (
            <Button variant="default" size="xs" onClick={() => save({ before: value })} loading={change.isPending}>
              Use the environment’s
            </Button>
          )}
          <Button type="submit" size="xs" disabled={!isChanged} loading={change.isPending}>
            Save
          </Button>
        </Group>
      </Group>
    </Card>
  );
}

export const LimitsPage = () => (
  <>
    <Heading title="Limits">
      What robots and one person alone may post; the rest waits for a person, or for a second one.
    </Heading>
    <Settings keys={['writeOffLimitCents', 'isDepositRequired', 'postingConfidence']}>
      {({ fourEyes }) => <FourEyesForm limits={fourEyes} />}
    </Settings>
  </>
);

export const SchedulesPage = () => (
  <>
    <Heading title="Schedules">When robots begin by themselves, in the practice’s time zone.</Heading>
    <Settings keys={['sweepCron', 'canaryMinutes']} />
  </>
);

export const RetentionPage = () => (
  <>
    <Heading title="Retention">
      How long what shows patients is kept. Results, postings and the audit trail stay.
    </Heading>
    <Settings keys={['evidenceDays', 'documentDays']} />
  </>
);
