import { Fragment } from 'react';
import type { ImageState } from '../api/fetch-project.ts';
import type { Report } from '../api/fetch-report.ts';
import { formatBytes, formatCount, formatNumberOf, formatSeconds } from '../ui/format.ts';
import '../ui/table.css';
import { verdictName } from '../ui/verdict-name.ts';
import { cameraName } from './map-content.ts';
import './report-tables.css';

/** How many photos are in each state, with the reasons of Invalid and the warnings of Ready ones. */
export function VerdictsTable({ states, reasons }: Pick<Report, 'states' | 'reasons'>) {
  return (
    <table className="table" data-testid="report-verdicts">
      <caption>Verdicts</caption>
      <tbody>
        {states.map(({ state, count }) => (
          <Fragment key={state}>
            <tr>
              <th scope="row">{state}</th>
              <td>{formatCount(count)}</td>
            </tr>
            {reasons.map((reason) => {
              const code = codeOf(reason, state);
              return (
                code && (
                  <tr key={code} data-part="">
                    <th scope="row">{verdictName(code)}</th>
                    <td>{formatCount(reason.count)}</td>
                  </tr>
                )
              );
            })}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function codeOf({ error, warning }: Report['reasons'][number], state: ImageState) {
  if (state === 'Invalid') return error;
  return state === 'Ready' ? warning : null;
}

/** The cameras of the photos. */
export function CamerasTable({ cameras }: Pick<Report, 'cameras'>) {
  return (
    <table className="table" data-testid="report-cameras">
      <caption>Cameras</caption>
      <thead>
        <tr>
          <th scope="col">Camera</th>
          <th scope="col">Focal length (in 35 mm)</th>
          <th scope="col">Pixels</th>
          <th scope="col">Photos</th>
        </tr>
      </thead>
      <tbody>
        {cameras.map((camera) => (
          <tr key={JSON.stringify(camera)}>
            <th scope="row">
              {cameraName(camera)}
              <small>
                {[camera.lens, camera.serial && `no. ${camera.serial}`].filter(Boolean).join(', ')}
              </small>
            </th>
            <td>{formatFocalLength(camera)}</td>
            <td>
              {camera.width} × {camera.height}
            </td>
            <td>{formatCount(camera.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The expected cost of a reconstruction, and the basis of the estimate. */
export function EstimatesTable({ estimates }: Pick<Report, 'estimates'>) {
  const learnt = Math.max(0, ...estimates.map(({ learntFrom }) => learntFrom));
  return (
    <>
      <table className="table" data-testid="report-estimates">
        <caption>A reconstruction will take about</caption>
        <thead>
          <tr>
            <th scope="col">Quality</th>
            <th scope="col">Time</th>
            <th scope="col">Memory</th>
            <th scope="col">Disk</th>
          </tr>
        </thead>
        <tbody>
          {estimates.map(({ quality, seconds, memory, disk }) => (
            <tr key={quality}>
              <th scope="row">{quality}</th>
              <td>{formatSeconds(seconds)}</td>
              <td>{formatBytes(memory)}</td>
              <td>{formatBytes(disk)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="report-note">
        {learnt > 0
          ? `Based on ${formatNumberOf(learnt, 'finished reconstruction')} on this installation.`
          : 'Based on reference measurements: nothing has been reconstructed on this installation yet.'}
      </p>
    </>
  );
}

function formatFocalLength({
  focalLength,
  focalLengthIn35mm,
  digitalZoomRatio,
}: Report['cameras'][number]): string {
  const real = focalLength ? `${Number(focalLength.toFixed(1))} mm` : '–';
  const lens = focalLengthIn35mm ? `${real} (${Number(focalLengthIn35mm.toFixed(1))} mm)` : real;
  return digitalZoomRatio ? `${lens}, ${Number(digitalZoomRatio.toFixed(1))}× digital zoom` : lens;
}
