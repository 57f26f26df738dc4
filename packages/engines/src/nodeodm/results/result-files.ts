import type { EngineOutput } from '../../port/engine.ts';

/** Paths of the archive of results, relative to the task's folder on the node. */
export const RESULT_PATHS = [
  'odm_texturing',
  'odm_georeferencing',
  'odm_orthophoto/odm_orthophoto.tif',
  'odm_dem/dsm.tif',
  'odm_report',
] as const;

/** Files of the archive that facts are read from. */
export const FACT_FILES = {
  statistics: 'odm_report/stats.json',
  shots: 'odm_report/shots.geojson',
  /** The coordinate system, if there is one. */
  coordinates: 'odm_georeferencing/coords.txt',
  points: 'odm_georeferencing/odm_georeferenced_model.laz',
} as const;

/** Files of the archive that become outputs unchanged, with their names there. */
const PASSED_ON: Record<string, Pick<EngineOutput, 'name' | 'contentType'>> = {
  [FACT_FILES.points]: { name: 'points.laz', contentType: 'application/vnd.laszip' },
  'odm_orthophoto/odm_orthophoto.tif': { name: 'orthophoto.tif', contentType: 'image/tiff' },
  'odm_dem/dsm.tif': { name: 'dsm.tif', contentType: 'image/tiff' },
  [FACT_FILES.shots]: { name: 'shots.geojson', contentType: 'application/geo+json' },
  'odm_report/report.pdf': { name: 'report.pdf', contentType: 'application/pdf' },
};

/** The mesh with its materials and textures, without subfolders. */
const SURFACE = /^odm_texturing\/[^/]+\.(obj|mtl|glb|png|jpe?g|tiff?|webp)$/i;
/** The model exists twice: georeferenced, and in its own frame. */
const MODELS = [
  /^odm_texturing\/odm_textured_model_geo\.obj$/i,
  /^odm_texturing\/odm_textured_model\.obj$/i,
  /^odm_texturing\/odm_textured_model_geo\.glb$/i,
];

/** Whether a file of the archive is used. */
export function isResultFile(name: string): boolean {
  return name in PASSED_ON || Object.values<string>(FACT_FILES).includes(name) || SURFACE.test(name);
}

/**
 * The model's files, by their names in the archive. An OBJ takes precedence over a GLB, which ODM compresses with
 * Draco and in older versions rotates. Empty without a model.
 */
export function surfaceFiles(files: ReadonlyMap<string, string>): { name: string; path: string }[] {
  const surface = [...files].filter(([name]) => SURFACE.test(name)).map(([name, path]) => ({ name, path }));
  const model = MODELS.map((pattern) => surface.find(({ name }) => pattern.test(name))).find(Boolean);
  if (!model) return [];
  return [model, ...surface.filter(({ name }) => !/\.(obj|glb)$/i.test(name))];
}

/** The files that become outputs unchanged. */
export function passedOnFiles(files: ReadonlyMap<string, string>): EngineOutput[] {
  return Object.entries(PASSED_ON).flatMap(([name, output]) => {
    const path = files.get(name);
    return path === undefined ? [] : [{ ...output, path }];
  });
}
