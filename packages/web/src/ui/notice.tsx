import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  title?: string;
  tone?: 'plain' | 'bad';
  children?: ReactNode;
}

/** Something that people must know, read aloud at once when it is bad. */
export function Notice({ title, tone = 'plain', children }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      {title !== undefined && <strong>{title}</strong>}
      {children}
    </div>
  );
}
