/** The pages beside the inbox: each loads when it is first opened, and only for those whose role includes it. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Session } from '../api/schema.ts';

export type Permission = Session['permissions'][number];

export interface Area {
  /** The first part of its address: `/<path>`, and `/<path>/...` for what the page itself divides. */
  readonly path: string;
  readonly title: string;
  readonly needs: Permission;
  /** Given what follows the path, e.g. `users` of `/administration/users`; empty at its start. */
  readonly page: LazyExoticComponent<ComponentType<{ rest: string }>>;
}

export const AREAS: readonly Area[] = [
  {
    path: 'remittances',
    title: 'Remittances',
    needs: 'remittances.read',
    page: lazy(() => import('./remittances.tsx')),
  },
  { path: 'approvals', title: 'Approvals', needs: 'approvals.give', page: lazy(() => import('./approvals.tsx')) },
  { path: 'reports', title: 'Reports', needs: 'reports.read', page: lazy(() => import('./reports.tsx')) },
  { path: 'sharing', title: 'Sharing out', needs: 'items.assign', page: lazy(() => import('./sharing.tsx')) },
  {
    path: 'administration',
    title: 'Administration',
    needs: 'audit.read',
    page: lazy(() => import('./administration.tsx')),
  },
  {
    path: 'integrations',
    title: 'Integrations',
    needs: 'integrations.manage',
    page: lazy(() => import('./integrations.tsx')),
  },
  { path: 'people', title: 'People', needs: 'people.manage', page: lazy(() => import('./people.tsx')) },
  // Reached by one's own name in the bar.
  { path: 'me', title: 'Your account', needs: 'own', page: lazy(() => import('./me.tsx')) },
];
