import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineEvent } from '@tiepoint/engines';
import { recordingView } from '../progress/recording-view.fixture.ts';
import { showEvents } from './show-events.ts';

test('steps of an earlier run are shown once the total number of steps is known', () => {
  const { view, events } = recordingView();
  const show = showEvents(view);
  const told: EngineEvent[] = [
    { type: 'stepDone', name: 'Find', seconds: 3, reused: true },
    { type: 'stepDone', name: 'Match', seconds: 4, reused: true },
    { type: 'step', step: 3, totalSteps: 3, name: 'Build' },
    { type: 'log', lines: ['It builds.'] },
    { type: 'progress', percent: 40 },
    { type: 'stepDone', name: 'Build', seconds: 5 },
  ];
  for (const event of told) show(event);
  assert.deepEqual(events, [
    'begin 1/3 Find',
    '1/3 Find took 3',
    'begin 2/3 Match',
    '2/3 Match took 4',
    'begin 3/3 Build',
    '3/3 Build 0',
    '3/3 Build 40',
    '3/3 Build took 5',
  ]);
});
