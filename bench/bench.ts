/* Runs one benchmark: `npm run bench -- ingest`. Figures are ratios of measurements in the same run. */

import { coordinateSystems } from './coordinates/coordinate-systems.ts';
import { dense } from './dense/dense.ts';
import { load } from './load/load.ts';
import { accuracy } from './reconstruction/accuracy.ts';
import { apiLatency } from './reconstruction/api-latency.ts';
import { firstModel } from './reconstruction/first-model.ts';
import { firstRun } from './reconstruction/first-run.ts';
import { growth } from './reconstruction/growth.ts';
import { overhead } from './reconstruction/overhead.ts';
import { placement } from './reconstruction/placement.ts';
import { hasImages } from './uploads/has-images.ts';
import { ingest } from './uploads/ingest.ts';
import { put } from './uploads/put.ts';
import { registrations } from './uploads/registrations.ts';
import { verdictLatency } from './uploads/verdict-latency.ts';

const benches: Record<string, () => Promise<void>> = {
  accuracy,
  dense,
  ingest,
  load,
  overhead,
  placement,
  put,
  registrations,
  growth,
  'has-images': hasImages,
  'api-latency': apiLatency,
  'coordinate-systems': coordinateSystems,
  'first-model': firstModel,
  'first-run': firstRun,
  'verdict-latency': verdictLatency,
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench) await bench();
else {
  console.error(`Choose a benchmark: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 1;
}
