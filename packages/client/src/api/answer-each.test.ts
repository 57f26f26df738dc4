import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerEach } from './answer-each.ts';
import { ApiError } from './api-error.ts';

test('a batch without invalid items is one call', async () => {
  const { calls, answers } = await callWith(1000, []);
  assert.equal(calls, 1);
  assert.deepEqual(answers.slice(0, 2), ['0!', '1!']);
});

test('invalid items are found with few calls, and the others are answered in order', async () => {
  const { calls, answers } = await callWith(500, [3, 444]);
  const expected = Array.from({ length: 500 }, (_, item) =>
    item === 3 || item === 444 ? 'No.' : `${item}!`,
  );
  assert.deepEqual(answers, expected);
  assert.ok(calls < 40, `${calls} calls`);
});

test('with many items at fault the search has an end, and every item an outcome', async () => {
  const culprits = Array.from({ length: 250 }, (_, index) => 2 * index);
  const { calls, answers } = await callWith(500, culprits);
  assert.ok(calls <= 201, `${calls} calls`);
  assert.equal(answers.length, 500);
});

test('when everything is refused, the items are not the cause', async () => {
  const all = Array.from({ length: 500 }, (_, item) => item);
  await assert.rejects(callWith(500, all), { name: 'ApiError', code: 'BAD_INPUT' });
  assert.deepEqual((await callWith(3, [0, 1, 2])).answers, ['No.', 'No.', 'No.']);
});

test('an error that does not concern the input is rejected at once', async () => {
  const call = async () => {
    throw new ApiError('UNAUTHENTICATED', 'Who are you?');
  };
  await assert.rejects(answerEach([1, 2], call), { code: 'UNAUTHENTICATED' });
});

/** Calls with the numbers below `count`; a call that contains one of `culprits` is refused as a whole. */
async function callWith(count: number, culprits: readonly number[]) {
  let calls = 0;
  const answers = await answerEach(
    Array.from({ length: count }, (_, item) => item),
    async (items) => {
      calls++;
      if (items.some((item) => culprits.includes(item))) throw new ApiError('BAD_INPUT', 'No.');
      return items.map((item) => `${item}!`);
    },
  );
  return { calls, answers: answers.map((answer) => (answer instanceof ApiError ? answer.message : answer)) };
}
