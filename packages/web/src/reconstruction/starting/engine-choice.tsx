import type { EngineSummary } from '@tiepoint/client';
import { ChoiceCard } from './choice-card.tsx';
import type { ChoiceProps } from './start-choice.ts';

/** The engines with their versions and abilities, or why one can't be used. */
export function EngineChoice({
  choice,
  onChange,
  engines,
}: ChoiceProps & { engines: readonly EngineSummary[] }) {
  return (
    <fieldset className="choice-cards">
      <legend className="legend">Engine</legend>
      {engines.map(({ name, title, version, abilities, problem, default: isDefault }) => (
        <ChoiceCard
          key={name}
          name="engine"
          value={name}
          label={[title, version].filter(Boolean).join(' ')}
          checked={choice.engine === name || (choice.engine === '' && isDefault)}
          disabled={problem !== null}
          onChoose={() => onChange({ engine: name })}
        >
          {problem === null ? (
            <span>{abilities.join(' ')}</span>
          ) : (
            <span className="choice-problem">{problem}</span>
          )}
        </ChoiceCard>
      ))}
    </fieldset>
  );
}
