import type { ReactNode } from 'react';
import './choice-card.css';

interface ChoiceCardProps {
  /** Name of the radio group. */
  name: string;
  value: string;
  label: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChoose: () => void;
  children?: ReactNode;
}

/** One of several choices, with a description. */
export function ChoiceCard({ name, value, label, checked, disabled, onChoose, children }: ChoiceCardProps) {
  return (
    <label className="choice-card">
      <input
        type="radio"
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        onChange={onChoose}
      />
      <strong>{label}</strong>
      {children}
    </label>
  );
}
