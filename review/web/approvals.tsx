/** What waits for a second person: what it would book, why it is asked, and the two answers. */
import { Badge, Button, Card, Center, Group, Skeleton, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Approval, ApprovalAnswer, ApprovalList } from '../api/approvals-schema.ts';
import { ask } from './api.ts';
import { ChangesTable } from './changes-table.tsx';
import { InternalLink } from './internal-link.tsx';
import { useNotice } from './notices.tsx';
import { remittanceAddress } from './router.ts';
import { Trouble } from './trouble.tsx';
import { forgetTyped, useTyped } from './typed.ts';
import { age, bookedOf } from './words.ts';

export default function ApprovalsPage() {
  const list = useQuery({ queryKey: ['approvals'], queryFn: () => ask<ApprovalList>('/approvals') });
  return (
    <Stack component="main" gap="sm" p="md" className="scroll" aria-label="Approvals">
      <div>
        <Title order={1} size="h4">
          Second person
        </Title>
        <Text size="sm" c="dimmed">
          Nobody posts these alone. What you approve is posted exactly as it was decided.
        </Text>
      </div>
      {list.isPending && <Skeleton h={120} role="status" aria-label="Loading" />}
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.approvals.length === 0 && (
        <Center p="xl">
          <Text c="dimmed" size="sm">
            Nothing waits for a second person.
          </Text>
        </Center>
      )}
      {list.data?.approvals.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} at={list.data.at} />
      ))}
    </Stack>
  );
}

const REASONS: Record<Approval['reasons'][number], string> = {
  'take-back': 'Take-back',
  'write-off': 'Write-off',
  amount: 'Amount',
};

function ApprovalCard({ approval, at }: { readonly approval: Approval; readonly at: string }) {
  const { content, documentId, itemId, isMine } = approval;
  return (
    <Card withBorder padding="sm" maw={820} component="section" aria-label={approval.title}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Group gap={6}>
          {approval.reasons.map((reason) => (
            <Badge key={reason} size="sm" variant="outline" color="gray">
              {REASONS[reason]}
            </Badge>
          ))}
        </Group>
        <Text size="xs" c="dimmed">
          {approval.proposedName}, {age(approval.proposedAt, at)} ago
        </Text>
      </Group>
      <Text size="sm" fw={600}>
        {content
          ? `Would be booked: ${bookedOf(content.message)}`
          : 'What was decided does not open with this master key.'}
      </Text>
      <Text size="sm">Asked because {approval.why}.</Text>
      {content && content.changes.length > 0 && <ChangesTable changes={content.changes} />}
      {content?.said.map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
      {content?.note && <Text size="sm">“{content.note}”</Text>}
      <Text size="sm">
        <InternalLink to={documentId ? remittanceAddress(documentId, itemId) : `/items/${itemId}`}>
          Look at it: {approval.title}
        </InternalLink>
      </Text>
      <Answer approval={approval} isMine={isMine} />
    </Card>
  );
}

function Answer({ approval, isMine }: { readonly approval: Approval; readonly isMine: boolean }) {
  const place = `approval/${approval.id}`;
  const [reason, setReason] = useTyped(place, '');
  const client = useQueryClient();
  const tell = useNotice();
  const answer = useMutation({
    mutationFn: (verb: 'approve' | 'reject') =>
      ask<ApprovalAnswer>(`/approvals/${approval.id}/${verb}`, 'POST', verb === 'reject' ? { reason } : {}),
    onError: (error) => tell(error.message, true),
    onSuccess: ({ message }) => {
      tell(message);
      forgetTyped(place);
    },
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
  return (
    <Group gap="xs" mt="xs" align="flex-start" wrap="nowrap">
      {approval.mayApprove && (
        <Button size="compact-md" className="fixed" loading={answer.isPending} onClick={() => answer.mutate('approve')}>
          Approve and post
        </Button>
      )}
      <Textarea
        className="grow"
        aria-label="Why it goes back"
        placeholder={isMine ? 'Why you withdraw it' : 'Why it goes back'}
        autosize
        minRows={1}
        maxLength={2000}
        size="xs"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        size="compact-md"
        variant="default"
        className="fixed"
        disabled={reason.trim() === '' || answer.isPending}
        onClick={() => answer.mutate('reject')}
      >
        {isMine ? 'Withdraw' : 'Give back'}
      </Button>
    </Group>
  );
}
