import assert from 'node:assert/strict';
import { makePhoto, sha1, type TestApp } from './app.fixture.ts';
import { at } from './go-client.fixture.ts';
import type { Names } from './schema-walk.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/** One of everything, ready and at rest, each named with `mark` where it has a name. */
export async function makeVictimsThings(app: TestApp, mark: string, webhookUrl: string): Promise<Names> {
  const { createProject, put, upload } = walkUploadRoad(() => app);
  const project = await createProject(`${mark} project`);
  const photo = await makePhoto(80);
  const image = await upload(project, `${mark}.jpg`, photo);
  const text = Buffer.from(`${mark}.jpg 1\n`);
  const registerMeta = `mutation ($project: ID!) {
    uploadMetaFileS3(pid: $project, bucket: local, filename: "group.txt") { url file { id } } }`;
  const meta = at(await app.ask(registerMeta, { project }), 'uploadMetaFileS3');
  await put(String(at(meta, 'url')), text);
  const metaFile = String(at(meta, 'file.id'));
  const stateOfMeta =
    'query ($project: ID!, $id: ID!) { project(id: $project) { metaFile(id: $id) { state } } }';
  await until(async () => {
    return at(await app.ask(stateOfMeta, { project, id: metaFile }), 'project.metaFile.state') === 'Ready';
  });
  const addWebhook = `mutation ($project: ID!, $url: String!) {
    createWebhook(pid: $project, url: $url) { webhook { id } } }`;
  const webhook = at(await app.ask(addWebhook, { project, url: webhookUrl }), 'createWebhook.webhook.id');
  const addPoint = `mutation ($project: ID!, $image: ID!) { addAlignmentPoint(pid: $project, image: $image,
    name: "${mark} point", x: 1, y: 1, modelX: 0, modelY: 0, modelZ: 0) { id } }`;
  return {
    project,
    image: image.id,
    filename: image.filename,
    checksum: sha1(photo),
    metaFile,
    metaChecksum: sha1(text),
    webhook: String(webhook),
    alignmentPoint: String(at(await app.ask(addPoint, { project, image: image.id }), 'addAlignmentPoint.id')),
    task: await makeFailedTask(app, project),
    token: String(at(await app.ask('{ my { tokens { id } } }'), 'my.tokens.0.id')),
  };
}

/** What becomes of a start that waits for a moment, where too few photos are Ready then. */
async function makeFailedTask(app: TestApp, project: string): Promise<string> {
  const preStart = `mutation ($project: ID!, $startAt: DateTime) {
    preStartReconstruction(id: $project, policy: { startAt: $startAt }) { error { message } } }`;
  const startAt = new Date(Date.now() + 500).toISOString();
  assert.equal(at(await app.ask(preStart, { project, startAt }), 'preStartReconstruction.error'), null);
  const tasks = 'query ($project: ID!) { project(id: $project) { tasks { id state } } }';
  const state = async () => at(await app.ask(tasks, { project }), 'project.tasks.0.state');
  await until(async () => (await state()) === 'Failed');
  return String(at(await app.ask(tasks, { project }), 'project.tasks.0.id'));
}
