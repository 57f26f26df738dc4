import { ApiError } from './api-error.ts';

/** Codes of invalid input; other errors concern the user, the project or the server. */
const INPUT_CODES = new Set(['BAD_INPUT', 'LIMIT_BODY']);
/** Enough to find about ten invalid items in a batch of 500; with more, the rest of the batch is refused as a whole. */
const MAX_SPLITS = 100;
/** When this many are refused and none is accepted, the items are not the cause. */
const REFUSALS_FOR_ALL = 8;

/**
 * Makes a batch call that the server refuses as a whole when one item is invalid. It is then repeated with each half,
 * down to the invalid items. Returns the results in the order of the items, with an ApiError in place of each invalid
 * item; rejects when the error concerns the whole call.
 */
export async function answerEach<Item, Answer>(
  items: readonly Item[],
  call: (items: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<Array<Answer | ApiError>> {
  const answers: Array<Answer | ApiError> = [];
  const waiting = [items];
  let splitsLeft = MAX_SPLITS;
  // From front to back, so that the results are in order.
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

/** Whether the server reports invalid input. */
export function isInputRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && INPUT_CODES.has(error.code);
}

function assertComplete<Answer>(items: readonly unknown[], answers: readonly Answer[]): readonly Answer[] {
  if (answers.length === items.length) return answers;
  throw new ApiError('UNKNOWN', `The server returned ${answers.length} results for ${items.length} items.`);
}
