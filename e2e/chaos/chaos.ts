import { parseArgs } from 'node:util';
import { runKills } from './kills.ts';
import { runOutages } from './outages.ts';

const DEFAULT_KILLS = 200;
const DEFAULT_OUTAGES = 5;
const PHOTOS_OF_A_KILL = 6;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string' }, outages: { type: 'string' } },
});
if (positionals[0] !== 'kills') {
  console.error('Usage: npm run chaos -- kills [--kills 200] [--outages 5]');
  process.exit(2);
}
const kills = Number(values.kills ?? DEFAULT_KILLS);
const outages = Number(values.outages ?? DEFAULT_OUTAGES);
const log = (line: string) => console.log(line);
if (kills > 0) await runKills({ kills, photos: kills * PHOTOS_OF_A_KILL, log });
if (outages > 0) await runOutages({ outages, log });
