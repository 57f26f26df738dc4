import './segments.css';
import { Link } from './navigation.tsx';

interface SegmentsProps {
  label: string;
  segments: { label: string; href: string; current: boolean }[];
}

/** Links to the views of one page, the current one marked. */
export function Segments({ label, segments }: SegmentsProps) {
  return (
    <nav className="segments" aria-label={label}>
      {segments.map((segment) => (
        <Link key={segment.label} href={segment.href} aria-current={segment.current ? 'page' : undefined}>
          {segment.label}
        </Link>
      ))}
    </nav>
  );
}
