/* One line a measurement: `npm run bench -- ingest`. Figures are ratios of things measured in the same run. */
import { accuracy } from './accuracy.ts';
import { apiLatency } from './api-latency.ts';
import { dense } from './dense.ts';
import { firstModel } from './first-model.ts';
import { firstRun } from './first-run.ts';
import { growth } from './growth.ts';
import { hasImages } from './has-images.ts';
import { ingest } from './ingest.ts';
import { load } from './load/load.ts';
import { overhead } from './overhead.ts';
import { put } from './put.ts';
import { registrations } from './registrations.ts';
import { verdictLatency } from './verdict-latency.ts';

const benches: Record<string, () => Promise<void>> = {
  accuracy,
  dense,
  ingest,
  load,
  overhead,
  put,
  registrations,
  growth,
  'has-images': hasImages,
  'api-latency': apiLatency,
  'first-model': firstModel,
  'first-run': firstRun,
  'verdict-latency': verdictLatency,
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench) await bench();
else {
  console.error(`Say what to measure: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 1;
}
