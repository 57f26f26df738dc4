import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  title?: string;
  tone?: 'plain' | 'bad';
  children?: ReactNode;
}

/** An important message; errors are announced by screen readers. */
export function Notice({ title, tone = 'plain', children }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      {title !== undefined && <strong>{title}</strong>}
      {children}
    </div>
  );
}
