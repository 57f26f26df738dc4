/** What files that reconstructions make are for. */
const DESCRIPTIONS: Record<string, string> = {
  'model.glb': 'Textured surface, for any 3D program',
  'model.3tz': '3D Tiles, for Cesium and other maps',
  'model-web.glb': 'Packed surface, for web pages',
  'points.ply': 'Points that photos have in common',
  'dense-points.ply': 'Points measured pixel by pixel',
  'cameras.json': 'Where each photo was taken',
  'manifest.json': 'What it was made of, and how',
  'log.txt': 'What the programs said',
};

/** What a file is for, in a few words; undefined where its name says nothing. */
export function describeDownload(name: string): string | undefined {
  return Object.hasOwn(DESCRIPTIONS, name) ? DESCRIPTIONS[name] : undefined;
}
