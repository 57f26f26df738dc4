/* One line a measurement: `npm run bench -- ingest`. Figures are ratios of things measured in the same run. */
import { apiLatency } from './api-latency.ts';
import { firstRun } from './first-run.ts';
import { ingest } from './ingest.ts';
import { overhead } from './overhead.ts';

const benches: Record<string, () => Promise<void>> = {
  ingest,
  overhead,
  'api-latency': apiLatency,
  'first-run': firstRun,
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench) await bench();
else {
  console.error(`Say what to measure: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 1;
}
