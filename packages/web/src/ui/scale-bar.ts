/** A round length and its width on the screen. */
export interface ScaleBar {
  metres: number;
  pixels: number;
  label: string;
}

/** The longest of 1, 2, 5, 10, … metres that fits into `maxPixels`. */
export function scaleBar(metresPerPixel: number, maxPixels: number): ScaleBar {
  const limit = metresPerPixel * maxPixels;
  const power = 10 ** Math.floor(Math.log10(limit));
  const step = [5, 2, 1].find((candidate) => candidate * power <= limit) ?? 1;
  const metres = step * power;
  return { metres, pixels: metres / metresPerPixel, label: formatLength(metres) };
}

function formatLength(metres: number): string {
  if (metres >= 1000) return `${Math.round(metres / 1000)} km`;
  if (metres >= 1) return `${Math.round(metres)} m`;
  if (metres >= 0.01) return `${Math.round(metres * 100)} cm`;
  return `${Number((metres * 1000).toPrecision(1))} mm`;
}
