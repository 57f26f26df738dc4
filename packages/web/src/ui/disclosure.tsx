import { type ReactNode, type SyntheticEvent, useState } from 'react';
import './disclosure.css';

interface DisclosureProps {
  summary: ReactNode;
  /** Forces it open, for example to show a refused field. */
  wanted?: boolean;
  testId?: string;
  children: ReactNode;
}

/** A collapsible part; its content is rendered when opened. */
export function Disclosure({ summary, wanted = false, testId, children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  const [wasWanted, setWasWanted] = useState(false);
  if (wanted !== wasWanted) {
    setWasWanted(wanted);
    if (wanted) setOpen(true);
  }
  const follow = (event: SyntheticEvent<HTMLDetailsElement>) => setOpen(event.currentTarget.open);
  return (
    <details className="disclosure" open={open} onToggle={follow} data-testid={testId}>
      <summary>{summary}</summary>
      {open && <div className="disclosure-part">{children}</div>}
    </details>
  );
}
