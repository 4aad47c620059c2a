/** Screenshots loaded ahead: no cache may keep them, so the page itself keeps the next ones, decoded, until they are shown. */
const screenshotAddress = (id: string): string => `/api/v1/review-items/${id}/screenshot`;
const MOST = 4;
const kept = new Map<string, HTMLImageElement>();

/** @returns the item's screenshot, loading or loaded; the same element each time it is asked for. */
export function pictureOf(itemId: string): HTMLImageElement {
  const known = kept.get(itemId);
  const picture = known ?? new Image();
  if (!known) {
    picture.alt = 'The portal’s page as it was';
    picture.src = screenshotAddress(itemId);
    void picture.decode().catch(() => kept.delete(itemId));
  }
  kept.delete(itemId);
  kept.set(itemId, picture);
  for (const id of [...kept.keys()].slice(0, -MOST)) kept.delete(id);
  return picture;
}

/** Nothing of a patient stays in this page's memory. */
export const forgetPictures = (): void => kept.clear();
