/** The pages of a remittance: a strip of them, and the one in hand in a viewer that is loaded when the first page is shown. */
import { ActionIcon, Button, Center, Group, Loader, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { useSession } from './api.ts';
import { isEmpty } from './remittance-draft.ts';
import { thumbnailAddress } from './remittance-api.ts';
import { useWork } from './remittance-work.tsx';

const PageViewer = lazy(() => import('./page-viewer.tsx'));
const ArrangePages = lazy(() => import('./arrange-pages.tsx').then((each) => ({ default: each.ArrangePages })));
/** Pages may be laid anew once a worker is done with them. */
const ENDED = new Set<string>(['posted', 'review', 'refused', 'failed']);

export function RemittancePages() {
  const { remittance, byPointer, draft, active, lit, isTarget } = useWork();
  const { pages, fields } = remittance;
  const [turned, turnTo] = useState<number | null>(null);
  const [isArranging, setArranging] = useState(false);
  const mayArrange =
    (useSession().data?.permissions.includes('remittances.work') ?? false) && ENDED.has(remittance.state);
  const number = turned ?? fields.find((field) => field.isDoubtful && field.page)?.page ?? 1;
  const page = pages[number - 1];
  // The field in hand leads to its page.
  const pointed = active ?? lit;
  const led = pointed ? (draft.edits[pointed]?.at?.page ?? byPointer.get(pointed)?.page ?? null) : null;
  const [follows, setFollows] = useState<string | null>(null);
  if (pointed !== follows) {
    setFollows(pointed);
    if (led) turnTo(led);
  }
  const step = (by: 1 | -1) => pages[number - 1 + by] && turnTo(number + by);
  useHotkeys([
    ['[', () => step(-1)],
    [']', () => step(1)],
  ]);
  useHotkeys(
    [
      ['alt+PageUp', () => step(-1)],
      ['alt+PageDown', () => step(1)],
    ],
    [],
  );
  const doubtful = new Map<number, number>();
  for (const field of fields)
    if (field.page && isTarget(field.pointer)) doubtful.set(field.page, (doubtful.get(field.page) ?? 0) + 1);
  return (
    <section className="evidence" aria-label="Pages">
      <div className="bar evidence-bar">
        <Group gap="xs" wrap="nowrap" py={6} display={isArranging ? 'none' : 'flex'}>
          <ActionIcon
            variant="default"
            size="sm"
            aria-label="Page before"
            disabled={number <= 1}
            onClick={() => step(-1)}
          >
            ‹
          </ActionIcon>
          <Title order={2} size="sm" className="fixed">
            Page {number} of {pages.length}
          </Title>
          <ActionIcon
            variant="default"
            size="sm"
            aria-label="Next page"
            disabled={number >= pages.length}
            onClick={() => step(1)}
          >
            ›
          </ActionIcon>
          <Text size="sm" c="dimmed" lineClamp={1}>
            {page?.remarks.join(' · ')}
          </Text>
          {mayArrange && (
            <Button size="compact-xs" variant="default" className="fixed" ml="auto" onClick={() => setArranging(true)}>
              Arrange pages
            </Button>
          )}
        </Group>
        {isArranging && (
          <Title order={2} size="sm" py={6}>
            Arrange the pages of the scan
          </Title>
        )}
      </div>
      {isArranging ? (
        <Suspense fallback={<Waiting />}>
          <ArrangePages
            id={remittance.id}
            page={page?.filePage ?? 1}
            isTyped={!isEmpty(draft)}
            onClose={() => setArranging(false)}
          />
        </Suspense>
      ) : (
        <div className="pages" data-strip={pages.length > 1 || undefined}>
          {pages.length > 1 && <Strip number={number} doubtful={doubtful} onTurn={turnTo} />}
          {page?.hasImage ? (
            <Suspense fallback={<Waiting />}>
              <PageViewer key={number} page={page} />
            </Suspense>
          ) : (
            <Center p="xl">
              <Text c="dimmed" size="sm" maw={360} ta="center">
                {page?.state === 'waiting' ? 'This page is still to be read.' : 'No picture of this page is kept.'}
              </Text>
            </Center>
          )}
        </div>
      )}
    </section>
  );
}

const Waiting = () => (
  <Center p="xl">
    <Loader size="sm" role="status" aria-label="Loading the page" />
  </Center>
);

function Strip({
  number,
  doubtful,
  onTurn,
}: {
  number: number;
  doubtful: ReadonlyMap<number, number>;
  onTurn: (page: number) => void;
}) {
  const { remittance } = useWork();
  return (
    <ol className="strip scroll" aria-label="All pages">
      {remittance.pages.map(({ page, hasImage }) => (
        <li key={page}>
          <button
            type="button"
            tabIndex={page === number ? 0 : -1}
            aria-current={page === number ? 'page' : undefined}
            aria-label={`Page ${page}${doubtful.get(page) ? `, ${doubtful.get(page)} to compare` : ''}`}
            onClick={() => onTurn(page)}
          >
            {hasImage && <img src={thumbnailAddress(remittance.id, page)} alt="" loading="lazy" width={64} />}
            <span>
              {page}
              {doubtful.get(page) ? <b>{doubtful.get(page)}</b> : null}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
