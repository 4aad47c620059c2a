/** The pages of a remittance, one at a time: doubtful fields boxed, the one pointed at lit. */
import { ActionIcon, Center, Group, Loader, SegmentedControl, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Remittance, RemittanceField, RemittancePage } from '../api/remittance-schema.ts';
import { pageAddress } from './remittance-api.ts';
import { sourceOf, useFields } from './remittance-fields.tsx';

export function RemittancePages({ remittance }: { remittance: Remittance }) {
  const { page: turned, turnTo } = useFields();
  const { pages, fields } = remittance;
  const number = turned ?? fields.find((field) => field.isDoubtful && field.page)?.page ?? 1;
  const [size, setSize] = useState('fit');
  const page = pages[number - 1];
  const onPage = fields.filter((field) => field.page === number && field.box);
  const doubtful = onPage.filter((field) => field.isDoubtful);
  return (
    <section className="evidence" aria-label="Pages">
      <div className="bar evidence-bar">
        <Group justify="space-between" wrap="nowrap" py={6}>
          <Group gap="xs" wrap="nowrap">
            <ActionIcon
              variant="default"
              size="sm"
              aria-label="Page before"
              disabled={number <= 1}
              onClick={() => turnTo(number - 1)}
            >
              ‹
            </ActionIcon>
            <Title order={2} size="sm">
              Page {number} of {pages.length}
            </Title>
            <ActionIcon
              variant="default"
              size="sm"
              aria-label="Next page"
              disabled={number >= pages.length}
              onClick={() => turnTo(number + 1)}
            >
              ›
            </ActionIcon>
            <Text size="sm" c="dimmed" lineClamp={1}>
              {page?.remarks.join(' · ')}
            </Text>
          </Group>
          <SegmentedControl
            size="xs"
            className="fixed"
            aria-label="Size of the page"
            data={[
              { value: 'fit', label: 'Fit' },
              { value: 'full', label: '100 %' },
            ]}
            value={size}
            onChange={setSize}
          />
        </Group>
        {doubtful.length > 0 && <Doubtful fields={doubtful} />}
      </div>
      {page && <Picture key={number} id={remittance.id} page={page} fields={onPage} isFit={size === 'fit'} />}
    </section>
  );
}

function Doubtful({ fields }: { fields: readonly RemittanceField[] }) {
  const { lit, light } = useFields();
  return (
    <ul className="fields" aria-label="Doubtful fields of this page">
      {fields.map((field) => (
        <li
          key={field.pointer}
          className="field"
          tabIndex={0}
          data-lit={lit === field.pointer || undefined}
          onMouseEnter={() => light(field.pointer)}
          onMouseLeave={() => light(null)}
          onFocus={() => light(field.pointer)}
          onBlur={() => light(null)}
        >
          <Text span inherit c="dimmed">
            {shortLabel(field.label)}
          </Text>{' '}
          {field.value ?? 'not read'} ({Math.floor(field.confidence * 100)} % sure)
        </li>
      ))}
    </ul>
  );
}

/** `Payment 1, amount` to `Amount`. */
const shortLabel = (label: string): string => {
  const short = label.replace(/^Payment \d+, /, '');
  return short.charAt(0).toUpperCase() + short.slice(1);
};

interface PictureProps {
  id: string;
  page: RemittancePage;
  fields: readonly RemittanceField[];
  isFit: boolean;
}

/** Boxes are in the stored picture's own pixels; the drawing's view box scales them with it. */
function Picture({ id, page, fields, isFit }: PictureProps) {
  const { lit, light } = useFields();
  const [isLoaded, setLoaded] = useState(false);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    if (lit && isLoaded)
      document
        .querySelector(`[data-box="${CSS.escape(lit)}"]`)
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [lit, isLoaded]);
  if (!page.hasImage || isBroken) {
    return (
      <Center p="xl">
        <Text c="dimmed" size="sm" maw={360} ta="center">
          {page.state === 'waiting' ? 'This page is still to be read.' : 'No picture of this page is kept.'}
        </Text>
      </Center>
    );
  }
  return (
    // Scrollable by keyboard when the picture is larger than the pane.
    <div className="scroll" tabIndex={0} role="region" aria-label={`Picture of page ${page.page}`}>
      <div className="shot" data-fit={isFit || undefined}>
        <img
          src={pageAddress(id, page.page)}
          alt={`Page ${page.page} as it was scanned`}
          width={page.width ?? undefined}
          height={page.height ?? undefined}
          onLoad={() => setLoaded(true)}
          onError={() => setBroken(true)}
        />
        {!isLoaded && (
          <Center p="xl" pos="absolute" inset={0}>
            <Loader size="sm" aria-label="Loading the page" />
          </Center>
        )}
        <svg viewBox={`0 0 ${page.width ?? 1} ${page.height ?? 1}`} aria-hidden="true">
          {fields.map(
            (field) =>
              field.box && (
                <rect
                  key={field.pointer}
                  className={field.isDoubtful ? 'box' : 'box quiet'}
                  data-box={field.pointer}
                  data-lit={lit === field.pointer || undefined}
                  x={field.box[0] - 4}
                  y={field.box[1] - 4}
                  width={field.box[2] + 8}
                  height={field.box[3] + 8}
                  rx={4}
                  onMouseEnter={() => light(field.pointer)}
                  onMouseLeave={() => light(null)}
                >
                  <title>{sourceOf(field)}</title>
                </rect>
              ),
          )}
        </svg>
      </div>
    </div>
  );
}
