/** Grey pixels as a PNM image: the form that OCR takes fastest. */
export function pnm({ grey, width, height }: { grey: Buffer; width: number; height: number }): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey]);
}
