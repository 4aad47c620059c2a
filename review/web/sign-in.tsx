import { Alert, Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../api/schema.ts';
import { ask } from './api.ts';

export function SignIn() {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => ask<Session>('/session', 'POST', { name, password }),
    onSuccess: (session) => client.setQueryData(['session'], session),
    onError: () => setPassword(''),
  });
  return (
    <Center h="100%" p="md" component="main">
      <Paper className="panel" withBorder p="xl" w={380} shadow="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            signIn.mutate();
          }}
        >
          <Stack gap="md">
            <div>
              <Title order={1} size="h3">
                Claimwright review
              </Title>
              <Text c="dimmed" size="sm">
                Sign in to work on what the robots left to people.
              </Text>
            </div>
            {signIn.isError && (
              <Alert color="red" variant="light" role="alert">
                {signIn.error.message}
              </Alert>
            )}
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
      </Paper>
    </Center>
  );
}
