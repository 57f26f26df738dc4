import type { Api, EngineSummary } from '@tiepoint/client';
import { type SubmitEvent, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import type { Project } from '../../api/fetch-project.ts';
import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Refusal } from '../refusal.tsx';
import { EngineChoice } from './engine-choice.tsx';
import { OptionFields } from './option-fields.tsx';
import { type Estimate, QualityChoice } from './quality-choice.tsx';
import {
  type ChoiceProps,
  firstChoice,
  type Refused,
  type StartRequest,
  toStartRequest,
} from './start-choice.ts';
import './start-form.css';
import { useAction } from '../use-action.ts';
import { StartTimeChoice } from './start-time-choice.tsx';

interface StartFormProps {
  project: Pick<Project, 'id' | 'imageCounts'>;
  /** The estimates of the report for each quality; empty while unknown. */
  estimates: readonly Estimate[];
  /** Whether there is a model already. */
  again: boolean;
  onStarted: () => void;
}

/** Starts a reconstruction with the chosen options; a refusal is shown as the server's sentence. */
export function StartForm({ project, estimates, again, onStarted }: StartFormProps) {
  const api = useApi();
  const engines = useQuery('engines', { load: api.listEngines }).data ?? [];
  const [choice, setChoice] = useState(() => firstChoice(project.imageCounts));
  const [refused, setRefused] = useState<string | null>(null);
  const { busy, problem, act } = useAction(async () => {
    setRefused(null);
    const { request, problem: mistyped } = toStartRequest(choice);
    const refusal = request ? await start(api, project.id, request) : mistyped;
    setRefused(refusal?.option ?? null);
    if (request) onStarted();
    return refusal?.message ?? null;
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    act();
  };
  const part: ChoiceProps = {
    choice,
    onChange: (change) => setChoice((before) => ({ ...before, ...change })),
    refused,
  };
  const label = again ? 'Reconstruct again' : 'Start the reconstruction';
  return (
    <form className="start-form" onSubmit={submit} data-testid="start-form">
      <QualityChoice {...part} estimates={estimates} />
      <Disclosure summary="More options" wanted={refused !== null} testId="more-options">
        <div className="more-options">
          <EngineChoice {...part} engines={engines} />
          <OptionFields {...part} />
          <StartTimeChoice {...part} />
        </div>
      </Disclosure>
      <EngineProblem engines={engines} chosen={choice.engine} />
      <Refusal message={problem} />
      <Button type="submit" kind={again ? 'plain' : 'primary'} disabled={busy}>
        {choice.start === 'now' ? label : `${label} later`}
      </Button>
    </form>
  );
}

/** Starts at once or sets up a pending start; returns the refusal, if any. */
async function start(
  api: Api,
  projectId: string,
  { options, policy }: StartRequest,
): Promise<Refused | undefined> {
  const answer = policy
    ? await api.preStartReconstruction(projectId, { options, policy })
    : await api.startReconstruction(projectId, options);
  return answer.error;
}

/** The default engine may be unavailable: shown before the start. */
function EngineProblem({ engines, chosen }: { engines: readonly EngineSummary[]; chosen: string }) {
  const engine = engines.find(({ name, default: isDefault }) => (chosen ? name === chosen : isDefault));
  return (
    engine !== undefined &&
    engine.problem !== null && (
      <p className="start-form-hint">
        {engine.title} can’t be used at present: {engine.problem}
      </p>
    )
  );
}
