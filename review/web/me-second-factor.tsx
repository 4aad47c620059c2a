/** Setting up the second factor: password, picture for the authenticator, its first code, recovery codes. */
import { Alert, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Offer, RecoveryCodes } from '../api/people-schema.ts';
import { useChange } from './account-api.ts';
import { ask } from './api.ts';
import { ShownOnce } from './shown-once.tsx';

/** @param onDone told when the person has kept the recovery codes. */
export function SecondFactorSetup({ onDone }: { onDone: () => void }) {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) {
    return (
      <Stack gap="sm" maw={460}>
        <ShownOnce
          values={codes}
          note="Recovery codes: each lets you in once when your phone is not at hand. Print them or keep them with your passwords; they are not shown again."
        />
        <Button w="fit-content" onClick={onDone} data-autofocus>
          I have kept them
        </Button>
      </Stack>
    );
  }
  return offer ? (
    <ConfirmForm offer={offer} onCodes={setCodes} />
  ) : (
    <ProveForm
      label="Set up"
      act={async (password) => setOffer(await ask<Offer>('/me/second-factor', 'POST', { password }))}
    />
  );
}

function ConfirmForm({ offer, onCodes }: { offer: Offer; onCodes: (codes: readonly string[]) => void }) {
  const [code, setCode] = useState('');
  const confirm = useChange(
    () => ask<RecoveryCodes>('/me/second-factor/confirm', 'POST', { code }),
    ({ codes }) => onCodes(codes),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate(undefined);
      }}
    >
      <Stack gap="sm" maw={460}>
        <Text size="sm">Scan this picture with an authenticator app, then type the six digits that it shows.</Text>
        <svg
          className="qr"
          role="img"
          aria-label="QR code for the authenticator app"
          viewBox={`0 0 ${offer.qr.size} ${offer.qr.size}`}
          shapeRendering="crispEdges"
        >
          <path d={offer.qr.path} />
        </svg>
        <Text size="xs" c="dimmed">
          Or type this key into the app: <Code>{offer.secret.match(/.{1,4}/g)?.join(' ')}</Code>
        </Text>
        {confirm.isError && (
          <Alert color="red" variant="light" role="alert">
            {confirm.error.message}
          </Alert>
        )}
        <TextInput
          label="Code"
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          withAsterisk={false}
          autoFocus
          maw={160}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" w="fit-content" loading={confirm.isPending}>
          Confirm
        </Button>
      </Stack>
    </form>
  );
}

interface ProveFormProps {
  label: string;
  /** Done with the password; what it throws is shown. */
  act: (password: string) => Promise<void>;
  onCancel?: () => void;
}

/** Asks for the own password once more, then does it. */
export function ProveForm({ label, act, onCancel }: ProveFormProps) {
  const [password, setPassword] = useState('');
  const prove = useChange(() => act(password));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        prove.mutate(undefined);
      }}
    >
      <Stack gap="sm" maw={380}>
        {prove.isError && (
          <Alert color="red" variant="light" role="alert">
            {prove.error.message}
          </Alert>
        )}
        <PasswordInput
          label="Your password, once more"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={prove.isPending}>
            {label}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
