/** The pages of the bar: the day's work as links, what is set up now and then in a menu. */
import { Group, Menu, UnstyledButton } from '@mantine/core';
import type { Session } from '../api/schema.ts';
import { AREAS } from './areas.ts';
import { InternalLink } from './internal-link.tsx';
import { go, inboxAddress, type Filter } from './router.ts';

/** Of the office rather than of its work; one's own account is reached by one's name. */
const OFFICE: ReadonlySet<string> = new Set(['sharing', 'administration', 'integrations', 'people']);

interface NavProps {
  session: Session;
  filter: Filter;
  /** The area on the screen; null at the inbox. */
  at: string | null;
}

export function Nav({ session, filter, at }: NavProps) {
  const own = AREAS.filter(({ path, needs }) => path !== 'me' && session.permissions.includes(needs));
  const office = own.filter(({ path }) => OFFICE.has(path));
  // A menu of one page is no menu.
  const links = office.length > 1 ? own.filter(({ path }) => !OFFICE.has(path)) : own;
  return (
    <Group component="nav" gap="sm" wrap="nowrap" aria-label="Pages">
      <InternalLink to={inboxAddress(filter)} size="sm" aria-current={at === null ? 'page' : undefined}>
        Inbox
      </InternalLink>
      {links.map(({ path, title }) => (
        <InternalLink key={path} to={`/${path}`} size="sm" aria-current={at === path ? 'page' : undefined}>
          {title}
        </InternalLink>
      ))}
      {office.length > 1 && <OfficeMenu areas={office} at={at} />}
    </Group>
  );
}

function OfficeMenu({ areas, at }: { areas: typeof AREAS; at: string | null }) {
  const current = areas.find(({ path }) => path === at);
  return (
    <Menu position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-current={current ? 'page' : undefined}>
          {current?.title ?? 'Office'} ▾
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {areas.map(({ path, title }) => (
          <Menu.Item
            key={path}
            component="a"
            href={`/${path}`}
            aria-current={at === path ? 'page' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              go(`/${path}`);
            }}
          >
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
