/** A decision that waits for a second person: whose it is, where it is approved, and the way back for who made it. */
import { Alert, Button, Group, Textarea } from '@mantine/core';
import type { RemittanceItem } from '../api/remittance-schema.ts';
import { useSession } from './api.ts';
import { InternalLink } from './internal-link.tsx';
import { useItemAction } from './remittance-api.ts';
import { useTyped } from './typed.ts';

interface ProposalBarProps {
  readonly documentId: string;
  readonly proposal: NonNullable<RemittanceItem['proposal']>;
}

export function ProposalBar({ documentId, proposal: { id, by, isMine } }: ProposalBarProps) {
  const mayApprove = useSession().data?.permissions.includes('approvals.give') ?? false;
  const place = `approval/${id}`;
  const [reason, setReason] = useTyped(place, '');
  const action = useItemAction(documentId);
  return (
    <section className="decision-bar panel" aria-label="Decide">
      <Alert color="gray" variant="light" p="xs">
        {isMine ? 'You have' : `${by} has`} decided this, and nothing is posted until a second person approves it. Shown
        is what was read, without the corrections.{' '}
        {mayApprove && !isMine && (
          <InternalLink to="/approvals" inherit underline="always">
            What was decided, to approve or give back
          </InternalLink>
        )}
      </Alert>
      {isMine && (
        <Group gap="xs" mt={6} wrap="nowrap" align="flex-start">
          <Textarea
            className="grow"
            aria-label="Why you withdraw it"
            placeholder="Why you withdraw it"
            autosize
            minRows={1}
            maxRows={4}
            maxLength={2000}
            size="xs"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button
            size="compact-md"
            variant="default"
            className="fixed"
            disabled={reason.trim() === ''}
            loading={action.isPending}
            onClick={() => action.mutate({ path: `/approvals/${id}/reject`, body: { reason }, place })}
          >
            Withdraw
          </Button>
        </Group>
      )}
    </section>
  );
}
