import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskProgress } from '@tiepoint/client';
import { recordingView } from '../progress/recording-view.fixture.ts';
import { stepLines } from './step-lines.ts';

test('each step has one line: a percentage while it runs and its duration at the end', () => {
  const { view, events } = recordingView();
  const show = stepLines(view);
  show(answer({ state: 'Pending', queueing: 1 }));
  show(answer({ state: 'Processing', step: 1, stepName: 'Find', percent: 10 }));
  show(answer({ state: 'Processing', step: 1, stepName: 'Find', percent: 60 }));
  show(answer({ state: 'Processing', step: 2, stepName: 'Match', percent: 0, steps: [['Find', 3]] }));
  assert.deepEqual(events, [
    'Waiting: 1 task ahead in the queue.',
    'begin 1/3 Find',
    '1/3 Find 10',
    '1/3 Find 60',
    '1/3 Find took 3',
    'begin 2/3 Match',
    '2/3 Match 0',
  ]);
});

test('steps that start and end between two responses are shown as well', () => {
  const { view, events } = recordingView();
  const show = stepLines(view);
  show(
    answer({
      state: 'Done',
      step: 3,
      stepName: 'Build',
      steps: [
        ['Find', 3],
        ['Match', 0.1],
        ['Build', 2],
      ],
    }),
  );
  assert.deepEqual(events, [
    'begin 1/3 Find',
    '1/3 Find took 3',
    'begin 2/3 Match',
    '2/3 Match took 0.1',
    'begin 3/3 Build',
    '3/3 Build took 2',
  ]);
});

type Answer = Partial<Omit<TaskProgress, 'steps'>> & { steps?: Array<[string, number]> };

function answer({ steps = [], ...rest }: Answer): TaskProgress {
  return {
    id: 'task',
    state: 'Pending',
    quality: 'preview',
    step: 0,
    totalSteps: 3,
    percent: 0,
    stepName: null,
    queueing: null,
    error: null,
    startReason: null,
    missingPhotos: null,
    result: null,
    steps: steps.map(([name, seconds]) => ({ name, seconds })),
    ...rest,
  };
}
