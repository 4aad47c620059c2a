/** A secret that is shown once: large enough to copy by hand, and with a way to copy it by key. */
import { Button, Code, CopyButton, Group, SimpleGrid, Stack, Text } from '@mantine/core';

export function ShownOnce({ values, note }: { values: readonly string[]; note: string }) {
  return (
    <Stack gap="xs">
      <Text size="sm">{note}</Text>
      <SimpleGrid cols={values.length > 1 ? 2 : 1} spacing="xs">
        {values.map((value) => (
          <Code key={value} block fz="md">
            {value}
          </Code>
        ))}
      </SimpleGrid>
      <Group>
        <CopyButton value={values.join('\n')}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
