/** How Stonebridge prints: names and values in definition lists, tables with a caption and a head. */
import type { Layout } from '../page.ts';

export const stonebridgeLayout: Layout = {
  labels: 'main dl dt',
  grids: 'main table',
  why: 'class names have changed before; the elements have one meaning each on every page',
};
