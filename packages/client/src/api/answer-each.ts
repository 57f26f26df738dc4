import { ApiError } from './api-error.ts';

/** What is at fault in these is the input; other refusals concern the user, the project or the server. */
const INPUT_CODES = new Set(['BAD_INPUT', 'LIMIT_BODY']);
/** Finds about ten culprits in a batch of 500; with more, what is left of a refused batch is refused as a whole. */
const MAX_SPLITS = 100;
/** When so many are refused and none is taken, it is not the items that are at fault. */
const REFUSALS_FOR_ALL = 8;

/**
 * Makes a call that takes many items at once, and refuses all of them where one is at fault. Then it is made again
 * with each half, down to the items that are at fault. Gives the answers in the order of the items, the refusal in
 * the place of an item that is at fault; rejects with the refusal where it concerns everything.
 */
export async function answerEach<Item, Answer>(
  items: readonly Item[],
  call: (items: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<Array<Answer | ApiError>> {
  const answers: Array<Answer | ApiError> = [];
  const waiting = [items];
  let splitsLeft = MAX_SPLITS;
  // From the front to the back, so that the answers come in their order.
  for (let batch = waiting.pop(); batch; batch = waiting.pop()) {
    try {
      answers.push(...assertComplete(batch, await call(batch)));
    } catch (error) {
      if (!isInputRefusal(error)) throw error;
      if (batch.length > 1 && splitsLeft-- > 0) {
        const half = Math.ceil(batch.length / 2);
        waiting.push(batch.slice(half), batch.slice(0, half));
      } else answers.push(...batch.map(() => error));
    }
  }
  const refusals = answers.filter((answer) => answer instanceof ApiError);
  const [first] = refusals;
  if (first && refusals.length === answers.length && refusals.length >= REFUSALS_FOR_ALL) throw first;
  return answers;
}

/** Whether the server says that what it was given is at fault. */
export function isInputRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && INPUT_CODES.has(error.code);
}

function assertComplete<Answer>(items: readonly unknown[], answers: readonly Answer[]): readonly Answer[] {
  if (answers.length === items.length) return answers;
  throw new ApiError('UNKNOWN', `The server has answered ${answers.length} of ${items.length} questions.`);
}
