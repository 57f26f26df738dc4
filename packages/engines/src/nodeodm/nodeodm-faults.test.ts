import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, test } from 'node:test';
import { makeZip, type ZipEntry } from '@tiepoint/texture/testing';
import { type EngineEvent, WorkLost } from '../port/engine.ts';
import { FakeNodeOdm } from './node/fake-nodeodm.fixture.ts';
import { NodeOdmSetting, reasonOf } from './nodeodm-setting.fixture.ts';
import { odmResults, packOdmResults } from './results/odm-results.fixture.ts';

let setting: NodeOdmSetting;
let node: FakeNodeOdm;
beforeEach(async () => {
  setting = await NodeOdmSetting.start();
  node = setting.node;
});
afterEach(() => setting[Symbol.asyncDispose]());

test('uploads and a commit whose answers get lost are repeated, and nothing runs twice', async () => {
  node.faults.lostAnswers = { path: /upload|commit/, times: 3 };
  const { ending } = await setting.run(setting.newJob());
  assert.equal(ending.type, 'done');
  node.faults.lostAnswers = { path: /commit/, times: 1 };
  const second = await setting.run(setting.newJob());
  assert.equal(second.ending.type, 'done');
  assert.equal(node.commits.length, 2);
});

test('a node that restarts goes on with the task, and its server waits for it', async () => {
  const { ending } = await setting.run(setting.newJob(), {
    on: ({ type }) => {
      if (type !== 'log' || node.faults.down !== undefined) return;
      node.restart('everything');
      node.faults.down = 5;
    },
  });
  assert.equal(ending.type, 'done');
  assert.deepEqual([node.commits.length, node.faults.down], [1, 0]);
});

test('a task that its node has lost is submitted again, once', async () => {
  const job = setting.newJob();
  const loseIt = (event: EngineEvent) => {
    if (event.type === 'log') node.restart('nothing');
  };
  await assert.rejects(setting.run(job, { on: loseIt }), WorkLost);
  assert.equal((await setting.run(job)).ending.type, 'done');
  assert.equal(node.commits.length, 2);

  const unlucky = setting.newJob();
  await assert.rejects(setting.run(unlucky, { on: loseIt }), WorkLost);
  const { ending } = await setting.run(unlucky, { on: loseIt });
  assert.match(reasonOf(ending), /does not know the task any more\. It was already submitted again once\./);
});

test('a node that stays away is left for another one, and stopped when it is back', async () => {
  await using other = await FakeNodeOdm.start();
  other.pack = node.pack;
  other.info.taskQueueCount = 5;
  const addresses = [node.address, other.address];
  const job = setting.newJob();
  const goAway = ({ type }: EngineEvent) => {
    if (type === 'log') node.faults.down = Number.POSITIVE_INFINITY;
  };
  const comeBack = ({ type }: EngineEvent) => {
    if (type === 'log') node.faults.down = 0;
  };
  await assert.rejects(setting.run(job, { on: goAway, engine: setting.newEngine(addresses) }), WorkLost);
  const { ending } = await setting.run(job, { on: comeBack, engine: setting.newEngine(addresses) });
  assert.equal(ending.type, 'done');
  assert.deepEqual([node.commits.length, other.commits.length], [1, 1]);
  assert.deepEqual(
    [...node.tasks.values()].map(({ code }) => code),
    [50],
  );
});

test('where no node answers, that is the reason', async () => {
  node.faults.down = Number.POSITIVE_INFINITY;
  const { ending } = await setting.run(setting.newJob());
  assert.match(reasonOf(ending), /^No NodeODM node accepts these photos: 127\.0\.0\.1:\d+ does not answer\./);
});

test('a node that refuses ends the task with what it says, and the token is in no message', async () => {
  node.faults.refusals = { path: /upload/, error: 'ENOSPC: no space left, token=s3cret', times: 100 };
  const full = await setting.run(setting.newJob());
  assert.match(reasonOf(full.ending), /says: “ENOSPC: no space left, token=…”/);
  const { name, url } = node.address;
  const wrong = await setting.run(setting.newJob(), {
    engine: setting.newEngine([{ name, url, token: 'wr0ng' }]),
  });
  assert.match(reasonOf(wrong.ending), /does not accept this server’s token/);
  for (const { ending } of [full, wrong]) assert.doesNotMatch(reasonOf(ending), /s3cret|wr0ng/);
  assert.equal(node.commits.length, 0);
});

test('garbage in place of answers is a transient error for a while, and then the reason', async () => {
  const bodies = ['<html>Bad gateway</html>', '{"version": "2.2', 'x'.repeat(17 * 1024 * 1024), '[]'];
  for (const body of bodies) {
    node.faults.garbage = { body, type: 'application/json', times: 1 };
    assert.equal((await setting.run(setting.newJob())).ending.type, 'done');
  }
  node.faults.garbage = { body: '<html></html>', type: 'text/html', times: 1e9 };
  assert.match(reasonOf((await setting.run(setting.newJob())).ending), /does not answer/);
});

test('a task that shows no sign of life is given up', async () => {
  const task = () => node.tasks.values().next().value;
  const freeze = () => Object.assign(task() ?? {}, { looks: -1e9 });
  const { ending } = await setting.run(setting.newJob(), { on: ({ type }) => type === 'log' && freeze() });
  assert.match(reasonOf(ending), /has shown no sign of life/);
});

test('an interrupted download resumes', async () => {
  node.faults.brokenDownloads = 2;
  assert.equal((await setting.run(setting.newJob())).ending.type, 'done');
});

test('a hostile archive fails the task and leaves nothing outside its folder', async () => {
  const hostile: Record<string, ZipEntry[]> = {
    'invalid relative path': [{ name: '../../escaped.txt', content: 'x' }],
    'absolute path': [{ name: '/tmp/escaped.txt', content: 'x' }],
    'contains a link': [{ name: 'odm_report/report.pdf', content: '/etc/passwd', mode: 0o120777 }],
    'are larger than the limit of 32 MiB': [
      { name: 'odm_dem/dsm.tif', content: Buffer.alloc(33 * 1024 * 1024) },
    ],
  };
  for (const [complaint, more] of Object.entries(hostile)) {
    node.pack = (names) => packOdmResults(names, more);
    const { ending } = await setting.run(setting.newJob());
    assert.match(
      reasonOf(ending),
      new RegExp(`The results of the NodeODM node .* can't be used: .*${complaint}`),
    );
  }
  assert.ok((await readdir(setting.folder)).every((name) => name.startsWith('job-')));
});

test('an archive that is too large, none at all, or without a model says so', async () => {
  const engine = setting.newEngine([node.address], { maxArchiveBytes: 100 });
  assert.match(reasonOf((await setting.run(setting.newJob(), { engine })).ending), /are larger than/);
  node.pack = () => Buffer.from('no archive');
  assert.match(reasonOf((await setting.run(setting.newJob())).ending), /can't be unpacked/);
  node.pack = (names) => makeZip(odmResults(names).filter(({ name }) => !name.startsWith('odm_texturing')));
  assert.match(reasonOf((await setting.run(setting.newJob())).ending), /contain no model/);
});
