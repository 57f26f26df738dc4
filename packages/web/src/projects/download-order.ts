/** The most important files, in this order; the others follow by name. */
const DOWNLOAD_ORDER = [
  'model.glb',
  'model.3tz',
  'model-web.glb',
  'dense-points.ply',
  'points.ply',
  'cameras.json',
];

/** The files in the order of the menu. */
export function downloadOrder<File extends { name: string }>(files: readonly File[]): File[] {
  const rank = ({ name }: File) =>
    DOWNLOAD_ORDER.includes(name) ? DOWNLOAD_ORDER.indexOf(name) : DOWNLOAD_ORDER.length;
  return files.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
