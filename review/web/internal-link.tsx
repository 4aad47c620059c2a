import { Anchor, type AnchorProps } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { go } from './router.ts';

type LinkProps = AnchorProps & {
  to: string;
  children: ReactNode;
  'aria-current'?: 'page' | undefined;
  'aria-label'?: string;
  title?: string;
};

/** A real link, so that it can be copied and opened in a new tab; a plain click does not load the page again. */
export function InternalLink({ to, children, ...rest }: LinkProps) {
  const onClick = (event: MouseEvent) => {
    event.stopPropagation();
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <Anchor href={to} onClick={onClick} underline="never" {...rest}>
      {children}
    </Anchor>
  );
}
