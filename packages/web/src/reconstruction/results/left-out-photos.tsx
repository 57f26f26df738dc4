import '../../ui/table.css';
import { formatCount } from '../../ui/format.ts';
import { verdictName } from '../../ui/verdict-name.ts';
import { DetailsPart } from './details-part.tsx';
import './left-out-photos.css';
import type { TaskIds } from './use-task-details.ts';

/** Number of rows shown; the manifest has all of them. */
const MAX_ROWS = 200;

/** The photos left out of a model, each with the reason. */
export function LeftOutPhotos(ids: TaskIds) {
  return (
    <DetailsPart ids={ids}>
      {({ manifest }) => {
        const photos = manifest?.photos.filter(({ used }) => !used) ?? [];
        if (photos.length === 0) return <p className="task-report-when">None.</p>;
        return (
          <>
            <table className="table left-out-photos" data-testid="left-out-table">
              <thead>
                <tr>
                  <th scope="col">Photo</th>
                  <th scope="col">Why</th>
                </tr>
              </thead>
              <tbody>
                {photos.slice(0, MAX_ROWS).map(({ id, name, reason }) => (
                  <tr key={id}>
                    <th scope="row">{name}</th>
                    <td>{describeReason(reason)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {photos.length > MAX_ROWS && (
              <p className="task-report-when">
                And {formatCount(photos.length - MAX_ROWS)} more: the manifest names them all.
              </p>
            )}
          </>
        );
      }}
    </DetailsPart>
  );
}

/** The reason is a code for an Invalid photo, and a sentence for one that the engine could not use. */
function describeReason(reason: string | null): string {
  if (reason === null) return '–';
  return /^\w+$/.test(reason) ? verdictName(reason) : reason;
}
