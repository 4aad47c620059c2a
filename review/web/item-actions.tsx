/** What can be done with an item beside asking again: the server says which, one form at a time. */
import { Button, Group, PasswordInput, Radio, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { Item } from '../api/schema.ts';
import { ActionBox, type ActionFormProps } from './action-box.tsx';
import { AnswerForm } from './answer-form.tsx';
import { useTyped } from './typed.ts';
import { money, usDate } from './words.ts';

type Action = Item['actions'][number];
type Drawn = Extract<Action['kind'], 'choose' | 'answer' | 'not-on-file' | 'denial' | 'fix-login' | 'acknowledge'>;
/** Kinds whose form stands here; the others stand beside it. */
export const DRAWN: ReadonlySet<string> = new Set<Drawn>([
  'choose',
  'answer',
  'not-on-file',
  'denial',
  'fix-login',
  'acknowledge',
]);

export function ItemActions(props: ActionFormProps) {
  const { item } = props;
  const offered = item.actions.filter(({ kind }) => DRAWN.has(kind));
  const [first] = item.actions;
  const [picked, setPicked] = useState<string | null>(first && DRAWN.has(first.kind) ? first.kind : null);
  const open = offered.find(({ kind }) => kind === picked);
  if (offered.length === 0) return null;
  return (
    <section aria-label="What else you can do">
      <Group gap={6} mb={open ? 'xs' : 0}>
        {offered.map(({ kind, label }) => (
          <Button
            key={kind}
            size="compact-sm"
            variant={kind === picked ? 'filled' : 'default'}
            aria-expanded={kind === picked}
            disabled={props.isLocked}
            onClick={() => setPicked(kind === picked ? null : kind)}
          >
            {label}
          </Button>
        ))}
      </Group>
      {open && (
        <Stack gap="xs">
          <div>
            <Title order={2} size="sm">
              {open.label}
            </Title>
            <Text size="xs" c="dimmed">
              {open.hint}
            </Text>
          </div>
          <ActionForm {...props} kind={open.kind as Drawn} />
        </Stack>
      )}
    </section>
  );
}

function ActionForm({ kind, ...props }: ActionFormProps & { readonly kind: Drawn }) {
  switch (kind) {
    case 'choose':
      return <ChooseForm {...props} />;
    case 'answer':
      return <AnswerForm {...props} />;
    case 'not-on-file':
      return <NotOnFileForm {...props} />;
    case 'denial':
      return <DenialForm {...props} />;
    case 'fix-login':
      return <LoginForm {...props} />;
    case 'acknowledge':
      return <WaitForm {...props} />;
  }
}

const placeOf = (item: Item, kind: Drawn): string => `item/${item.id}/${kind}`;
const attemptOf = (item: Item): number => item.workItem?.attempt ?? 0;

function ChooseForm({ item, onDecide, ...rest }: ActionFormProps) {
  const place = placeOf(item, 'choose');
  const [choice, setChoice] = useTyped(`${place}/choice`, '');
  const body = { attempt: attemptOf(item), choice: Number(choice) };
  return (
    <ActionBox
      {...rest}
      place={place}
      label="Ask for this one"
      isReady={choice !== ''}
      onSubmit={(note) => onDecide({ verb: 'choose', body: { ...body, note } })}
    >
      <Radio.Group label="What the portal listed" value={choice} onChange={setChoice}>
        <Stack gap={6} mt={4}>
          {(item.evidence?.candidates ?? []).map((candidate, index) => {
            const { label, description } = wordsOf(candidate);
            return <Radio key={String(index)} value={String(index)} label={label} description={description} />;
          })}
        </Stack>
      </Radio.Group>
    </ActionBox>
  );
}

type Candidate = NonNullable<Item['evidence']>['candidates'][number];

function wordsOf(candidate: Candidate): { label: string; description: string } {
  const parts = (...each: (string | null | false)[]) => each.filter(Boolean).join(' · ');
  if (candidate.kind === 'member')
    return {
      label: parts(candidate.name, candidate.memberId) || 'Without name and number',
      description: parts(candidate.birthDate && `born ${usDate(candidate.birthDate)}`),
    };
  return {
    label: candidate.claimNumber,
    description: parts(
      candidate.serviceFrom && `service ${usDate(candidate.serviceFrom)}`,
      candidate.billedCents !== null && `billed ${money(candidate.billedCents)}`,
      candidate.accountNumber && `account ${candidate.accountNumber}`,
      candidate.statusText,
    ),
  };
}

const NotOnFileForm = ({ item, onDecide, ...rest }: ActionFormProps) => (
  <ActionBox
    {...rest}
    place={placeOf(item, 'not-on-file')}
    label="Keep: not on file"
    isReady
    onSubmit={(note) => onDecide({ verb: 'not-on-file', body: { attempt: attemptOf(item), note } })}
  />
);

const GROUPS = [
  { value: 'CO', label: 'CO: the contract' },
  { value: 'PR', label: 'PR: the patient' },
  { value: 'OA', label: 'OA: other' },
  { value: 'PI', label: 'PI: the payer’s own' },
];

function DenialForm({ item, onDecide, ...rest }: ActionFormProps) {
  const place = placeOf(item, 'denial');
  const [statusText, setStatusText] = useTyped(`${place}/status`, '');
  const [group, setGroup] = useTyped<string | null>(`${place}/group`, null);
  const [reason, setReason] = useTyped(`${place}/reason`, '');
  const body = { attempt: attemptOf(item), statusText, group, reason: reason.trim().toUpperCase() || null };
  return (
    <ActionBox
      {...rest}
      place={place}
      label="Open the denial"
      isReady={statusText.trim() !== ''}
      onSubmit={(note) => onDecide({ verb: 'denial', body: { ...body, note } })}
    >
      <TextInput
        label="Status as the portal prints it"
        required
        maxLength={500}
        value={statusText}
        onChange={(event) => setStatusText(event.currentTarget.value)}
      />
      <Group grow>
        <Select label="Group" placeholder="Not stated" clearable data={GROUPS} value={group} onChange={setGroup} />
        <TextInput
          label="Reason code"
          description="CARC, such as 197"
          maxLength={4}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Group>
    </ActionBox>
  );
}

function LoginForm({ onDecide, item, ...rest }: ActionFormProps) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [totpSecret, setTotpSecret] = useState('');
  const given = { username: username.trim(), password, totpSecret: totpSecret.trim() };
  const body = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  return (
    <ActionBox
      {...rest}
      place={placeOf(item, 'fix-login')}
      label="Store and go on"
      isReady={Object.keys(body).length > 0}
      onSubmit={(note) => onDecide({ verb: 'login-secret', body: { ...body, note } })}
    >
      <Text size="xs" c="dimmed">
        Login {item.login?.label}. What you leave empty stays as it is.
      </Text>
      <TextInput
        label="New user name"
        autoComplete="off"
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <PasswordInput
        label="New password"
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label="Authenticator secret"
        autoComplete="off"
        value={totpSecret}
        onChange={(event) => setTotpSecret(event.currentTarget.value)}
      />
    </ActionBox>
  );
}

function WaitForm({ onDecide, item, ...rest }: ActionFormProps) {
  const place = placeOf(item, 'acknowledge');
  const [until, setUntil] = useTyped(`${place}/until`, '');
  return (
    <ActionBox
      {...rest}
      place={place}
      label="Let it wait"
      isReady={until !== ''}
      onSubmit={(note) => onDecide({ verb: 'acknowledge', body: { until: new Date(until).toISOString(), note } })}
    >
      <TextInput
        label="Not before"
        description={`At most two weeks from ${usDate(item.today)}, in this computer’s time`}
        type="datetime-local"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </ActionBox>
  );
}
