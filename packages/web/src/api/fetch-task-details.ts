import type { Api } from '@tiepoint/client';
import type { Manifest, Task } from '@tiepoint/protocol';

/** How well a model fits one control point. */
export type ControlPoint = Pick<
  NonNullable<Task['result']>['controlPoints'][number],
  'name' | 'checkpoint' | 'used' | 'reason' | 'residual' | 'reprojectionError' | 'marks'
>;

/** The lists of a task that grow with its photos and points. */
export interface TaskDetails {
  controlPoints: ControlPoint[];
  /** Null until the task has begun. */
  manifest: Manifest | null;
  /** The manifest as text. */
  manifestText: string | null;
}

interface Data {
  project: {
    task: { manifest: string | null; result: { controlPoints: ControlPoint[] } | null } | null;
  } | null;
}

const OPERATION = `query TaskDetails($project: ID!, $task: ID!) {
  project(id: $project) {
    task(id: $task) {
      manifest
      result {
        controlPoints {
          name checkpoint used reason reprojectionError marks residual { east north up }
        }
      }
    }
  }
}`;

/** Details of a task; empty when it no longer exists. */
export async function fetchTaskDetails(
  { request }: Api,
  variables: { project: string; task: string },
  signal?: AbortSignal,
): Promise<TaskDetails> {
  const { project } = await request<Data>({ document: OPERATION, variables, idempotent: true, signal });
  const manifestText = project?.task?.manifest ?? null;
  return {
    controlPoints: project?.task?.result?.controlPoints ?? [],
    manifest: manifestText === null ? null : (JSON.parse(manifestText) as Manifest),
    manifestText,
  };
}
