import { ApiError } from '../api/api-error.ts';

/** A call of the API that takes many items at once, and refuses all of them where one is at fault. */
export interface BatchCall<Item, Answer> {
  items: readonly Item[];
  /** Gives the answers in the order of the items. */
  call(items: readonly Item[]): Promise<readonly Answer[]>;
  /** Called with each item that is at fault, and the server's sentence about it. */
  onRefused(item: Item, reason: string): void;
}

/** One item of a batch and what the server said to it. */
export interface ItemAnswer<Item, Answer> {
  item: Item;
  answer: Answer;
}

/** What is at fault in these is the input; other refusals concern the user, the project or the server. */
const INPUT_CODES = new Set(['BAD_INPUT', 'LIMIT_BODY']);
/** Finds about ten culprits in a batch of 500; with more, what is left of a refused batch is refused as a whole. */
const MAX_SPLITS = 100;
/** When so many are refused and none is taken, it is not the items that are at fault. */
const REFUSALS_FOR_ALL = 8;

/**
 * Makes the call, and where the input is refused, makes it again with each half, down to the items that are at
 * fault; gives the answers to the others in their order. Rejects with the refusal where it concerns everything.
 */
export async function callInBatch<Item, Answer>(
  batch: BatchCall<Item, Answer>,
): Promise<Array<ItemAnswer<Item, Answer>>> {
  const answered: Array<ItemAnswer<Item, Answer>> = [];
  const refused: Array<{ item: Item; error: ApiError }> = [];
  const waiting = [batch.items];
  let splitsLeft = MAX_SPLITS;
  for (let items = waiting.pop(); items; items = waiting.pop()) {
    try {
      answered.push(...pair(items, await batch.call(items)));
    } catch (error) {
      if (!isInputRefusal(error)) throw error;
      if (items.length > 1 && splitsLeft-- > 0) {
        const half = Math.ceil(items.length / 2);
        waiting.push(items.slice(half), items.slice(0, half));
      } else refused.push(...items.map((item) => ({ item, error })));
    }
  }
  const [first] = refused;
  if (first && answered.length === 0 && refused.length >= REFUSALS_FOR_ALL) throw first.error;
  for (const { item, error } of refused) batch.onRefused(item, error.message);
  return answered;
}

/** Whether the server says that what it was given is at fault. */
export function isInputRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && INPUT_CODES.has(error.code);
}

function pair<Item, Answer>(
  items: readonly Item[],
  answers: readonly Answer[],
): Array<ItemAnswer<Item, Answer>> {
  if (answers.length !== items.length) {
    throw new ApiError('UNKNOWN', `The server has answered ${answers.length} of ${items.length} questions.`);
  }
  return items.map((item, index) => ({ item, answer: answers[index] as Answer }));
}
