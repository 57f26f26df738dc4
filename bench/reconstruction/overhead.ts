import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { uploadPhotos, waitForTask } from '@tiepoint/client';
import { findPhotos } from '@tiepoint/client/node';
import { samplePhotos } from '../server/bench-photos.ts';
import { clientOf, makeFolder, startBenchServer } from '../server/bench-server.ts';

const PHOTOS = 12;

/** Steps that are not COLMAP's work; they have no counterpart by hand. */
const OWN_STEPS = /textur/i;

/** As the server runs COLMAP: on a busy machine anything else would compare the machine's load. */
const NICENESS = 10;
const ENVIRONMENT = { QT_QPA_PLATFORM: 'offscreen', GOMP_SPINCOUNT: '1000' };

/** Wall time of a task's COLMAP steps against the same commands run one after another in a shell. */
export async function overhead(): Promise<void> {
  const folder = await makeFolder();
  try {
    await samplePhotos(folder.path, PHOTOS);
    const record = join(folder.path, 'record');
    await mkdir(join(record, 'tree'), { recursive: true });
    const task = await runTask(folder.path, await writeRecorder(record));
    const ours = task.steps.filter((step) => !OWN_STEPS.test(step.name));
    const recording = await secondsOfRecording(record);
    const seconds = ours.reduce((sum, step) => sum + step.seconds, 0) - recording;
    const byHand = await secondsByHand(record);
    for (const step of task.steps) console.log(`  ${step.name}: ${step.seconds.toFixed(1)} s`);
    console.log(`steps with COLMAP's work ${seconds.toFixed(1)} s, by hand ${byHand.toFixed(1)} s`);
    console.log(`task / by hand: ${(seconds / byHand).toFixed(3)} (wanted: at most 1.03)`);
  } finally {
    await folder.remove();
  }
}

async function runTask(folder: string, recorder: string) {
  const dataFolder = join(folder, 'data');
  await mkdir(dataFolder, { mode: 0o711 });
  const server = await startBenchServer(dataFolder, { TIEPOINT_COLMAP: recorder });
  const client = clientOf(server);
  const { id: projectId } = await client.createProject('overhead');
  const { photos } = await findPhotos(join(folder, 'scene'));
  await uploadPhotos({ client, projectId, photos });
  const { task } = await client.startReconstruction(projectId, { quality: 'preview' });
  if (!task) throw new Error('The reconstruction was not started.');
  const ended = await waitForTask({ client, projectId, taskId: task.id });
  await server.stop();
  if (ended.state !== 'Done') throw new Error(`The reconstruction failed: ${ended.error}`);
  return ended;
}

/** Stands in front of COLMAP and writes down its command lines, questions for help aside, and the files that they read. */
async function writeRecorder(record: string): Promise<string> {
  const path = join(record, 'colmap');
  const script = `#!/bin/bash
if [ "$1" = help ] || [ "$2" = -h ]; then exec colmap "$@"; fi
started=$(date +%s%N)
for argument in "$@"; do
  case "$argument" in *.db) ;; /*)
    if [ -f "$argument" ]; then cp --parents "$argument" "${record}/tree"
    elif [ -d "$argument" ] && [ "$1" = feature_extractor ]; then cp -al --parents "$argument" "${record}/tree"; fi;;
  esac
done
printf '%s\\t' "$@" >> "${record}/commands"
printf '\\n' >> "${record}/commands"
echo $(($(date +%s%N) - started)) >> "${record}/nanoseconds"
exec colmap "$@"
`;
  await writeFile(path, script, { mode: 0o755 });
  return path;
}

/** What the recorder took for itself. */
async function secondsOfRecording(record: string): Promise<number> {
  const lines = (await readFile(join(record, 'nanoseconds'), 'utf8')).trimEnd().split('\n');
  return lines.reduce((sum, line) => sum + Number(line) / 1e9, 0);
}

async function secondsByHand(record: string): Promise<number> {
  const lines = (await readFile(join(record, 'commands'), 'utf8')).trimEnd().split('\n');
  const tree = join(record, 'tree');
  let seconds = 0;
  for (const line of lines) {
    const args = line
      .trimEnd()
      .split('\t')
      .map((argument) => (argument.startsWith('/') ? tree + argument : argument));
    for (const path of args.filter((argument) => argument.startsWith('/'))) {
      await mkdir(extname(path) === '' ? path : dirname(path), { recursive: true });
    }
    const started = performance.now();
    const result = spawnSync('nice', ['-n', `${NICENESS}`, 'colmap', ...args], {
      env: { ...process.env, ...ENVIRONMENT },
      stdio: 'ignore',
    });
    const taken = (performance.now() - started) / 1000;
    seconds += taken;
    console.log(`  by hand, ${args[0]}: ${taken.toFixed(1)} s`);
    if (result.status !== 0) console.log(`  (by hand, ${args[0]} ended with ${result.status})`);
  }
  return seconds;
}
