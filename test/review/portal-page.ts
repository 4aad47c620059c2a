/** An invented portal page as evidence: its screenshot, and the boxes of what can be read on it. */
import type { Browser } from 'playwright';
import type { OpenedEvidence } from '../../adapters/evidence.ts';
import type { Fields } from '../../domain/provenance.ts';

const PAGE = `<style>
  body { font: 14px Arial; margin: 0; background: #f4f6f8 } header { background: #234; color: white; padding: 14px 24px; font-size: 18px }
  main { padding: 24px } table { border-collapse: collapse; background: white } td, th { border: 1px solid #ccd; padding: 6px 12px; text-align: left }
  .bad { color: #a00; font-weight: bold }
</style>
<header>Pinecrest Medicaid Provider Portal</header>
<main>
  <h2>Eligibility Verification</h2>
  <table><tr><th>Member ID</th><th>Name</th><th>Birth Date</th><th>Effective</th><th>Coverage</th></tr>
    <tr><td id="member">ZQ4471902</td><td>OSTRANDER, MARIBEL</td><td>06/02/1971</td><td>01/01/2026 - 12/31/2026</td><td id="status" class="bad">Not Eligible</td></tr></table>
  <p id="notice">The member could not be found with the birth date given. Check the entry and search again.</p>
  <div style="height: 700px"></div><footer>Session ends after 15 minutes without activity.</footer>
</main>`;

/** What a robot read on it. */
export const READ = {
  status: 'Not Eligible',
  memberId: 'ZQ4471902',
  notice: 'The member could not be found with the birth date given.',
};
const ELEMENTS = { '/status': '#status', '/memberId': '#member', '/notice': '#notice' };

export async function portalEvidence(browser: Browser): Promise<OpenedEvidence> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.setContent(PAGE);
  const fields: Fields = {};
  for (const [pointer, element] of Object.entries(ELEMENTS)) {
    const box = await page.locator(element).boundingBox();
    if (box) fields[pointer] = { confidence: 1, via: 'portal', box: [box.x, box.y, box.width, box.height] };
  }
  const image = await page.screenshot({ fullPage: true });
  await page.close();
  return {
    mediaType: 'image/png',
    image,
    takenAt: new Date('2026-11-23T14:59:00Z'),
    trail: {
      fields,
      values: null,
      steps: [{ at: '2026-11-23T14:59:00Z', what: 'searched by member ID and birth date' }],
      seen: READ.notice,
    },
  };
}
