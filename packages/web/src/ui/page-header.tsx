import type { ReactNode } from 'react';
import { Link } from './navigation.tsx';
import './page-header.css';

/** The bar on top of every page: the logo, which links home, the title, and the actions. */
export function PageHeader({ title, children }: { title?: ReactNode; children?: ReactNode }) {
  return (
    <header className="page-header">
      <Link className="page-mark" href="/" aria-label="Tiepoint: all projects">
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <path d="M3.5 6.5 13 14M28.5 6.5 19 14M16 29v-8" />
          <circle cx="16" cy="16.5" r="3.2" />
        </svg>
        {title === undefined && <span>Tiepoint</span>}
      </Link>
      {title !== undefined && <div className="page-title">{title}</div>}
      {children !== undefined && <div className="page-actions">{children}</div>}
    </header>
  );
}
