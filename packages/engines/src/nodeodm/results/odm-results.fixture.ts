import { makeZip, type ZipEntry } from '@tiepoint/texture/testing';

const PLANE = [
  'mtllib odm_textured_model_geo.mtl',
  ...['v 0 0 0', 'v 10 0 0', 'v 10 10 1', 'v 0 10 1'],
  ...['vt 0 0', 'vt 1 0', 'vt 1 1', 'vt 0 1'],
  'usemtl material0000',
  'f 1/1 2/2 3/3',
  'f 1/1 3/3 4/4',
  '',
].join('\n');
const POINTS = 1234;

/** Files as ODM makes them of photos, small; all but `leftOut` are placed. */
export function odmResults(photos: string[], leftOut: string[] = []): ZipEntry[] {
  const placed = photos.filter((name) => !name.endsWith('.txt') && !leftOut.includes(name));
  const statistics = {
    reconstruction_statistics: {
      reconstructed_shots_count: placed.length,
      reconstructed_points_count: 400,
      reprojection_error_pixels: 0.7,
    },
    gcp_errors: {},
  };
  const features = placed.map((filename) => ({ type: 'Feature', properties: { filename } }));
  return [
    { name: 'odm_texturing/odm_textured_model_geo.obj', content: PLANE },
    { name: 'odm_texturing/odm_textured_model_geo.mtl', content: 'newmtl material0000\nKd 0.5 0.5 0.5\n' },
    { name: 'odm_georeferencing/odm_georeferenced_model.laz', content: lazOf(POINTS) },
    { name: 'odm_georeferencing/coords.txt', content: 'WGS84 UTM 32N\n440143 5588391\n' },
    { name: 'odm_report/stats.json', content: JSON.stringify(statistics) },
    { name: 'odm_report/shots.geojson', content: JSON.stringify({ type: 'FeatureCollection', features }) },
    { name: 'entwine_pointcloud/ept.json', content: '{}' },
  ];
}

/** The archive of results, with more files in it where a test wants them. */
export function packOdmResults(photos: string[], more: ZipEntry[] = []): Buffer {
  return makeZip([...odmResults(photos), ...more]);
}

function lazOf(points: number): Buffer {
  const header = Buffer.alloc(375);
  header.write('LASF', 'latin1');
  header.writeUInt8(1, 24);
  header.writeUInt8(4, 25);
  header.writeBigUInt64LE(BigInt(points), 247);
  return header;
}
