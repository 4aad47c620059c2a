/** One's own account: password, second factor, sessions. */
import { Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Me, RecoveryCodes } from '../api/people-schema.ts';
import { useMe } from './account-api.ts';
import { ask } from './api.ts';
import { PasswordForm } from './me-password.tsx';
import { ProveForm, SecondFactorSetup } from './me-second-factor.tsx';
import { Sessions } from './me-sessions.tsx';
import { useNotice } from './notices.tsx';
import { ROLE_WORDS } from './people-words.ts';
import { ShownOnce } from './shown-once.tsx';
import { Trouble } from './trouble.tsx';

export default function MePage() {
  const me = useMe();
  if (me.isLoadingError) return <Trouble error={me.error} onRetry={() => void me.refetch()} />;
  return (
    <Stack component="main" className="scroll" p="lg" gap="xl" aria-label="Your account">
      <div>
        <Title order={1} size="h4">
          Your account
        </Title>
        {me.data && (
          <Text size="sm" c="dimmed">
            {me.data.name}, {ROLE_WORDS[me.data.role]}
          </Text>
        )}
      </div>
      {me.isPending ? <Skeleton h={240} maw={460} aria-label="Loading" /> : <Account me={me.data} />}
    </Stack>
  );
}

function Account({ me }: { me: Me }) {
  const tell = useNotice();
  return (
    <>
      {me.by === 'password' ? (
        <>
          <Part title="Password" what="Changing it ends all your other sessions.">
            <PasswordForm leastLength={me.leastPasswordLength} onDone={() => tell('Your password is changed.')} />
          </Part>
          <Part
            title="Second factor"
            what="A code from your phone beside the password: who learns the password still does not get in."
          >
            <SecondFactor factor={me.secondFactor} />
          </Part>
        </>
      ) : (
        <Part
          title="Sign-in"
          what="You sign in through your organisation; password and second factor are looked after there."
        />
      )}
      <Part
        title="Sessions"
        what="Where you are signed in now. End what you do not know, and change your password then."
      >
        <Sessions sessions={me.sessions} />
      </Part>
    </>
  );
}

function Part({ title, what, children }: { title: string; what: string; children?: ReactNode }) {
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <div>
        <Title order={2} size="h5">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {what}
        </Text>
      </div>
      {children}
    </Stack>
  );
}

type Doing = 'set-up' | 'renew' | 'remove' | null;

function SecondFactor({ factor }: { factor: Me['secondFactor'] }) {
  const [doing, setDoing] = useState<Doing>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const tell = useNotice();
  const done = (text: string) => {
    setDoing(null);
    tell(text);
  };
  if (doing === 'set-up') return <SecondFactorSetup onDone={() => done('Your second factor is set up.')} />;
  if (doing === 'remove')
    return (
      <ProveForm
        label="Remove second factor"
        act={async (password) => {
          await ask('/me/second-factor/remove', 'POST', { password });
          done('Your second factor is removed.');
        }}
        onCancel={() => setDoing(null)}
      />
    );
  if (doing === 'renew')
    return (
      <ProveForm
        label="Make new recovery codes"
        act={async (password) => {
          const made = await ask<RecoveryCodes>('/me/second-factor/recovery-codes', 'POST', { password });
          setDoing(null);
          setCodes(made.codes);
        }}
        onCancel={() => setDoing(null)}
      />
    );
  return (
    <Stack gap="sm">
      {codes && (
        <ShownOnce values={codes} note="Your new recovery codes; those of before are void. They are not shown again." />
      )}
      <Group gap="xs">
        <Badge color={factor.isSet ? 'teal' : 'gray'} variant="light" c="var(--mantine-color-text)">
          {factor.isSet ? 'set up' : 'not set up'}
        </Badge>
        {factor.isSet && (
          <Text size="sm" c={factor.recoveryCodesLeft < 3 ? 'red' : 'dimmed'}>
            {factor.recoveryCodesLeft} recovery codes left
          </Text>
        )}
      </Group>
      <Group gap="xs">
        <Button variant={factor.isSet ? 'default' : 'filled'} onClick={() => setDoing('set-up')}>
          {factor.isSet ? 'Use another phone' : 'Set up a second factor'}
        </Button>
        {factor.isSet && (
          <Button variant="default" onClick={() => setDoing('renew')}>
            New recovery codes
          </Button>
        )}
        {factor.isSet && !factor.isRequired && (
          <Button variant="default" onClick={() => setDoing('remove')}>
            Remove
          </Button>
        )}
      </Group>
    </Stack>
  );
}
