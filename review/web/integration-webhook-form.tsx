/** A webhook's address and the events it is told of. */
import { Button, Checkbox, Group, Paper, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { IntegrationOptions } from '../api/integrations-schema.ts';

interface Values {
  url: string;
  description: string;
  kinds: string[];
}
interface FormProps {
  title: string;
  options: IntegrationOptions;
  values: Values;
  isBusy: boolean;
  onSave: (values: Values) => void;
  onCancel: () => void;
}

export function WebhookForm({ title, options, values: before, isBusy, onSave, onCancel }: FormProps) {
  const [values, setValues] = useState(before);
  const set = (part: Partial<Values>) => setValues((now) => ({ ...now, ...part }));
  return (
    <Paper
      component="form"
      withBorder
      p="md"
      maw={640}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(values);
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Address"
          description="https, and reachable from this office; a private address must be allowed by its administrator"
          placeholder="https://hooks.example.com/claimwright"
          type="url"
          required
          maxLength={2000}
          value={values.url}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
        <TextInput
          label="Note"
          maxLength={200}
          value={values.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <Checkbox.Group label="Is told when" value={values.kinds} onChange={(kinds) => set({ kinds })} required>
          <Stack gap={4} mt={4}>
            {options.kinds.map((kind) => (
              <Checkbox key={kind.name} size="xs" value={kind.name} label={kind.title} description={kind.name} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group gap="xs">
          <Button type="submit" size="xs" loading={isBusy} disabled={values.url === '' || values.kinds.length === 0}>
            Save
          </Button>
          <Button size="xs" variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
