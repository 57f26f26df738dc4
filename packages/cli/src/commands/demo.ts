import { basename, join, resolve } from 'node:path';
import { type Client, createClient, hashPhotos, type Quality, type TaskProgress } from '@tiepoint/client';
import { type FilePhoto, nodePlatform } from '@tiepoint/client/node';
import type { RunningServer } from '@tiepoint/server';
import type { Command } from 'commander';
import { type ChosenFiles, chooseUpload } from '../photos/choose-upload.ts';
import { sendMetaFiles } from '../photos/send-meta-files.ts';
import { uploadWithProgress } from '../photos/upload-with-progress.ts';
import { findPhotoSet } from '../projects/find-photo-set.ts';
import { listEarlierProjects } from '../projects/list-earlier-projects.ts';
import { modelLink } from '../projects/model-link.ts';
import { reconstructWithProgress } from '../reconstruction/reconstruct-with-progress.ts';
import { generateSample } from '../sample/generate-sample.ts';
import { describeCredentials } from '../serving/describe-credentials.ts';
import { runWithServer, untilInterrupted } from '../serving/run-with-server.ts';
import type { Shell } from '../shell.ts';
import { type PartClock, startPartClock } from '../timing/part-clock.ts';
import { addServerOptions } from './arguments.ts';
import { qualityOption } from './reconstruction-options.ts';

interface DemoFlags {
  photos?: string;
  once?: true;
  data?: string;
  port?: number;
  quality?: Quality;
}

/** What the steps of the demo share. */
interface Demo {
  shell: Shell;
  flags: DemoFlags;
  server: RunningServer;
  client: Client<FilePhoto>;
  clock: PartClock;
}

const PRESET: Quality = 'preview';
const SAMPLE_NAME = 'Sample scene';

/** `tiepoint demo`: from photos to a model in the browser in one command. */
export function addDemo(program: Command, shell: Shell): void {
  addServerOptions(program.command('demo'))
    .description('start the service, reconstruct a sample scene or your photos, and show the model')
    .option('--photos <folder>', 'use the photos of this folder, and the meta files beside them')
    .option('--once', 'exit when the reconstruction is done or has failed')
    .addOption(qualityOption(PRESET))
    .action((flags: DemoFlags) => demo(shell, flags));
}

async function demo(shell: Shell, flags: DemoFlags): Promise<void> {
  const clock = startPartClock();
  // Checked before anything is started: a wrong folder is the most likely mistake.
  const chosen = flags.photos ? await chooseUpload(shell, flags.photos) : undefined;
  await runWithServer(shell, flags, async (server, running) => {
    clock.ended('start');
    running.view.say(`Tiepoint runs at ${server.endpoint}; everything is kept in ${server.dataFolder}.`);
    for (const line of describeCredentials(server)) running.print(line);
    const client = createClient({ ...server.credentials, platform: nodePlatform() });
    for (const line of await listEarlierProjects(client, server.credentials, running.signal))
      running.print(line);

    const made = { shell: running, flags, server, client, clock };
    const files = chosen ?? (await sampleOf(made));
    const name = flags.photos ? basename(resolve(flags.photos)) : SAMPLE_NAME;
    const projectId = await makeModel(made, name, files);
    running.print(`The model of ${name}: ${modelLink(server.credentials, projectId)}`);
    running.view.say('Time taken:');
    for (const line of clock.table()) running.view.say(line);
    if (flags.once) return;
    running.view.say('The service keeps running; press Ctrl-C to stop it.');
    await untilInterrupted(shell, running.signal);
  });
}

async function sampleOf({ shell, server, clock }: Demo): Promise<ChosenFiles> {
  const folder = await generateSample(shell, join(server.dataFolder, 'samples', 'landscape'));
  clock.ended('scene');
  return chooseUpload(shell, folder);
}

/** Makes the model, or finds the one that an earlier run made from the same files; returns the project's id. */
async function makeModel(demo: Demo, name: string, { photos, metaFiles }: ChosenFiles): Promise<string> {
  const { shell, client, clock, flags } = demo;
  const checksums = await hashWithProgress(demo, photos);
  const known = await findPhotoSet(client, {
    name,
    checksums: new Set(checksums.values()),
    signal: shell.signal,
  });
  if (known?.complete) {
    const [newest] = await client.listTasks(known.projectId, shell.signal);
    const isNews = await sendMetaFiles(shell, { client, projectId: known.projectId, metaFiles });
    if (!isNews && newest?.state === 'Done' && newest.quality === (flags.quality ?? newest.quality)) {
      shell.view.say('An earlier run already made the model of these photos.');
      return known.projectId;
    }
  }
  if (known) shell.view.say('Continuing the project of an earlier run.');
  const { id } = known ? { id: known.projectId } : await client.createProject(name, shell.signal);
  await uploadWithProgress(shell, { client, projectId: id, photos, checksums });
  await sendMetaFiles(shell, { client, projectId: id, metaFiles });
  clock.ended('upload and verification');
  const options = { quality: flags.quality ?? PRESET };
  const task = await reconstructWithProgress(shell, client, { projectId: id, options });
  recordSteps(clock, task);
  return id;
}

async function hashWithProgress(
  { shell, client, clock }: Demo,
  photos: FilePhoto[],
): Promise<Map<FilePhoto, string>> {
  const totalBytes = photos.reduce((sum, photo) => sum + photo.sizeBytes, 0);
  const line = shell.view.begin('Hashing', 'bytes', totalBytes);
  const { platform } = client;
  const onProgress = (bytes: number) => line.set(bytes);
  const checksums = await hashPhotos({ platform, photos, onProgress, signal: shell.signal });
  line.finish();
  clock.ended('hashing');
  return checksums;
}

function recordSteps(clock: PartClock, task: TaskProgress): void {
  for (const { name, seconds } of task.steps) clock.took(name, seconds);
}
