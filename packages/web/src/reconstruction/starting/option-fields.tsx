import { Field } from '../../ui/field.tsx';
import { CAMERA_SHARING_NAMES, MATCHER_NAMES, OPTION_NAMES } from '../option-names.ts';
import type { ChoiceProps } from './start-choice.ts';

/** What is typed: the default, and what is to be known of it. */
const TYPED = [
  {
    option: 'maxImageSize',
    placeholder: 'As the quality says',
    hint: 'Pixels. Larger photos are scaled down first.',
  },
  {
    option: 'targetFaces',
    placeholder: 'As many as the photos give',
    hint: 'About so many; the model is never made finer than the photos.',
  },
  {
    option: 'coordinateSystem',
    placeholder: 'Local, or such as EPSG:32633',
    hint: 'The EPSG code of a projected system; local: metres east, north and up of an origin.',
  },
] as const;

/** What is chosen from a list. */
const LISTED_OPTIONS = [
  {
    option: 'matcher',
    names: MATCHER_NAMES,
    hint: 'Comparing all with all grows with the square of their number.',
  },
  {
    option: 'cameraSharing',
    names: CAMERA_SHARING_NAMES,
    hint: 'Photos of one camera and lens setting share an estimate of the lens.',
  },
] as const;

/** The options beside quality and engine. */
export function OptionFields({ choice, onChange, refused }: ChoiceProps) {
  return (
    <fieldset className="option-fields">
      <legend className="legend">Options</legend>
      {TYPED.map(({ option, placeholder, hint }) => (
        <Field key={option} label={OPTION_NAMES[option]} hint={hint} refused={refused === option}>
          <input
            name={option}
            value={choice[option]}
            placeholder={placeholder}
            inputMode={option === 'coordinateSystem' ? 'text' : 'numeric'}
            autoComplete="off"
            onChange={(event) => onChange({ [option]: event.target.value })}
          />
        </Field>
      ))}
      {LISTED_OPTIONS.map(({ option, names, hint }) => (
        <Field key={option} label={OPTION_NAMES[option]} hint={hint} refused={refused === option}>
          <select
            name={option}
            value={choice[option]}
            onChange={(event) => onChange({ [option]: event.target.value })}
          >
            {Object.entries(names).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      ))}
    </fieldset>
  );
}
