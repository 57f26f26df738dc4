import { cloneElement, type ReactElement, useId } from 'react';
import './field.css';

interface FieldProps {
  label: string;
  hint?: string;
  /** Whether the server has refused its value. */
  refused?: boolean;
  /** The input. */
  children: ReactElement<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }>;
}

/** An input with its name above and a hint below. */
export function Field({ label, hint, refused = false, children }: FieldProps) {
  const id = useId();
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-hint` };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, { id, 'aria-invalid': refused || undefined, ...described })}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}
