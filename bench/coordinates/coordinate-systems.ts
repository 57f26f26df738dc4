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
  const outcome = { kind: 'compared' as const, metres: 0, compared: 0, operation: '' };
  let why = '';
  for (const [up, right] of PLACES) {
    const longitude = west + right * width;
    const origin = {
      latitude: south + up * (north - south),
      longitude: longitude > 180 ? longitude - 360 : longitude,
      altitude: 120,
    };
    const place = { centre: [0, 0, 0], halfSize: [1500, 1500, 500] } as const;
    const { frame, notes } = await systems.choose(code, { origin, box: place, heightsAbove: 'ellipsoid' });
    if (!frame) why = notes.join(' ');
    else {
      const difference = differenceAt(code, frame);
      if (difference > outcome.metres) {
        outcome.metres = difference;
        outcome.operation = `${frame.operation.name}, at ${origin.latitude.toFixed(3)} ${origin.longitude.toFixed(3)}`;
      }
      outcome.compared++;
    }
  }
  return outcome.compared > 0 ? outcome : { kind: 'unplaced', why };
}

function areaOf(code: string): [number, number, number, number] | undefined {
  const wkt = execFileSync('projinfo', ['-q', '-o', 'WKT2:2019', '--single-line', code], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const numbers = [...wkt.matchAll(/BBOX\[([^\]]+)\]/g)].at(-1)?.[1]?.split(',').map(Number);
  return numbers?.length === 4 ? (numbers as [number, number, number, number]) : undefined;
}

/** The largest difference in the plane, in metres; infinite where PROJ itself has no result. */
function differenceAt(code: string, frame: ProjectedFrame): number {
  const { project } = openProjection(frame);
  const input = IN_MODEL.map((point) => {
    const { latitude, longitude, altitude } = geodeticFromEnu(point, frame.origin);
    return [latitude, longitude, altitude].map((value) => value.toFixed(11)).join(' ');
  }).join('\n');
  const answer = execFileSync('cs2cs', ['-f', '%.6f', 'EPSG:4326', '+to', code], { input, encoding: 'utf8' });
  const differences = answer
    .trim()
    .split('\n')
    .map((line, index) => {
      const [a = Number.NaN, b = Number.NaN] = line.trim().split(/\s+/).map(Number);
      const [x, y] = project(IN_MODEL[index]!);
      const [e, n] = [x + frame.offset[0], y + frame.offset[1]];
      return frame.unit.metres * Math.min(Math.hypot(e - a, n - b), Math.hypot(e - b, n - a));
    });
  return differences.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...differences);
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
