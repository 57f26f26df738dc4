import { Field } from '../../ui/field.tsx';
import { ALTITUDE_NAMES, CAMERA_SHARING_NAMES, MATCHER_NAMES, OPTION_NAMES } from '../option-names.ts';
import type { ChoiceProps } from './start-choice.ts';

/** Text fields: default and hint. */
const TYPED = [
  {
    option: 'maxImageSize',
    placeholder: 'By quality',
    hint: 'Longest side in pixels. Larger photos are scaled down first.',
  },
  {
    option: 'targetFaces',
    placeholder: 'As many as the photos support',
    hint: 'Approximate number of triangles; the mesh is never finer than the photos support.',
  },
  {
    option: 'coordinateSystem',
    placeholder: 'Local, or for example EPSG:32633',
    hint: 'A projected system: EPSG code, with a vertical one as in EPSG:25832+5783, PROJ string or WKT. Local: metres east, north and up from an origin.',
  },
] as const;

/** Choices. */
const LISTED_OPTIONS = [
  {
    option: 'matcher',
    names: MATCHER_NAMES,
    hint: 'The time for exhaustive matching grows with the square of the number of photos.',
  },
  {
    option: 'cameraSharing',
    names: CAMERA_SHARING_NAMES,
    hint: 'Photos with the same camera and lens setting share their intrinsics.',
  },
  {
    option: 'altitudesAbove',
    names: ALTITUDE_NAMES,
    hint: 'What the altitudes of the photos are measured from. Needed for a vertical system if the photos don’t state it.',
  },
] as const;

/** The options other than quality and engine. */
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
