/** Webhooks: where events go, which, and the secret that signs them. */
import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { IntegrationOptions, Webhook, WebhookSecret } from '../api/integrations-schema.ts';
import { useChange, useOptions, useWebhooks } from './integration-api.ts';
import { Listed, moment, ShownOnce } from './integration-parts.tsx';
import { WebhookForm } from './integration-webhook-form.tsx';
import { InternalLink } from './internal-link.tsx';

export function IntegrationWebhooks() {
  const list = useWebhooks();
  const options = useOptions();
  const [isNew, setNew] = useState(false);
  const [shown, setShown] = useState<WebhookSecret | null>(null);
  const add = useChange<WebhookSecret>((secret) => {
    setShown(secret);
    setNew(false);
  });
  const webhooks = list.data?.pages.flatMap((page) => page.webhooks) ?? [];
  return (
    <Stack gap="md">
      {shown && (
        <ShownOnce
          what="secret"
          secret={shown.secret}
          hint={
            shown.oldSecretUntil
              ? `The receiver checks the signature with it. The old one signs too until ${moment(shown.oldSecretUntil)}.`
              : 'The receiver checks the signature with it (Standard Webhooks, v1).'
          }
          onKept={() => setShown(null)}
        />
      )}
      {isNew && options.data ? (
        <WebhookForm
          title="New webhook"
          options={options.data}
          values={{ url: '', description: '', kinds: [] }}
          isBusy={add.isPending}
          onSave={(body) => add.mutate({ path: '/webhooks', body })}
          onCancel={() => setNew(false)}
        />
      ) : (
        <Button size="xs" w="fit-content" onClick={() => setNew(true)} loading={isNew && options.isPending}>
          New webhook
        </Button>
      )}
      <Listed
        list={list}
        count={webhooks.length}
        empty="No webhook yet. A webhook tells another program when something happens, so that it need not ask."
      >
        {webhooks.map((webhook) => (
          <WebhookCard key={webhook.id} webhook={webhook} options={options.data} onSecret={setShown} />
        ))}
      </Listed>
    </Stack>
  );
}

interface CardProps {
  webhook: Webhook;
  options: IntegrationOptions | undefined;
  onSecret: (secret: WebhookSecret) => void;
}

function WebhookCard({ webhook, options, onSecret }: CardProps) {
  const [isEdited, setEdited] = useState(false);
  const change = useChange(() => setEdited(false));
  const renew = useChange<WebhookSecret>(onSecret);
  const path = `/webhooks/${webhook.id}`;
  const { url, description, kinds, isEnabled, version } = webhook;
  const save = (values: { url: string; description: string; kinds: string[] }, isOn = isEnabled) =>
    change.mutate({ path, method: 'PUT', body: { ...values, isEnabled: isOn }, version, done: 'Saved.' });
  if (isEdited && options)
    return (
      <WebhookForm
        title={`Change ${url}`}
        options={options}
        values={{ url, description, kinds: [...kinds] }}
        isBusy={change.isPending}
        onSave={(values) => save(values)}
        onCancel={() => setEdited(false)}
      />
    );
  return (
    <Paper component="section" withBorder p="md" aria-label={url}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={2} miw={0}>
          <Group gap="xs">
            <Text fw={600} className="breakable">
              {url}
            </Text>
            <Badge variant="default">{isEnabled ? 'on' : 'off'}</Badge>
          </Group>
          {description && <Text size="sm">{description}</Text>}
          <Text size="sm" c="dimmed">
            {kinds.join(', ')}
          </Text>
          {!isEnabled && (
            <Text size="sm">
              Off since {moment(webhook.disabledAt)}: {webhook.disabledWhy}.
            </Text>
          )}
          <Text size="sm">
            <InternalLink to={`/integrations/deliveries/${webhook.id}`} fz="sm">
              {webhook.pending} to be sent, {webhook.dead} dead
            </InternalLink>
          </Text>
        </Stack>
        <Group gap="xs" justify="flex-end">
          <Act label="Send a test" onClick={() => change.mutate({ path: `${path}/test` })} isOff={!isEnabled} />
          <Act label="Change" onClick={() => setEdited(true)} />
          <Act
            label={isEnabled ? 'Switch off' : 'Switch on'}
            onClick={() => save({ url, description, kinds: [...kinds] }, !isEnabled)}
          />
          <Act label="New secret" onClick={() => renew.mutate({ path: `${path}/secret` })} isAskedTwice />
          <Act
            label="Delete"
            onClick={() => change.mutate({ path, method: 'DELETE', done: 'The webhook is deleted.' })}
            isAskedTwice
          />
        </Group>
      </Group>
    </Paper>
  );
}

function Act({
  label,
  onClick,
  isOff = false,
  isAskedTwice = false,
}: {
  label: string;
  onClick: () => void;
  isOff?: boolean;
  isAskedTwice?: boolean;
}) {
  const [isSure, setSure] = useState(false);
  const press = () => {
    if (isAskedTwice && !isSure) return setSure(true);
    setSure(false);
    onClick();
  };
  return (
    <Button
      size="compact-sm"
      variant={isSure ? 'filled' : 'default'}
      color={isSure ? 'red' : 'gray'}
      disabled={isOff}
      onClick={press}
      onBlur={() => setSure(false)}
    >
      {isSure ? `Really: ${label.toLowerCase()}` : label}
    </Button>
  );
}
