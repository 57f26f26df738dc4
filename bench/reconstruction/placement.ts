import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openInstalledEngines } from '@tiepoint/engines';
import {
  judgeWholeProduct,
  POSITION_FAULTS,
  type PositionFault,
  type Verdict,
} from '@tiepoint/engines/testing';
import { generateScene, readSceneTruth } from '@tiepoint/samples';
import { makeFolder } from '../server/bench-server.ts';

/** Small enough for many models, large enough for all photos to be registered. */
const SCENE = { scene: 'landscape', photos: 24, width: 900, height: 600 } as const;
/** The generated scene is kept here for the next run. */
const CACHE = fileURLToPath(new URL('../../.cache/bench/placement', import.meta.url));
const ENGINE = 'colmap';

const HEAD = [
  '| positions | end | scale, % | tilt, ° | place, m | height, m |',
  '| --- | --- | --- | --- | --- | --- |',
];

/**
 * Makes models of photos whose positions have faults, and compares their cameras with the truth; prints a Markdown
 * table. Arguments after the bench's name choose the faults whose names contain one of them.
 */
export async function placement(): Promise<void> {
  const words = process.argv.slice(3);
  const faults = POSITION_FAULTS.filter(
    ({ name, whole }) => whole && (words.length === 0 || words.some((word) => name.includes(word))),
  );
  const folder = await makeFolder();
  try {
    const { photosFolder } = await generateScene({ ...SCENE, folder: CACHE });
    const { cameras: truth } = await readSceneTruth(CACHE, SCENE.scene);
    const settings = { workFolder: join(folder.path, 'work'), engine: ENGINE, nodeOdm: [] };
    const { engines } = await openInstalledEngines(settings, { now: () => new Date() });
    const engine = engines.get(ENGINE);
    if (!engine) throw new Error(`there is no engine “${ENGINE}”`);
    const rows: string[] = [];
    for (const fault of faults) {
      rows.push(await describeFault(fault, () => judgeWholeProduct({ engine, photosFolder, truth }, fault)));
      console.log(rows.at(-1));
    }
    console.log(['', ...HEAD, ...rows].join('\n'));
  } finally {
    await folder.remove();
  }
}

/** A row of the table, and the notes below it where the model is not right. */
async function describeFault({ name }: PositionFault, judge: () => Promise<Verdict>): Promise<string> {
  try {
    const { end, errors, notes } = await judge();
    if (end !== 'right') console.log(notes.map((note) => `  ${note}`).join('\n'));
    const figures = errors
      ? [
          (100 * errors.scale).toFixed(2),
          errors.tiltDegrees.toFixed(2),
          errors.horizontalMetres.toFixed(2),
          errors.verticalMetres.toFixed(2),
        ]
      : ['–', '–', '–', '–'];
    return `| ${[name, end, ...figures].join(' | ')} |`;
  } catch (cause) {
    return `| ${name} | failed: ${cause instanceof Error ? cause.message : cause} | – | – | – | – |`;
  }
}
