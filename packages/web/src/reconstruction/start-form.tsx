import { type SubmitEvent, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import type { Quality } from '../api/fetch-project.ts';
import { startReconstruction } from '../api/start-reconstruction.ts';
import { Button } from '../ui/button.tsx';
import './start-form.css';

type StartFormProps = {
  projectId: string;
  /** Whether there is a model already. */
  again: boolean;
  onStarted: () => void;
};

const qualities: { value: Quality; label: string; hint: string }[] = [
  { value: 'preview', label: 'Preview', hint: 'The strongest features, fewer pairs: minutes on two cores.' },
  { value: 'standard', label: 'Standard', hint: 'All features, more pairs, sharper texture.' },
];

/** Starts a reconstruction in the chosen quality; a refusal is shown as the server's sentence. */
export function StartForm({ projectId, again, onStarted }: StartFormProps) {
  const client = useApi();
  const [quality, setQuality] = useState<Quality>('standard');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const start = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      setRefusal(await startReconstruction(client, { id: projectId, quality }));
      onStarted();
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="start-form" onSubmit={(event) => void start(event)} data-testid="start-form">
      <fieldset>
        <legend className="legend">Quality</legend>
        {qualities.map(({ value, label, hint }) => (
          <label key={value} className="quality">
            <input
              type="radio"
              name="quality"
              value={value}
              checked={quality === value}
              onChange={() => setQuality(value)}
            />
            <strong>{label}</strong>
            <span>{hint}</span>
          </label>
        ))}
      </fieldset>
      {refusal !== null && (
        <p className="start-refusal" role="alert" data-testid="refusal">
          {refusal}
        </p>
      )}
      <Button type="submit" kind={again ? 'plain' : 'primary'} disabled={busy}>
        {again ? 'Reconstruct again' : 'Start the reconstruction'}
      </Button>
    </form>
  );
}
