import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextLook, type ProjectStanding, projectActivity } from './project-activity.ts';

const STANDING: ProjectStanding = {
  numImage: 0,
  imageCounts: [],
  taskState: null,
  preStarted: false,
  importedState: 'Native',
};
const READY = { state: 'Ready', count: 9 } as const;

test('a project shows its most active part', () => {
  const activity = (change: Partial<ProjectStanding>) =>
    projectActivity({ ...STANDING, numImage: 9, ...change });
  assert.equal(projectActivity(STANDING), 'empty');
  assert.equal(activity({ imageCounts: [READY] }), 'ready');
  assert.equal(activity({ imageCounts: [READY, { state: 'Uploading', count: 1 }] }), 'receiving');
  assert.equal(activity({ preStarted: true, imageCounts: [READY] }), 'receiving');
  assert.equal(activity({ taskState: 'Processing', preStarted: true }), 'reconstructing');
  assert.equal(activity({ taskState: 'Pending' }), 'queued');
  assert.equal(activity({ taskState: 'Done', imageCounts: [READY] }), 'done');
  assert.equal(activity({ taskState: 'Failed' }), 'failed');
  assert.equal(activity({ taskState: 'Stopped' }), 'stopped');
});

test('the state of an imported model is that of its project', () => {
  const activity = (importedState: ProjectStanding['importedState']) =>
    projectActivity({ ...STANDING, importedState });
  assert.equal(activity('Pending'), 'awaiting');
  assert.equal(nextLook(activity('Converting')), 1000);
  assert.equal(activity('Ready'), 'done');
  assert.equal(activity('LimitExceeded'), 'failed');
});

test('without an event stream, idle projects are polled rarely', () => {
  for (const activity of ['done', 'failed', 'ready'] as const) assert.equal(nextLook(activity), 15_000);
  assert.equal(nextLook('queued'), 1000);
  assert.equal(nextLook('empty'), 5000, 'photos may arrive');
});
