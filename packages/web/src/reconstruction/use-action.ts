import { useState } from 'react';

/** A call made by a button: whether it is pending, and why it has failed. */
export interface Action {
  busy: boolean;
  problem: string | null;
  act: () => void;
}

/** Runs `call`, one at a time; what it returns or throws is the problem of the newest one. */
export function useAction(call: () => Promise<string | null>): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setProblem(await call());
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, act: () => void act() };
}
