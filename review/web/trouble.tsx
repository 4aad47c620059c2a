import { Alert, Button, Stack } from '@mantine/core';

/** Something could not be loaded: why, and the way on. */
export function Trouble({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Stack p="xl" maw={560}>
      <Alert color="red" variant="light" role="alert" title="This could not be loaded">
        {error.message}
      </Alert>
      <Button w="fit-content" variant="default" onClick={onRetry}>
        Try again
      </Button>
    </Stack>
  );
}
