/** Signing in: by the organisation's identity provider, or by name and password and then a code. */
import { Alert, Button, Center, Divider, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { NextStep } from '../api/people-schema.ts';
import type { Session } from '../api/schema.ts';
import { useSessionChange, useWays } from './account-api.ts';
import { ask } from './api.ts';
import { go } from './router.ts';
import { useIsAnythingTyped } from './typed.ts';

/** Why one is back from the identity provider without a session. */
const CAME_BACK: Readonly<Record<string, string>> = {
  unknown: 'You are not known here yet; ask an administrator to add you.',
  'no-role': 'Your organisation gives you no role here; ask an administrator.',
  disabled: 'You may no longer sign in here; ask an administrator.',
  refused: 'Your organisation did not let you in.',
  unreachable: 'Your organisation’s sign-in does not answer; try again in a moment, or tell an administrator.',
  invalid: 'What your organisation’s sign-in answered does not hold; try again, or tell an administrator.',
  late: 'That took too long; try again.',
};

export function SignIn() {
  const ways = useWays();
  const [isCodeNext, setCodeNext] = useState(false);
  const [isEmergency, setEmergency] = useState(false);
  const [why] = useState(() => new URLSearchParams(location.search).get('sign-in'));
  useEffect(() => {
    if (why) go(location.pathname, 'replace');
  }, [why]);
  const isTyped = useIsAnythingTyped();
  const takeOver = useSessionChange();
  // Signed in from another tab of this browser: this one goes on where it was.
  useWindowEvent('focus', () => takeOver());
  const sso = ways.data?.singleSignOn;
  const isPasswordShown = !sso || ways.data?.isPasswordOpen === true || isEmergency;
  return (
    <Center h="100%" p="md" component="main">
      <Paper className="panel" withBorder p="xl" w={380} shadow="sm">
        <Stack gap="md">
          <div>
            <Title order={1} size="h3">
              Claimwright review
            </Title>
            <Text c="dimmed" size="sm">
              Sign in to work on what the robots left to people.
            </Text>
          </div>
          {why && (
            <Alert color="red" variant="light" role="alert">
              {CAME_BACK[why] ?? CAME_BACK['invalid']}
            </Alert>
          )}
          {isTyped && (
            <Text size="sm" role="note">
              Your session has ended. What you typed and did not send is kept in this tab until you sign in again.
            </Text>
          )}
          {isCodeNext ? (
            <CodeForm onBack={() => setCodeNext(false)} />
          ) : (
            <>
              {sso && (
                <Button
                  component="a"
                  href={`/api/v1/sign-in/sso?to=${encodeURIComponent(location.pathname)}`}
                  // Left, this tab would forget what was typed in it.
                  {...(isTyped && { target: '_blank', rel: 'noreferrer' })}
                >{`Sign in with ${sso.title}`}</Button>
              )}
              {sso && isPasswordShown && <Divider label="or" />}
              {isPasswordShown ? (
                <PasswordStep onCode={() => setCodeNext(true)} />
              ) : (
                <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setEmergency(true)}>
                  Emergency sign-in
                </Button>
              )}
            </>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}

function PasswordStep({ onCode }: { onCode: () => void }) {
  const takeOver = useSessionChange();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => ask<Session | NextStep>('/session', 'POST', { name, password }),
    onSuccess: (answer) => ('next' in answer ? onCode() : takeOver(answer)),
    onError: () => setPassword(''),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <Stack gap="md">
        <Wrong error={signIn.error} />
        <TextInput
          label="Name"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
        <Text c="dimmed" size="xs">
          The first password was printed once, when Claimwright was started for the first time.
        </Text>
      </Stack>
    </form>
  );
}

function CodeForm({ onBack }: { onBack: () => void }) {
  const takeOver = useSessionChange();
  const [code, setCode] = useState('');
  const give = useMutation({
    mutationFn: () => ask<Session>('/session/second-factor', 'POST', { code }),
    onSuccess: takeOver,
    onError: () => setCode(''),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate();
      }}
    >
      <Stack gap="md">
        <Wrong error={give.error} />
        <TextInput
          label="Code"
          description="Six digits from your authenticator app, or a recovery code."
          autoComplete="one-time-code"
          autoFocus
          required
          withAsterisk={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={give.isPending}>
          Go on
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onBack}>
          Begin again
        </Button>
      </Stack>
    </form>
  );
}

const Wrong = ({ error }: { error: Error | null }) =>
  error && (
    <Alert color="red" variant="light" role="alert">
      {error.message}
    </Alert>
  );
