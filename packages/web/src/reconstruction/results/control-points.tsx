import type { TaskResult } from '../../api/fetch-project.ts';
import type { ControlPoint } from '../../api/fetch-task-details.ts';
import { formatDistance } from '../../ui/format.ts';
import '../../ui/table.css';
import './control-points.css';
import { DetailsPart } from './details-part.tsx';
import type { TaskIds } from './use-task-details.ts';

/** Residuals of control points, and of checkpoints, which are not used for georeferencing. */
export function ControlPoints({ result, ...ids }: TaskIds & { result: TaskResult }) {
  return (
    <DetailsPart ids={ids}>
      {({ controlPoints }) => (
        <div className="control-points">
          <PointTable
            caption="Fitted to"
            points={controlPoints.filter(({ checkpoint }) => !checkpoint)}
            rms={result.controlPointRms}
          />
          <PointTable
            caption="Checkpoints: the accuracy to expect"
            points={controlPoints.filter(({ checkpoint }) => checkpoint)}
            rms={result.checkpointRms}
          />
        </div>
      )}
    </DetailsPart>
  );
}

interface PointTableProps {
  caption: string;
  points: readonly ControlPoint[];
  rms: TaskResult['controlPointRms'];
}

function PointTable({ caption, points, rms }: PointTableProps) {
  if (points.length === 0) return null;
  return (
    <div className="table-room">
      <table className="table" data-testid="control-point-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Point</th>
            <th scope="col">East</th>
            <th scope="col">North</th>
            <th scope="col">Up</th>
            <th scope="col">In photos</th>
            <th scope="col">Marks</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ name, residual, reprojectionError, marks, reason }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                {reason !== null && <small>{reason}</small>}
              </th>
              {residual ? (
                <>
                  <td>{formatDistance(residual.east)}</td>
                  <td>{formatDistance(residual.north)}</td>
                  <td>{formatDistance(residual.up)}</td>
                </>
              ) : (
                <td colSpan={3}>Not used</td>
              )}
              <td>{typeof reprojectionError === 'number' ? `${reprojectionError.toFixed(1)} px` : '–'}</td>
              <td>{marks}</td>
            </tr>
          ))}
        </tbody>
        {rms && (
          <tfoot>
            <tr>
              <th scope="row">RMS</th>
              <td colSpan={2}>{formatDistance(rms.horizontal)} horizontal</td>
              <td>{formatDistance(rms.vertical)}</td>
              <td colSpan={2} />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
