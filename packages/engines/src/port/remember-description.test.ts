import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from './engine.ts';
import { rememberDescription } from './remember-description.ts';

const refuse = () => {
  throw new Error('not asked for here');
};

/** An engine of which only the description is asked; tells how often it was looked at. */
function engineThatIs(problemOf: (look: number) => string | null): { engine: Engine; looks(): number } {
  let looks = 0;
  const engine: Engine = {
    name: 'some',
    place: 'local',
    async describe() {
      looks++;
      return { name: 'some', title: 'Some', version: `${looks}`, abilities: [], problem: problemOf(looks) };
    },
    judgeOptions: async () => undefined,
    submit: refuse,
    watch: refuse,
    discard: refuse,
    forget: refuse,
  };
  return { engine, looks: () => looks };
}

test('an engine that works is looked at once, also when many ask at the same time', async () => {
  const { engine, looks } = engineThatIs(() => null);
  const remembered = rememberDescription(engine, () => 0);
  await Promise.all([remembered.describe(), remembered.describe()]);
  assert.equal((await remembered.describe()).version, '1');
  assert.equal(looks(), 1);
});

test('what was missing is found a minute later', async () => {
  let now = 0;
  const { engine } = engineThatIs((look) => (look === 1 ? 'It is not installed.' : null));
  const remembered = rememberDescription(engine, () => now);
  assert.equal((await remembered.describe()).problem, 'It is not installed.');
  now = 59_000;
  assert.equal((await remembered.describe()).problem, 'It is not installed.');
  now = 60_000;
  assert.equal((await remembered.describe()).problem, null);
});

test('a failed description is retried by the next caller', async () => {
  const { engine } = engineThatIs((look) => {
    if (look === 1) throw new Error('transient');
    return null;
  });
  const remembered = rememberDescription(engine, () => 0);
  await assert.rejects(remembered.describe(), /transient/);
  assert.equal((await remembered.describe()).version, '2');
});
