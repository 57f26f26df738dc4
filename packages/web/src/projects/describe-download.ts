/** Descriptions of the files of a reconstruction. */
const DESCRIPTIONS: Record<string, string> = {
  'model.glb': 'Textured mesh, for any 3D program',
  'model.3tz': '3D Tiles, for Cesium and other globes',
  'model-web.glb': 'Compressed mesh, for web pages',
  'points.ply': 'Tie points',
  'dense-points.ply': 'Dense point cloud',
  'cameras.json': 'Camera poses and intrinsics',
  'manifest.json': 'Photos, options and versions',
  'log.txt': 'Log of the programs',
};

/** The description of a file; undefined for unknown names. */
export function describeDownload(name: string): string | undefined {
  return Object.hasOwn(DESCRIPTIONS, name) ? DESCRIPTIONS[name] : undefined;
}
