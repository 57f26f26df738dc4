import type { LineParser, Pose } from './entry.ts';
import { beforeNumbers, readNumbers, splitName } from './split-name.ts';

const EXPECTED =
  'expected: name latitude longitude altitude, optionally followed by roll pitch yaw ' +
  '(degrees and metres; put a name with spaces in quotes)';
/** Larger altitudes and depths are errors. */
const MAX_ALTITUDE_METRES = 100_000;
const GEOGRAPHIC_SYSTEMS = new Set(['wgs84', 'wgs84_rtk']);

/**
 * Reads `name latitude longitude altitude [roll pitch yaw]`, and `coordinatesystem wgs84` as the first line.
 * Format: https://support.altizure.com/topic/29/advanced-topic-how-to-prepare-input-data
 */
export const parsePose: LineParser<Pose> = (text, first) => {
  const system = /^coordinatesystem\s+(\S+)$/i.exec(text)?.[1]?.toLowerCase();
  if (system !== undefined) return judgeSystem(system, first);
  const { name, rest } = splitName(text, beforeNumbers);
  const numbers = readNumbers(rest);
  if ('notANumber' in numbers)
    return { mistake: `${JSON.stringify(numbers.notANumber)} is not a number; ${EXPECTED}` };
  if (name === '' || (numbers.length !== 3 && numbers.length !== 6)) {
    return { mistake: `${numbers.length} numbers after the name; ${EXPECTED}` };
  }
  const [latitude = 0, longitude = 0, altitude = 0] = numbers;
  const value = { latitude, longitude, altitude };
  const mistake = judgePose(value);
  return mistake === undefined ? { name, value } : { mistake };
};

function judgeSystem(system: string, first: boolean): { mistake: string } | undefined {
  if (!first) return { mistake: 'the coordinate system belongs on the first line' };
  if (GEOGRAPHIC_SYSTEMS.has(system)) return undefined;
  return {
    mistake: `the coordinate system ${JSON.stringify(system)} is not supported; give latitude, longitude and altitude in wgs84`,
  };
}

function judgePose({ latitude, longitude, altitude }: Pose): string | undefined {
  if (Math.abs(latitude) > 90)
    return `the latitude ${latitude} is not between -90 and 90 degrees; ${EXPECTED}`;
  if (Math.abs(longitude) > 180) {
    return `the longitude ${longitude} is not between -180 and 180 degrees; ${EXPECTED}`;
  }
  if (Math.abs(altitude) > MAX_ALTITUDE_METRES) {
    return `the altitude ${altitude} is not between -${MAX_ALTITUDE_METRES} and ${MAX_ALTITUDE_METRES} metres; ${EXPECTED}`;
  }
  if (latitude === 0 && longitude === 0) {
    return 'latitude and longitude are both 0: the receiver had no fix; leave the line out';
  }
  return undefined;
}
