import { useApi } from '../api/api-context.tsx';
import type { TaskOptions } from '../api/fetch-project.ts';
import { Button } from '../ui/button.tsx';
import { Refusal } from './refusal.tsx';
import { useAction } from './use-action.ts';

interface StartAgainProps {
  projectId: string;
  options: TaskOptions;
  onStarted: () => void;
}

/** Starts a reconstruction with the options of an earlier one. */
export function StartAgain({ projectId, options, onStarted }: StartAgainProps) {
  const api = useApi();
  const { busy, problem, act } = useAction(async () => {
    const { error } = await api.startReconstruction(projectId, options);
    onStarted();
    return error?.message ?? null;
  });
  return (
    <>
      <Button onClick={act} disabled={busy} data-testid="start-again">
        Start again
      </Button>
      <Refusal message={problem} />
    </>
  );
}
