import type { GeodeticPosition, LocalPosition, PhotoPosition } from '../metadata/position-of.ts';
import type { LineParser, ParsedLine } from './entry.ts';
import { beforeNumbers, readNumbers, splitName } from './split-name.ts';

type Numbers = readonly [number, number, number];

/** How the columns of a coordinate system are read. */
interface System {
  expected: string;
  read(numbers: Numbers): PhotoPosition;
  /** What is wrong with a position. */
  judge(numbers: Numbers): string | undefined;
}

const NAME_HINT = 'put a name with spaces in quotes';
/** Larger altitudes and depths are errors. */
const MAX_ALTITUDE_METRES = 100_000;
/** Larger than any national grid, whose coordinates may be given as local ones. */
const MAX_LOCAL_METRES = 100_000_000;

const geographic: System = {
  expected: `expected: name latitude longitude altitude, optionally followed by roll pitch yaw (degrees and metres; ${NAME_HINT})`,
  read: ([latitude, longitude, altitude]): GeodeticPosition => ({ latitude, longitude, altitude }),
  judge: judgeGeographic,
};

const local: System = {
  expected: `expected: name x y z, optionally followed by roll pitch yaw (metres in a right-handed frame, z is up; ${NAME_HINT})`,
  read: ([x, y, z]): LocalPosition => ({ x, y, z }),
  judge: (numbers) => {
    const wrong = numbers.find((metres) => Math.abs(metres) > MAX_LOCAL_METRES);
    if (wrong === undefined) return undefined;
    return `the coordinate ${wrong} is not between -${MAX_LOCAL_METRES} and ${MAX_LOCAL_METRES} metres`;
  },
};

const systems = new Map([
  ['wgs84', geographic],
  ['wgs84_rtk', geographic],
  ['local', local],
]);

/**
 * Creates a parser for one file: `name latitude longitude altitude [roll pitch yaw]`, or `name x y z [roll pitch yaw]`
 * after `coordinatesystem local` as the first line.
 * Format: https://support.altizure.com/topic/29/advanced-topic-how-to-prepare-input-data
 */
export function createPoseParser(): LineParser<PhotoPosition> {
  let system = geographic;
  return (text, first) => {
    const code = /^coordinatesystem\s+(\S+)$/i.exec(text)?.[1]?.toLowerCase();
    if (code === undefined) return parsePosition(text, system);
    if (!first) return { mistake: 'the coordinate system belongs on the first line' };
    const named = systems.get(code);
    system = named ?? geographic;
    return named ? undefined : { mistake: describeUnknownSystem(code) };
  };
}

function parsePosition(text: string, { expected, read, judge }: System): ParsedLine<PhotoPosition> {
  const { name, rest } = splitName(text, beforeNumbers);
  const numbers = readNumbers(rest);
  if ('notANumber' in numbers)
    return { mistake: `${JSON.stringify(numbers.notANumber)} is not a number; ${expected}` };
  if (name === '' || (numbers.length !== 3 && numbers.length !== 6)) {
    return { mistake: `${numbers.length} numbers after the name; ${expected}` };
  }
  const position: Numbers = [numbers[0]!, numbers[1]!, numbers[2]!];
  const mistake = judge(position);
  return mistake === undefined ? { name, value: read(position) } : { mistake: `${mistake}; ${expected}` };
}

function describeUnknownSystem(code: string): string {
  return `the coordinate system ${JSON.stringify(code)} is not supported; give latitude, longitude and altitude in wgs84, or x, y and z in metres in local`;
}

function judgeGeographic([latitude, longitude, altitude]: Numbers): string | undefined {
  if (Math.abs(latitude) > 90) return `the latitude ${latitude} is not between -90 and 90 degrees`;
  if (Math.abs(longitude) > 180) return `the longitude ${longitude} is not between -180 and 180 degrees`;
  if (Math.abs(altitude) > MAX_ALTITUDE_METRES) {
    return `the altitude ${altitude} is not between -${MAX_ALTITUDE_METRES} and ${MAX_ALTITUDE_METRES} metres`;
  }
  if (latitude === 0 && longitude === 0) {
    return 'latitude and longitude are both 0: the receiver had no fix; leave the line out';
  }
  return undefined;
}
