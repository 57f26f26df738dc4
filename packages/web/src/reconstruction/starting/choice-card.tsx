import type { ReactNode } from 'react';
import './choice-card.css';

interface ChoiceCardProps {
  /** Of the group that one is chosen from. */
  name: string;
  value: string;
  label: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChoose: () => void;
  children?: ReactNode;
}

/** One of several things to choose from, with what is to be known of it. */
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
