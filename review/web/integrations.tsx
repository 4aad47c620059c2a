/** Other programs: their tokens, the webhooks they listen by, and what was sent to them. */
import { Anchor, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { IntegrationDeliveries } from './integration-deliveries.tsx';
import { IntegrationTokens } from './integration-tokens.tsx';
import { IntegrationWebhooks } from './integration-webhooks.tsx';
import { go } from './router.ts';
import './integrations.css';

const PARTS = [
  { path: 'tokens', title: 'API tokens', page: IntegrationTokens },
  { path: 'webhooks', title: 'Webhooks', page: IntegrationWebhooks },
  { path: 'deliveries', title: 'Deliveries', page: IntegrationDeliveries },
] as const;

export default function IntegrationsPage({ rest }: { rest: string }) {
  const [path, about] = rest.split('/');
  const here = PARTS.find((part) => part.path === path) ?? PARTS[0];
  return (
    <Stack component="main" className="scroll" p="md" gap="md" aria-label="Integrations">
      <Group justify="space-between">
        <Title order={1} size="h4">
          Integrations
        </Title>
        <Anchor href="/api/docs" size="sm">
          Documentation of the API
        </Anchor>
      </Group>
      <Tabs value={here.path} onChange={(value) => go(`/integrations/${value ?? ''}`)} keepMounted={false}>
        <Tabs.List aria-label="Integrations">
          {PARTS.map((part) => (
            <Tabs.Tab key={part.path} value={part.path}>
              {part.title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PARTS.map((part) => (
          <Tabs.Panel key={part.path} value={part.path} pt="md">
            <part.page about={about ?? null} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <Text size="xs" c="dimmed">
        A token or a webhook never carries more than the role of who made it. Webhooks carry ids, never a patient’s
        data.
      </Text>
    </Stack>
  );
}
