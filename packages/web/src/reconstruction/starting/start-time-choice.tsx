import { Field } from '../../ui/field.tsx';
import { ChoiceCard } from './choice-card.tsx';
import type { ChoiceProps, StartTime } from './start-choice.ts';

const TIMES: { start: StartTime; label: string; hint: string }[] = [
  { start: 'now', label: 'Now', hint: 'With the photos that are Ready.' },
  { start: 'settled', label: 'When all photos are checked', hint: 'With those that are Ready then.' },
  {
    start: 'share',
    label: 'When most photos are Ready',
    hint: 'Photos still being uploaded or checked are left out.',
  },
  { start: 'moment', label: 'At a time', hint: 'With the photos that are Ready then.' },
];

/** When to start: now, or automatically by the state of the photos or by time. */
export function StartTimeChoice({ choice, onChange, refused }: ChoiceProps) {
  return (
    <>
      <fieldset className="choice-cards">
        <legend className="legend">Start</legend>
        {TIMES.map(({ start, label, hint }) => (
          <ChoiceCard
            key={start}
            name="start"
            value={start}
            label={label}
            checked={choice.start === start}
            onChoose={() => onChange({ start })}
          >
            <span>{hint}</span>
          </ChoiceCard>
        ))}
      </fieldset>
      {choice.start === 'share' && (
        <Field label="Share of all photos, in percent" refused={refused === 'minReadyPercent'}>
          <input
            name="minReadyPercent"
            value={choice.minReadyPercent}
            inputMode="decimal"
            autoComplete="off"
            onChange={(event) => onChange({ minReadyPercent: event.target.value })}
          />
        </Field>
      )}
      {choice.start === 'moment' && (
        <Field label="Day and time" hint="In your time zone, within 31 days." refused={refused === 'startAt'}>
          <input
            type="datetime-local"
            name="startAt"
            value={choice.startAt}
            onChange={(event) => onChange({ startAt: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}
