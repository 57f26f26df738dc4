import type { WaitingStart as Waiting } from '../api/fetch-project.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Facts } from '../ui/facts.tsx';
import { optionList, waitsFor } from './option-names.ts';
import { StopButton } from './stop-button.tsx';
import './waiting-start.css';

interface WaitingStartProps {
  projectId: string;
  waiting: Waiting;
  /** Whether a task of the project runs: the start waits for its end too, and stopping it takes both back. */
  behindTask: boolean;
  onStopped: () => void;
}

/** A reconstruction that is to start by itself: what it waits for, what it will do, and a way to take it back. */
export function WaitingStart({ projectId, waiting, behindTask, onStopped }: WaitingStartProps) {
  return (
    <section className="waiting-start" aria-label="Start that waits" data-testid="waiting-start">
      <div className="waiting-start-head">
        <div>
          <h2>Waiting to start</h2>
          <p>
            {waitsFor(waiting)}
            {behindTask && ' The one that runs ends first; stopping it takes this start back too.'}
          </p>
        </div>
        {!behindTask && <StopButton projectId={projectId} label="Don’t start" onStopped={onStopped} />}
      </div>
      <Disclosure summary="Options">
        <Facts facts={optionList(waiting.options)} />
      </Disclosure>
    </section>
  );
}
