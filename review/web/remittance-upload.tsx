import { Button, Group, Loader, Text } from '@mantine/core';
import { useRef, useState, type DragEvent } from 'react';
import { useUpload } from './remittance-api.ts';

const ACCEPTED = '.pdf,.tif,.tiff,.png,.jpg,.jpeg,.835,.era,.edi,.x12,.txt';

/** Files are dropped here or chosen; both take several. */
export function DropZone() {
  const upload = useUpload();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const send = (files: FileList | null) => {
    if (files && files.length > 0) upload.mutate([...files]);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files);
  };
  return (
    <section
      className="drop"
      data-over={isOver || undefined}
      aria-label="Take in remittances"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Group gap="sm" justify="center">
        {upload.isPending ? (
          <>
            <Loader size="xs" />
            <Text size="sm">
              Taking in {upload.variables.length === 1 ? '1 file' : `${upload.variables.length} files`} …
            </Text>
          </>
        ) : (
          <>
            <Text size="sm">
              Drop EOB scans or 835 files here{' '}
              <Text span inherit c="dimmed">
                (PDF, TIFF, PNG, JPEG, 835)
              </Text>
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => input.current?.click()}>
              Choose files
            </Button>
          </>
        )}
      </Group>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label="Files of remittances"
        onChange={(event) => {
          send(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </section>
  );
}
