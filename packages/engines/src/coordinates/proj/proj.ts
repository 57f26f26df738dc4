import { type FoundProj, findProj, type InstalledProj } from './find-proj.ts';
import { readDefinition } from './read-definition.ts';
import { type Operation, readOperations } from './read-operations.ts';
import { readSystem, type SystemFacts } from './read-system.ts';
import { runProj } from './run-proj.ts';

/** What altitudes are measured from. */
export type HeightSource = 'ellipsoid' | 'seaLevel';

/** A coordinate system that PROJ knows. */
export interface KnownSystem extends SystemFacts {
  /** As PROJ takes it. */
  definition: string;
  /** PROJ's version. */
  version: string;
}

/** A coordinate system, or why there is none, as a sentence. */
export type FoundSystem =
  | { system: KnownSystem; problem?: undefined }
  | { system?: undefined; problem: string };

/** PROJ on this machine. */
export interface Proj {
  find(): Promise<FoundProj>;
  /** Looks up a system by what a user wrote. */
  readSystem(written: string): Promise<FoundSystem>;
  /** All ways from WGS 84 to a system: with heights above something, or in the plane only. */
  listOperations(definition: string, heights: HeightSource | undefined): Promise<Operation[]>;
  /** Whether PROJ can compute an operation that it lists. */
  canCompute(pipeline: string): Promise<boolean>;
  /** Applies the pipeline of an operation; undefined for points where it has no result. */
  convert(pipeline: string, points: readonly Coordinates[]): Promise<(Coordinates | undefined)[]>;
}

/** Latitude, longitude and altitude, or what a system makes of them. */
export type Coordinates = readonly [number, number, number];

/** The source of each kind of heights. Altitudes above the sea are those of EGM96 in most devices. */
const SOURCES = { plane: 'EPSG:4326', ellipsoid: 'EPSG:4979', seaLevel: 'EPSG:4326+EPSG:5773' } as const;
/** So many systems are remembered; a server is asked for few. */
const MAX_REMEMBERED = 200;
/** Operators install grids while the server runs. */
const REMEMBERED_MS = 10 * 60_000;
/** 1e-11 degrees are a micrometre. */
const DEGREE_DECIMALS = 11;
const METRE_DECIMALS = 6;
const RESULT_DECIMALS = '8';
const MAX_SHOWN_LENGTH = 60;
const MAX_WHY_LENGTH = 200;

/** PROJ's programs as helpers: in a folder, or in the search path. */
export function openProj(folder?: string): Proj {
  const remember = createMemory();
  let found: FoundProj | undefined;
  const find = async () => {
    // A missing program gets installed: it is looked for again.
    if (!found?.installed) found = await findProj(folder);
    return found;
  };
  return {
    find,
    async readSystem(written) {
      const { text, problem } = readDefinition(written);
      if (text === undefined) return { problem };
      const proj = await find();
      if (!proj.installed) return { problem: proj.problem };
      return remember(`system ${text}`, () => askSystem(proj.installed, text));
    },
    async listOperations(definition, heights) {
      const { installed, problem } = await find();
      if (!installed) throw new Error(problem);
      const source = SOURCES[heights ?? 'plane'];
      return remember(`${source} ${definition}`, () => askOperations(installed, source, definition));
    },
    async canCompute(pipeline) {
      const { installed, problem } = await find();
      if (!installed) throw new Error(problem);
      return remember(`compute ${pipeline}`, async () => {
        const { code } = await runProj(installed.cct, pipeline.split(' '));
        return code === 0;
      });
    },
    async convert(pipeline, points) {
      const { installed, problem } = await find();
      if (!installed) throw new Error(problem);
      return convert(installed, pipeline, points);
    },
  };
}

async function askSystem({ projinfo, version }: InstalledProj, definition: string): Promise<FoundSystem> {
  const args = ['-q', '-k', 'crs', '-o', 'WKT2:2019', '--single-line', definition];
  const { stdout, stderr } = await runProj(projinfo, args);
  const facts = stdout
    .split('\n')
    .map((line) => readSystem(line))
    .find((one) => one !== undefined && one.name !== '');
  if (facts) return { system: { ...facts, definition, version } };
  if (definition.length <= MAX_SHOWN_LENGTH) {
    return {
      problem: `PROJ ${version} does not know ${definition}: choose another code, such as EPSG:32633.`,
    };
  }
  const why = stderr
    .trim()
    .split('\n')[0]
    ?.replace(/^input string: /, '')
    .slice(0, MAX_WHY_LENGTH);
  return { problem: `PROJ ${version} can't read this coordinate system: ${why || 'check it'}.` };
}

async function askOperations({ projinfo }: InstalledProj, source: string, target: string) {
  const output = ['-o', 'PROJ,WKT2:2019', '--single-line', '--spatial-test', 'intersects'];
  const { stdout } = await runProj(projinfo, ['-s', source, '-t', target, ...output]);
  return readOperations(stdout);
}

async function convert(
  { cct }: InstalledProj,
  pipeline: string,
  points: readonly Coordinates[],
): Promise<(Coordinates | undefined)[]> {
  const lines = points.map(([latitude, longitude, altitude]) =>
    [
      latitude.toFixed(DEGREE_DECIMALS),
      longitude.toFixed(DEGREE_DECIMALS),
      altitude.toFixed(METRE_DECIMALS),
    ].join(' '),
  );
  const args = ['-d', RESULT_DECIMALS, ...pipeline.split(' ')];
  const { code, stdout } = await runProj(cct, args, `${lines.join('\n')}\n`);
  // A point that fails is a comment, and the program ends as if all were well.
  const results = stdout.split('\n').filter((line) => line.trim() !== '');
  // PROJ lists some operations that it can't compute.
  if (results.length === 0 && code !== 0) return points.map(() => undefined);
  if (results.length !== points.length) {
    throw new Error(`PROJ has answered ${results.length} lines for ${points.length} points: ${results[0]}`);
  }
  return results.map((line) => {
    const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = line.trim().split(/\s+/).map(Number);
    return [x, y, z].every(Number.isFinite) ? ([x, y, z] as const) : undefined;
  });
}

/** Remembers the latest answers for a while; what fails is asked again. */
function createMemory() {
  const answers = new Map<string, { answer: Promise<unknown>; at: number }>();
  return <Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const known = answers.get(question);
    if (known && performance.now() - known.at < REMEMBERED_MS) return known.answer as Promise<Answer>;
    const answer = ask();
    answers.delete(question);
    answers.set(question, { answer, at: performance.now() });
    answer.catch(() => answers.delete(question));
    const [oldest] = answers.keys();
    if (answers.size > MAX_REMEMBERED && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}
