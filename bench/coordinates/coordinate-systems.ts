import { execFileSync } from 'node:child_process';
import { openCoordinateSystems, openProjection, type ProjectedFrame } from '@tiepoint/engines';
import { geodeticFromEnu, type Vector3 } from '@tiepoint/scene';

/** What became of one system. */
type Outcome =
  | { kind: 'refused' | 'unplaced'; why: string }
  | { kind: 'compared'; metres: number; compared: number; operation: string };

/** Shares of the area of use from its south-western corner. */
const PLACES = [
  [0.5, 0.5],
  [0.3, 0.3],
  [0.3, 0.7],
  [0.7, 0.3],
  [0.7, 0.7],
] as const;
/** In the model, in metres east, north and up of each place. */
const IN_MODEL: readonly Vector3[] = [
  [0, 0, 0],
  [900, -700, 150],
];
const MAX_DIFFERENCE_METRES = 0.01;
const AT_ONCE = 2;

const systems = openCoordinateSystems(process.env.TIEPOINT_PROJ);

/**
 * Compares each projected system of PROJ's database, or each Nth (`npm run bench -- coordinate-systems 20`), with PROJ's
 * own `cs2cs` at five places of its area of use.
 */
export async function coordinateSystems(): Promise<void> {
  const step = Number(process.argv[3] ?? 1);
  const codes = listCodes().filter((_, index) => index % step === 0);
  const outcomes = new Map<string, Outcome>();
  const queue = codes.values();
  const work = async () => {
    for (const code of queue) outcomes.set(code, await compare(code));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  print(outcomes);
}

function listCodes(): string[] {
  const list = execFileSync('projinfo', ['--list-crs', 'projected'], { encoding: 'utf8' });
  return list.split('\n').flatMap((line) => /^(EPSG|ESRI|IGNF|OGC):\S+/.exec(line)?.[0] ?? []);
}

async function compare(code: string): Promise<Outcome> {
  const problem = await systems.judge(code);
  if (problem !== undefined) return { kind: 'refused', why: problem };
  const box = areaOf(code);
  if (!box) return { kind: 'unplaced', why: 'no area of use' };
  const [south, west, north, east] = box;
  const width = east < west ? east + 360 - west : east - west;
  const frames: ProjectedFrame[] = [];
  let why = '';
  for (const [up, right] of PLACES) {
    const longitude = west + right * width;
    const origin = {
      latitude: south + up * (north - south),
      longitude: longitude > 180 ? longitude - 360 : longitude,
      altitude: 120,
    };
    const box = { centre: [0, 0, 0], halfSize: [1500, 1500, 500] } as const;
    const { frame, notes } = await systems.choose(code, { origin, box, heightsAbove: 'ellipsoid' });
    if (frame) frames.push(frame);
    else why = notes.join(' ');
  }
  if (frames.length === 0) return { kind: 'unplaced', why };
  const differences = differencesAt(code, frames);
  const metres = Math.max(...differences);
  const worst = frames[differences.indexOf(metres)]!;
  const { latitude, longitude } = worst.origin;
  const operation = `${worst.operation.name}, at ${latitude.toFixed(3)} ${longitude.toFixed(3)}`;
  if (!(metres <= MAX_DIFFERENCE_METRES)) console.log(`${code}: ${metres.toFixed(3)} m (${operation})`);
  return { kind: 'compared', metres, compared: frames.length, operation };
}

function areaOf(code: string): [number, number, number, number] | undefined {
  const wkt = execFileSync('projinfo', ['-q', '-o', 'WKT2:2019', '--single-line', code], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const numbers = [...wkt.matchAll(/BBOX\[([^\]]+)\]/g)].at(-1)?.[1]?.split(',').map(Number);
  return numbers?.length === 4 ? (numbers as [number, number, number, number]) : undefined;
}

/** The largest difference of each frame in the plane, in metres; infinite where PROJ itself has no result. */
function differencesAt(code: string, frames: readonly ProjectedFrame[]): number[] {
  const input = frames.flatMap(({ origin }) =>
    IN_MODEL.map((point) => {
      const { latitude, longitude, altitude } = geodeticFromEnu(point, origin);
      return [latitude, longitude, altitude].map((value) => value.toFixed(11)).join(' ');
    }),
  );
  const answer = execFileSync('cs2cs', ['-f', '%.6f', 'EPSG:4326', '+to', code], {
    input: input.join('\n'),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = answer.trim().split('\n');
  return frames.map((frame, number) => {
    const { project } = openProjection(frame);
    const apart = IN_MODEL.map((point, index) => {
      const line = lines[number * IN_MODEL.length + index] ?? '';
      const [a = Number.NaN, b = Number.NaN] = line.trim().split(/\s+/).map(Number);
      const [x, y] = project(point);
      const [e, n] = [x + frame.offset[0], y + frame.offset[1]];
      return frame.unit.metres * Math.min(Math.hypot(e - a, n - b), Math.hypot(e - b, n - a));
    });
    return apart.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...apart);
  });
}

function print(outcomes: ReadonlyMap<string, Outcome>): void {
  const all = [...outcomes];
  const compared = all.flatMap(([code, outcome]) =>
    outcome.kind === 'compared' ? [{ code, ...outcome }] : [],
  );
  const apart = compared.filter(({ metres }) => !(metres <= MAX_DIFFERENCE_METRES));
  console.log(
    `${all.length} systems, ${compared.length} compared at ${compared.reduce((sum, { compared: n }) => sum + n, 0)} places`,
  );
  const largest = Math.max(
    0,
    ...compared.map(({ metres }) => metres).filter((metres) => metres <= MAX_DIFFERENCE_METRES),
  );
  console.log(
    `${apart.length} differ by more than ${MAX_DIFFERENCE_METRES} m; of the others, the most by ${largest.toFixed(5)} m`,
  );
  for (const { code, metres, operation } of apart)
    console.log(`  ${code}: ${metres.toFixed(3)} m (${operation})`);
  for (const kind of ['refused', 'unplaced'] as const) {
    const reasons = all.flatMap(([code, outcome]) =>
      outcome.kind === kind ? [{ code, why: outcome.why }] : [],
    );
    console.log(`${reasons.length} ${kind}`);
    const groups = Map.groupBy(reasons, ({ why }) =>
      why
        .replaceAll(/\w+:\w+/g, 'it')
        .replace(/\(.*?\)/, '')
        .slice(0, 110),
    );
    for (const [why, members] of groups) {
      console.log(
        `  ${members.length}: ${why} (${members
          .slice(0, 5)
          .map(({ code }) => code)
          .join(', ')})`,
      );
    }
  }
}
