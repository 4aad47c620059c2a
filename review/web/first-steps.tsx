/** What must be done before anything else: a password of one's own, a second factor where the office wants one. */
import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Session } from '../api/schema.ts';
import { useMe, useSessionChange } from './account-api.ts';
import { ask, forget } from './api.ts';
import { PasswordForm } from './me-password.tsx';
import { SecondFactorSetup } from './me-second-factor.tsx';

export function FirstSteps({ first }: { first: NonNullable<Session['first']> }) {
  const client = useQueryClient();
  const me = useMe();
  const takeOver = useSessionChange();
  return (
    <Center mih="100%" p="md" component="main">
      <Paper className="panel" withBorder p="xl" w={480} shadow="sm">
        <Stack gap="md">
          <div>
            <Title order={1} size="h3">
              {first === 'password' ? 'Choose a password of your own' : 'Set up a second factor'}
            </Title>
            <Text c="dimmed" size="sm">
              {first === 'password'
                ? 'The one you have was given to you by somebody else and is good for this sign-in only.'
                : 'Your role needs a code from your phone beside the password.'}
            </Text>
          </div>
          {first === 'password' ? (
            <PasswordForm leastLength={me.data?.leastPasswordLength ?? 0} />
          ) : (
            <SecondFactorSetup onDone={() => takeOver()} />
          )}
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            w="fit-content"
            onClick={() => void ask('/session', 'DELETE').finally(() => forget(client))}
          >
            Sign out
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
