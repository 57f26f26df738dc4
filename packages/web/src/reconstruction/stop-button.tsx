import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { Button } from '../ui/button.tsx';
import { Refusal } from './refusal.tsx';
import './stop-button.css';
import { useAction } from './use-action.ts';

interface StopButtonProps {
  projectId: string;
  label: string;
  onStopped: () => void;
}

/** Stops a queued or running task at once; it can be resumed. */
export function StopButton({ projectId, label, onStopped }: StopButtonProps) {
  const api = useApi();
  // Until the page shows the stopped task.
  const [stopped, setStopped] = useState(false);
  const { busy, problem, act } = useAction(async () => {
    await api.stopReconstruction(projectId);
    setStopped(true);
    onStopped();
    return null;
  });
  return (
    <>
      <Button className="stop-button" onClick={act} disabled={busy || stopped} data-testid="stop">
        {busy || stopped ? 'Stopping …' : label}
      </Button>
      <Refusal message={problem} />
    </>
  );
}
