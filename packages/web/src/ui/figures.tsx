import './figures.css';

/** Figures side by side, each with its name above. */
export function Figures({ figures }: { figures: readonly (readonly [label: string, value: string])[] }) {
  return (
    <dl className="figures">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt className="legend">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
