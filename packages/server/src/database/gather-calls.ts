/** Answers many calls at once, each by its place. */
export type AnswerAll<Call, Answer> = (calls: Call[]) => Promise<Answer[]>;

/** Answers a call together with others of the same key; `answerAll` of the first of them is used. */
export type GatherCalls<Call, Answer> = (
  key: string,
  call: Call,
  answerAll: AnswerAll<Call, Answer>,
) => Promise<Answer>;

interface Gathering<Call, Answer> {
  calls: { call: Call; resolve(answer: Answer): void; reject(error: unknown): void }[];
}

/**
 * Gathers the calls that come while earlier ones of the same key are being answered, and answers them together in
 * the next run: a busy database sees fewer statements and fewer commits, a quiet one is asked at once. A call is
 * never answered by a run that began before it. An error fails every call of its run.
 *
 * @param maxCalls of one run; more form a line of runs
 */
export function gatherCalls<Call, Answer>(maxCalls: number): GatherCalls<Call, Answer> {
  const waiting = new Map<string, Gathering<Call, Answer>>();

  const run = async (key: string, gathering: Gathering<Call, Answer>, answerAll: AnswerAll<Call, Answer>) => {
    while (gathering.calls.length > 0) {
      const part = gathering.calls.splice(0, maxCalls);
      try {
        const answers = await answerAll(part.map(({ call }) => call));
        part.forEach(({ resolve }, index) => {
          resolve(answers[index] as Answer);
        });
      } catch (error) {
        for (const { reject } of part) reject(error);
      }
    }
    waiting.delete(key);
  };

  return (key, call, answerAll) =>
    new Promise<Answer>((resolve, reject) => {
      const running = waiting.get(key);
      if (running) {
        running.calls.push({ call, resolve, reject });
        return;
      }
      const gathering = { calls: [{ call, resolve, reject }] };
      waiting.set(key, gathering);
      void run(key, gathering, answerAll);
    });
}
