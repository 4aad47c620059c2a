import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Session } from '../api/schema.ts';
import { useChange, useSessionChange } from './account-api.ts';
import { ask } from './api.ts';

/** @param onDone told after the password is another one. */
export function PasswordForm({ leastLength, onDone }: { leastLength: number; onDone?: () => void }) {
  const [password, setPassword] = useState('');
  const [next, setNext] = useState('');
  const takeOver = useSessionChange();
  const change = useChange(
    () => ask<Session>('/me/password', 'POST', { password, next }),
    (session) => {
      setPassword('');
      setNext('');
      takeOver(session);
      onDone?.();
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(undefined);
      }}
    >
      <Stack gap="sm" maw={380}>
        {change.isError && (
          <Alert color="red" variant="light" role="alert">
            {change.error.message}
          </Alert>
        )}
        <PasswordInput
          label="Password now"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description={`At least ${leastLength} characters. A few words that do not belong together are easy to keep and hard to guess.`}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={leastLength}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <Button type="submit" w="fit-content" loading={change.isPending}>
          Change password
        </Button>
      </Stack>
    </form>
  );
}
