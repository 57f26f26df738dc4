import type { ImportedModel } from '../api/fetch-project.ts';
import { Figures } from '../ui/figures.tsx';
import { formatBytes, formatCount, formatNumberOf } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import './import-report.css';

/** An imported model: its progress, its result, or why it can't be shown. */
export function ImportReport({ model }: { model: ImportedModel }) {
  return (
    <section className="import-report" aria-label="Imported model" data-testid="import-report">
      {model.error !== null && (
        <Notice tone="bad" title="The model can't be shown">
          <p data-testid="import-error">{model.error}</p>
        </Notice>
      )}
      {model.state === 'Pending' && <Arriving files={model.files} />}
      {model.state === 'Converting' && (
        <p>The model is being converted for the viewer. It appears here by itself.</p>
      )}
      {model.state === 'Ready' && (
        <>
          <Figures figures={figuresOf(model)} />
          {model.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </>
      )}
    </section>
  );
}

function Arriving({ files }: { files: ImportedModel['files'] }) {
  if (files.length === 0) {
    return (
      <p>
        No file yet. Send a ZIP of OBJ files with their textures, a GLB, PLY or LAS through the API:{' '}
        <code>uploadModelS3</code>, then <code>doneModelUpload</code>.
      </p>
    );
  }
  const arrived = files.filter(({ state }) => state === 'Uploaded');
  const bytes = arrived.reduce((sum, { size }) => sum + (size ?? 0), 0);
  return (
    <p>
      {arrived.length} of {formatNumberOf(files.length, 'file')} arrived, {formatBytes(bytes)}.
    </p>
  );
}

function figuresOf({ triangles, points, origin }: ImportedModel): [label: string, value: string][] {
  return [
    ...(triangles ? [['Triangles', formatCount(triangles)] as [string, string]] : []),
    ...(points ? [['Points', formatCount(points)] as [string, string]] : []),
    ...(origin ? [['Origin', origin.map(formatCount).join(', ')] as [string, string]] : []),
  ];
}
