import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import './menu.css';

interface MenuProps {
  label: string;
  button: ReactNode;
  kind?: 'primary' | 'plain';
  onOpen?: () => void;
  children: ReactNode;
}

/** A button that opens a panel below it; Escape and a press elsewhere close it. */
export function Menu({ label, button, kind, onOpen, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const panelId = useId();

  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      root.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    document.addEventListener('keydown', closeOnEscape);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
      document.removeEventListener('keydown', closeOnEscape);
    };
  }, [open]);

  const toggle = () => {
    if (!open) onOpen?.();
    setOpen(!open);
  };
  return (
    <div className="menu" ref={root}>
      <Button kind={kind} aria-label={label} aria-expanded={open} aria-controls={panelId} onClick={toggle}>
        {button}
      </Button>
      {open && (
        <div className="menu-panel" id={panelId}>
          {children}
        </div>
      )}
    </div>
  );
}
