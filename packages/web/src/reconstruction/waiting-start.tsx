import type { WaitingStart as Waiting } from '../api/fetch-project.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Facts } from '../ui/facts.tsx';
import { optionList, waitsFor } from './option-names.ts';
import { StopButton } from './stop-button.tsx';
import './waiting-start.css';

interface WaitingStartProps {
  projectId: string;
  waiting: Waiting;
  /** Whether a task of the project is running: the start waits for its end too, and stopping cancels both. */
  behindTask: boolean;
  onStopped: () => void;
}

/** A pending start: its conditions, its options, and a button to cancel it. */
export function WaitingStart({ projectId, waiting, behindTask, onStopped }: WaitingStartProps) {
  return (
    <section className="waiting-start" aria-label="Pending start" data-testid="waiting-start">
      <div className="waiting-start-head">
        <div>
          <h2>Waiting to start</h2>
          <p>
            {waitsFor(waiting)}
            {behindTask &&
              ' It starts after the running reconstruction; stopping that one cancels this start too.'}
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
