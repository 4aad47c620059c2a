/** A small PDF with a text layer, made by hand: texts at places, in points from the top left of a Letter page. */

export interface Ink {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
}

const WIDTH = 612;
const HEIGHT = 792;

/** @param pages the texts of each page. */
export function aPdf(pages: readonly (readonly Ink[])[]): Buffer {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((inks, index) => {
      const stream = inks.map(written).join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(at).padStart(10, '0');
  });
  const start = body.length;
  const rows = ['0000000000 65535 f ', ...places.map((place) => `${place} 00000 n `)];
  body += `xref\n0 ${rows.length}\n${rows.join('\n')}\ntrailer\n<< /Size ${rows.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}

const written = ({ x, y, text, size = 9 }: Ink): string =>
  `BT /F1 ${size} Tf ${x} ${HEIGHT - y} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`;
