import type { Quality } from '../../api/fetch-project.ts';
import { formatBytes, formatRoughly } from '../../ui/format.ts';
import { QUALITY_NAMES } from '../option-names.ts';
import { ChoiceCard } from './choice-card.tsx';
import type { ChoiceProps } from './start-choice.ts';

/** Expected time in seconds and memory in bytes of a reconstruction. */
export interface Estimate {
  quality: Quality;
  seconds: number;
  memory: number;
}

const HINTS: Record<Quality, string> = {
  preview: 'Sparse: a smooth mesh through the tie points, for a first look.',
  standard: 'Dense: a mesh from depth maps of the photos.',
  high: 'Dense at twice the resolution, for the final model.',
};

/** The quality presets with their expected cost. */
export function QualityChoice({
  choice,
  onChange,
  estimates,
}: ChoiceProps & { estimates: readonly Estimate[] }) {
  return (
    <fieldset className="choice-cards">
      <legend className="legend">Quality</legend>
      {(['preview', 'standard', 'high'] as const).map((quality) => {
        const estimate = estimates.find((one) => one.quality === quality);
        return (
          <ChoiceCard
            key={quality}
            name="quality"
            value={quality}
            label={QUALITY_NAMES[quality]}
            checked={choice.quality === quality}
            onChoose={() => onChange({ quality })}
          >
            <span>{HINTS[quality]}</span>
            <span className="choice-figure" data-testid={`estimate-${quality}`}>
              {estimate
                ? `${sentence(formatRoughly(estimate.seconds))} · ${formatBytes(estimate.memory)} of memory`
                : '\u00a0'}
            </span>
          </ChoiceCard>
        );
      })}
    </fieldset>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
