import type { AreaBox } from './read-system.ts';
import { areaBoxOf, readWkt } from './read-wkt.ts';

/** One way from one coordinate system to another. */
export interface Operation {
  name: string;
  /** As it is registered; undefined where it is not known. */
  accuracyMetres?: number;
  /** What PROJ does, in its own notation. */
  pipeline: string;
  areaBox?: AreaBox;
  isOffshore: boolean;
  /** Whether a grid that it needs is not installed. */
  lacksGrids: boolean;
  /** Names of those grids. */
  missingGrids: string[];
  /** Leaves a difference of datums out, because nobody knows it. */
  isBallpark: boolean;
  /** Needs the time at which the coordinates were measured. */
  isTimeDependent: boolean;
}

const SUMMARY = /^[^,]+, (.*?), (unknown accuracy|[\d.eE+-]+ m), (.*)$/;
const MISSING_GRID = /^Grid (\S+) needed but not found/;
/** Parts of it become arguments: none is an option, or names a file outside of PROJ's folders. */
const PLAIN_PIPELINE = /^\+[^\s/\\]+( \+[^\s/\\]+)*$/;
const PROJ_FOLLOWS = 'PROJ string:';
const WKT_FOLLOWS = 'WKT2:2019 string:';

/** Reads what `projinfo -s … -t … -o PROJ,WKT2:2019 --single-line` prints, in PROJ's order. */
export function readOperations(answer: string): Operation[] {
  const operations: Operation[] = [];
  let previous = '';
  for (const line of answer.split('\n').map((text) => text.trim())) {
    if (line === '') continue;
    const latest = operations.at(-1);
    if (latest && previous === PROJ_FOLLOWS) latest.pipeline = line;
    else if (latest && previous === WKT_FOLLOWS) {
      const wkt = readWkt(line);
      latest.areaBox = wkt && areaBoxOf(wkt);
    } else {
      const operation = readSummary(line);
      if (operation) operations.push(operation);
      const [, grid] = MISSING_GRID.exec(line) ?? [];
      if (latest && grid !== undefined) latest.missingGrids.push(grid);
    }
    previous = line;
  }
  return operations.filter(({ pipeline }) => PLAIN_PIPELINE.test(pipeline));
}

function readSummary(line: string): Operation | undefined {
  const [, name, accuracy = '', rest = ''] = SUMMARY.exec(line) ?? [];
  if (name === undefined) return undefined;
  const metres = Number.parseFloat(accuracy);
  return {
    name,
    accuracyMetres: Number.isFinite(metres) ? metres : undefined,
    pipeline: '',
    isOffshore: /- offshore/.test(rest),
    lacksGrids: /at least one grid missing/.test(rest),
    missingGrids: [],
    isBallpark: /has ballpark transformation/.test(rest),
    isTimeDependent: /time-dependent operation/.test(rest),
  };
}
