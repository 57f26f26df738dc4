import './progress-bar.css';

/** A bar filled to `percent` (0 to 100), or an indeterminate one (null). */
export function ProgressBar({ percent, label }: { percent: number | null; label: string }) {
  return (
    <div
      className="progress-bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === null ? undefined : Math.round(percent)}
      data-unknown={percent === null ? '' : undefined}
    >
      <span style={percent === null ? undefined : { width: `${percent}%` }} />
    </div>
  );
}
